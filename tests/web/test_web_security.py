"""What is refused, and how every response leaves."""

from __future__ import annotations

import re

import pytest

from briefer.errors import InputError
from briefer.web.limits import Limits

TOKEN = "a-token-of-the-desk"  # noqa: S105
PAGES = ("/", "/brief", "/archive", "/archive/ingest", "/check", "/evals", "/help", "/nothing-here")


def token_of(text: str) -> str:
    """The token that a page's forms carry."""
    return re.search(r'name="form-token" content="([0-9a-f]{64})"', text)[1]


@pytest.fixture(scope="module")
def closed(serve, tmp_path_factory):
    """A server with a token."""
    with serve(tmp_path_factory.mktemp("closed") / "archive", token=TOKEN) as running:
        yield running


@pytest.mark.parametrize("path", [*PAGES, "/api/v1/stats", "/api/v1/nothing", "/static/page.css"])
def test_every_response_has_the_headers(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_or_a_style_of_its_own(client, path):
    text = client.get(path).text
    assert not re.search(r"<script(?![^>]* src=\"/static/)", text)
    assert not re.search(r"<style|<[^>]+\s(?:style|on\w+|(?:href|src)=\"javascript:)=", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "169.254.1.1", ""])
def test_a_name_rebound_to_this_machine_is_refused(client, host):
    answer = client.get("/api/v1/stats", headers={"Host": host})
    assert answer.status_code == 421
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8321", "127.0.0.1", "[::1]:9"])
def test_the_loopback_names_are_served(client, host):
    assert client.get("/api/v1/stats", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost:1"},
    ],
)
def test_what_another_sites_page_sends_is_refused(client, headers):
    asked = {"question": "Who?"}
    assert client.post("/api/v1/answers", json=asked, headers=headers).status_code == 403
    assert client.post("/brief", data={"country": "Mali"}, headers=headers).status_code == 403
    linked = client.get("/", params={"q": "Who?"}, headers=headers).text  # fills the form in, and no more
    assert 'value="Who?"' in linked
    assert 'class="question"' not in linked
    assert client.delete("/api/v1/jobs/x", headers=headers).status_code == 403


def test_a_question_may_only_be_json(client):
    plain = client.post(
        "/api/v1/answers", content='{"question": "Who?"}', headers={"Content-Type": "text/plain"}
    )
    assert plain.status_code == 422


def test_a_form_must_come_from_a_page_that_was_given(client):
    form = {"country": "Atlantis"}
    assert client.post("/brief", data=form).status_code == 403
    token = token_of(client.get("/brief").text)
    assert (
        client.post("/brief", data=form | {"form_token": token}).status_code == 422
    )  # understood, and wrong
    assert client.post("/brief", data=form | {"form_token": "é"}).status_code == 403
    client.cookies.clear()
    assert client.post("/brief", data=form | {"form_token": token}).status_code == 403


def test_a_browser_shows_the_token_to_the_interface_too(client):
    token = token_of(client.get("/").text)
    assert client.post("/api/v1/answers", json={"question": ""}).status_code == 403
    known = client.post("/api/v1/answers", json={"question": ""}, headers={"X-CSRF-Token": token})
    assert known.status_code == 422


def test_without_the_token_nothing_is_open(closed):
    with closed.client() as client:
        answer = client.get("/api/v1/stats")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert client.get("/api/v1/openapi.json").status_code == 401
        sent = client.get("/archive?q=x")
        assert (sent.status_code, sent.headers["location"]) == (303, "/login?next=%2Farchive%3Fq%3Dx")
        assert client.get("/login").status_code == client.get("/static/page.css").status_code == 200
        assert client.post("/brief", data={"country": "Mali"}).status_code == 401


@pytest.mark.parametrize(
    "sent", ["Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer", "Bearer \xe9"]
)
def test_a_wrong_token_is_refused(closed, sent):
    with closed.client() as client:
        assert (
            client.get("/api/v1/stats", headers={"Authorization": sent.encode("latin-1")}).status_code == 401
        )


def test_the_token_opens_the_interface(closed):
    with closed.client() as client:
        assert client.get("/api/v1/stats", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_one_signs_in_and_out(closed):
    with closed.client() as client:
        form = {"form_token": token_of(client.get("/login").text), "target": "/archive"}
        before = client.cookies["briefer_session"]
        assert client.post("/login", data=form | {"token": "wrong"}).status_code == 401
        done = client.post("/login", data=form | {"token": TOKEN})
        assert (done.status_code, done.headers["location"]) == (303, "/archive")
        cookie = done.headers["set-cookie"]
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
        assert before not in cookie
        assert TOKEN not in cookie
        page = client.get("/archive")
        assert page.status_code == 200
        out = client.post("/logout", data={"form_token": token_of(page.text)})
        assert out.status_code == 303
        assert client.get("/archive").status_code == 303


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "x", "/\r\nx: y"]
)
def test_signing_in_leads_nowhere_else(closed, target):
    with closed.client() as client:
        form = {"form_token": token_of(client.get("/login").text), "target": target, "token": TOKEN}
        assert client.post("/login", data=form).headers["location"] == "/"


def test_a_short_token_is_refused(serve, tmp_path):
    with pytest.raises(InputError, match="fewer than 16"), serve(tmp_path / "archive", token="short"):  # noqa: S106
        pass


def test_what_is_too_large_is_refused(serve, tmp_path):
    small = Limits(body=1000, upload=3000)
    with serve(tmp_path / "archive", limits=small) as served, served.client() as client:
        json = {"Content-Type": "application/json"}
        declared = client.post("/api/v1/checks", content=b"x" * 1001, headers=json)
        undeclared = client.post("/api/v1/checks", content=iter([b"x" * 600] * 3), headers=json)
        files = client.post("/api/v1/ingests", files={"files": ("a.txt", b"x" * 3001)})
        page = client.post(
            "/check", content=iter([b"draft=" + b"x" * 2000]), headers={"Content-Type": "text/x"}
        )
    assert [each.status_code for each in (declared, undeclared, files)] == [413, 413, 413]
    assert declared.json()["type"] == "urn:briefer:problem:too-large"
    assert page.status_code in (403, 413)


@pytest.mark.parametrize("length", ["-1", "+5", "1e3", "٣"])
def test_a_length_that_is_none_is_refused(served, length):
    import http.client
    from urllib.parse import urlsplit

    connection = http.client.HTTPConnection(urlsplit(served.url).netloc)
    connection.putrequest("POST", "/api/v1/answers")
    connection.putheader("Content-Length", length.encode())
    connection.endheaders()
    assert connection.getresponse().status in (400, 413)
    connection.close()


def test_who_asks_too_often_is_told_to_wait(serve, tmp_path):
    now = [0.0]
    few = Limits(works=2, reads=5)
    with serve(tmp_path / "archive", limits=few, clock=lambda: now[0]) as served, served.client() as client:
        asked = [client.post("/api/v1/answers", json={"question": "Who?"}) for _ in range(3)]
        assert [each.status_code for each in asked] == [422, 422, 429]
        assert asked[-1].headers["retry-after"] == "30"
        assert client.get("/", params={"q": "Who?"}).status_code == 429
        assert client.get("/").status_code == 200
        now[0] += 30
        client.cookies.clear()
        assert client.post("/api/v1/answers", json={"question": "Who?"}).status_code == 422


def test_signing_in_is_not_to_be_guessed(serve, tmp_path):
    options = {"token": TOKEN, "limits": Limits(sign_ins=3), "clock": lambda: 0.0}
    with serve(tmp_path / "archive", **options) as served, served.client() as client:
        form = {"form_token": token_of(client.get("/login").text), "token": "guess"}
        assert [client.post("/login", data=form).status_code for _ in range(4)] == [401, 401, 401, 429]
        assert client.post("/login", data=form | {"token": TOKEN}).status_code == 429


def test_what_fails_inside_says_nothing_of_the_inside(serve, tmp_path):
    with serve(tmp_path / "archive") as served, served.client() as client:
        served.app.state.desk.archive.close()  # what comes now cannot be foreseen by anyone
        for path in ("/api/v1/stats", "/archive"):
            answer = client.get(path)
            assert answer.status_code == 500
            assert "content-security-policy" in answer.headers
            assert not re.search(r"sqlite|Traceback|Programming|/tmp", answer.text, re.IGNORECASE)


def test_a_hostile_bulletin_is_text_on_every_page(client, follow):
    found = client.get("/api/v1/search", params={"q": "quake in Ruritania"}).json()["hits"][0]
    draft = "Zamzam reported a quake in Ruritania on 3 March 2025."
    checked = follow(client, client.post("/api/v1/checks", json={"draft": draft}))
    paths = (
        f"/bulletins/{found['bulletin_id']}?marks=0-20",
        "/archive?q=quake+in+Ruritania",
        "/?q=What+did+Zamzam+report+in+Ruritania%3F%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        f"/check/{checked['id']}/view",
        "/archive?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/brief/%3Cscript%3Ealert(1)%3C/script%3E",
    )
    for path in paths:
        text = client.get(path).text
        assert not re.search(
            r"<script(?! src=\"/static/| type=\"module\" src=\"/static/)|<img|<b onclick", text
        )
        assert "javascript:alert" not in re.sub(r"&#34;.*?&#34;", "", text) or 'href="javascript' not in text
        assert "<svg onload" not in text
    assert "&lt;script&gt;alert" in client.get(paths[0]).text


def test_a_framed_document_runs_nothing(client, follow):
    job = follow(client, client.post("/api/v1/checks", json={"draft": "Mali denied it."}))
    headers = client.get(f"/check/{job['id']}/view").headers
    policy = headers["content-security-policy"]
    assert "sandbox allow-same-origin" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
