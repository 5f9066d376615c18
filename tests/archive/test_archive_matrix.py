"""The vectors in one file: the same answers as from the catalog, whatever happened to the file."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from archive_fakes import HashEmbedder, bulletin, reading

from briefer.archive.archive import open_archive
from briefer.archive.catalog import Filter
from briefer.archive.matrix import FILE
from briefer.archive.retrieval import nearest
from briefer.model import Period

MADE = [
    bulletin(
        f"Report {number}",
        f"In town {number % 7} the harvest was counted for the {number}th time, and {number * 3} sacks were sold.",
        date=date(2024, 1 + number % 12, 1 + number % 28),
        main=("MLI",) if number % 2 else ("NER",),
    )
    for number in range(120)
]
COPY = bulletin("Report 5 again", MADE[5].body, date=date(2024, 6, 7))
FILTERS = [
    Filter(),
    Filter(include_linked=True),
    Filter(country="MLI"),
    Filter(country="NER", period=Period(date(2024, 3, 1), date(2024, 8, 31))),
    Filter(period=Period(None, date(2024, 2, 1))),
    Filter(country="ZZZ"),
]


@pytest.fixture
def filled(archive):
    archive.ingest([reading([*MADE, COPY])])
    return archive


def found(archive, wanted=FILTERS[0]):
    query = archive.embedder.encode(["harvest in town 3"])[0]
    return nearest(archive._catalog, None, query, wanted, 9)


@pytest.mark.parametrize("wanted", FILTERS)
def test_the_file_gives_what_the_catalog_gives(filled, wanted):
    mapped = found(filled, wanted)
    assert filled._catalog.matrix() is not None
    (filled.path / FILE).unlink()
    filled._catalog._matrix = None
    assert filled._catalog.matrix() is None
    assert found(filled, wanted) == mapped
    assert len(mapped) == (0 if wanted.country == "ZZZ" else 9)


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:50],
        lambda whole: whole[:-1],
        lambda whole: whole + b"x",
        lambda whole: b"\xff" * 8 + whole[8:],
        lambda whole: whole[:8] + b"[1]".ljust(4088) + whole[4096:],
        lambda whole: whole.replace(b'"version": "', b'"version": "9', 1),
        lambda whole: whole.replace(b'"revision": "1"', b'"revision": "2"', 1),
    ],
)
def test_a_damaged_file_is_not_used_and_is_made_again(filled, damage):
    whole = (filled.path / FILE).read_bytes()
    expected = found(filled)
    (filled.path / FILE).write_bytes(damage(whole))
    with open_archive(filled.path, embedder=HashEmbedder()) as other:
        assert other._catalog.matrix() is None
        assert found(other) == expected
        other.repair()
        assert other._catalog.matrix() is not None
        assert found(other) == expected


def test_it_follows_what_comes_and_goes(filled):
    before = filled._catalog.matrix()
    changed = [
        bulletin("Flood", "Water rose in town 3 before the harvest.", date=date(2024, 9, 9)),
        *MADE[10:],
    ]
    filled.ingest([reading(changed)], prune=True)
    after = filled._catalog.matrix()
    assert after is not None
    assert after.version != before.version
    assert len(after.numbers) == filled._catalog.count("SELECT count(*) FROM vectors")
    assert np.all(np.diff(after.numbers) > 0)
    titles = {filled.bulletin(hit.bulletin.id).title for hit in filled.search("Flood water rose", k=3)}
    assert "Flood" in titles


def test_another_process_s_writing_is_seen(filled):
    assert filled._catalog.matrix() is not None
    with open_archive(filled.path, embedder=HashEmbedder()) as other:
        other.ingest([reading([*MADE, bulletin("Flood", "Water rose in town 3.", date=date(2024, 9, 9))])])
    assert filled.search("Flood water rose", k=1)[0].bulletin.title == "Flood"
    assert filled._catalog.matrix().version == filled._catalog.vectors_version()


def test_a_folder_without_room_for_it_is_searched_all_the_same(filled, monkeypatch):
    monkeypatch.setattr("briefer.archive.matrix._write", _full)
    filled.ingest([reading([*MADE, bulletin("Flood", "Water rose in town 3.", date=date(2024, 9, 9))])])
    assert filled._catalog.matrix() is None
    assert not list(filled.path.glob("*.part"))
    assert filled.search("Flood water rose", k=1)[0].bulletin.title == "Flood"


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")
