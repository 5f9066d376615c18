"""The quantifiers check: how much of something a claim speaks of, held against the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.checks import quantifiers
from briefer.grounding.pairs import Pair, Premise
from briefer.model import Finding


def found(claim: str, words: str) -> tuple[Finding, ...]:
    return quantifiers.check(Pair(claim, (Premise(words),)))


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("All of the villages burned.", "Every village burned."),
        ("Some villages burned.", "All of the villages burned."),
        ("Envoys seldom visit the camps.", "Envoys do not often visit the camps."),
        ("Some villages burned.", "Many villages burned."),
        ("Several soldiers were killed.", "Seven soldiers were killed."),
        ("Most of the soldiers left.", "The majority of the troops left."),
        ("Both groups claim it.", "The two groups each claim it."),
        ("Both soldiers and civilians died.", "Soldiers and civilians died."),
        ("All the villages burned.", "The 12 villages burned."),
        ("All the villages burned.", "The villages burned."),
        ("At most 12 villages burned.", "Up to 12 villages burned."),
        ("It is the most powerful of some groups.", "It is the strongest of some groups."),
        ("They seldom come.", "They rarely come."),
        ("All sides talk, and some villages burned.", "All sides talk, and some villages burned."),
    ],
)
def test_same_or_weaker_stands(claim: str, words: str) -> None:
    assert found(claim, words) == ()


@pytest.mark.parametrize(
    ("claim", "words", "contradicts"),
    [
        ("All of the villages burned.", "Some villages burned.", False),
        ("All villages burned.", "Most villages burned.", False),
        ("Every village burned.", "Many villages burned.", False),
        ("Most of the villages burned.", "Several villages burned.", False),
        ("Many villages burned.", "A few villages burned.", True),
        ("None of the villages burned.", "Some of the villages burned.", True),
        ("None of the villages burned.", "Most of the villages burned.", True),
        ("Most of his fighters died.", "Some 50 of his fighters died.", False),
        ("All of the attackers died.", "Two of the attackers died.", False),
        ("Both groups claim it.", "Three groups claim it.", False),
        ("They often come.", "They seldom come.", True),
    ],
)
def test_stronger_or_contrary_is_found(claim: str, words: str, contradicts: bool) -> None:
    (finding,) = found(claim, words)
    assert finding.contradicts is contradicts


def test_reason_quotes_both_sides() -> None:
    (finding,) = found("All villages burned.", "Some villages burned.")
    assert finding.reason == 'the claim says "All villages burned", the bulletin "Some villages burned"'


@given(st.lists(st.sampled_from("all most some many both none of the villages soldiers few and 12".split())))
def test_a_text_agrees_with_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert found(text, text) == ()
