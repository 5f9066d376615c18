from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
from pathlib import Path

import pytest
from reading_files import TODAY, only_problem, options, read_all, read_file, titles, write

from briefer.reading.sources import read_sources

BODY = "Fighters entered the town at dawn, residents said, and raised their flag over the old market."
EVENTS = Path(__file__).parents[3] / "shared" / "data" / "current-events" / "2003-2023.jsonl.gz"


def test_one_bad_source_never_stops_the_others(tmp_path):
    good = write(tmp_path, "good.txt", f"Town taken\n{BODY}")
    bad = write(tmp_path, "bad.pdf", "no pdf")
    wrong = [str(tmp_path / "missing.txt"), str(bad), "ftp://example.org/x", "", "a\0b.txt", "x" * 5000]
    readings = list(read_sources([*wrong, str(good)], options(retrieved=TODAY)))
    assert [titles(list(reading.bulletins)) for reading in readings] == [[]] * 6 + [["Town taken"]]
    assert [len(reading.problems) for reading in readings] == [1] * 6 + [0]
    assert [reading.page is None for reading in readings] == [True] * 6 + [False]
    assert readings[0].problems[0].source == str(tmp_path / "missing.txt")


def test_a_folder_is_read_in_order(tmp_path):
    for name in ("b.txt", "a/z.md", "a/y.txt", "c.txt.gz"):
        text = f"Title {name}\n\n{BODY}"
        write(tmp_path, name, gzip.compress(text.encode()) if name.endswith(".gz") else text)
    for name in (".hidden.txt", ".git/x.txt", "picture.png", "a/data.bin"):
        write(tmp_path, name, "x")
    readings = list(read_sources([str(tmp_path)], options(retrieved=TODAY)))
    pages = [reading.page.source for reading in readings if reading.page]
    assert pages == [f"{tmp_path.as_posix()}/{name}" for name in ("a/y.txt", "a/z.md", "b.txt", "c.txt.gz")]
    assert sum(reading.skipped for reading in readings) == 2
    (problem,) = [problem for reading in readings for problem in reading.problems]
    assert (problem.source, problem.severity) == (tmp_path.as_posix(), "warning")
    assert problem.message == "2 files are left out, for the suffix is not known: .bin (1), .png (1)"
    assert ".jsonl" in problem.hint


def test_files_of_a_folder_that_are_left_out_are_told_in_one_line(tmp_path):
    write(tmp_path, "a.txt", f"Town taken\n{BODY}")
    names = [
        *(f"{n}.XLS" for n in range(3)),
        "b.tar.gz",
        "note",
        "x.\x1b[31m",
        "d.odt",
        "e.rtf",
        "f." + "g" * 90,
    ]
    for name in names:
        write(tmp_path, name, "x")
    readings = list(read_sources([str(tmp_path)], options(retrieved=TODAY)))
    (problem,) = [problem for reading in readings for problem in reading.problems]
    assert problem.message.startswith("9 files are left out, for the suffix is not known: .xls (3), ")
    assert problem.message.endswith(", 2 others")
    assert problem.message.isprintable()
    assert len(problem.message) < 200


def test_what_tells_about_a_folder_is_left_out_in_silence(tmp_path):
    write(tmp_path, "a.txt", f"Town taken\n{BODY}")
    for name in ("ABOUT", "LICENSE"):
        write(tmp_path, name, "x")
    readings = list(read_sources([str(tmp_path)], options(retrieved=TODAY)))
    assert [problem for reading in readings for problem in reading.problems] == []
    assert sum(reading.skipped for reading in readings) == 2


def test_a_folder_with_nothing_in_it(tmp_path):
    write(tmp_path, "picture.png", "x")
    reading, _ = read_all(tmp_path)
    only_problem(reading, "warning")


def test_links_that_go_round_are_not_followed(tmp_path):
    write(tmp_path, "a.txt", f"Town taken\n{BODY}")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(read_sources([str(tmp_path)], options(retrieved=TODAY)))) == 1


def test_an_unknown_suffix_is_skipped_with_a_warning(tmp_path):
    reading, bulletins = read_file(tmp_path, "a.xyz", "text")
    assert (bulletins, reading.skipped) == ([], 1)
    assert ".jsonl" in only_problem(reading, "warning").hint


def test_a_hidden_file_that_is_named_is_read(tmp_path):
    _, bulletins = read_file(tmp_path, ".note.txt", f"Town taken\n{BODY}", retrieved=TODAY)
    assert titles(bulletins) == ["Town taken"]


def test_the_page_carries_the_hash_of_the_bytes_as_they_came(tmp_path):
    data = gzip.compress(f"Town taken\n{BODY}".encode())
    reading, _ = read_file(tmp_path, "a.txt.gz", data)
    assert reading.page.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "name", ["a.txt", "a.md", "a.jsonl", "a.json", "a.html", "a.rss", "a.eml", "a.pdf", "a.docx", "a.mbox"]
)
@pytest.mark.parametrize("data", [b"", b"   \n", bytes(range(256)) * 40])
def test_empty_files_and_junk_are_errors_in_every_format(tmp_path, name, data):
    reading, bulletins = read_file(tmp_path, name, data)
    assert bulletins == []
    only_problem(reading)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.eml", "a.txt.gz"])
def test_a_file_over_the_limit(tmp_path, name):
    data = b"word " * 300_000
    reading, bulletins = read_file(
        tmp_path, name, gzip.compress(data) if name.endswith("gz") else data, max_bytes=2**20
    )
    assert bulletins == []
    assert "larger than 1 MiB" in only_problem(reading).message


def test_lines_are_streamed_past_the_limit(tmp_path):
    lines = (json.dumps({"text": f"Item {n}."}) for n in range(1000))
    _, bulletins = read_file(tmp_path, "a.jsonl", "\n".join(lines), max_bytes=1000)
    assert len(bulletins) == 1000


def test_odd_file_names_are_made_printable(tmp_path):
    name = os.fsdecode(b"a\x1b[31m\n\xff.txt")
    reading, _ = read_file(tmp_path, name, f"Town taken\n{BODY}")
    assert reading.page.source.isprintable()
    assert reading.page.source.encode()


def test_what_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    reading, _ = read_all(tmp_path / "pipe.txt")
    assert "not a regular file" in only_problem(reading).message


def test_standard_input_that_is_missing_or_empty():
    reading, _ = read_all("-")
    only_problem(reading)
    reading, _ = read_all("-", stdin=io.BytesIO())
    only_problem(reading)


def test_a_long_standard_input_outlives_the_loop():
    data = b"".join(b'{"text": "Item %d. %s"}\n' % (n, b"x" * 1000) for n in range(17_000))
    readings = list(read_sources(["-"], options(stdin=io.BytesIO(data))))
    first = next(readings[0].bulletins)
    assert first.body.startswith("Item 0.")


def test_reading_twice_gives_the_same(tmp_path):
    path = write(tmp_path, "a.txt", f"Mali\nTown taken\n{BODY}\nTown taken\n{BODY} Again.")
    assert read_all(path)[1] == read_all(path)[1]


def test_the_first_thousand_current_events():
    if not EVENTS.exists():
        pytest.skip(f"{EVENTS} is not here")
    (reading,) = read_sources([str(EVENTS)], options())
    bulletins = [next(reading.bulletins) for _ in range(1000)]
    reading.bulletins.close()
    assert reading.problems == []
    assert len({bulletin.key for bulletin in bulletins}) == 1000
    assert all(bulletin.date.earliest and bulletin.date.basis == "feed" for bulletin in bulletins)
    assert all(0 < len(bulletin.title) <= 80 and bulletin.body for bulletin in bulletins)
