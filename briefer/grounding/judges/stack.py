"""What weighs the trained judge's signals together: small trees, each correcting those before it.

    score  1 / (1 + exp(-(bias + the sum of what the trees give)))

Gradient boosting (Friedman 2001, Greedy function approximation), held to the way each signal points: a claim whose
words are borne out better never scores worse for it. Fitted by `briefer.training`; here it is only read and applied.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briefer.encoders.session import REINSTALL
from briefer.errors import ModelError
from briefer.grounding.judges.signals import SIGNALS, Matrix

STACK = "stack.json"
_LEAF = -1


@dataclass(frozen=True, slots=True)
class Tree:
    """Node by node: the signal that is looked at (-1 in a leaf), up to where it leads left, and what a leaf gives."""

    signals: npt.NDArray[np.int64]
    bounds: npt.NDArray[np.float64]
    lefts: npt.NDArray[np.int64]
    rights: npt.NDArray[np.int64]
    gives: npt.NDArray[np.float64]

    @classmethod
    def of(cls, nodes: Sequence[Sequence[Any]]) -> Tree:
        """Read nodes: [signal, bound, left, right], or [what a leaf gives]; raises ValueError where one is neither."""
        leaves = [len(node) == 1 for node in nodes]
        whole = [
            (_LEAF, 0.0, 0, 0, float(node[0]))
            if leaf
            else (SIGNALS.index(node[0]), *map(float, node[1:]), 0.0)
            for node, leaf in zip(nodes, leaves, strict=True)
        ]
        signals, bounds, lefts, rights, gives = (np.array(column) for column in zip(*whole, strict=True))
        below = np.concatenate([each[~np.array(leaves)] for each in (lefts, rights)])
        if not all(0 < each < len(nodes) for each in below):
            raise ValueError("a branch leads to no node")
        return cls(signals.astype(int), bounds, lefts.astype(int), rights.astype(int), gives)

    def values(self, signals: Matrix) -> Matrix:
        """Return what the tree gives for each row of signals."""
        at = np.zeros(len(signals), dtype=np.int64)
        for _ in range(len(self.signals)):
            inner = np.flatnonzero(self.signals[at] != _LEAF)
            if not len(inner):
                break
            here = at[inner]
            low = signals[inner, self.signals[here]] <= self.bounds[here]
            at[inner] = np.where(low, self.lefts[here], self.rights[here])
        return self.gives[at]


@dataclass(frozen=True, slots=True)
class Stack:
    """What was fitted, and for which model."""

    model: str  # revision of the cross-encoder
    trees: tuple[Tree, ...]
    bias: float
    threshold: float

    def scores(self, signals: Matrix) -> Matrix:
        """Return the probability of support for each row of signals."""
        summed = self.bias + sum((tree.values(signals) for tree in self.trees), np.zeros(len(signals)))
        return np.asarray(1 / (1 + np.exp(-summed)), dtype=np.float64)


def read_stack(path: Path, model: str) -> Stack:
    """Read a fitted stack; raises ModelError where it is missing, broken, or fitted for another model."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        stack = stack_of(record)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path.name} of the judge cannot be read ({error})", REINSTALL) from error
    if stack.model != model:
        raise ModelError(
            f"the judge's threshold was fitted for the model {stack.model}, and this is {model}", REINSTALL
        )
    return stack


def stack_of(record: Mapping[str, Any]) -> Stack:
    """Read the record of a stack; raises KeyError, TypeError or ValueError where it is none."""
    trees = tuple(Tree.of(nodes) for nodes in record["trees"])
    return Stack(str(record["model"]), trees, float(record["bias"]), float(record["threshold"]))
