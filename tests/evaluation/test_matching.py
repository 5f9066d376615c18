"""Words are found in sentences as a reader would find them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.evaluation.matching import first_holding, holds, holds_any, sentences_of


@pytest.mark.parametrize(
    ("alternative", "sentence", "found"),
    [
        ("Tillaberi", "An attack in TILLABÉRI.", True),
        ("kill", "15 were killed.", False),
        ("kill*", "15 were killed.", True),
        ("kill*", "The roadkill stank.", False),
        ("al-Qaeda", "He joined al‑Qaeda.", True),
        ("Qaeda", "He joined al-Qaeda.", True),
        ("Mali", "Mali’s army fled.", True),
        ("Mali", "Somalia's army fled.", False),
        ("Mali's", "Mali’s army fled.", True),
        ("peace  talks", "The peace\ntalks failed.", True),
        ("U.S.", "The U.S. left.", True),
        ("Sept. 17", "It was Sept. 17, a Tuesday.", True),
        ("$5 million", "It cost US$5 million.", True),
        ("15%", "It fell by 15%.", True),
        ("15", "It fell by 15%.", True),
        ("15", "A 15-year-old fled.", True),
        ("15", "1,500 fled.", False),
        ("15", "15,000 fled.", False),
        ("15", "15\u00a0000 fled.", False),
        ("15", "2015 was a bad year.", False),
        ("15", "It grew by 15.5 points.", False),
        ("15", "It grew by 3.15 points.", False),
        ("15", "The 15th fell.", False),
        ("15*", "The 15th fell.", True),
        ("15*", "It was 150.", False),
        ("15", "On Feb. 15, 300 fled.", True),
        ("1,500", "1500 fled.", True),
        ("1500", "1,500 fled.", True),
        ("500", "1,500 fled.", False),
        ("5.5", "15.5 points", False),
    ],
)
def test_an_alternative_matches_whole_words_and_whole_numbers(alternative: str, sentence: str, found: bool):
    assert holds(sentence, [[alternative]]) is found


def test_one_sentence_must_hold_one_alternative_of_each_group():
    words = [["15", "fifteen"], ["kill*", "died"]]
    assert holds("Fifteen people were killed.", words)
    assert not holds("Fifteen people fled.", words)
    assert first_holding(sentences_of(["Fifteen fled. Two were killed."]), words) is None
    assert first_holding(["Nobody died.", "15 died."], words) == "15 died."


def test_of_no_alternatives_none_is_held():
    assert not holds_any("Anything at all.", ())


@given(st.text(), st.text(st.characters(codec="utf-8")))
def test_any_words_can_be_looked_for_in_any_sentence(sentence: str, alternative: str):
    holds_any(sentence, [alternative])


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_number_is_found_exactly_where_it_stands(wanted: int, stated: int):
    assert holds(f"There were {stated:,} dead.", [[str(wanted)]]) is (wanted == stated)


def test_half_a_surrogate_pair_is_no_hindrance():
    assert sentences_of(["Two \ud800 fled. One stayed."]) == ("Two \ufffd fled.", "One stayed.")
