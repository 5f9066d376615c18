"""Gates: hard invariants, floors on the worse end of the interval, no loss against a baseline."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evaluation_cases import result

from briefer.evaluation.baselines import baseline_of
from briefer.evaluation.gating import exit_status, gated, gates, unavailable
from briefer.evaluation.outcomes import CaseError, GateResult, SuiteResult


def cases(name: str, *nums: float, den: int = 1) -> dict[str, dict[str, tuple[float, int]]]:
    """One metric over cases c0, c1, ..."""
    return {f"c{n:02}": {name: (num, den)} for n, num in enumerate(nums)}


def gate(found: SuiteResult, name: str) -> GateResult:
    return next(each for each in found.gates if each.name == name)


def test_a_run_without_fault_passes():
    found = gated(result(cases("groundedness", *[1] * 9)))
    assert found.gates == (GateResult("no case errors", True, "all 9 cases ran"),)
    assert exit_status([found]) == 0


def test_an_errored_case_fails_whatever_the_floors():
    found = gated(result(cases("groundedness", *[1] * 9), errored={"c03"}))
    assert gate(found, "no case errors").reason == "1 of 9 cases errored: c03"
    assert exit_status([found]) == 1


@pytest.mark.parametrize(
    ("name", "perfect", "broken"), [("citation_validity", 1, 0), ("forbidden_claims", 0, 1)]
)
def test_an_invariant_must_be_perfect(name: str, perfect: float, broken: float):
    assert exit_status([gated(result(cases(name, *[perfect] * 3)))]) == 0
    found = gated(result(cases(name, *[perfect] * 5_000, broken)))
    assert exit_status([found]) == 1
    assert gate(found, f"invariant: {name}").reason.endswith(": c5000")
    assert found.metric(name).passed is False


def test_an_invariant_is_held_against_counts_and_not_against_what_rounding_leaves():
    values = cases("citation_validity", *[10_000_000] * 2, den=10_000_000)
    values["c02"] = {"citation_validity": (9_999_999, 10_000_000)}
    found = gated(result(values))
    assert found.metric("citation_validity").value == 1.0
    assert exit_status([found]) == 1


def test_a_floor_is_kept_by_the_lower_end_of_the_interval():
    floors = (("groundedness", 0.9),)
    few = gated(result(cases("groundedness", *[1] * 10), floors=floors))
    many = gated(result(cases("groundedness", *[1] * 40), floors=floors))
    assert [exit_status([each]) for each in (few, many)] == [1, 0]
    assert gate(few, "floor: groundedness").reason == (
        "100.0% of 10 (95%: 72.2% to 100.0%), and at least 90.0% is asked of the worse end"
    )
    assert (few.metric("groundedness").floor, few.metric("groundedness").passed) == (0.9, False)


def test_where_lower_is_better_the_upper_end_must_keep_it():
    floors = (("false_refusals", 0.1),)
    assert exit_status([gated(result(cases("false_refusals", *[0] * 10), floors=floors))]) == 1
    assert exit_status([gated(result(cases("false_refusals", *[0] * 40), floors=floors))]) == 0


def test_a_floor_of_what_no_case_measures_is_not_kept():
    found = gated(result(cases("polarity", 1), floors=(("groundedness", 0.0),)))
    assert gate(found, "floor: groundedness") == GateResult(
        "floor: groundedness", False, "no case measures it"
    )


def test_a_metric_of_which_nothing_is_asked_neither_passes_nor_fails():
    assert gated(result(cases("polarity", 0, 0))).metric("polarity").passed is None


def lost(before: list[float], after: list[float], name: str = "groundedness", **limits: float) -> GateResult:
    baseline = baseline_of(result(cases(name, *before)))
    found = gates(result(cases(name, *after)), baseline, **limits)
    return next(each for each in found if each.name == f"regression: {name}")


def test_a_loss_that_is_large_and_no_chance_is_a_regression():
    told = lost([1] * 20, [0] * 6 + [1] * 14)
    assert not told.passed
    assert told.reason == (
        "100.0% before, 70.0% now, over 20 cases, p 0.016; worse: c00, c01, c02, c03, c04 and 1 more"
    )
    assert not lost([0] * 20, [1] * 6 + [0] * 14, "false_refusals").passed


def test_a_loss_that_may_be_chance_or_is_small_is_none():
    assert lost([1] * 20, [0] * 2 + [1] * 18).passed  # p is 1/4
    assert lost([1] * 20, [0.99] * 20).passed  # p is 1e-6, the loss 0.01
    assert not lost([1] * 20, [0.99] * 20, minimum_effect=0.01).passed


def test_a_gain_is_no_loss():
    assert lost([0] * 20, [1] * 20).passed
    assert lost([1] * 20, [0] * 20, "false_refusals").passed


def test_a_run_is_no_worse_than_itself():
    same = result({f"c{n}": {"groundedness": (n, 9), "false_refusals": (n % 2, 1)} for n in range(9)})
    found = gated(same, baseline_of(same))
    assert [each.name for each in found.gates if each.name.startswith("regression")] == [
        "regression: groundedness",
        "regression: false_refusals",
    ]
    assert exit_status([found]) == 0


def test_a_metric_that_is_measured_no_more_fails():
    before = baseline_of(result({"c00": {"groundedness": (1, 1), "polarity": (1, 1)}}))
    found = gated(result(cases("groundedness", 1)), before)
    assert gate(found, "regression: polarity").reason == "the baseline has it, and no case measures it now"
    assert exit_status([found]) == 1


def test_cases_added_removed_and_edited_are_named_and_not_compared():
    before = baseline_of(result(cases("groundedness", 1, 1, 1), digests={"c01": "old"}))
    now = result({name: {"groundedness": (0, 1)} for name in ("c01", "c02", "c09")})
    found = gates(now, before, minimum_effect=0.0, chance=1.0)
    told = next(each for each in found if each.name == "cases compared")
    assert told.passed
    assert told.reason == "1 added (c09), 1 removed (c00), 1 edited (c01): not compared with the baseline"
    assert next(each for each in found if each.name == "regression: groundedness").reason.startswith(
        "100.0% before, 0.0% now, over 1 cases"
    )


def test_a_missing_model_is_told_apart_from_bad_quality():
    run = result(cases("groundedness", 0, 0), errored={"c00", "c01"})
    gone = CaseError("ModelError", "no judge is installed")
    all_gone = replace(run, cases=tuple(replace(each, error=gone) for each in run.cases))
    one_gone = replace(run, cases=(all_gone.cases[0], run.cases[1]))
    assert unavailable(all_gone) == "no judge is installed"
    assert exit_status([gated(all_gone)]) == 3
    assert exit_status([gated(one_gone)]) == 3
