"""Claims made from bulletins: what a shortening leaves follows from the sentence, what an edit puts in does not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.evaluation.meta.text import random_of
from briefer.model import Basis, Bulletin, BulletinDate, Countries, Precision
from briefer.training.claims import claims_of
from briefer.training.examples import LABELS, SUPPORTED
from briefer.training.rephrasing import less_exact, more_exact, rephrasings
from briefer.training.shortening import shortenings

SENTENCES = (
    "On Monday, the governor of Kayes, who took office in May, opens a bridge (the longest so far) near Kita.",
    "Gunmen attack a convoy near Gao, killing at least 12 soldiers and wounding nine others.",
    "Foreign Minister Awa Diallo says that the border will reopen before the end of the month.",
    "At least 40 people are killed in a car bombing outside a military base in Kidal, Mali, after weeks of calm.",
    "The parliament of Benin approves the budget for the coming year despite protests by the opposition.",
)


def bulletin(text: str, number: int) -> Bulletin:
    day = date(2019, 3, 4 + number)
    known = BulletinDate(day, day, Precision.DAY, Basis.STATED)
    about = Countries(("MLI",))
    return Bulletin(f"b{number}", f"k{number}", "Title", text, "page", number, ("Agency",), known, about)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_shortening_adds_no_word(sentence: str) -> None:
    words = {word.lower() for word in re.findall(r"\w+", sentence)}
    made = list(shortenings(sentence, random_of(1)))
    assert made
    for short in made:
        assert {word.lower() for word in re.findall(r"\w+", short)} <= words
        assert len(short) < len(sentence)


@given(st.sampled_from(SENTENCES), st.integers(0, 1000))
def test_each_shortening_comes_once_and_the_same_for_one_seed(sentence: str, seed: int) -> None:
    made = list(shortenings(sentence, random_of(seed)))
    assert len(set(made)) == len(made)
    assert sentence not in made
    assert made == list(shortenings(sentence, random_of(seed)))


def test_a_denial_is_not_shortened_to_what_it_denies() -> None:
    made = list(
        shortenings("The ministry denies that troops crossed the river after the talks failed.", random_of(1))
    )
    assert all("denies" in each for each in made)


def test_sentences_are_told_in_the_past_and_speakers_moved() -> None:
    assert "The army attacked a convoy near Gao." in rephrasings(
        "The army attacks a convoy near Gao.", random_of(1)
    )
    made = list(
        rephrasings("Foreign Minister Awa Diallo says that the border will reopen soon.", random_of(1))
    )
    assert any("Foreign Minister Diallo" in each for each in made)
    assert any(each.endswith("said.") or each.startswith("According to") for each in made)


def test_a_broader_word_is_put_for_a_narrower_one_and_back() -> None:
    assert less_exact("A car bomb kills two people.", random_of(1)) == "A bomb kills two people."
    assert more_exact("A bomb kills two people.", random_of(1)) in {
        "A car bomb kills two people.",
        "A roadside bomb kills two people.",
    }


def test_nothing_is_broadened_under_a_negation() -> None:
    assert less_exact("No car bomb was found.", random_of(1)) is None
    assert more_exact("No bomb was found.", random_of(1)) is None


def test_bulletins_teach_both_ways_and_the_same_each_time() -> None:
    month = tuple(bulletin(text, number) for number, text in enumerate(SENTENCES))
    made = list(claims_of(month, seed=3))
    assert made == list(claims_of(month, seed=3))
    assert made != list(claims_of(month, seed=4))
    assert any(each.allowed == (SUPPORTED,) for each in made)
    assert any(SUPPORTED not in each.allowed for each in made)
    assert all(each.text and each.asked and set(each.allowed) <= set(LABELS) for each in made)
    assert {"shortened", "longer than its evidence"} <= {each.source for each in made}


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        (
            "A bomb explodes in a market in Basra, killing at least 12 people.",
            {
                f"At least 12 people were killed {word} a bomb explodes in a market in Basra."
                for word in ("when", "as")
            },
        ),
        (
            "Awa Diallo, the minister of health, resigns after the strike.",
            {"The minister of health, Awa Diallo, resigns after the strike."},
        ),
    ],
)
def test_what_came_of_it_or_who_it_is_comes_first(sentence: str, made: set[str]) -> None:
    assert made & {each for seed in range(4) for each in rephrasings(sentence, random_of(seed))}


@given(st.sampled_from(SENTENCES), st.integers(0, 500))
def test_figures_and_names_stay_in_a_rephrasing(sentence: str, seed: int) -> None:
    figures = re.findall(r"\d+", sentence)
    for made in rephrasings(sentence, random_of(seed)):
        assert sorted(re.findall(r"\d+", made)) == sorted(figures)
