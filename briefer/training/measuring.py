"""What the judge's signals are worth on labelled pairs, and the stack of them that ships.

The stack is a logistic regression (stacked generalization, Wolpert 1992). Each set weighs the same, and in it
supported pairs as much as others. What is reported of a set is of a stack and a threshold fitted on the other sets,
so that no set is measured by what it had a part in; what ships is fitted on all of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from briefer.encoders.session import PairEncoder
from briefer.evaluation.meta.public import auroc, balanced_accuracy, read_pairs
from briefer.grounding.judges.reading import support_of
from briefer.grounding.judges.signals import SIGNALS, Matrix, signals_of, words_in
from briefer.grounding.judges.trained import Stack
from briefer.grounding.pairs import Pair

Flags = npt.NDArray[np.bool_]
_STRENGTH = 1.0  # of the ridge penalty, on standardised signals
_GRID = np.linspace(0.05, 0.95, 91)  # thresholds that are tried


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pairs with their sets and labels."""

    sets: tuple[str, ...]
    supported: tuple[bool, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class SetScore:
    """How one set is told apart by a stack that was fitted on the others, and by each signal alone."""

    name: str
    count: int
    balanced: float  # balanced accuracy at the threshold of the others
    area: float  # under the ROC curve
    alone: dict[str, float]  # area of each signal


def labelled_pairs(path: Path, each: int = 1) -> Labelled:
    """Read {set, evidence, claim, label} lines, one in `each`; raises InputError where the file cannot be read."""
    rows = list(islice(read_pairs(path), each - 1, None, each))
    return Labelled(
        tuple(name for name, _, _ in rows),
        tuple(supported for _, _, supported in rows),
        tuple(pair for _, pair, _ in rows),
    )


def measured_signals(pairs: Sequence[Pair], encoder: PairEncoder, say: Callable[[str], None]) -> Matrix:
    """Return the signals of each pair, a row each."""
    read = support_of(pairs, encoder, lambda done: say(f"read {done:,} of {len(pairs):,}"))
    return signals_of(pairs, read, [words_in(pair) for pair in pairs])


def fitted(signals: Matrix, labels: Flags, sets: npt.NDArray[np.str_], model: str) -> Stack:
    """Fit weights and threshold on all that is given; the threshold has the best mean balanced accuracy of the sets."""
    from sklearn.linear_model import LogisticRegression

    spread = np.where(signals.std(axis=0) > 0, signals.std(axis=0), 1.0)
    weights = np.zeros(len(labels))
    for name in np.unique(sets):
        for label in (True, False):
            rows = (sets == name) & (labels == label)
            weights[rows] = 1 / max(1, rows.sum())
    regression = LogisticRegression(C=_STRENGTH, max_iter=1000)
    regression.fit(signals / spread, labels, sample_weight=weights * len(labels) / weights.sum())
    fit = Stack(model, tuple(map(float, regression.coef_[0] / spread)), float(regression.intercept_[0]), 0.5)
    scores = fit.scores(signals)
    best = max(_GRID, key=lambda at: (round(_mean_balanced(scores >= at, labels, sets), 4), -abs(at - 0.5)))
    return Stack(model, fit.weights, fit.bias, round(float(best), 4))


def _mean_balanced(passed: Flags, labels: Flags, sets: npt.NDArray[np.str_]) -> float:
    shares = [_balanced(labels[sets == name], passed[sets == name]) for name in np.unique(sets)]
    return float(np.mean(shares))


def _balanced(labels: Flags, passed: Flags) -> float:
    return balanced_accuracy([bool(each) for each in labels], [bool(each) for each in passed])


def left_out(signals: Matrix, labels: Flags, sets: npt.NDArray[np.str_]) -> tuple[SetScore, ...]:
    """Measure each set with a stack fitted on the others."""
    found = []
    for name in dict.fromkeys(sets.tolist()):
        own = sets == name
        stack = fitted(signals[~own], labels[~own], sets[~own], "")
        scores = stack.scores(signals[own])
        truth = [bool(each) for each in labels[own]]
        alone = {
            signal: auroc(truth, ((-1 if signal == "refuted" else 1) * signals[own, at]).tolist())
            for at, signal in enumerate(SIGNALS)
        }
        balanced = _balanced(labels[own], scores >= stack.threshold)
        found.append(SetScore(name, int(own.sum()), balanced, auroc(truth, scores.tolist()), alone))
    return tuple(found)


def write_stack(stack: Stack, path: Path) -> None:
    """Write what was fitted, with the hash of the model that it was fitted for."""
    weights = {name: round(weight, 6) for name, weight in zip(SIGNALS, stack.weights, strict=True)}
    record = {
        "model": stack.model,
        "bias": round(stack.bias, 6),
        "weights": weights,
        "threshold": stack.threshold,
    }
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
