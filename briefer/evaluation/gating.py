"""Gates: what is asked of a run, and whether it holds.

- No case errors.
- An invariant is perfect: 1, or 0 where lower is better.
- A floor is kept by the end of the 95% interval that is the worse one.
- No metric is worse than its baseline by at least the minimum effect, where a paired test says that it is no chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefer.errors import ModelError
from briefer.evaluation.baselines import Change, SuiteBaseline, compare
from briefer.evaluation.metrics import METRICS
from briefer.evaluation.outcomes import Better, GateResult, MetricValue, Status, SuiteResult

MINIMUM_EFFECT = 0.02
CHANCE = 0.05
PASSED, BELOW, UNAVAILABLE = 0, 1, 3  # exit statuses; 2 is bad input
_NAMED = 5  # cases that a reason names
_EXACT = 1e-9


def gates(
    result: SuiteResult,
    baseline: SuiteBaseline | None = None,
    *,
    minimum_effect: float = MINIMUM_EFFECT,
    chance: float = CHANCE,
) -> tuple[GateResult, ...]:
    """Return every gate of a suite, those that hold too. Without a baseline nothing is compared."""
    found = [_errors(result)]
    found += [_invariant(metric, result) for metric in result.metrics if metric.invariant]
    found += [_floor(name, floor, result.metric(name)) for name, floor in result.floors]
    if baseline is not None:
        found += _regressions(result, baseline, minimum_effect, chance)
    return tuple(found)


def gated(
    result: SuiteResult,
    baseline: SuiteBaseline | None = None,
    *,
    minimum_effect: float = MINIMUM_EFFECT,
    chance: float = CHANCE,
) -> SuiteResult:
    """Return the result with its gates, and with what they say of each metric."""
    found = gates(result, baseline, minimum_effect=minimum_effect, chance=chance)
    of_metric: dict[str, list[bool]] = {}
    for gate in found:
        of_metric.setdefault(gate.name.partition(": ")[2], []).append(gate.passed)
    limits = dict(result.floors)
    metrics = tuple(
        replace(
            each,
            floor=limits.get(each.name),
            passed=all(of_metric[each.name]) if each.name in of_metric else None,
        )
        for each in result.metrics
    )
    return replace(result, metrics=metrics, gates=found)


def exit_status(results: Iterable[SuiteResult]) -> int:
    """Return 0 where all hold, 3 where a suite could not run for want of a model or judge, else 1."""
    results = tuple(results)
    if any(unavailable(each) for each in results):
        return UNAVAILABLE
    return PASSED if all(each.passed for each in results) else BELOW


def unavailable(result: SuiteResult) -> str | None:
    """Return what is wrong where a case could not run for want of a model or judge, else None."""
    errors = (case.error for case in result.cases if case.error and case.error.kind == ModelError.__name__)
    return next((error.message for error in errors), None)


def _errors(result: SuiteResult) -> GateResult:
    errored = [case.id for case in result.cases if case.status is Status.ERRORED]
    reason = f"{len(errored)} of {len(result.cases)} cases errored: {_named(errored)}"
    return GateResult(
        "no case errors", not errored, reason if errored else f"all {len(result.cases)} cases ran"
    )


def _invariant(metric: MetricValue, result: SuiteResult) -> GateResult:
    wanted = 1.0 if metric.better is Better.HIGHER else 0.0
    # Of the counts, not of the value: that is rounded.
    broken = [
        case.id
        for case in result.cases
        for each in case.tallies
        if each.metric == metric.name and each.num != wanted * each.den
    ]
    reason = f"{metric.value:.2%} of {metric.n}, and it must be {wanted:.0%}"
    if broken:
        reason += f": {_named(broken)}"
    return GateResult(f"invariant: {metric.name}", not broken, reason)


def _floor(name: str, floor: float, metric: MetricValue | None) -> GateResult:
    gate = f"floor: {name}"
    if metric is None:
        return GateResult(gate, False, "no case measures it")
    between = f"{metric.value:.1%} of {metric.n} (95%: {metric.low:.1%} to {metric.high:.1%})"
    if metric.better is Better.HIGHER:
        passed, asked = metric.low >= floor - _EXACT, f"at least {floor:.1%}"
    else:
        passed, asked = metric.high <= floor + _EXACT, f"at most {floor:.1%}"
    return GateResult(gate, passed, f"{between}, and {asked} is asked of the worse end")


def _regressions(
    result: SuiteResult, baseline: SuiteBaseline, minimum_effect: float, chance: float
) -> Iterable[GateResult]:
    against = compare(baseline, result)
    for change in against.changes:
        worse = change.loss >= minimum_effect - _EXACT and change.p < chance
        yield GateResult(f"regression: {change.metric}", not worse, _told(change))
    for name in against.lost:
        reason = "the baseline has it, and no case measures it now"
        yield GateResult(f"regression: {name}", False, reason)
    parts = [
        f"{len(cases)} {what} ({_named(cases)})"
        for what, cases in (
            ("added", against.added),
            ("removed", against.removed),
            ("edited", against.edited),
        )
        if cases
    ]
    if parts:
        yield GateResult("cases compared", True, f"{', '.join(parts)}: not compared with the baseline")


def _told(change: Change) -> str:
    lower = METRICS[change.metric].better is Better.LOWER
    moved = f"{change.before:.1%} before, {change.after:.1%} now, over {change.cases} cases"
    if not change.worse:
        return f"{moved}{', lower is better' if lower else ''}"
    return f"{moved}, p {change.p:.3f}; worse: {_named(change.worse)}"


def _named(cases: Sequence[str]) -> str:
    more = len(cases) - _NAMED
    return ", ".join(cases[:_NAMED]) + (f" and {more} more" if more > 0 else "")
