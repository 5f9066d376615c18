"""A report as terminal text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from briefer.evaluation.outcomes import CaseResult, MetricValue, Report, SuiteResult
from briefer.evaluation.reports.wording import (
    asked,
    between,
    counted,
    counts,
    failed_cases,
    failing_gates,
    headline,
    made_with,
    mark,
    percent,
    plain,
    reasons,
)
from briefer.reading.cleaning import cut

WIDTH = 110
_CASES = 12  # that are named
_REASON = 280  # characters: three lines
_NAME = 40
_IDENTITY = 20
_GAP = "  "


def table(report: Report) -> str:
    """Return the report as plain text, no line wider than `WIDTH`."""
    blocks = [block for suite in report.suites for block in _suite(suite)]
    closing = wrapped(f"{', '.join(made_with(report))}.")
    return "\n\n".join([*blocks, f"{closing}\n{headline(report)}. {counts(*report.suites)}"]) + "\n"


def columns(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Return rows in columns, the first over a rule; `right` names the columns set flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    flush = set(right)
    ruled = (rows[0], ["-" * width for width in widths], *rows[1:])
    return "\n".join(
        _GAP.join(
            cell.rjust(width) if at in flush else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in ruled
    )


def wrapped(text: str, indent: str = "", further: str = "") -> str:
    """Return the text in lines of at most `WIDTH`, the lines after the first further in."""
    return textwrap.fill(
        plain(text), WIDTH, initial_indent=indent, subsequent_indent=indent + further, break_on_hyphens=False
    )


def _suite(suite: SuiteResult) -> Iterator[str]:
    head = wrapped(f"{suite.name}: {suite.title}")
    yield f"{head}\n{mark(suite.passed)}, {counts(suite)}"
    if suite.metrics:
        head_row = ("metric", "value", "n", "95% interval", "asked", "")
        yield columns([head_row, *map(_metric, suite.metrics)], right=(1, 2))
    if gates := failing_gates(suite):
        lines = (wrapped(f"{gate.name}: {gate.reason}", _GAP, _GAP) for gate in gates)
        yield "\n".join(["Gates that fail:", *lines])
    if failed := failed_cases(suite):
        yield "\n".join(_failed(failed))


def _metric(metric: MetricValue) -> tuple[str, ...]:
    name = cut(plain(metric.title), _NAME, "…")
    return name, percent(metric.value), str(metric.n), between(metric), asked(metric), mark(metric.passed)


def _failed(failed: Sequence[CaseResult]) -> Iterator[str]:
    yield "Cases that fail:"
    width = min(_IDENTITY, max(len(case.id) for case in failed[:_CASES]))
    for case in failed[:_CASES]:
        told = reasons(case) or ("no reason",)
        more = f" (and {counted(len(told) - 1, 'more reason')})" if len(told) > 1 else ""
        text = f"{plain(case.id).ljust(width)}{_GAP}{cut(told[0], _REASON, '…')}{more}"
        yield textwrap.fill(
            text,
            WIDTH,
            initial_indent=_GAP,
            subsequent_indent=" " * (width + 2 * len(_GAP)),
            break_on_hyphens=False,
        )
    if len(failed) > _CASES:
        yield f"{_GAP}and {len(failed) - _CASES} more: --report FILE names all"
