"""Signals of labelled pairs -> the stack that ships with a judge.

Each set weighs the same, and in it supported pairs as much as others; of news they weigh more. The trees are
scikit-learn's histogram gradient boosting, held to the way each signal points, so that a freak of one
set is not learned as a rule.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefer.grounding.judges.signals import SIGNALS, Matrix
from briefer.grounding.judges.stack import Stack, stack_of
from briefer.training.written import WRITTEN

Flags = npt.NDArray[np.bool_]
Names = npt.NDArray[np.str_]

NEWS = "news"
_OF_NEWS = (NEWS, WRITTEN)
_FAIR_NEWS = 3.0  # what a fair sentence of a briefing weighs that would be held back
_POINTS = {"margin": 1, "coverage": 1, "sentences": 0}  # signals speak against a claim but for these
_TREES, _DEPTH, _RATE, _RIDGE = 150, 2, 0.08, 5.0
_THRESHOLD = 0.5  # where supported and unsupported pairs, weighed as above, are as likely
_DIGITS = 6


def fitted(signals: Matrix, labels: Flags, sets: Names, model: str) -> Stack:
    """Fit a stack for the model of that revision; the same for the same rows."""
    return stack_of(record_of(signals, labels, sets, model))


def record_of(signals: Matrix, labels: Flags, sets: Names, model: str) -> dict[str, Any]:
    """Fit a stack, as what is written beside the model."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    boosting = HistGradientBoostingClassifier(
        max_iter=_TREES,
        max_depth=_DEPTH,
        learning_rate=_RATE,
        l2_regularization=_RIDGE,
        monotonic_cst=[_POINTS.get(name, -1) for name in SIGNALS],
        early_stopping=False,
        random_state=0,
    )
    boosting.fit(signals, labels, sample_weight=_weights(labels, sets))
    return {
        "model": model,
        "threshold": _THRESHOLD,
        "bias": round(float(np.ravel(boosting._baseline_prediction)[0]), _DIGITS),
        "trees": [_nodes(each[0].nodes) for each in boosting._predictors],
    }


def write_stack(record: dict[str, Any], path: Path) -> None:
    """Write what was fitted, a line for each tree."""
    lines = ",\n  ".join(json.dumps(tree) for tree in record["trees"])
    head = json.dumps({key: value for key, value in record.items() if key != "trees"}, indent=1)[:-2]
    path.write_text(f'{head},\n "trees": [\n  {lines}\n ]\n}}\n', encoding="utf-8")


def _weights(labels: Flags, sets: Names) -> npt.NDArray[np.float64]:
    weights = np.zeros(len(labels))
    for name in np.unique(sets):
        for label in (True, False):
            rows = (sets == name) & (labels == label)
            weights[rows] = (_FAIR_NEWS if label and name in _OF_NEWS else 1.0) / max(1, rows.sum())
    return np.asarray(weights * len(labels) / weights.sum(), dtype=np.float64)


def _nodes(nodes: Any) -> list[list[Any]]:
    return [
        [round(float(node["value"]), _DIGITS)]
        if node["is_leaf"]
        else [
            SIGNALS[int(node["feature_idx"])],
            round(float(node["num_threshold"]), _DIGITS),
            int(node["left"]),
            int(node["right"]),
        ]
        for node in nodes
    ]
