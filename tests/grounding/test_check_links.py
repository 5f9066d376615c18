"""Web and mail addresses that a claim adds."""

from __future__ import annotations

import pytest

from briefer.grounding.checks.links import check
from briefer.grounding.pairs import Pair, Premise

WORDS = "Rice costs 900 francs, the cooperative said on its page, https://coop.example/prices."


def fired(claim: str, words: str = WORDS) -> list[str]:
    return [finding.reason for finding in check(Pair(claim, (Premise(words),)))]


@pytest.mark.parametrize(
    "claim",
    [
        "Rice costs 900 francs; more is at https://other.example/more.",
        "Rice costs 900 francs (www.other.example).",
        "Rice costs 900 francs: write to desk@other.example.org",
        "Rice costs 900 francs, see https://coop.example/prices/new",
    ],
)
def test_an_address_that_the_words_do_not_give_is_found(claim: str):
    (reason,) = fired(claim)
    assert "which the bulletin does not" in reason


@pytest.mark.parametrize(
    "claim",
    [
        "Rice costs 900 francs, says HTTPS://coop.example/prices!",
        "Rice costs 900 francs.",
        "The ratio is 3:1 and the page is not named.",
    ],
)
def test_an_address_of_the_words_or_none_passes(claim: str):
    assert fired(claim) == []
