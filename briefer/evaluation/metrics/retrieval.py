"""What is found for a question, by the ids of bulletins."""

from __future__ import annotations

import math
from collections.abc import Callable

from briefer.evaluation.cases import QuestionCase
from briefer.evaluation.metrics.definition import GAIN, RANK, RECALL, Measured, Metric
from briefer.evaluation.metrics.observed import Observed

Score = Callable[[tuple[str, ...], frozenset[str]], float]


def recall_at(k: int) -> Score:
    """Relevant bulletins among the first k, divided by relevant bulletins."""
    return lambda ranked, relevant: len(relevant & set(ranked[:k])) / len(relevant)


def reciprocal_rank(ranked: tuple[str, ...], relevant: frozenset[str]) -> float:
    """One by the rank of the first relevant bulletin; 0 where none is found."""
    return next((1 / rank for rank, each in enumerate(ranked, 1) if each in relevant), 0.0)


def gain_at(k: int) -> Score:
    """Discounted gain of the first k, divided by that of the best order."""

    def score(ranked: tuple[str, ...], relevant: frozenset[str]) -> float:
        gain = sum(1 / math.log2(rank + 1) for rank, each in enumerate(ranked[:k], 1) if each in relevant)
        best = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
        return min(1.0, gain / best)

    return score


def _measure(score: Score) -> Callable[[Observed], Measured | None]:
    def measure(seen: Observed) -> Measured | None:
        if not isinstance(seen.case, QuestionCase) or not seen.case.answerable or seen.ranked is None:
            return None
        ranked = tuple(dict.fromkeys(seen.ranked))
        return Measured(score(ranked, seen.relevant) if ranked else 0.0, 1)

    return measure


_OVER = "the mean over answerable questions; one that errored has 0."

RETRIEVAL_METRICS = (
    *(
        Metric(
            f"retrieval_recall_{k}",
            f"Retrieval recall@{k}",
            f"Relevant bulletins among the first {k} that are retrieved, divided by relevant bulletins: {_OVER}",
            RECALL,
            _measure(recall_at(k)),
        )
        for k in (1, 5, 10)
    ),
    Metric(
        "retrieval_mrr",
        "Retrieval MRR",
        f"1 by the rank of the first relevant bulletin, 0 where none is retrieved: {_OVER}",
        RANK,
        _measure(reciprocal_rank),
    ),
    Metric(
        "retrieval_ndcg_10",
        "Retrieval nDCG@10",
        "The sum of 1 / log2(rank + 1) over the relevant bulletins among the first 10, divided by the same sum with "
        f"all relevant ones ranked first: {_OVER}",
        GAIN,
        _measure(gain_at(10)),
    ),
)
