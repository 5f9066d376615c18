"""Quantities: their values, hedges and nouns, and what is none."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.language.quantities import NUMBER, Quantity, find_quantities, value_of


def only(text: str) -> Quantity:
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "worded", "value"),
    [
        ("They counted 1,500 soldiers.", "1,500", 1_500),
        ("They counted 3.5 million people.", "3.5 million", 3_500_000),
        ("They counted twenty-one people.", "twenty-one", 21),
        ("They counted two hundred and five thousand people.", "two hundred and five thousand", 205_000),
        ("They counted three dozen people.", "three dozen", 36),
        ("They counted a dozen people.", "a dozen", 12),
        ("They counted half a million people.", "half a million", 500_000),
        ("They counted several hundred people.", "several hundred", 200),
        ("They counted a few dozen people.", "a few dozen", 24),
        ("They counted dozens of people.", "dozens", 24),
        ("They counted scores of people.", "scores", 40),
        ("They counted tens of thousands of people.", "tens of thousands", 20_000),
        ("They counted hundreds of thousands of people.", "hundreds of thousands", 200_000),
        ("They counted millions.", "millions", 2_000_000),
        ("Seven people died.", "Seven", 7),
        ("One civilian died.", "One", 1),
        ("Some 50 fighters died.", "Some 50", 50),
        ("The 12 countries met.", "12", 12),
        ("The firm lost 1.5bn dollars.", "1.5bn", 1_500_000_000),
    ],
)
def test_value_is_what_is_worded(text: str, worded: str, value: float) -> None:
    found = only(text)
    assert (found.span.of(text), found.value) == (worded, value)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Up to 70 people died.", "up to"),
        ("At least  12 people died.", "at least"),
        ("Upwards of 40 people died.", "upwards of"),
        ("No fewer than a dozen people died.", "no fewer than"),
        ("An estimated 900 people died.", "an estimated"),
        ("At least some 90 people died.", "at least some"),
        ("12 people died.", ""),
    ],
)
def test_hedge_is_kept(text: str, hedge: str) -> None:
    assert only(text).hedge == hedge


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("90 soldiers and their officers", "soldiers"),
        ("some 50 of his fighters were killed", "fighters"),
        ("24 civilians including women", "civilians"),
        ("65 abstentions.", "abstentions"),
        ("21 were killed in the village", ""),
        ("2 armed men on motorcycles", "armed men"),
    ],
)
def test_noun_is_what_is_counted(text: str, noun: str) -> None:
    assert only(text).noun == noun


def test_money_and_shares() -> None:
    assert only("aid of $400 million").currency == "$"
    assert only("aid of US$150 million").value == 150_000_000
    assert only("a rise of 5.3%").is_percent
    assert only("a rise of 13 per cent").is_percent


@pytest.mark.parametrize(
    "text",
    [
        "The vote was on Feb. 24.",
        "It has been so since 2023.",
        "It ended on 17 September 2024.",
        "France 24 told of it.",
        "They carried AK-47s and a Kh-101.",
        "A 24-year-old was there.",
        "Mali won 2-1.",
        "It began at 14:30.",
        "He scores often.",
        "No one knows which one it was.",
        "It was his 7th visit.",
        "See 9/11 and 4.5.6.",
    ],
)
def test_dates_names_ages_and_scores_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == ()


def test_both_numbers_of_a_sentence_in_order() -> None:
    text = "At least 1,500 people died, more than double the 650 killed a year before."
    assert [(each.hedge, each.value) for each in find_quantities(text)] == [("at least", 1500), ("", 650)]


@given(st.integers(min_value=2, max_value=10**12), st.sampled_from(["", "some ", "at least "]))
def test_value_of_a_written_number_comes_back(number: int, hedge: str) -> None:
    assert only(f"They say that {hedge}{number:,} people fled.").value == number


@given(
    st.integers(min_value=1, max_value=999),
    st.sampled_from([("thousand", 1e3), ("million", 1e6)]),
    st.booleans(),
)
def test_value_with_a_scale_comes_back(number: int, scale: tuple[str, float], decimal: bool) -> None:
    written = f"{number}.5" if decimal else str(number)
    assert only(f"They counted over {written} {scale[0]} people.").value == float(written) * scale[1]


WORDS = [
    "some",
    "at least",
    "1,500",
    "70",
    "two",
    "hundred",
    "and",
    "dozens",
    "of",
    "%",
    "$",
    "May",
    "2023",
    "Mali",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_spans_lie_in_the_text_apart_and_in_order(text: str) -> None:
    found = find_quantities(text)
    for each in found:
        assert each.span.of(text).strip()
        assert each.value >= 0
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start


@pytest.mark.parametrize("part", ["some ", "1 ", "9", "1,111,", "one hundred and ", "Mali 24 ", "$"])
def test_long_texts_take_no_long_time(part: str) -> None:
    find_quantities(
        part * (60_000 // len(part))
    )  # where a pattern went back over it, this would take minutes


@given(st.integers(min_value=0, max_value=10**9))
def test_pattern_of_one_number_is_read_by_value_of(number: int) -> None:
    match = re.match(NUMBER, f"{number:,}")
    assert match
    assert value_of(match) == number
