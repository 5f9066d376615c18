"""Sentences without an end: their figures cost no more than their length."""

from __future__ import annotations

import cProfile
import pstats
import random
from datetime import date

import pytest
from briefed import about

from briefer.model import Evidence, Span
from briefer.writing.figures import figures
from briefer.writing.figures.places import where

TOWNS = ("Niamey", "Agadez", "Zinder", "Maradi", "Diffa", "Tahoua", "Dosso")
PEOPLE = ("Amadou Barry", "Moussa Keita", "Salif Camara", "Fatima Diallo", "Oumar Sow")


def run_on(clauses: int) -> str:
    """One sentence of many figures, towns, speakers and quotations."""
    choose = random.Random(7)  # noqa: S311 - no secret
    said = (
        f"{choose.choice(PEOPLE)} said that {choose.randint(2, 900)} soldiers were killed in {choose.choice(TOWNS)}"
        if choose.random() < 0.5
        else f"{choose.choice(PEOPLE)} was quoted as “{choose.randint(2, 900)} villagers fled {choose.choice(TOWNS)}”"
        for _ in range(clauses)
    )
    return ", and ".join(said) + "."


def calls(sentence: str) -> int:
    """How often a function of Python's is called to list the figures of one sentence."""
    bulletin = about("Niger: attacks", sentence, date=date(2025, 3, 1))
    evidence = (Evidence(1, bulletin, Span(0, len(sentence))),)
    profile = cProfile.Profile()
    profile.runcall(figures, [evidence])
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_twice_the_words_take_twice_the_work():
    calls(run_on(5))  # the tables are read once
    once, twice = calls(run_on(60)), calls(run_on(120))
    assert twice < 2.6 * once


@pytest.mark.parametrize("towns", [100, 200])
def test_the_places_of_a_sentence_are_read_once_for_all_its_figures(towns):
    sentence = ", ".join(f"{n} people died in {TOWNS[n % 7]} and fled to Gao" for n in range(2, towns)) + "."
    profile = cProfile.Profile()
    starts = [n for n in range(len(sentence)) if sentence.startswith(" people died", n)][:40]
    profile.runcall(lambda: [where(sentence, start, start + 7) for start in starts])
    rows = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    fine = sum(row[0] for (_, _, name), row in rows if name == "_is_fine")
    assert 0 < fine <= 3 * towns


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Gunmen killed 12 people in Diffa.", "Diffa"),
        ("A strike on    Zinder killed 12 people.", "Zinder"),
        ("Having gone from Agadez to Dosso, 12 people died.", ""),
    ],
)
def test_what_leads_to_a_name_is_still_seen(sentence, place):
    start = sentence.index("12")
    assert where(sentence, start, start + 9).name == place
