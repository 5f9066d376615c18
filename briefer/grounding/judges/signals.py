"""What the trained judge goes by, pair by pair: what its model reads, and what the words alone show.

No signal needs an embedding, so that a claim is judged in milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefer.grounding.judges.coverage import floors, words_to_hold
from briefer.grounding.judges.evidence import Evidence, holds, read_evidence, unchecked_dates
from briefer.grounding.judges.reading import Support
from briefer.grounding.judges.signs import KINDS, signs_in
from briefer.grounding.judges.windows import sentences_of
from briefer.grounding.language.words import Word, stems_of
from briefer.grounding.pairs import Pair

SIGNALS = (
    "margin",  # of the model: logarithm of the odds that the least supported sentence is supported
    "refuted",  # of the model: probability that the words say the contrary of that sentence
    "coverage",  # mean of what the claim's words count for by the evidence's words: `coverage.floors`
    "worst",  # share of the words that count for nothing
    *KINDS,  # how many signs of each kind speak against the claim, two at most
    "sentences",  # of the claim, above one
)
_MARGIN = 6.0  # beyond it a model is only surer of itself
_DIGITS = 4  # a model's numbers move by 1e-7 with what stands beside them, and a tree's branches are sharp
_MOST_SIGNS = 2
_MOST_SENTENCES = 4
_WINDOW = 3  # sentences
_WEAK = 4  # words that are named as those which nothing bears out

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a claim show, and which of them speak against it."""

    coverage: float
    worst: float
    signs: tuple[int, ...]  # by KINDS
    against: tuple[str, ...]


def words_in(pair: Pair) -> Words:
    """Hold the claim's words against the evidence's; both must have some."""
    evidence = read_evidence(pair.text)
    spared = frozenset(at for span in unchecked_dates(pair) for at in range(span.start, span.end))
    words = words_to_hold(pair.claim, spared)
    counts = floors(pair, words, evidence)
    signs = signs_in(pair.claim, evidence, _nearest(evidence, words), stems_of(pair.context), spared)
    kinds = Counter(sign.kind for sign in signs)
    missing = [word.text for word, count in zip(words, counts, strict=True) if not count]
    return Words(
        float(counts.mean()),
        float(np.mean(counts == 0)),
        tuple(min(kinds[kind], _MOST_SIGNS) for kind in KINDS),
        tuple(dict.fromkeys([*(sign.word for sign in signs), *missing]))[:_WEAK],
    )


def _nearest(evidence: Evidence, words: Sequence[Word]) -> str:
    """The neighbouring sentences that together have most of the claim's words."""
    parts = [stems_of(sentence) for sentence in evidence.sentences]
    stems = {word.stem for word in words if holds(evidence, word)}
    last = max(1, len(parts) - _WINDOW + 1)
    start = max(range(last), key=lambda at: len(stems & frozenset().union(*parts[at : at + _WINDOW])))
    return " ".join(evidence.sentences[start : start + _WINDOW])


def signals_of(pairs: Sequence[Pair], read: Sequence[Support], words: Sequence[Words]) -> Matrix:
    """Return one row for each pair, a column for each of SIGNALS."""
    rows = [
        (
            float(np.clip(model.margin, -_MARGIN, _MARGIN)),
            model.refuted,
            each.coverage,
            each.worst,
            *each.signs,
            min(len(sentences_of(pair.claim)), _MOST_SENTENCES) - 1,
        )
        for pair, model, each in zip(pairs, read, words, strict=True)
    ]
    return np.round(np.array(rows, dtype=np.float64).reshape(len(rows), len(SIGNALS)), _DIGITS)
