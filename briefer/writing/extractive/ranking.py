"""The chance that a sentence answers a question: what the reader makes of it and what its words show, in one number.

A logistic regression. Its weights were fitted once, for the one reader that they lie beside, on the questions of
`evals/questions-*.jsonl` and on questions written by hand about news that the reader has not learned from
(`python -m briefer.training rank`); with another reader they are refused.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.encoders.session import REINSTALL
from briefer.errors import ModelError

if TYPE_CHECKING:
    from briefer.writing.extractive.scoring import Scored
    from briefer.writing.questions import Question

RANKING = "ranking.json"
FEATURES = ("reading", "words", "in bulletin", "meaning", "holds", "unmet", "opposite")
_LEAST = 1e-3  # keeps the logarithm of the odds finite


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weight of each of FEATURES, and the least chance of the best sentence at which anything is answered."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def chance(self, features: Mapping[str, float]) -> float:
        """Return the chance that the sentence answers, from 0 to 1."""
        odds = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-odds))


def features_of(question: Question, scored: Scored) -> dict[str, float]:
    """Return what the chance is made of: a number for each of FEATURES."""
    read = scored.reading.chance if scored.reading else 0.0
    return {
        "reading": math.log((read + _LEAST) / (1 - read + _LEAST)),
        "words": scored.words,
        "in bulletin": scored.in_bulletin,
        "meaning": max(0.0, scored.meaning),
        "holds": float(question.leading in scored.holds),
        "unmet": float(len(scored.unmet)),
        "opposite": float(scored.opposite is not None),
    }


def read_ranking(folder: Path, reader: str) -> Ranking:
    """Read what was fitted for the reader of that revision; raises ModelError where it was fitted for another."""
    try:
        record = json.loads((folder / RANKING).read_text(encoding="utf-8"))
        weights = {name: float(record["weights"][name]) for name in FEATURES}
        ranking = Ranking(weights, float(record["bias"]), float(record["threshold"]))
        fitted = str(record["model"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder.name}: {RANKING} cannot be read ({error})", REINSTALL) from None
    if fitted != reader:
        raise ModelError(
            f"{folder.name}: {RANKING} was fitted for the reader {fitted}, not for {reader}",
            "fit it again: python -m briefer.training rank",
        )
    return ranking
