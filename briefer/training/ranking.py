"""Questions whose answers are known -> the ranking that ships with a reader.

Every sentence that the questions found is a row: does it hold a right answer? The questions of `evals/` and those
written by hand weigh the same, and in each of the two the sentences that answer as much as the others. The threshold
is where nine in ten of the questions of `evals/` that have no answer are refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from briefer.writing.extractive.ranking import FEATURES, Ranking, features_of
from briefer.writing.extractive.scoring import Scored
from briefer.writing.questions import Question

_REFUSED = 0.9
_RIDGE = 10.0  # the inverse: what scikit-learn calls C
_FOLDS = 5
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """One question, with the sentences that were found and read for it, and which of them answer."""

    family: str
    question: Question
    ranked: tuple[Scored, ...]
    right: frozenset[int]  # numbers of evidence; none where nothing answers
    is_answerable: bool


@dataclass(frozen=True, slots=True)
class RankScore:
    """How well the questions of one family are told apart and answered by rankings fitted without them."""

    family: str
    answerable: int
    unanswerable: int
    right: float  # share of the answerable whose best sentence answers, refused or not
    kept: float  # share of the answerable that are answered at the threshold
    refused: float  # share of the unanswerable that are refused at the threshold


def fit(asked: Sequence[Sought]) -> tuple[Ranking, tuple[RankScore, ...]]:
    """Fit a ranking, and measure how well such rankings do on questions that they were not fitted on."""
    from sklearn.linear_model import LogisticRegression

    rows, right, at = _rows(asked)
    families = np.array([each.family for each in asked])[at]
    odds = np.zeros(len(rows))
    model = LogisticRegression(C=_RIDGE, max_iter=5_000)
    for fold in range(_FOLDS):
        own = at % _FOLDS == fold
        weights = _weights(right[~own], families[~own])
        odds[own] = model.fit(rows[~own], right[~own], weights).decision_function(rows[own])
    model.fit(rows, right, _weights(right, families))
    best = _best(odds, at)
    threshold = _threshold(asked, best)
    ranking = Ranking(
        {name: round(float(weight), _DIGITS) for name, weight in zip(FEATURES, model.coef_[0], strict=True)},
        round(float(model.intercept_[0]), _DIGITS),
        round(float(1 / (1 + np.exp(-threshold))), _DIGITS),
    )
    return ranking, tuple(_score(family, asked, best, right, threshold) for family in dict.fromkeys(families))


def record_of(ranking: Ranking, model: str) -> dict[str, Any]:
    """Return what is written beside the reader of that revision."""
    return {
        "model": model,
        "threshold": ranking.threshold,
        "bias": ranking.bias,
        "weights": dict(ranking.weights),
    }


def _rows(
    asked: Sequence[Sought],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """Features, whether it answers, and of which question it is: one row for each sentence that has every name."""
    found = [
        (_row(each.question, scored), scored.evidence.number in each.right, at)
        for at, each in enumerate(asked)
        for scored in each.ranked
        if not scored.missing_names
    ]
    features, right, questions = zip(*found, strict=True)
    return np.array(features), np.array(right, dtype=bool), np.array(questions)


def _row(question: Question, scored: Scored) -> list[float]:
    features = features_of(question, scored)
    return [features[name] for name in FEATURES]


def _weights(right: npt.NDArray[np.bool_], families: npt.NDArray[np.str_]) -> npt.NDArray[np.float64]:
    weights = np.zeros(len(right))
    for family in np.unique(families):
        for label in (True, False):
            rows = (families == family) & (right == label)
            weights[rows] = 1 / max(1, rows.sum())
    return np.asarray(weights * len(right) / weights.sum(), dtype=np.float64)


def _best(odds: npt.NDArray[np.float64], at: npt.NDArray[np.int64]) -> dict[int, tuple[int, float]]:
    """Of each question that found something: its best row, and the odds of that."""
    found = {}
    for number in np.unique(at):
        rows = np.flatnonzero(at == number)
        row = int(rows[np.argmax(odds[rows])])
        found[int(number)] = (row, float(odds[row]))
    return found


def _threshold(asked: Sequence[Sought], best: Mapping[int, tuple[int, float]]) -> float:
    """The odds that so many of the best sentences stay below which answer nothing; what found nothing is refused."""
    own = [at for at, each in enumerate(asked) if each.family == asked[0].family and not each.is_answerable]
    odds = [best[number][1] if number in best else -np.inf for number in own]
    return float(np.quantile(odds, _REFUSED, method="higher"))


def _score(
    family: str,
    asked: Sequence[Sought],
    best: Mapping[int, tuple[int, float]],
    right: npt.NDArray[np.bool_],
    threshold: float,
) -> RankScore:
    own = [number for number, each in enumerate(asked) if each.family == family]
    answerable = [number for number in own if asked[number].is_answerable]
    others = [number for number in own if not asked[number].is_answerable]
    passed = {number for number, (_, odds) in best.items() if odds >= threshold}
    return RankScore(
        family,
        len(answerable),
        len(others),
        float(np.mean([number in best and right[best[number][0]] for number in answerable])),
        float(np.mean([number in passed for number in answerable])),
        float(np.mean([number not in passed for number in others])),
    )
