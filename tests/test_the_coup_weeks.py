"""Niger in the week of the coup and in the week after, as a desk would want them, from the bulletins that ship.

An editor named, without seeing any code, what the first lines of each must have and what belongs together.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from command_line import here


@pytest.fixture(scope="module")
def week(seeded):
    def of(number: int) -> dict:
        done = here(
            *("brief", "Niger", "--week", f"2023-W{number}", "--format", "json", "--archive", seeded),
            *("--as-of", "2025-03-10"),
        )
        assert (done.status, done.err) == (0, "")
        return json.loads(done.out)

    return of


def told(paper: dict, kind: str, title: str = "") -> list[str]:
    """The words of each section of a kind, one text a section."""
    return [
        " ".join(claim["text"] for claim in section["claims"])
        for section in paper["sections"]
        if section["kind"] == kind and title in section["title"]
    ]


def test_the_coup_leads_its_week(week) -> None:
    coup, bloc, aid = told(week(30), "bottom line")
    for words in ("was detained", "had been ousted", "borders were closed and a curfew", "new President"):
        assert words in coup
    for words in ("take all measures necessary", "no-fly zone", "warned against any intervention"):
        assert words in bloc
    assert "United Nations" in aid
    assert "set alight" not in coup + bloc + aid


def test_the_week_after_has_the_threat_of_war_and_both_sides_of_the_charge(week) -> None:
    lead = " ".join(told(week(31), "bottom line"))
    for words in ("declaration of war", "Senegal will contribute troops", "evacuate their citizens"):
        assert words in lead
    assert lead.index("accused France") < lead.index("The French foreign ministry denied it")


def test_the_week_after_says_what_changed(week) -> None:
    paper = week(31)
    (new,) = told(paper, "change", "New")
    assert "evacuate their citizens" in new
    assert "The French foreign ministry denied it" in new
    (due,) = told(paper, "change", "Falling due")
    assert "within one week" in due
    (note,) = [s["claims"][0]["note"] for s in paper["sections"] if s["title"] == "Falling due"]
    assert "until 6 August 2023" in note
    (quiet,) = told(paper, "change", "No further word")
    assert "suspend its humanitarian aid" in quiet
    assert "coup d'état" not in quiet  # it is spoken of all week


def test_the_week_after_prints_each_sentence_once(week, seeded) -> None:
    done = here(
        "brief", "Niger", "--week", "2023-W31", "--format", "md", "--archive", seeded, "--as-of", "2025-03-10"
    )
    body = done.out.partition("\n## Sources")[0]
    assert "; new)" in body
    assert "; updated)" in body
    assert "The bottom line tells and marks what else changed" in body
    assert body.index("### Falling due") < body.index("### No further word")
    assert "Accounts side by side" not in body
    sentences = [each["text"] for section in week(31)["sections"] for each in section["claims"]]
    assert all(body.count(text) == 1 for text in sentences)


def test_its_background_is_the_coup_in_the_order_of_events(week) -> None:
    (background,) = told(week(31), "background")
    places = [background.index(words) for words in ("was detained", "had been ousted", "new President")]
    assert places == sorted(places)
    days = [
        claim["citations"][0]["date"]["earliest"]
        for section in week(31)["sections"]
        if section["kind"] == "background"
        for claim in section["claims"]
    ]
    assert days == sorted(days)
    assert date.fromisoformat(days[-1]) < date(2023, 7, 31)
