"""A report as GitHub-flavoured Markdown: what a job's summary shows.

GitHub shows no summary of more than 1 MiB, so failed cases are listed up to a number, the others counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefer.evaluation.outcomes import CaseResult, MetricValue, Report, Status, SuiteResult
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

_CASES = 50  # of a suite
_REASONS = 4  # of a case
_REASON = 400  # characters
# What is markup anywhere in a line, math and table cells included, and what makes a web address a link.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~$#&!{}]|(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)


def render(report: Report) -> str:
    """Return the report as Markdown."""
    blocks = [f"# Evaluation: {headline(report)}", escape(" · ".join(made_with(report)))]
    blocks += [_overview(report)] if len(report.suites) > 1 else []
    blocks += [block for suite in report.suites for block in _suite(suite)]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Return the text on one line so that Markdown shows its characters, in a cell or after other words."""
    return _MARKUP.sub(r"\\\g<0>", plain(text))


def _overview(report: Report) -> str:
    head = ("suite", "result", "cases", *Status)
    rows = (
        (
            escape(suite.name),
            _marked(suite.passed),
            str(len(suite.cases)),
            *(str(suite.count(status)) for status in Status),
        )
        for suite in report.suites
    )
    return _table(head, rows, right=range(2, 6))


def _suite(suite: SuiteResult) -> Iterator[str]:
    yield f"## {escape(f'{suite.name}: {suite.title}')}"
    yield f"{_marked(suite.passed)}, {counts(suite)}"
    gates = failing_gates(suite)
    if gates:
        lines = (f"- **{escape(gate.name)}**: {escape(gate.reason)}" for gate in gates)
        yield "\n".join(["Gates that fail:", "", *lines])
    if suite.metrics:
        head = ("metric", "value", "n", "95% interval", "asked", "")
        yield _table(head, map(_metric, suite.metrics), right=(1, 2))
    failed = failed_cases(suite)
    if failed:
        yield "\n\n".join(_failed(failed))


def _metric(metric: MetricValue) -> tuple[str, ...]:
    return (
        escape(metric.title),
        escape(percent(metric.value)),
        str(metric.n),
        escape(between(metric)),
        asked(metric),
        _marked(metric.passed),
    )


def _marked(passed: bool | None) -> str:
    return "**FAIL**" if passed is False else mark(passed)


def _failed(failed: Sequence[CaseResult]) -> Iterator[str]:
    yield f"<details><summary>{counted(len(failed), 'case')} that did not pass</summary>"
    rows = ((escape(case.id), case.status, _why(case)) for case in failed[:_CASES])
    yield _table(("case", "", "why"), rows)
    if len(failed) > _CASES:
        yield f"and {counted(len(failed) - _CASES, 'case')} more, which the other reports name."
    yield "</details>"


def _why(case: CaseResult) -> str:
    told = reasons(case) or ("no reason",)
    lines = [escape(cut(reason, _REASON, "…")) for reason in told[:_REASONS]]
    if len(told) > _REASONS:
        lines.append(f"and {counted(len(told) - _REASONS, 'more reason')}")
    return "<br>".join([f"*{escape(cut(case.task, _REASON, '…'))}*", *lines])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    flush = set(right)
    rule = ["---:" if at in flush else "---" for at in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
