"""The sides of a count of votes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from briefed import about, archive_of, brief, claims, sentences

from briefer.writing.figures import figures
from briefer.writing.figures.phrases import figures_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The council adopted the text with 71 votes in favour, 9 against and 40 abstentions.",
            [("votes in favour", 71), ("votes against", 9), ("abstentions", 40)],
        ),
        (
            "In the vote, 120 for, 7 against and 12 abstained.",
            [("votes in favour", 120), ("votes against", 7), ("abstentions", 12)],
        ),
        (
            "Lawmakers voted 45 in favour and three opposed.",
            [("votes in favour", 45), ("votes against", 3)],
        ),
        (
            "Ten countries voted against, and 140 voted in favour.",
            [("votes against", 10), ("votes in favour", 140)],
        ),
        ("Guards put 18 against a wall and took 50 for themselves.", []),
    ],
)
def test_all_sides_are_counted_in_whichever_words(sentence: str, expected: list[tuple[str, float]]) -> None:
    assert [(each.counted, each.low) for each in figures_of(sentence)] == expected


def test_they_stand_together_in_the_table() -> None:
    text = "Mali's council passed the bill with 71 votes in favour, 9 against and 40 abstentions."
    titles = [section.title for section in figures([sentences(about("Bill", text))])]
    assert titles == ["Votes in favour", "Votes against", "Abstentions"]


def counted(folder: Path, text: str, *outlets: str) -> list[str]:
    of = about("Rain", text, date=date(2025, 2, 18), outlets=outlets)
    with archive_of(folder, [of]) as archive:
        briefing = brief(archive, "MLI", "2025-W08")
    return [claim.figure or "" for claim in claims(briefing, "figure")]


def test_what_nobody_says_of_no_number_is_no_row(tmp_path: Path) -> None:
    text = "Floods in Mali drove tens of thousands of people from their homes and killed 12 herders."
    said = "The governor of Gao said that floods in Mali drove tens of thousands of people away and killed 12 herders."
    assert counted(tmp_path / "a", text) == ["killed 12 herders"]
    assert len(counted(tmp_path / "b", text, "AFP")) == 2
    assert len(counted(tmp_path / "c", said)) == 2
    assert counted(tmp_path / "d", "A raid in Mali killed dozens of herders.") == ["killed dozens of herders"]
