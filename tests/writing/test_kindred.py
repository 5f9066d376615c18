"""Bulletins that name no country, and the country that they are told for."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from briefed import about, archive_of, bulletin

from briefer.model import Bulletin, Period
from briefer.writing.kindred import kindred
from briefer.writing.planning import plan

DAY = date(2025, 2, 19)
WEEK = Period(date(2025, 2, 17), date(2025, 2, 23))
NAMELESS = bulletin("Removed", "Soldiers say that President Amadou Traore has been removed.", date=DAY)
NAMED = (
    about("One", "Mali's President Amadou Traore met farmers.", date=DAY),
    about("Two", "In Mali, guards detained President Amadou Traore.", date=DAY - timedelta(days=3)),
)


def found(folder: Path, *bulletins: Bulletin) -> dict[str, str]:
    with archive_of(folder, bulletins) as archive:
        return dict(kindred(archive, "MLI", WEEK))


def test_a_person_named_with_one_country_alone_stands_for_it(tmp_path: Path) -> None:
    assert found(tmp_path, NAMELESS, *NAMED) == {NAMELESS.id: "President Amadou Traore"}


def test_once_is_not_enough(tmp_path: Path) -> None:
    assert found(tmp_path, NAMELESS, NAMED[0]) == {}


def test_a_name_brought_up_with_several_countries_stands_for_none(tmp_path: Path) -> None:
    others = [
        about(f"Chad {n}", f"Chad's hosts received Amadou Traore {n} times.", date=DAY) for n in range(2)
    ]
    assert found(tmp_path, NAMELESS, *NAMED, *others) == {}


def test_what_is_said_long_before_counts_for_nothing(tmp_path: Path) -> None:
    old = [about(b.title, b.body, date=DAY - timedelta(days=90)) for b in NAMED]
    assert found(tmp_path, NAMELESS, *old) == {}


def test_an_acronym_needs_the_same_matter_too(tmp_path: Path) -> None:
    named = [
        about(
            f"Threat {n}",
            f"AZW threatens military intervention against Mali's new rulers, day {n}.",
            date=DAY,
        )
        for n in range(2)
    ]
    alike = bulletin("Warning", "The new rulers warn AZW against a military intervention.", date=DAY)
    other = bulletin("Football", "AZW won the cup final on penalties.", date=DAY)
    assert found(tmp_path, alike, other, *named) == {alike.id: "AZW"}


def test_it_is_told_among_the_countrys_bulletins_with_the_name(tmp_path: Path) -> None:
    with archive_of(tmp_path, [NAMELESS, *NAMED]) as archive:
        task = plan(archive, "MLI", WEEK)
    told = next(item.bulletin for item in task.current if item.bulletin.title == "Removed")
    assert task.is_about(told)
    assert task.named_by[told.id] == "President Amadou Traore"


def test_an_open_period_has_none(tmp_path: Path) -> None:
    with archive_of(tmp_path, [NAMELESS, *NAMED]) as archive:
        assert kindred(archive, "MLI", Period()) == {}
