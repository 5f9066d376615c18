"""Intervals and a paired test, the same on every run.

- Wilson's score interval: E. B. Wilson (1927), JASA 22:209-212, https://doi.org/10.1080/01621459.1927.10502953
- The percentile bootstrap, whole cases drawn: B. Efron (1979), Ann. Statist. 7:1-26,
  https://doi.org/10.1214/aos/1176344552
- The exact paired permutation test: R. A. Fisher (1935), The Design of Experiments, section 21; where every
  difference has one size it is the exact form of McNemar's test (1947), https://doi.org/10.1007/BF02295996
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

LEVEL = 0.95
RESAMPLES = 10_000
SEED = 20_250_310
_BATCH = 1_000  # resamples drawn at once: 1,000 cases take 8 MB
_MOST_EXACT = 18  # differences: 262,144 ways to give them signs
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both within 0 and 1."""

    low: float
    high: float


def wilson(successes: float, n: int, level: float = LEVEL) -> Interval:
    """Return the score interval of a proportion; of no trials, everything. Raises ValueError for impossible counts."""
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes in {n} trials")
    if not n:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + level) / 2)
    p = successes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Interval(low, high)


def clustered_bootstrap(
    numerators: Sequence[float],
    denominators: Sequence[float],
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """Return the percentile interval of the ratio of the sums, drawing whole clusters with replacement.

    Raises ValueError where there is no cluster, or one without a denominator.
    """
    tops, bottoms = np.asarray(numerators, float), np.asarray(denominators, float)
    if not len(tops) or len(tops) != len(bottoms) or bottoms.min() <= 0:
        raise ValueError("each cluster needs a numerator and a denominator above 0")
    random = np.random.Generator(np.random.PCG64(seed))
    ratios = []
    for start in range(0, resamples, _BATCH):
        drawn = random.integers(0, len(tops), (min(_BATCH, resamples - start), len(tops)))
        ratios.append(tops[drawn].sum(axis=1) / bottoms[drawn].sum(axis=1))
    low, high = np.quantile(np.concatenate(ratios), [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def interval(numerators: Sequence[float], denominators: Sequence[float], level: float = LEVEL) -> Interval:
    """Return the interval of a ratio over cases.

    Wilson's where each case is one yes or no; else the clustered bootstrap. Where all cases have one value, a
    bootstrap has no width: Wilson's with the cases as trials says how little a few of them prove.
    """
    cases = len(numerators)
    values = [top / bottom for top, bottom in zip(numerators, denominators, strict=True)]
    if not cases or max(values) - min(values) < _SAME or _is_binary(numerators, denominators):
        return wilson(min(sum(values), cases), cases, level)
    return clustered_bootstrap(numerators, denominators, level=level)


def _is_binary(numerators: Sequence[float], denominators: Sequence[float]) -> bool:
    return set(denominators) == {1} and set(numerators) <= {0, 1}


def paired_p(differences: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED) -> float:
    """Return how likely a sum this low or lower is where each difference could as well have the other sign.

    Differences are after minus before, so a small p means that it became worse. Exact for differences of one size
    and for up to 18 that are not 0; beyond, drawn from a seed with (hits + 1) / (resamples + 1).
    """
    moved = np.array([each for each in differences if abs(each) > _SAME])
    if not len(moved):
        return 1.0
    sizes = np.abs(moved)
    if sizes.max() - sizes.min() < _SAME:
        return _binomial_tail(int((moved < 0).sum()), len(moved))
    observed = moved.sum() + _SAME
    if len(moved) <= _MOST_EXACT:
        sums = np.zeros(1)
        for size in sizes:
            sums = np.concatenate([sums - size, sums + size])
        return float((sums <= observed).mean())
    random = np.random.Generator(np.random.PCG64(seed))
    hits = 0
    for start in range(0, resamples, _BATCH):
        signs = random.integers(0, 2, (min(_BATCH, resamples - start), len(sizes))) * 2 - 1
        hits += int((signs @ sizes <= observed).sum())
    return (hits + 1) / (resamples + 1)


def _binomial_tail(worse: int, n: int) -> float:
    """The chance of `worse` or more heads in n tosses of a fair coin."""
    return float(sum(math.comb(n, k) for k in range(worse, n + 1)) / 2**n)
