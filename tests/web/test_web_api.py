"""The JSON interface: the same as the command line writes, and problems where something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import here

QUESTION = "How many people were killed in the attack on Bamako?"
NOWHERE = "What is the price of saffron in Reykjavik?"
DRAFT = "Mali denied everything. The moon is made of green cheese in Bamako."
PROBLEM = "application/problem+json"


def printed(*arguments: object) -> dict:
    """What the command line prints as JSON."""
    done = here(*arguments)
    assert done.err == ""
    return json.loads(done.out)


@pytest.fixture(scope="module")
def briefing(served, follow):
    with served.client() as client:
        begun = client.post("/api/v1/briefings", json={"country": "Mali"})
        return begun.headers["location"], follow(client, begun)


def test_an_answer_is_what_the_command_line_prints(served, client):
    answer = client.post("/api/v1/answers", json={"question": QUESTION, "country": "Mali"})
    assert answer.status_code == 200
    asked = (
        "ask",
        QUESTION,
        "--country",
        "Mali",
        "--json",
        "--archive",
        served.archive,
        "--as-of",
        "2025-03-10",
    )
    assert answer.json() == printed(*asked)
    assert answer.json()["claims"]


def test_an_answer_streams_in_sentence_by_sentence(client, events):
    accept = {"Accept": "text/event-stream"}
    streamed = client.post("/api/v1/answers", json={"question": QUESTION}, headers=accept)
    assert streamed.headers["content-type"].startswith("text/event-stream")
    told = events(streamed.text)
    stages = list(dict.fromkeys(record["stage"] for name, record in told if name == "step"))
    assert stages == ["starting", "retrieving", "writing", "checking"]
    name, answer = told[-1]
    assert name == "answer"
    sentences = [record for name, record in told if name == "sentence" and record["shown"]]
    assert [each["text"] for each in sentences] == [each["text"] for each in answer["claims"]]
    assert [each["citations"] for each in sentences] == [each["citations"] for each in answer["claims"]]
    assert all(each["verdict"]["support"] == "supported" for each in sentences)
    assert client.get(f"/api/v1/answers/{answer['id']}").json()["question"] == QUESTION


def test_what_the_bulletins_do_not_say_is_not_answered(client):
    answer = client.post("/api/v1/answers", json={"question": NOWHERE}).json()
    assert answer["abstained"]
    assert answer["nearest"]
    assert answer["reason"]


def test_a_citation_is_the_exact_words_of_its_bulletin(client):
    answer = client.post("/api/v1/answers", json={"question": QUESTION}).json()
    for claim in answer["claims"]:
        for each in claim["citations"]:
            body = client.get(f"/api/v1/bulletins/{each['bulletin_id']}").json()["body"]
            assert body[each["start"] : each["end"]] == each["quote"]


@pytest.mark.parametrize(
    ("asked", "status", "kind"),
    [
        ({"question": ""}, 422, "input"),
        ({"question": "Who?", "country": "Atlantis"}, 422, "unknown-country"),
        ({"question": "Who?", "since": "yesterday"}, 422, "input"),
        ({"question": "Who?", "since": "2025", "until": "2024"}, 422, "input"),
        ({"question": "x" * 2001}, 422, "invalid"),
        ({"query": "Who?"}, 422, "invalid"),
        ([], 422, "invalid"),
    ],
)
def test_a_question_that_cannot_be_understood(client, asked, status, kind):
    answer = client.post("/api/v1/answers", json=asked)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"] == f"urn:briefer:problem:{kind}"
    assert problem["detail"]
    assert "--" not in problem["detail"] + problem["hint"]


def test_half_of_a_character_is_no_text_and_marks_that_reorder_text_harm_nothing(client):
    json_type = {"Content-Type": "application/json"}
    half = client.post("/api/v1/answers", content=b'{"question": "Who \\ud800?"}', headers=json_type)
    assert (half.status_code, half.json()["type"]) == (422, "urn:briefer:problem:invalid")
    turned = client.post("/api/v1/answers", content=b'{"question": "Who \\u202e?"}', headers=json_type)
    assert turned.json()["schema"] == "briefer.answer/1"


def test_json_that_is_none_is_a_problem(client):
    answer = client.post("/api/v1/answers", content=b"{", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    deep = client.post(
        "/api/v1/answers", content=b"[" * 100_000, headers={"Content-Type": "application/json"}
    )
    assert deep.status_code in (400, 422)


def test_a_briefing_is_made_and_is_what_the_command_line_prints(served, client, briefing):
    location, job = briefing
    assert client.get(location).json() == job
    assert job["state"] == "done"
    made = client.get(job["result"]).json()
    wanted = ("brief", "Mali", "--format", "json", "--archive", served.archive, "--as-of", "2025-03-10")
    assert made == printed(*wanted)


def test_a_briefing_can_be_had_in_every_form(client, briefing):
    _, job = briefing
    forms = client.get("/api/v1/templates").json()["forms"]
    assert {"html", "md", "text", "json"} <= set(forms)
    openings = {"html": b"<!DOCTYPE html>", "docx": b"PK\x03\x04", "pdf": b"%PDF-"}
    for form in forms:
        file = client.get(job["result"], params={"form": form})
        assert file.status_code == 200, file.text
        assert file.content.startswith(openings.get(form, b""))
        if form != "json":
            name = file.headers["content-disposition"]
            assert name.startswith('attachment; filename="mali-')
            assert name.endswith(f'.{"txt" if form == "text" else form}"')
    assert client.get(job["result"], params={"form": "exe"}).status_code == 422


@pytest.mark.parametrize(
    "wanted",
    [
        {"country": ""},
        {"country": "Atlantis"},
        {"country": "Mali", "week": "2024"},
        {"country": "Mali", "week": "2024-W38", "since": "2024"},
        {"country": "Mali", "template": "../../etc"},
        {"country": "Mali, Niger"},
    ],
)
def test_a_briefing_that_cannot_be_made_is_refused_at_once(client, wanted):
    answer = client.post("/api/v1/briefings", json=wanted)
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)


def test_a_paper_of_several_countries(client, follow):
    job = follow(
        client,
        client.post("/api/v1/briefings", json={"country": "Mali, Niger", "template": "africa-file"}),
    )
    made = client.get(job["result"]).json()
    assert made["schema"] == "briefer.briefings/1"
    first, second = made["briefings"]
    assert (first["country"], second["country"]) == ("Mali", "Niger")
    assert (first["since"], first["until"]) == (second["since"], second["until"])


def test_bulletins_listed_searched_and_read(served, client):
    listed = client.get("/api/v1/bulletins", params={"country": "Mali", "limit": 3}).json()
    assert listed == printed(
        "list", "--country", "Mali", "--limit", "3", "--json", "--archive", served.archive
    )
    further = client.get("/api/v1/bulletins", params={"country": "Mali", "limit": 3, "offset": 1}).json()
    assert further["bulletins"][:2] == listed["bulletins"][1:]
    bulletin = listed["bulletins"][0]["bulletin_id"]
    whole = client.get(f"/api/v1/bulletins/{bulletin}").json()
    assert whole == printed("show", bulletin, "--json", "--archive", served.archive)
    found = client.get("/api/v1/search", params={"q": "attack on Bamako", "limit": 5}).json()["hits"]
    assert len({each["bulletin_id"] for each in found}) == len(found) == 5
    assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)
    assert client.get("/api/v1/stats").json() == printed("stats", "--json", "--archive", served.archive)


def test_a_search_that_finds_nothing_says_so(client):
    asked = {"q": "knitting pattern for <mittens>"}
    record = client.get("/api/v1/search", params=asked).json()
    assert (record["hits"], record["reason"]) == ([], f"nothing found for “{asked['q']}”")
    page = client.get("/archive", params=asked)
    assert page.status_code == 200
    assert "Nothing found for “knitting pattern for &lt;mittens&gt;”." in page.text
    assert (
        "Nothing found" not in client.get("/archive", params={"q": "sunken vessel"}).text
    )  # none of its words
    assert client.get("/api/v1/search", params={"q": "Bamako"}).json()["reason"] is None


@pytest.mark.parametrize(
    "path", ["bulletins/zzz", "bulletins/%00", "jobs/none", "briefings/none", "answers/none", "x"]
)
def test_what_is_not_there_is_a_404(client, path):
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)


def test_where_a_bulletin_is_cited(client):
    answer = client.post("/api/v1/answers", json={"question": QUESTION}).json()
    claim = answer["claims"][0]
    bulletin = claim["citations"][0]["bulletin_id"]
    cited = client.get(f"/api/v1/bulletins/{bulletin}/citations").json()
    assert {"kind": "answer", "title": QUESTION, "text": claim["text"]}.items() <= cited["citations"][
        0
    ].items()


def test_a_draft_is_checked(client, follow):
    job = follow(client, client.post("/api/v1/checks", json={"draft": DRAFT}))
    checked = client.get(job["result"]).json()
    assert checked["schema"] == "briefer.check/1"
    assert [each["text"] for each in checked["sentences"]] == DRAFT.replace(". ", ".\n").split("\n")
    assert not checked["passed"]
    assert checked["draft"] == job["title"]
    empty = client.post("/api/v1/checks", json={"draft": "  "})
    assert (empty.status_code, empty.json()["type"]) == (422, "urn:briefer:problem:input")


def test_files_are_ingested_with_the_report_of_the_command_line(serve, follow, archive, tmp_path):
    page = Path(__file__).parents[2] / "seeds"
    seed = next(path for path in sorted(page.iterdir()) if path.suffix == ".txt")
    odd = b'{"title": "Quake", "body": "A quake shook Ruritania on 4 March 2025."}\nnot json\n'
    files = [
        ("files", ("../../odd.jsonl", odd)),
        ("files", (seed.name, seed.read_bytes())),
        ("files", ("picture.png", b"\x89PNG")),
    ]
    with serve(archive) as served, served.client() as client:
        job = follow(client, client.post("/api/v1/ingests", files=files))
        report = client.get(job["result"]).json()
        listed = client.get("/api/v1/search", params={"q": "quake in Ruritania"}).json()["hits"]
    assert report["schema"] == "briefer.ingest/1"
    assert (report["added"], report["failed"]) == (1, 2)
    assert report["summary"].startswith("1 added, ")
    told = {(each["source"], each["line"]) for each in report["problems"] if each["severity"] == "error"}
    assert told == {("upload:///odd.jsonl", 2), ("upload:///picture.png", None)}
    assert listed[0]["source"] == "upload:///odd.jsonl"


def test_while_another_process_writes_an_ingest_is_a_conflict(serve, archive):
    from briefer.archive.lock import writer_lock

    with serve(archive) as served, served.client() as client, writer_lock(archive):
        answer = client.post("/api/v1/ingests", files={"files": ("a.txt", b"News.")})
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:briefer:problem:archive-busy")
        assert answer.headers["retry-after"]
        assert client.get("/api/v1/stats").status_code == 200  # readers are never blocked


def test_nothing_is_asked_of_an_empty_archive(serve, tmp_path):
    with serve(tmp_path / "new") as served, served.client() as client:
        for path, body in (("answers", {"question": "Who?"}), ("briefings", {"country": "Mali"})):
            answer = client.post(f"/api/v1/{path}", json=body)
            assert (answer.status_code, answer.json()["detail"]) == (422, "the archive is empty")
        for path in ("/", "/archive", "/brief", "/check", "/archive/ingest", "/evals", "/help"):
            assert client.get(path).status_code == 200


def test_the_last_evaluation(serve, archive, tmp_path):
    import sys

    sys.path.append(str(Path(__file__).parents[1] / "evaluation"))
    from report_samples import case, report, suite

    from briefer.evaluation.outcomes import to_json

    folder = tmp_path / "evals"
    folder.mkdir()
    (folder / "other.json").write_text("{}", encoding="utf-8")
    made = report(suite(case(1), case(2, good=False)))
    with serve(archive, evals=folder) as served, served.client() as client:
        assert client.get("/api/v1/evals").status_code == 404
        (folder / "run.json").write_text(to_json(made), encoding="utf-8")
        assert client.get("/api/v1/evals").text == to_json(made)
        shown = client.get("/evals").text
        assert shown.index("q-002") < shown.index("Metric")
        (folder / "run.json").write_text('{"schema": "briefer.evaluation/1"}', encoding="utf-8")
        assert client.get("/api/v1/evals").status_code == 422


def test_openapi_describes_every_operation_and_every_reference_leads_somewhere(client):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {"/api/v1/answers", "/api/v1/briefings", "/api/v1/ingests"} <= described["paths"].keys()
    text = json.dumps(described)
    names = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names <= described["components"]["schemas"].keys()
    for path, operations in described["paths"].items():
        assert path.startswith("/api/v1/")
        for operation in operations.values():
            assert operation["summary"]
            assert {"4XX", "5XX"} <= operation["responses"].keys()


def test_replies_hold_what_openapi_says_they_must(client, briefing):
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    _, job = briefing
    replies = {
        "Answer": client.post("/api/v1/answers", json={"question": QUESTION}).json(),
        "Briefing": client.get(job["result"]).json(),
        "Job": job,
        "Bulletins": client.get("/api/v1/bulletins").json(),
        "Search": client.get("/api/v1/search", params={"q": "attack"}).json(),
        "Stats": client.get("/api/v1/stats").json(),
        "Templates": client.get("/api/v1/templates").json(),
    }
    for name, reply in replies.items():
        assert set(schemas[name]["required"]) <= reply.keys()
        assert reply["schema"] == schemas[name]["properties"]["schema"]["const"]
