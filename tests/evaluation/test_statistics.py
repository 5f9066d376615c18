"""Intervals and the paired test against published values, and what must hold of any numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.evaluation.statistics import Interval, clustered_bootstrap, interval, paired_p, wilson

# Fisher (1935): Darwin's fifteen pairs of plants, cross-fertilised minus self-fertilised, in eighths of an inch.
DARWIN = (49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_intervals(successes: int, n: int, low: float, high: float):
    assert wilson(successes, n) == Interval(pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_of_no_trials_everything_is_possible():
    assert wilson(0, 0) == interval((), ()) == Interval(0.0, 1.0)


@pytest.mark.parametrize(("successes", "n"), [(-1, 3), (4, 3), (0, -1)])
def test_impossible_counts_are_refused(successes: int, n: int):
    with pytest.raises(ValueError, match="trials"):
        wilson(successes, n)


@given(st.integers(1, 2_000), st.data())
def test_wilson_holds_its_share_and_mirrors_its_failures(n: int, data: st.DataObject):
    successes = data.draw(st.integers(0, n))
    found, mirrored = wilson(successes, n), wilson(n - successes, n)
    assert 0 <= found.low <= successes / n <= found.high <= 1
    assert (found.low, found.high) == (pytest.approx(1 - mirrored.high), pytest.approx(1 - mirrored.low))


def test_few_perfect_cases_prove_little():
    assert interval([1, 1, 1], [1, 1, 1]).low < 0.5
    assert interval([40, 40, 40], [40, 40, 40]).low < 0.5  # 120 claims of 3 cases are 3 cases
    assert interval([1] * 400, [1] * 400).low > 0.99


def test_one_yes_or_no_a_case_is_wilson_and_else_whole_cases_are_drawn():
    assert interval([1, 0, 1, 1], [1, 1, 1, 1]) == wilson(3, 4)
    assert interval([3, 0, 2], [3, 2, 2]) == clustered_bootstrap([3, 0, 2], [3, 2, 2])


def test_the_bootstrap_of_single_trials_comes_near_the_normal_interval():
    found = clustered_bootstrap([1] * 300 + [0] * 100, [1] * 400)
    half = 1.96 * math.sqrt(0.75 * 0.25 / 400)
    assert found == Interval(pytest.approx(0.75 - half, abs=0.006), pytest.approx(0.75 + half, abs=0.006))


def test_claims_of_one_case_stand_and_fall_together():
    alone = clustered_bootstrap([1] * 90 + [0] * 10, [1] * 100)
    together = clustered_bootstrap([10] * 9 + [0], [10] * 10)
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_the_bootstrap_is_the_same_on_every_run():
    first = clustered_bootstrap([1, 0, 2, 5], [2, 1, 2, 6])
    assert first == clustered_bootstrap([1, 0, 2, 5], [2, 1, 2, 6])


@pytest.mark.parametrize(("tops", "bottoms"), [((), ()), ((1,), (0,)), ((1, 1), (1,))])
def test_the_bootstrap_needs_whole_clusters(tops: tuple[float, ...], bottoms: tuple[float, ...]):
    with pytest.raises(ValueError, match="each cluster needs"):
        clustered_bootstrap(tops, bottoms)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1))
def test_an_interval_lies_within_0_and_1_and_holds_the_share(cases: list[tuple[int, int]]):
    tops, bottoms = [top for top, _ in cases], [bottom for _, bottom in cases]
    found = interval(tops, bottoms)
    assert 0 <= found.low <= found.high <= 1
    assert found.low - 0.1 <= sum(tops) / sum(bottoms) <= found.high + 0.1


def test_the_paired_test_gives_fishers_value():
    assert paired_p([-each for each in DARWIN]) == pytest.approx(863 / 32_768)


@pytest.mark.parametrize(
    ("worse", "better", "p"), [(5, 0, 1 / 32), (6, 1, 8 / 128), (1, 1, 3 / 4), (0, 3, 1.0)]
)
def test_differences_of_one_size_are_mcnemars_exact_test(worse: int, better: int, p: float):
    assert paired_p([-1.0] * worse + [1.0] * better + [0.0] * 20) == pytest.approx(p)


def test_nothing_moved_is_no_loss():
    assert paired_p([]) == paired_p([0.0, 0.0]) == 1.0


def test_of_many_differences_signs_are_drawn_from_a_seed():
    sizes = [0.1 * (n % 7 + 1) for n in range(40)]
    lost = [-size if n % 4 else size for n, size in enumerate(sizes)]
    assert paired_p(lost) == paired_p(lost) < 0.01
    assert paired_p([-each for each in lost]) > 0.99


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([-0.5, -0.25, 0.0, 0.25, 1.0]), max_size=12))
def test_a_loss_and_its_mirror_share_the_chances(differences: list[float]):
    p, mirrored = paired_p(differences), paired_p([-each for each in differences])
    assert 0 < p <= 1
    assert p + mirrored >= 1 - 1e-9  # what is exactly as observed counts on both sides
