"""What the judge's signals, and the stack of them, are worth on labelled pairs.

Nothing is measured by what it was fitted on. A set is measured twice: by a stack that was fitted on the other sets, and
by one fitted on four fifths of all, evidence by evidence; what ships is fitted on all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from briefer.encoders.session import PairEncoder
from briefer.evaluation.meta.public import auroc, balanced_accuracy, read_pairs
from briefer.grounding.judges.reading import support_of
from briefer.grounding.judges.signals import SIGNALS, Matrix, signals_of, words_in
from briefer.grounding.pairs import Pair
from briefer.training.fitting import Flags, Names, fitted

Folds = npt.NDArray[np.int64]

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pairs with their sets and labels."""

    sets: Names
    supported: Flags
    pairs: tuple[Pair, ...]

    @property
    def by_set(self) -> Folds:
        """A fold for each set."""
        return np.unique(self.sets, return_inverse=True)[1]

    @property
    def by_evidence(self) -> Folds:
        """Five folds; all pairs of one evidence are in one."""
        return np.array([sha256(each.text.encode()).digest()[0] % _FOLDS for each in self.pairs])


@dataclass(frozen=True, slots=True)
class SetScore:
    """How well the pairs of one set are told apart by stacks that were fitted without them."""

    name: str
    count: int
    balanced: float  # balanced accuracy
    area: float  # under the ROC curve


def labelled(rows: Sequence[tuple[str, Pair, bool]]) -> Labelled:
    """Gather set, pair and whether it is supported, row by row."""
    return Labelled(
        np.array([name for name, _, _ in rows]),
        np.array([supported for _, _, supported in rows], dtype=bool),
        tuple(pair for _, pair, _ in rows),
    )


def labelled_pairs(path: Path, each: int = 1) -> list[tuple[str, Pair, bool]]:
    """Read {set, evidence, claim, label} lines, one in `each`; raises InputError where the file cannot be read."""
    return list(islice(read_pairs(path), each - 1, None, each))


def measured_signals(pairs: Sequence[Pair], encoder: PairEncoder, say: Callable[[str], None]) -> Matrix:
    """Return the signals of each pair, a row each."""
    read = support_of(pairs, encoder, lambda done: say(f"read {done:,} of {len(pairs):,}"))
    return signals_of(pairs, read, [words_in(pair) for pair in pairs])


def left_out(signals: Matrix, labels: Flags, sets: Names, folds: Folds) -> tuple[SetScore, ...]:
    """Measure each fold with a stack fitted on the others, and gather the scores by set."""
    scores, passed = np.zeros(len(labels)), np.zeros(len(labels), dtype=bool)
    for fold in np.unique(folds):
        own = folds == fold
        stack = fitted(signals[~own], labels[~own], sets[~own], "")
        scores[own] = stack.scores(signals[own])
        passed[own] = scores[own] >= stack.threshold
    return tuple(
        SetScore(
            str(name),
            int((sets == name).sum()),
            balanced_accuracy(labels[sets == name].tolist(), passed[sets == name].tolist()),
            auroc(labels[sets == name].tolist(), scores[sets == name].tolist()),
        )
        for name in dict.fromkeys(sets.tolist())
    )


def alone(signals: Matrix, labels: Flags) -> dict[str, float]:
    """Return the area under the ROC curve of each signal by itself."""
    return {name: auroc(labels.tolist(), signals[:, at].tolist()) for at, name in enumerate(SIGNALS)}
