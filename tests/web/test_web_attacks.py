"""Requests made to break in, to shut others out, or to take up what the machine has."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from briefer.web.desk import LONGEST_DRAFT
from briefer.web.limits import Limits

TOKEN = "a-token-of-the-desk"  # noqa: S105
FOREIGN = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def status_of(url: str, head: str) -> int:
    """Send a request as it stands, which no client would; return the status of what comes back."""
    where = urlsplit(url)
    with socket.create_connection((where.hostname, where.port), timeout=30) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n")
        return int(connection.recv(100).split(b" ", 2)[1])


@pytest.mark.parametrize(
    "host",
    ["[", "]", "[::1", "[x]", "localhost/static/", "localhost?", "localhost#", "a@localhost", "localhost:x"],
)
def test_a_host_that_is_more_than_a_name_and_a_port_is_refused(served, host):
    assert status_of(served.url, f"GET /api/v1/stats HTTP/1.1\nHost: {host}\nConnection: close") == 421


def test_no_host_leads_past_the_token(serve, tmp_path):
    with serve(tmp_path / "archive", token=TOKEN, any_host=True) as served:
        for host in ("x.example/static/", "x.example/login?", "x.example/login#"):
            head = f"GET /api/v1/stats HTTP/1.1\nHost: {host}\nConnection: close"
            assert status_of(served.url, head) == 421
        assert status_of(served.url, "GET /api/v1/stats HTTP/1.1\nHost: x.example\nConnection: close") == 401


def test_an_origin_that_is_no_address_is_foreign(client):
    assert client.delete("/api/v1/jobs/x", headers={"Origin": "http://["}).status_code == 403


def test_another_site_may_link_here_and_do_no_more(client):
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/archive?q=Kidal", headers=link).status_code == 200
    assert client.get("/archive?q=Kidal", headers=FOREIGN).status_code == 403
    assert client.get("/api/v1/search?q=Kidal", headers=FOREIGN).status_code == 403
    assert client.get("/static/page.css", headers=FOREIGN).status_code == 403


def test_another_site_uses_up_nothing_of_its_readers(serve, tmp_path):
    few = Limits(reads=3, works=2, sign_ins=2)
    with serve(tmp_path / "archive", limits=few, clock=lambda: 0.0) as served, served.client() as client:
        for _ in range(5):
            assert client.get("/api/v1/stats", headers=FOREIGN).status_code == 403
            assert client.post("/login", headers=FOREIGN).status_code == 403
            assert client.post("/brief", headers={"Origin": "https://evil.example"}).status_code == 403
        assert client.get("/api/v1/stats").status_code == 200
        client.cookies.clear()
        assert client.post("/api/v1/answers", json={"question": "Who?"}).status_code == 422
        assert client.post("/login").status_code == 403  # no form token, and not "too many"


def test_a_token_in_a_header_is_not_to_be_guessed_either(serve, tmp_path):
    now = [0.0]
    options = {"token": TOKEN, "limits": Limits(sign_ins=3), "clock": lambda: now[0]}
    with serve(tmp_path / "archive", **options) as served, served.client() as client:
        right = [client.get("/api/v1/stats", headers=BEARER).status_code for _ in range(10)]
        assert right == [200] * 10  # only wrong ones are counted
        wrong = {"Authorization": "Bearer guess-guess-guess"}
        guessed = [client.get("/api/v1/stats", headers=wrong).status_code for _ in range(4)]
        assert guessed == [401, 401, 401, 429]
        told = client.get("/api/v1/stats", headers=BEARER)
        assert (told.status_code, told.headers["retry-after"]) == (429, "20")
        now[0] += 20
        assert client.get("/api/v1/stats", headers=BEARER).status_code == 200


def test_the_cookie_behind_a_proxy_that_speaks_tls_is_for_tls_alone(serve, tmp_path):
    with serve(tmp_path / "archive", token=TOKEN, any_host=True) as served, served.client() as client:
        token = re.search(r'name="form-token" content="(\w+)"', client.get("/login").text)[1]
        host = urlsplit(served.url).netloc
        for scheme, is_secure in (("https", True), ("http", False)):
            form = {"form_token": token, "token": TOKEN}
            cookie = client.cookies["briefer_session"]
            sent = {"Origin": f"{scheme}://{host}", "Cookie": f"briefer_session={cookie}"}
            with served.client() as fresh:
                done = fresh.post("/login", data=form, headers=sent)
            assert done.status_code == 303
            assert ("; Secure" in done.headers["set-cookie"]) is is_secure


def test_addresses_that_one_user_can_choose_from_are_one_client(serve, tmp_path):
    from fastapi import Request

    from briefer.web.security import _client

    def client_of(host):
        return _client(Request({"type": "http", "client": (host, 1), "headers": []}))

    assert client_of("2001:db8:1:2::1") == client_of("2001:db8:1:2:ffff::9") != client_of("2001:db8:1:3::1")
    assert client_of("192.0.2.7") == "192.0.2.7" != client_of("192.0.2.8")
    assert client_of("::ffff:192.0.2.7") != client_of("::ffff:192.0.2.8")
    assert client_of("a socket") == "a socket"


def test_what_was_uploaded_and_cannot_be_taken_is_not_kept(serve, tmp_path, monkeypatch):
    kept = tmp_path / "temporary"
    kept.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(kept))
    none_waits = Limits(at_once=1, waiting=-1)
    with serve(tmp_path / "archive", limits=none_waits) as served, served.client() as client:
        for _ in range(3):
            sent = client.post("/api/v1/ingests", files={"files": ("a.txt", b"Mali\nAn attack\nTwo died.\n")})
            assert sent.status_code == 503
    assert list(kept.iterdir()) == []


def test_a_draft_has_an_end(client):
    sent = client.post("/api/v1/checks", json={"draft": "[" * (LONGEST_DRAFT + 1)})
    assert sent.status_code == 422
    assert "more than 200,000 characters" in sent.json()["detail"]


def test_a_draft_of_blanks_is_soon_read(client, follow):
    draft = f"The army{' ' * 100_000}killed 12 soldiers.{chr(0xA0) * 60_000}(January{' 1' * 10_000})"
    assert follow(client, client.post("/api/v1/checks", json={"draft": draft}))["state"] == "done"


def test_a_folder_of_reports_may_hold_other_things(serve, tmp_path):
    folder = tmp_path / "evals"
    (folder / "a.json").mkdir(parents=True)
    (folder / "gone.json").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.json")
    with serve(tmp_path / "archive", evals=folder) as served, served.client() as client:
        assert client.get("/evals").status_code == 200
        assert client.get("/api/v1/evals").status_code == 404


def test_headers_without_end_are_not_read(tmp_path):
    program = "import typer; from briefer.cli.serving import serve; typer.run(serve)"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFER_")}
    command = [sys.executable, "-c", program, "--port", "0", "--archive", str(Path(tmp_path, "archive"))]
    with subprocess.Popen(command, cwd=tmp_path, env=clean, stderr=subprocess.PIPE, text=True) as running:
        try:
            address = running.stderr.readline().split()[3]
            head = f"GET / HTTP/1.1\nHost: localhost\nX-Long: {'x' * 200_000}"
            assert status_of(address, head) == 400
            assert httpx.get(address, trust_env=False, timeout=60).status_code == 200
        finally:
            running.terminate()
