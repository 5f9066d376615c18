"""Pairs that need no judge: whole sentences of the evidence, and claims or evidence without words."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.grounding.judges import Judgement
from briefer.grounding.language.words import words_of
from briefer.grounding.pairs import Pair
from briefer.grounding.verbatim import is_verbatim


def settled(pairs: Sequence[Pair]) -> dict[int, Judgement]:
    """Return, by their places, the pairs that are judged at sight."""
    found: dict[int, Judgement] = {}
    for index, pair in enumerate(pairs):
        if is_verbatim(pair):
            found[index] = Judgement(1.0)
        elif not pair.text.strip() or not words_of(pair.claim):
            found[index] = Judgement(0.0, reason="there are no words to hold it against")
    return found
