"""Claims that are a source's own words."""

from __future__ import annotations

from functools import lru_cache

from briefer.grounding.pairs import Pair
from briefer.reading.sentences import sentence_spans


def is_verbatim(pair: Pair) -> bool:
    """Say whether the claim is one or more whole sentences of one premise, word for word."""
    return any(_is_whole(pair.claim, premise.text) for premise in pair.premises)


def _is_whole(claim: str, text: str) -> bool:
    claim, text = " ".join(claim.split()), " ".join(text.split())
    if claim == text:
        return bool(claim)
    if not claim or claim not in text:
        return False
    starts, ends = _borders(text)
    return any(text.startswith(claim, start) and start + len(claim) in ends for start in starts)


@lru_cache(maxsize=1024)
def _borders(text: str) -> tuple[frozenset[int], frozenset[int]]:
    spans = sentence_spans(text)
    return frozenset(span.start for span in spans), frozenset(span.end for span in spans)
