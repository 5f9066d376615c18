"""Two reports held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefer.evaluation.baselines import Change, Comparison, baseline_of, compare
from briefer.evaluation.gating import CHANCE, MINIMUM_EFFECT
from briefer.evaluation.outcomes import Report, SuiteResult
from briefer.evaluation.reports.terminal import columns, wrapped
from briefer.evaluation.reports.wording import counted, metric_title, percent

_EXACT = 1e-9
_HEAD = ("metric", "before", "after", "change", "cases", "p", "")
_READING = (
    "Values are means over the cases that both reports have, changes in percentage points; p says how likely a loss as "
    "large is by chance."
)


def compared(before: Report, after: Report) -> tuple[str, bool]:
    """Return how the later report differs, as text, and whether it is worse.

    Worse is a metric that lost at least the minimum effect over the same cases where a paired test says that it is
    no chance, or that no case measures any more.
    """
    earlier = {suite.name: suite for suite in before.suites}
    both = [
        (suite, compare(baseline_of(earlier[suite.name]), suite))
        for suite in after.suites
        if suite.name in earlier
    ]
    blocks = [block for suite, against in both for block in _suite(suite, against)]
    blocks += _alone("only in the earlier report", before, after)
    blocks += _alone("only in the later report", after, before)
    blocks += [wrapped(_READING)] if both else []
    worse = [f"{suite.name}: {metric_title(name)}" for suite, against in both for name in _worse(against)]
    verdict = f"Worse beyond chance: {', '.join(worse)}." if worse else _nothing_worse(len(both))
    return "\n\n".join([*_made(before, after), *blocks, wrapped(verdict)]) + "\n", bool(worse)


def _worse(against: Comparison) -> tuple[str, ...]:
    return (*(change.metric for change in against.changes if _is_worse(change)), *against.lost)


def _is_worse(change: Change) -> bool:
    return change.loss >= MINIMUM_EFFECT - _EXACT and change.p < CHANCE


def _nothing_worse(suites: int) -> str:
    return "Nothing is worse beyond chance." if suites else "The reports have no suite in common."


def _made(before: Report, after: Report) -> Iterator[str]:
    differing = [
        f"{what} {then} before, {now} after"
        for what, then, now in (
            ("briefer", before.briefer, after.briefer),
            ("engine", before.engine, after.engine),
            ("judge", before.judge, after.judge),
        )
        if then != now
    ]
    if differing:
        yield "\n".join(map(wrapped, differing))


def _alone(what: str, one: Report, other: Report) -> Iterator[str]:
    names = {suite.name for suite in other.suites}
    alone = [suite.name for suite in one.suites if suite.name not in names]
    if alone:
        yield wrapped(f"Suites {what}: {', '.join(alone)}")


def _suite(suite: SuiteResult, against: Comparison) -> Iterator[str]:
    yield wrapped(f"{suite.name}: {suite.title}")
    if against.changes:
        yield columns([_HEAD, *map(_row, against.changes)], right=range(1, 6))
    else:
        yield "No case is the same in both."
    yield from _cases("Cases that are worse", ((each.metric, each.worse) for each in against.changes))
    yield from _cases("Cases that are better", ((each.metric, each.better) for each in against.changes))
    if against.lost:
        yield wrapped(f"Measured before and not now: {', '.join(map(metric_title, against.lost))}")
    for what, cases in (("added", against.added), ("removed", against.removed), ("edited", against.edited)):
        if cases:
            yield wrapped(
                f"Not compared, {counted(len(cases), 'case')} {what}: {', '.join(cases)}", further="  "
            )


def _row(change: Change) -> tuple[str, ...]:
    told = "better" if change.loss < -_EXACT else "worse" if change.loss > _EXACT else ""
    return (
        metric_title(change.metric),
        percent(change.before),
        percent(change.after),
        _points(change.after - change.before),
        str(change.cases),
        f"{change.p:.3f}",
        "WORSE" if _is_worse(change) else told,
    )


def _points(difference: float) -> str:
    """Return a difference in percentage points."""
    return "=" if abs(difference) <= _EXACT else f"{100 * difference:+.1f}"


def _cases(head: str, by_metric: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    moved: dict[str, list[str]] = {}
    for metric, cases in by_metric:
        for case in cases:
            moved.setdefault(case, []).append(metric_title(metric))
    if moved:
        lines = (wrapped(f"{case}: {', '.join(moved[case])}", "  ", "  ") for case in sorted(moved))
        yield "\n".join([f"{head}:", *lines])
