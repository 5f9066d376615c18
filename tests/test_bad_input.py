"""What is wrong is told in one line that says what to do; nothing is half-written, and the rest goes on."""

from __future__ import annotations

import json
import socket
import sqlite3
from pathlib import Path

import pytest
from command_line import SEEDS, here

COUNTS = "0 added, 0 changed, 0 unchanged, 0 linked, 0 dropped, "
EMPTY_FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>'
JUNK = bytes(range(256)) * 64
GOOD = (
    '{"date": "2025-01-0%d", "title": "Floods in Niamey", "text": "Floods hit Niamey, day %d of the rain."}\n'
)


@pytest.fixture
def empty(workplace):
    """An archive that holds nothing."""
    Path("feed.rss").write_text(EMPTY_FEED, encoding="utf-8")
    Path("empty.txt").write_text("Recent Updates\n", encoding="utf-8")
    from briefer.archive.archive import open_archive

    open_archive(workplace / "empty", create=True).close()
    return workplace / "empty"


@pytest.fixture(scope="module")
def closed_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]  # bound and not listening: a connection is refused


def ingest_complaint(done, status=2):
    """The one line that an ingest which took nothing in says of its source."""
    assert done.status == status, done
    assert done.out.startswith(COUNTS), done
    assert done.err.count("\n") == 1, done.err
    return done.err.rstrip("\n")


# -- arguments


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["brief", "Nigr"], "no country is called 'Nigr': did you mean Niger, Nigeria"),
        (["list", "--country", "Malli"], "no country is called 'Malli': did you mean Mali"),
        (["ask", "Who?", "--country", "ZZ"], "no country "),
        (["brief", " "], "the country is empty: give its name or ISO code: Mali, ML, MLI"),
        (["ask", " \n "], "the question is empty: ask in words"),
        (["show", "zzz"], "no bulletin 'zzz' in the archive "),
        (["show", ""], "no bulletin '' in the archive "),
        (["show", "2"], "more than one bulletin's id starts with '2': give more of its digits"),
        (
            ["list", "--since", "2025-03", "--until", "2025-02"],
            "since 2025-03 is after until 2025-02: swap them",
        ),
        (
            ["ingest", "seeds", "--retrieved", "2099-01-01", "--as-of", "2025-03-10"],
            "retrieved 2099-01-01 is after today, 2025-03-10: give the day on which the page was saved",
        ),
        (["ask", "Who?", "--since", "soon"], "since 'soon' is not a date: write 2025-02-24"),
        (["list", "--until", ""], "until '' is not a date: write 2025-02-24"),
        (["brief", "Mali", "--since", "2025-02-30"], "since '2025-02-30' is not a date"),
        (["brief", "Mali", "--week", "2025-W54"], "week '2025-W54' is not a week: 2025 has 52 weeks"),
        (
            ["brief", "Mali", "--week", "2025-02-17"],
            "week '2025-02-17' is not a week: write it as 2025-W08",
        ),
        (["brief", "Mali", "--week", ""], "week '' is not a week"),
        (
            ["brief", "Mali", "--week", "2025-W08", "--since", "2025"],
            "week excludes since and until: give one or the others",
        ),
        (
            ["brief", "Mali", "--format", "odt"],
            "there is no output format 'odt': choose one of: text, md, html, docx, pdf, json",
        ),
        (
            ["brief", "Mali", "Niger"],
            "the template 'weekly' shows one country, and there are 2: choose one with chapters by country",
        ),
        (["brief", "Mali", "Nigr", "--template", "africa-file"], "no country is called 'Nigr'"),
        (["brief", "Mali", "--as-of", "today"], "--as-of 'today' is not a day: write it as 2025-03-10"),
        (["ingest"], "nothing to read: name a file"),
        (["ingest", "x.txt", "--retrieved", "2025-03"], "retrieved '2025-03' is not a day"),
        (["list", "--limit", "0"], "Invalid value for '--limit'"),
        (["ask"], "Missing argument 'QUESTION': see briefer ask --help"),
        (["list", "--bogus"], "No such option: --bogus"),
        (["lsit"], "No such command 'lsit'"),
    ],
)
def test_arguments(workplace, seeded, monkeypatch, arguments, complaint):
    monkeypatch.setenv("BRIEFER_ARCHIVE", str(seeded))
    done = here(*arguments)
    assert done.status == 2
    assert complaint in done.complaint
    assert list(workplace.iterdir()) == []


# -- archives


@pytest.mark.parametrize(
    "command", [["ask", "Who?"], ["brief", "Mali"], ["list"], ["list", "--json"], ["show", "ab"]]
)
def test_an_empty_archive(empty, command):
    done = here(*command, "--archive", empty)
    assert (done.status, done.complaint) == (2, f"the archive {empty} is empty: run: briefer ingest PAGE")


def test_an_empty_archive_can_be_counted_and_embedded(empty):
    counted = here("stats", "--archive", empty)
    assert (counted.status, counted.err) == (0, "")
    assert "bulletins: 0, and 0 linked copies\n" in counted.out
    assert "days:      none\ncountries: none\nembedding: none yet\n" in counted.out
    record = json.loads(here("stats", "--archive", empty, "--json").out)
    assert (record["bulletins"], record["countries"], record["first"], record["model"]) == (0, [], None, None)
    assert here("reembed", "--archive", empty).out == "0 passages embedded with all-MiniLM-L6-v2\n"


COMMANDS = [["ask", "Who?"], ["brief", "Mali"], ["list"], ["show", "ab"], ["stats"], ["reembed"]]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_archive(workplace, command):
    done = here(*command, "--archive", "nowhere")
    assert (done.status, done.complaint) == (2, "no archive at nowhere: run: briefer ingest PAGE")
    assert list(workplace.iterdir()) == []


@pytest.mark.parametrize("command", [*COMMANDS, ["ingest", SEEDS]])
def test_a_file_where_the_archive_should_be(workplace, command):
    Path("file").write_text("precious", encoding="utf-8")
    done = here(*command, "--archive", "file")
    assert (done.status, done.complaint) == (
        2,
        "file is a file, not an archive's folder: name a folder",
    )
    assert Path("file").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("command", [*COMMANDS, ["ingest", SEEDS]])
def test_a_catalog_that_is_no_database(workplace, command):
    Path("bad").mkdir()
    Path("bad/catalog.sqlite").write_bytes(JUNK)
    done = here(*command, "--archive", "bad")
    assert done.status == 1
    assert done.complaint.startswith("the archive bad cannot be opened (file is not a database): ")
    assert Path("bad/catalog.sqlite").read_bytes() == JUNK


@pytest.mark.parametrize(
    "command", [["list"], ["brief", "Mali"], ["ingest", SEEDS / "mali.txt", "--retrieved", "2025-03-11"]]
)
def test_a_catalog_with_a_hole(archive, command):
    catalog = archive / "catalog.sqlite"
    with sqlite3.connect(catalog) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    data = bytearray(catalog.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    catalog.write_bytes(data)
    done = here(*command, "--archive", archive)
    assert done.status == 1
    assert done.complaint.startswith(f"the archive {archive} cannot be ")
    assert "Error" not in done.complaint


def test_another_versions_archive(archive):
    with sqlite3.connect(archive / "catalog.sqlite") as db:
        db.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    db.close()
    done = here("list", "--archive", archive)
    assert done.status == 1
    assert "was made by another version of briefer" in done.complaint


# -- sources


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("junk.txt", JUNK, "error: junk.txt: looks binary: "),
        ("empty.txt", b"", "error: empty.txt: empty: "),
        ("blank.txt", b" \n\n ", "error: blank.txt: "),
        ("broken.pdf", b"%PDF-1.4 broken", "error: broken.pdf: broken PDF file"),
        ("fake.docx", b"PK\x03\x04 broken", "error: fake.docx: "),
        ("feed.rss", EMPTY_FEED.encode(), "error: feed.rss: the feed has no entries: "),
        ("bad.jsonl", b"not json\n", "error: bad.jsonl, line 1: not JSON: "),
        ("broken.txt.gz", b"\x1f\x8b\x08 broken", "error: broken.txt.gz: broken gzip file "),
        ("picture.png", JUNK, 'warning: picture.png: skipped: the suffix ".png" is not known: '),
        ("./missing.txt", None, "error: ./missing.txt: no such file or folder: check the name"),
        ("", None, "error: '': no such file or folder: check the name"),
        ("folder", None, "warning: folder: the folder holds no file that can be read: "),
        ("ftp://example.org/a", None, "error: ftp://example.org/a: not an http or https address: "),
        (
            "http://127.0.0.1:1/a",
            None,
            "error: http://127.0.0.1:1/a: 127.0.0.1 is an address of this machine ",
        ),
        ("-", None, "error: -: nothing came: "),
    ],
)
def test_a_source_that_cannot_be_read(workplace, archive, name, content, complaint):
    Path("folder").mkdir()
    if content is not None:
        Path(name).write_bytes(content)
    before = here("list", "--archive", archive).out
    told = ingest_complaint(here("ingest", name, "--archive", archive))
    assert told.startswith(complaint)
    assert told.count(": ") >= 3 or "known are" in told, "no word on what to do"
    assert here("list", "--archive", archive).out == before


def test_no_archive_is_made_for_sources_that_are_not_there(workplace):
    done = here("ingest", "missing.txt", "http://127.0.0.1:1/a", "--archive", "new")
    assert done.status == 2
    assert done.out == f"{COUNTS}2 failed\n"
    assert list(workplace.iterdir()) == []


def test_one_bad_source_does_not_stop_the_others(workplace, archive):
    Path("good.jsonl").write_text(GOOD % (1, 1), encoding="utf-8")
    done = here("ingest", "missing.txt", "good.jsonl", "--archive", archive)
    assert (done.status, done.out) == (2, "1 added, 0 changed, 0 unchanged, 0 linked, 0 dropped, 1 failed\n")


def test_bad_files_in_a_folder_and_bad_lines_in_a_file_are_counted(workplace, archive):
    Path("pages").mkdir()
    for number in range(3):
        Path(f"pages/bad-{number}.txt").write_bytes(JUNK)
    Path("pages/good.jsonl").write_text(f"{GOOD % (1, 1)}no\n{GOOD % (2, 2)}", encoding="utf-8")
    done = here("ingest", "pages/", "--archive", archive)
    assert (done.status, done.out) == (0, "2 added, 0 changed, 0 unchanged, 0 linked, 0 dropped, 4 failed\n")
    assert [line.partition(": ")[0] for line in done.err.splitlines()] == ["error"] * 4
    again = here("ingest", "./pages/good.jsonl", "--archive", archive)
    assert (again.status, again.out) == (
        0,
        "0 added, 0 changed, 2 unchanged, 0 linked, 0 dropped, 1 failed\n",
    )
    assert again.err.startswith("error: pages/good.jsonl, line 2: not JSON: ")


def test_a_line_of_100_megabytes(workplace, archive):
    with Path("long.jsonl").open("w", encoding="ascii") as file:
        file.write(GOOD % (1, 1))
        file.write('{"title": "Long", "text": "')
        for _ in range(100):
            file.write("word " * 200_000)
        file.write(f'"}}\n{GOOD % (2, 2)}')
    done = here("ingest", "long.jsonl", "--archive", archive)
    assert (done.status, done.out) == (0, "2 added, 0 changed, 0 unchanged, 0 linked, 0 dropped, 1 failed\n")
    assert done.err.count("\n") == 1
    assert done.err.startswith("error: long.jsonl, line 2: the line has 100,000,029 bytes, more than ")


def test_an_address_that_does_not_answer(workplace, archive, closed_port, monkeypatch):
    url = f"http://127.0.0.1:{closed_port}/page"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("BRIEFER_ALLOW_PRIVATE_URLS", "1")
    told = ingest_complaint(here("ingest", url, "--archive", archive))
    assert told.startswith(f"error: {url}: cannot be reached (")


# -- models


@pytest.mark.parametrize(
    ("model", "complaint"),
    [
        ("nope", "model 'nope' names no provider: write it as provider:name"),
        ("", "model '' names no provider"),
        ("nope:large", "model nope:large: langchain knows no provider 'nope': it knows "),
        ("openai:large", "model openai:large has no API key: set OPENAI_API_KEY"),
    ],
)
@pytest.mark.parametrize(
    "command", [["ask", "Who attacked Bamako?"], ["brief", "Mali", "--out", "new/mali.md"]]
)
def test_a_model_that_cannot_be_had(workplace, seeded, monkeypatch, command, model, complaint):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    done = here(*command, "--model", model, "--archive", seeded)
    assert done.status == 2
    assert done.complaint.startswith(complaint)
    assert list(workplace.iterdir()) == []


@pytest.mark.parametrize(
    "command", [["ask", "Who attacked Bamako?"], ["brief", "Mali", "--out", "new/mali.md"]]
)
def test_a_model_that_does_not_answer(workplace, seeded, closed_port, monkeypatch, command):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{closed_port}/v1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("BRIEFER_MODEL_RETRIES", "0")
    done = here(*command, "--model", "openai:large", "--archive", seeded)
    assert done.status == 2
    assert done.complaint.startswith("model openai:large cannot be reached")
    assert list(workplace.iterdir()) == []


def test_an_embedding_model_that_is_none(workplace, seeded, monkeypatch):
    Path("model").mkdir()
    monkeypatch.setenv("BRIEFER_EMBEDDING", "model")
    done = here("ask", "Who?", "--archive", seeded)
    assert done.status == 2
    assert done.complaint.startswith(f"the embedding model {workplace / 'model'} cannot be loaded: ")
    assert done.complaint.endswith("check the name, or use the default: all-MiniLM-L6-v2")
