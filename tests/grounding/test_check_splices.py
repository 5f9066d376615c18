"""Two events of two sources made one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.checks import splices
from briefer.grounding.pairs import Pair, Premise


def pair(claim: str, *premises: str) -> Pair:
    return Pair(claim, tuple(Premise(each, f"Title {number}") for number, each in enumerate(premises)))


@pytest.mark.parametrize(
    ("claim", "one", "other"),
    [
        (
            "Mali bombed Bourem after rebels captured it.",
            "Mali bombed Anefif on Tuesday.",
            "Rebels captured Bourem in the north.",
        ),
        (
            "After rebels captured it, Mali bombed Bourem.",
            "Mali bombed Anefif on Tuesday.",
            "Rebels captured Bourem in the north.",
        ),
        (
            "Chad closed its border in response to a raid on Diffa.",
            "Chad closed its border on Friday.",
            "Gunmen led a raid on Diffa, killing four.",
        ),
        (
            "The bloc sent an envoy to Zinder, where a flood killed 12 people.",
            "The bloc sent an envoy to Agadez.",
            "A flood in Zinder killed 12 people.",
        ),
    ],
)
def test_what_no_source_joins_is_not_found(claim: str, one: str, other: str) -> None:
    for premises in ((one, other), (other, one)):
        (finding,) = splices.check(pair(claim, *premises))
        assert finding.check == "splice"
        assert not finding.contradicts


@pytest.mark.parametrize(
    ("claim", "one", "other"),
    [
        (
            "Mali bombed Bourem after rebels captured it.",
            "Mali bombed Bourem on Tuesday.",
            "Rebels captured Bourem in the north.",
        ),
        (
            "Mali bombed Anefif while rebels captured Bourem.",
            "Mali bombed Anefif on Tuesday.",
            "Rebels captured Bourem in the north.",
        ),
        (
            "Mali bombed Bourem after rebels captured it.",
            "Mali bombed Bourem, which rebels had captured.",
            "Rebels captured Bourem in the north.",
        ),
        ("JNIM, which raided Diffa, killed four in Gao.", "JNIM killed four in Gao.", "JNIM raided Diffa."),
        (
            "After a flood, Omar Diko left Zinder, and Gunmen raided Diffa at dawn.",
            "After a flood, Omar Diko left Zinder.",
            "Gunmen raided Diffa at dawn.",
        ),
    ],
)
def test_fair_joining_passes(claim: str, one: str, other: str) -> None:
    assert splices.check(pair(claim, one, other)) == ()


def test_one_source_splices_nothing() -> None:
    assert splices.check(pair("Mali bombed Bourem after rebels left it.", "Mali bombed Anefif.")) == ()


@given(st.text(max_size=120), st.text(max_size=120))
def test_a_quotation_passes(one: str, other: str) -> None:
    if one.strip():
        assert splices.check(pair(one, one, other)) == ()
