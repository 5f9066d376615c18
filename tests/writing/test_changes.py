"""What changed since the period before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from briefed import about, archive_of, brief

from briefer.model import Briefing, Bulletin, Claim, Direction, Period
from briefer.writing.planning import period_before

WEEK = Period(date(2025, 2, 17), date(2025, 2, 23))
BEFORE, NOW = date(2025, 2, 12), date(2025, 2, 19)
TOLL = "{} villagers are killed in an attack by gunmen on the village of Dinangourou in Mali"


def of(folder: Path, *bulletins: Bulletin) -> Briefing:
    with archive_of(folder, bulletins) as archive:
        return brief(archive, "MLI", WEEK)


def changed(briefing: Briefing, state: str) -> list[Claim]:
    return [
        claim
        for section in briefing.sections
        if (section.kind, section.title) == ("change", state)
        for claim in section.claims
    ]


def raid(day: date, text: str, outlet: str = "AFP") -> Bulletin:
    return about(f"Raid of {day}", text, date=day, outlets=(outlet,))


def test_a_toll_revised_by_the_same_outlet_is_an_update(tmp_path: Path) -> None:
    old = raid(date(2025, 2, 16), TOLL.format("Twelve") + ".")
    new = raid(date(2025, 2, 17), "The death toll rises to 23: " + TOLL.format("23") + ".")
    (claim,) = changed(of(tmp_path, old, new), "Updated")
    assert claim.text == new.body
    assert claim.was is not None
    assert claim.was.text == old.body
    assert "by the same source" in (claim.note or "")
    assert [each.bulletin.date.latest for each in claim.was.citations] == [date(2025, 2, 16)]


def test_another_outlets_toll_is_said_to_be_anothers(tmp_path: Path) -> None:
    old = raid(date(2025, 2, 16), TOLL.format("Twelve") + ".", "AFP")
    new = raid(date(2025, 2, 17), "The death toll rises to 23: " + TOLL.format("23") + ".", "Reuters")
    (claim,) = changed(of(tmp_path, old, new), "Updated")
    assert "by another source" in (claim.note or "")


def test_what_was_not_told_before_is_new_and_what_is_not_told_again_went_quiet(tmp_path: Path) -> None:
    old = about("Drought", "Herders in Mali lose their cattle to a drought near Kayes.", date=BEFORE)
    new = about("Vote", "Mali's parliament sets a date for the election of a president.", date=NOW)
    briefing = of(tmp_path, old, new)
    assert [claim.text for claim in changed(briefing, "New")] == [new.body]
    assert [claim.text for claim in changed(briefing, "No further word")] == [old.body]
    assert briefing.before == Period(date(2025, 2, 10), date(2025, 2, 16))


def test_a_deadline_set_before_falls_due(tmp_path: Path) -> None:
    old = about(
        "Bloc",
        "A bloc threatens Mali with force unless its president is freed within a week.",
        date=date(2025, 2, 14),
    )
    new = about("Vote", "Mali's parliament sets a date for the election of a president.", date=NOW)
    (claim,) = changed(of(tmp_path, old, new), "Falling due")
    assert claim.text == old.body
    assert "until 21 February 2025" in (claim.note or "")


def test_a_further_step_of_another_is_an_update_and_of_the_same_goes_on(tmp_path: Path) -> None:
    threat = about(
        "Threat",
        "ECOWAS announces a military intervention in Mali for its president Awa Keita.",
        date=date(2025, 2, 14),
    )
    again = "ECOWAS says that its military intervention in Mali for its president Awa Keita is ready."
    pledge = "Ghana offers ECOWAS tanks for a military intervention in Mali for its president Awa Keita."
    (other,) = changed(of(tmp_path / "other", threat, about("Pledge", pledge, date=NOW)), "Updated")
    assert other.text == pledge
    assert other.was is None  # it was another who acted
    (same,) = changed(of(tmp_path / "same", threat, about("Again", again, date=NOW)), "Continuing")
    assert same.text == again


def test_a_further_attack_updates_nothing_whoever_makes_it(tmp_path: Path) -> None:
    one = raid(
        date(2025, 2, 14), "The Northern League kills 12 villagers in an attack on Dinangourou in Mali."
    )
    other = raid(NOW, "The Southern Front kills 30 villagers in an attack on the Northern League in Mali.")
    briefing = of(tmp_path, one, other)
    assert changed(briefing, "Updated") == []
    assert [claim.text for claim in changed(briefing, "Continuing")] == [other.body]


def test_what_falls_due_is_not_printed_again_as_what_stood_before(tmp_path: Path) -> None:
    threat = about(
        "Threat",
        "ECOWAS threatens a military intervention in Mali if its president Awa Keita is not freed within a week.",
        date=date(2025, 2, 14),
    )
    pledge = about(
        "Pledge",
        "Ghana offers ECOWAS tanks for a military intervention in Mali for its president Awa Keita.",
        date=NOW,
    )
    briefing = of(tmp_path, threat, pledge)
    titles = [section.title for section in briefing.sections if section.kind == "change"]
    assert titles == ["Falling due", "Updated"]
    (claim,) = changed(briefing, "Updated")
    assert claim.was is None


def test_what_went_quiet_is_not_told_again_as_background(tmp_path: Path) -> None:
    old = about("Drought", "Herders in Mali lose their cattle to a drought near Kayes.", date=BEFORE)
    new = about("Vote", "Mali's parliament sets a date for the election of a president.", date=NOW)
    briefing = of(tmp_path, old, new)
    background = [
        claim.text
        for section in briefing.sections
        if section.kind == "background"
        for claim in section.claims
    ]
    assert old.body not in background


def test_without_anything_before_there_is_nothing_to_compare_and_it_is_said(tmp_path: Path) -> None:
    briefing = of(tmp_path, about("Vote", "Mali's parliament sets a date for the vote.", date=NOW))
    assert not [section for section in briefing.sections if section.kind == "change"]
    assert briefing.before is None
    assert briefing.trend is None
    assert any("nothing to compare with" in gap for gap in briefing.gaps)


def test_a_bulletin_that_may_lie_in_both_periods_is_told_once(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Mali\nA denial\nThe army of Mali denied an attack on Feb. 17 that killed 24 civilians of the north.\n"
        "A vote\nThe parliament of Mali voted on Feb. 24 on the terms of the peace accord with rebels.\n",
        encoding="utf-8",
    )
    from briefed import archive_of_page

    with archive_of_page(tmp_path, page) as archive:
        briefing = brief(archive, "MLI", "2025-W09")
    assert not [section for section in briefing.sections if section.kind == "change"]


class TestTrend:
    def test_an_upheaval_that_was_not_before_is_a_deterioration(self, tmp_path: Path) -> None:
        calm = about("Talks", "Mali's government holds talks with teachers.", date=BEFORE)
        coup = about("Coup", "Soldiers in Mali detain President Traore and seize power.", date=NOW)
        trend = of(tmp_path, calm, coup).trend
        assert trend is not None
        assert trend.direction is Direction.DETERIORATED
        assert "upheaval" in trend.reason

    def test_less_violence_with_an_agreement_is_an_improvement(self, tmp_path: Path) -> None:
        raids = [
            about(f"Raid {n}", f"Gunmen attacked the town of {town} in Mali.", date=BEFORE)
            for n, town in enumerate(["Gao", "Kidal", "Mopti"])
        ]
        truce = about("Truce", "Mali's army and the rebels sign a ceasefire.", date=NOW)
        trend = of(tmp_path, *raids, truce).trend
        assert trend is not None
        assert trend.direction is Direction.IMPROVED
        assert "against 3" in trend.reason

    def test_all_else_is_unchanged(self, tmp_path: Path) -> None:
        calm = about("Talks", "Mali's government holds talks with teachers.", date=BEFORE)
        fair = about("Fair", "Mali holds a fair of books in Bamako.", date=NOW)
        trend = of(tmp_path, calm, fair).trend
        assert trend is not None
        assert trend.direction is Direction.UNCHANGED


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (WEEK, Period(date(2025, 2, 10), date(2025, 2, 16))),
        (Period(date(2025, 3, 1), date(2025, 3, 31)), Period(date(2025, 2, 1), date(2025, 2, 28))),
        (Period(date(2025, 2, 20), date(2025, 2, 20)), Period(date(2025, 2, 19), date(2025, 2, 19))),
        (Period(date.min, date(1, 1, 3)), None),
        (Period(), None),
    ],
)
def test_the_period_before_is_as_long_and_just_before(period: Period, expected: Period | None) -> None:
    assert period_before(period) == expected
