"""What each word of a claim counts for, by the words that the evidence has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from briefer.grounding.judges.evidence import Evidence, gives_otherwise, holds, is_named, numbers_of
from briefer.grounding.language.words import Word, ideas_of, words_of
from briefer.grounding.pairs import Pair

Floors = npt.NDArray[np.float32]

_HELD = 0.9  # the evidence has its stem, or its name in another form
_IDEA = 0.7  # where the evidence has a near-synonym
_LENT = 0.5  # a name that only the context has: it tells who "he" is, but not what the words say of him


def words_to_hold(claim: str, spared: frozenset[int]) -> tuple[Word, ...]:
    """Return the claim's content words, but for those that start in `spared`; all its words where it has no other."""
    words = words_of(claim)
    content = tuple(word for word in words if not word.is_stop)
    return tuple(word for word in content if word.span.start not in spared) or content or words


def floors(pair: Pair, words: Sequence[Word], evidence: Evidence) -> Floors:
    """Return what each word counts for by itself: 0 where the evidence has nothing of it."""
    names = frozenset(word.stem for word in words_of(pair.context) if is_named(word))
    given = {
        at
        for span, values in numbers_of(pair.claim)
        if values & evidence.values
        for at in range(span.start, span.end)
    }
    found = np.zeros(len(words), dtype=np.float32)
    for row, word in enumerate(words):
        if holds(evidence, word) or word.span.start in given or gives_otherwise(evidence, pair.claim, word):
            found[row] = _HELD
        elif ideas_of((word.stem,)) & evidence.ideas:
            found[row] = _IDEA
        elif word.is_capitalised and word.stem in names:
            found[row] = _LENT
    return found
