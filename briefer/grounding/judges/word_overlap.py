"""Word overlap: the baseline that a judge must beat."""

from __future__ import annotations

from briefer.grounding.language.words import content_words, stems_of
from briefer.grounding.pairs import Pair


def word_overlap(pair: Pair) -> float:
    """The share of the claim's content stems that the cited words hold, from 0 to 1; 0 where it has none."""
    claimed = {word.stem for word in content_words(pair.claim)}
    return len(claimed & stems_of(pair.text)) / len(claimed) if claimed else 0.0
