"""What the trained judge's model says of a pair: each sentence of the claim against the windows nearest to it.

The best window counts for a sentence, as in MiniCheck (Tang et al. 2024, https://arxiv.org/abs/2404.10774), and the
worst sentence for the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from briefer.encoders.session import PairEncoder, Scores
from briefer.grounding.judges.plain import in_plain_form
from briefer.grounding.judges.windows import sentences_of, windows_of
from briefer.grounding.language.words import content_words, stems_of
from briefer.grounding.pairs import Pair

_ROOM = 200  # tokens of a window
_NEAREST = 3  # windows of long evidence that a sentence is held against: those that have most of its words
_BLOCK = 256  # pairs whose windows are read together


@dataclass(frozen=True, slots=True)
class Support:
    """Of the claim's sentence that is supported least, in its best window."""

    margin: float  # logarithm of the odds that it is supported
    refuted: float  # probability that the words say the contrary


def support_of(
    pairs: Sequence[Pair], encoder: PairEncoder, progress: Callable[[int], None] | None = None
) -> tuple[Support, ...]:
    """Read each pair; the claim and the evidence must have words. Raises ModelError where the model is missing."""
    found: list[Support] = []
    for start in range(0, len(pairs), _BLOCK):
        found += _read(pairs[start : start + _BLOCK], encoder)
        if progress:
            progress(len(found))
    return tuple(found)


def _read(pairs: Sequence[Pair], encoder: PairEncoder) -> list[Support]:
    asked = [
        [(sentence, _windows(pair.text, sentence, encoder)) for sentence in sentences_of(pair.claim)]
        for pair in pairs
    ]
    inputs = [
        (in_plain_form(window), in_plain_form(sentence))
        for each in asked
        for sentence, windows in each
        for window in windows
    ]
    rows = iter(encoder.read(inputs))
    return [
        min((_best([next(rows).labels for _ in windows]) for _, windows in each), key=lambda one: one.margin)
        for each in asked
    ]


def _windows(text: str, sentence: str, encoder: PairEncoder) -> Sequence[str]:
    windows = windows_of(text, encoder.length, _ROOM)
    if len(windows) <= _NEAREST:
        return windows
    claimed = {word.stem for word in content_words(sentence)}
    shares = [len(claimed & stems_of(window)) for window in windows]
    nearest = sorted(range(len(windows)), key=lambda at: (-shares[at], at))[:_NEAREST]
    return [windows[at] for at in sorted(nearest)]


def _best(rows: Sequence[Scores]) -> Support:
    return max((_support(row) for row in rows), key=lambda one: one.margin)


def _support(row: Scores) -> Support:
    values = row.astype(np.float64)
    shares = np.exp(values - values.max())
    shares /= shares.sum()
    others = np.logaddexp(values[1], values[2])
    return Support(float(values[0] - others), float(shares[1]))
