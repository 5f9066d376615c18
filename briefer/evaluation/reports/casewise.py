"""A case that did not pass, in lines: what is wrong, what the bulletins say, what was said."""

from __future__ import annotations

from collections.abc import Iterator

from briefer.evaluation.outcomes import CaseResult, Evidence, ShownCitation, ShownClaim
from briefer.evaluation.reports.wording import label, metric_title, plain, told_below


def told_case(case: CaseResult) -> str:
    """Return the lines as plain text."""
    return "\n".join((*_wrong(case), plain(f"{case.kind}: {case.task}"), *_said(case)))


def _wrong(case: CaseResult) -> Iterator[str]:
    if case.error:
        yield plain(f"{case.error.kind}: {case.error.message}")
    for failure in case.failures:
        yield plain(f"- {metric_title(failure.metric)}: {failure.reason}")
        if failure.evidence and not told_below(failure, case):
            yield "  the bulletins say"
            yield from map(_quoted, failure.evidence)


def _said(case: CaseResult) -> Iterator[str]:
    if case.output is None:
        return
    if case.output.abstained:
        yield plain(f"it claims nothing: {case.output.reason or 'no reason'}")
    for claim in case.output.claims:
        yield from _claim(claim)
    for held in case.output.withheld:
        yield plain(f"withheld: {held.text} ({held.reason})")


def _claim(claim: ShownClaim) -> Iterator[str]:
    held = f"{claim.support}, labelled {label(claim)}" if claim.label else str(claim.support)
    yield plain(f"[{held}] {claim.text}")
    for finding in claim.findings:
        yield f"    {plain(f'{finding.check}: {finding.reason}')}"
    yield from map(_quoted, claim.citations)


def _quoted(words: Evidence | ShownCitation) -> str:
    return f"    {plain(words.title)}: “{plain(words.quote)}”"
