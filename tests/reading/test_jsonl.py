from __future__ import annotations

import gzip
import json
import tracemalloc
from datetime import date

import pytest
from reading_files import only_problem, options, read_all, read_file, titles, write

from briefer.model import Basis, Precision
from briefer.reading.sources import read_sources

RECORD = {
    "date": "2023-08-05",
    "title": "Talks fail",
    "text": "Talks on Niger failed in Abuja.",
    "sources": ["AFP", "RFI"],
}


def test_a_record(tmp_path):
    reading, (bulletin,) = read_file(tmp_path, "a.jsonl", json.dumps(RECORD))
    assert reading.page.kind == "jsonl"
    assert (bulletin.title, bulletin.body, bulletin.outlets) == ("Talks fail", RECORD["text"], ("AFP", "RFI"))
    assert (bulletin.date.earliest, bulletin.date.precision, bulletin.date.basis) == (
        date(2023, 8, 5),
        Precision.DAY,
        Basis.FEED,
    )
    assert reading.problems == []


def test_a_record_without_a_title(tmp_path):
    text = "A tanker sank off the coast of Dunkirk. Nobody was hurt."
    long = "word " * 60
    lines = [
        {"id": "1", "date": "2003-01-01", "category": "x", "topics": [], "text": t, "sources": []}
        for t in (text, long)
    ]
    _, (first, second) = read_file(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)))
    assert (first.title, first.body, first.key) == ("A tanker sank off the coast of Dunkirk.", text, "1")
    assert len(second.title) <= 80
    assert second.title.endswith("word…")


def test_bad_lines_are_named_and_the_others_go_on(tmp_path):
    bad = [
        "{",
        "[1]",
        '{"title": 1, "text": "x"}',
        '{"text": ""}',
        '{"text": "x", "date": "May"}',
        '{"text":"x","sources":[1]}',
    ]
    lines = [json.dumps(RECORD), *bad, "", json.dumps(RECORD | {"title": "Last"})]
    reading, bulletins = read_file(tmp_path, "a.jsonl", "\n".join(lines))
    assert titles(bulletins) == ["Talks fail", "Last"]
    assert [(problem.line, problem.severity) for problem in reading.problems] == [
        (n, "error") for n in range(2, 8)
    ]
    assert all(problem.hint for problem in reading.problems)


def test_deep_nesting_is_one_bad_line(tmp_path):
    reading, bulletins = read_file(tmp_path, "a.jsonl", "[" * 100_000 + "\n", max_bytes=10**6)
    assert bulletins == []
    only_problem(reading)


def test_thousands_of_bad_lines_are_summed_up(tmp_path):
    reading, bulletins = read_file(tmp_path, "a.jsonl", "no json\n" * 1000 + json.dumps(RECORD))
    assert len(bulletins) == 1
    assert len(reading.problems) == 101
    assert reading.problems[-1].message == "900 more lines could not be read"


def test_a_huge_line_is_skipped_without_being_held(tmp_path):
    path = tmp_path / "big.jsonl"
    size = 30 * 2**20
    with path.open("wb") as stream:
        stream.write(b'{"text": "First."}\n{"text": "')
        for _ in range(30):
            stream.write(b"x" * 2**20)
        stream.write(b'"}\n{"text": "Third."}\n')
    tracemalloc.start()
    reading, bulletins = read_all(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert titles(bulletins) == ["First.", "Third."]
    problem = only_problem(reading)
    assert problem.line == 2
    assert f"{size + 12:,} bytes" in problem.message
    assert peak < 12 * 2**20


@pytest.mark.parametrize(("extra", "kept"), [(0, 1), (1, 0)])
def test_the_limit_of_a_line(tmp_path, extra, kept):
    record = b'{"text": "' + b"x" * (2**20 - 12 + extra) + b'"}'
    assert len(record) == 2**20 + extra
    _, bulletins = read_file(tmp_path, "a.jsonl", record + b"\n")
    assert len(bulletins) == kept


def test_an_array_and_an_indented_object(tmp_path):
    _, bulletins = read_file(tmp_path, "a.json", json.dumps([RECORD, RECORD | {"title": "Two"}], indent=1))
    assert titles(bulletins) == ["Talks fail", "Two"]
    _, bulletins = read_file(tmp_path, "b.json", json.dumps(RECORD, indent=1))
    assert titles(bulletins) == ["Talks fail"]


def test_bad_arrays(tmp_path):
    reading, bulletins = read_file(tmp_path, "c.json", "[]")
    assert bulletins == []
    only_problem(reading)
    reading, bulletins = read_file(tmp_path, "a.json", '[{"text": "x"},\n {"text" "y"}]')
    assert bulletins == []
    assert only_problem(reading).line == 2
    reading, bulletins = read_file(tmp_path, "b.json", '[{"text": "x"}, 4]')
    assert len(bulletins) == 1
    assert only_problem(reading).message.startswith("record 2:")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_encodings(tmp_path, encoding):
    line = json.dumps(RECORD | {"title": "Tillabéri"}, ensure_ascii=False)
    _, bulletins = read_file(tmp_path, "a.jsonl", f"{line}\n{line}\n".encode(encoding))
    assert titles(bulletins) == ["Tillabéri"] * 2


def test_an_escaped_surrogate_can_be_stored(tmp_path):
    _, (bulletin,) = read_file(tmp_path, "a.jsonl", r'{"text": "Flag \ud83c flown."}')
    assert bulletin.body.encode()


def test_a_country_is_resolved_or_doubted(tmp_path):
    lines = [{"text": "An attack.", "country": "Mali"}, {"text": "An attack.", "country": "Atlantis"}]
    reading, bulletins = read_file(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)))
    assert len(bulletins) == 2
    assert only_problem(reading, "warning").line == 2


def test_compressed_lines_are_read_lazily(tmp_path):
    lines = "".join(json.dumps({"text": f"Item {n}."}) + "\n" for n in range(50_000))
    path = write(tmp_path, "a.jsonl.gz", gzip.compress(lines.encode()))
    (reading,) = read_sources([str(path)], options())
    tracemalloc.start()
    assert next(reading.bulletins).body == "Item 0."
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    reading.bulletins.close()
    assert peak < 3 * 2**20


def test_a_broken_gzip_file(tmp_path):
    whole = gzip.compress((json.dumps(RECORD) + "\n").encode() * 3_000)
    reading, bulletins = read_file(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2])
    assert bulletins
    assert "gzip" in only_problem(reading).message
