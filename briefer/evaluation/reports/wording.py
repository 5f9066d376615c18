"""What all forms of a report say in the same words."""

from __future__ import annotations

import re

from briefer.evaluation.metrics import METRICS
from briefer.evaluation.outcomes import (
    Better,
    CaseResult,
    Failure,
    GateResult,
    MetricValue,
    Report,
    ShownClaim,
    Status,
    SuiteResult,
)
from briefer.model import Support
from briefer.reading.cleaning import one_line

_BREAKS = str.maketrans({"\u2028": " ", "\u2029": " "})
_REORDERING = re.compile(
    "[\u202a-\u202e\u2066-\u2069]"
)  # a line must read in the order in which it is written
_NOT_CHARACTERS = re.compile("[\ufffe\uffff]")  # XML 1.0 has no place for them


def plain(text: str) -> str:
    """Return the text on one line, without control characters and marks that reorder it."""
    return one_line(_NOT_CHARACTERS.sub("\ufffd", _REORDERING.sub("", text.translate(_BREAKS))))


def percent(value: float) -> str:
    """Return a share in per cent, one decimal; only what is all or none is said to be 100.0% or 0.0%."""
    if 0 < value < 0.0005:
        return "<0.1%"
    if 0.9995 <= value < 1:
        return ">99.9%"
    return f"{value:.1%}"


def between(metric: MetricValue) -> str:
    """Return the 95% interval."""
    return f"{percent(metric.low)} to {percent(metric.high)}"


def asked(metric: MetricValue) -> str:
    """Return what is asked of a metric, or nothing."""
    higher = metric.better is Better.HIGHER
    if metric.invariant:
        return "100%, always" if higher else "0%, always"
    if metric.floor is None:
        return ""
    return f"at {'least' if higher else 'most'} {percent(metric.floor)}"


def mark(passed: bool | None) -> str:
    """Return "pass", "FAIL", or nothing where nothing is asked."""
    return {True: "pass", False: "FAIL", None: ""}[passed]


def failed_cases(suite: SuiteResult) -> tuple[CaseResult, ...]:
    """Return the cases that did not pass, those that errored first."""
    errored = [case for case in suite.cases if case.status is Status.ERRORED]
    return (*errored, *(case for case in suite.cases if case.status is Status.FAILED))


def failing_gates(suite: SuiteResult) -> tuple[GateResult, ...]:
    """Return the gates that do not hold."""
    return tuple(gate for gate in suite.gates if not gate.passed)


def reasons(case: CaseResult) -> tuple[str, ...]:
    """Return what is wrong with a case, one line each; the error first."""
    error = (f"{case.error.kind}: {case.error.message}",) if case.error else ()
    return tuple(map(plain, (*error, *(failure.reason for failure in case.failures))))


def metric_title(name: str) -> str:
    """Return a metric's title, or its name where there is none such."""
    return METRICS[name].title if name in METRICS else name


def counts(*suites: SuiteResult) -> str:
    """Return how many cases there are, and how many of each status."""
    total = sum(len(suite.cases) for suite in suites)
    by_status = (f"{sum(suite.count(status) for suite in suites)} {status}" for status in Status)
    return f"{counted(total, 'case')}: {', '.join(by_status)}"


def counted(number: int, noun: str) -> str:
    """Return "1 case", "2 cases"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def headline(report: Report) -> str:
    """Return the outcome in one line."""
    total = len(report.suites)
    failing = sum(not suite.passed for suite in report.suites)
    verb = f"fail{'s' if failing == 1 else ''}" if failing else f"pass{'es' if total == 1 else ''}"
    if total == 1:
        return f"The suite {verb}"
    return f"{failing} of {total} suites {verb}" if failing else f"All {total} suites {verb}"


def made_with(report: Report) -> tuple[str, str, str]:
    """Return what was tested."""
    return f"briefer {report.briefer}", f"engine {report.engine}", f"judge {report.judge}"


def label(claim: ShownClaim) -> str:
    """Return what a reader says of a drafted sentence: "contradicted (number)"; nothing where nobody did."""
    if claim.label is None:
        return ""
    return f"{claim.label} ({claim.fault})" if claim.fault else str(claim.label)


def is_right(claim: ShownClaim) -> bool:
    """Say whether the gate lets through what it should: of a draft what a reader holds to be supported, else all."""
    wanted = claim.label in (None, Support.SUPPORTED)
    return (claim.support is Support.SUPPORTED) is wanted


def is_verbatim(claim: ShownClaim) -> bool:
    """Say whether the claim is just the words that it cites."""
    return bool(claim.citations) and all(each.quote == claim.text for each in claim.citations)


def told_below(failure: Failure, case: CaseResult) -> bool:
    """Say whether the failure's evidence is just what a claim cites that the reason quotes."""
    return any(
        claim.text in failure.reason
        and {(each.title, each.quote) for each in failure.evidence}
        <= {(each.title, each.quote) for each in claim.citations}
        for claim in (case.output.claims if case.output else ())
    )
