from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefer.archive.archive import open_archive
from briefer.errors import ArchiveBusy
from briefer.rounds.remembering import FILE, Version, page_held, remembering

DAY = date(2025, 3, 12)
VERSION = Version("http://example.org/feed", '"one"', None, "0" * 64, DAY)


def test_what_is_kept_is_there_the_next_time(tmp_path):
    with remembering(tmp_path) as memory:
        assert memory.version("a") is None
        memory.keep("a", VERSION)
        memory.keep("b", VERSION)
    with remembering(tmp_path) as memory:
        assert memory.version("a") == VERSION
        memory.keep("a", replace(VERSION, modified="then", etag=None))
        memory.forget("b")
    with remembering(tmp_path) as memory:
        assert memory.version("a").conditions == {"If-Modified-Since": "then"}
        assert memory.version("b") is None


def test_robots_of_another_day_go(tmp_path):
    with remembering(tmp_path) as memory:
        memory.keep_robots("http://a.org", b"User-agent: *", DAY)
        memory.keep_robots("http://b.org", b"", DAY)
        assert memory.robots("http://a.org", DAY) == b"User-agent: *"
        assert memory.robots("http://b.org", DAY) == b""
        assert memory.robots("http://a.org", DAY + timedelta(days=1)) is None
        assert memory.robots("http://c.org", DAY) is None


def test_what_was_kept_stays_when_the_round_breaks_off(tmp_path):
    def round_() -> None:
        with remembering(tmp_path) as memory:
            memory.keep("a", VERSION)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        round_()
    with remembering(tmp_path) as memory:
        assert memory.version("a") == VERSION


@pytest.mark.parametrize("damage", [b"no database", b"SQLite format 3\x00" + b"\xff" * 5000, b""])
def test_a_damaged_file_is_made_anew(tmp_path, damage):
    (tmp_path / FILE).write_bytes(damage)
    with remembering(tmp_path) as memory:
        assert memory.version("a") is None
        memory.keep("a", VERSION)
    with remembering(tmp_path) as memory:
        assert memory.version("a") == VERSION


def test_two_rounds_of_one_archive_exclude_each_other(tmp_path):
    with remembering(tmp_path) as memory:
        memory.keep("a", VERSION)
        with pytest.raises(ArchiveBusy, match="another round of the archive"), remembering(tmp_path):
            pass
        assert memory.version("a") == VERSION
    with remembering(tmp_path) as memory:
        assert memory.version("a") == VERSION


def test_an_archive_holds_the_pages_that_it_read_whole(tmp_path, monkeypatch):
    from round_site import Embedder, text

    from briefer.reading.sources import ReadOptions, read_sources

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(text("Town taken"))
    (tmp_path / "b.jsonl").write_bytes(b"{nonsense\n")
    with open_archive(tmp_path / "archive", embedder=Embedder(), create=True) as archive:
        archive.ingest(read_sources(["a.txt", "b.jsonl"], ReadOptions(None, DAY)))
    held = page_held(tmp_path / "archive", "a.txt")
    assert (held.source, held.kind, held.retrieved) == ("a.txt", "digest", None)
    assert page_held(tmp_path / "archive", "b.jsonl") is None
    assert page_held(tmp_path / "archive", "c.txt") is None
    monkeypatch.setattr("briefer.rounds.remembering.READING_VERSION", "another")
    assert page_held(tmp_path / "archive", "a.txt") is None
