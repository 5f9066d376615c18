"""What a metric is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefer.evaluation.metrics.observed import JudgedClaim, Observed
from briefer.evaluation.outcomes import Better, Failure

ALCE = "ALCE: Gao et al. 2023, https://arxiv.org/abs/2305.14627"
AIS = "Attributable to Identified Sources: Rashkin et al. 2023, https://arxiv.org/abs/2112.12870"
FACTSCORE = "FActScore: Min et al. 2023, https://arxiv.org/abs/2305.14251"
FEVER = "FEVER: Thorne et al. 2018, https://arxiv.org/abs/1803.05355"
NUGGETS = (
    "Nuggets: Voorhees 2003, Overview of the TREC 2003 Question Answering Track; "
    "AutoNuggetizer: Pradeep et al. 2024, https://arxiv.org/abs/2411.09607"
)
ENTITIES = "Entity-level consistency: Nan et al. 2021, https://arxiv.org/abs/2102.09130"
UNANSWERABLE = "SQuAD 2.0: Rajpurkar et al. 2018, https://arxiv.org/abs/1806.03822"
GAIN = "Järvelin and Kekäläinen 2002, https://doi.org/10.1145/582415.582418"
RANK = "Voorhees 1999, The TREC-8 Question Answering Track Report"
RECALL = "Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, chapter 8"
OWN = "defined here"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one case adds: `num` of `den`, and what is wrong in words."""

    num: float
    den: int
    failures: tuple[Failure, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.num <= self.den or not self.den:
            raise ValueError(f"{self.num} of {self.den} is no share")


@dataclass(frozen=True, slots=True)
class Metric:
    """A share over cases: sum of numerators by sum of denominators."""

    name: str  # as suite.toml and JSON name it
    title: str
    formula: str  # in words
    source: str
    measure: Callable[[Observed], Measured | None]  # None: it does not apply to the case
    better: Better = Better.HIGHER
    invariant: bool = False  # it must be perfect: 1, or 0 where lower is better


def by_case(num: int, den: int) -> Measured:
    """Let the case count once, whatever its denominator."""
    return Measured(num / den, 1)


def share_of_claims(
    good: Callable[[JudgedClaim], bool],
    among: Callable[[JudgedClaim], bool] = lambda _: True,
    missing: int = 0,
) -> Callable[[Observed], Measured | None]:
    """Measure how many of the printed claims are `good`; an output that is missing is one claim, of which
    `missing` are."""

    def measure(seen: Observed) -> Measured | None:
        if seen.told is None:
            return None
        if seen.is_missing:
            return Measured(missing, 1)
        counted = [each for each in seen.claims if among(each)]
        return Measured(sum(map(good, counted)), len(counted)) if counted else None

    return measure
