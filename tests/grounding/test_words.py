"""Words, stems and ideas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.language.words import content_words, ideas_of, opposites_of, stem, stems_of, words_of


def same_idea(one: str, other: str) -> bool:
    return bool(ideas_of([stem(one)]) & ideas_of([stem(other)]))


def test_accents_case_and_possessives_do_not_count() -> None:
    assert stems_of("Tillabéri’s MINISTERS") == stems_of("TILLABERI minister's")


def test_a_hyphenated_word_is_one_word_and_its_parts() -> None:
    assert {"al-qaeda", "qaeda"} <= stems_of("al-Qaeda")


def test_numbers_stay_whole() -> None:
    assert [word.text for word in words_of("1,500 of 3.5")] == ["1,500", "of", "3.5"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("killed", "deaths"), ("soldiers", "troops"), ("left", "withdrawal"), ("putsch", "coup")],
)
def test_words_of_one_idea(one: str, other: str) -> None:
    assert same_idea(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("attacker", "attack"), ("soldier", "civilian"), ("north", "border")]
)
def test_words_of_different_ideas(one: str, other: str) -> None:
    assert not same_idea(one, other)


def test_opposites() -> None:
    assert stem("cut") in opposites_of(stem("restored"))
    assert not opposites_of(stem("harvest"))


def test_stop_words_are_left_out_but_not_the_names_that_look_like_them() -> None:
    assert [word.text for word in content_words("The US told us what the WHO knew")] == [
        "US",
        "told",
        "WHO",
        "knew",
    ]


@given(st.text())
def test_words_stand_in_the_text_apart_and_in_order(text: str) -> None:
    end = 0
    for word in words_of(text):
        assert word.span.of(text) == word.text
        assert word.span.start >= end
        end = word.span.end
