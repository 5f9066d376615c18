"""An update's report, as lines or as a record of the schema `briefer.update/1`.

schema    "briefer.update/1"
sources   list of {name, source, outcome, reason, hint, ...counts, problems}: source is the url or path;
          outcome is "read", "unchanged", "not allowed" or "failed", and of the last two reason and hint say
          why and what to do, else they are null; problems is a list of {source, line, message, hint, severity}
...counts of all sources together: added, changed, unchanged, linked, dropped, failed, removed
prune     with --prune {pages, bulletins, removed}, else null: pages is a list of {source, why, bulletins}, bulletins
          counts those that stand on no other page, and removed says whether they went or would go
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from briefer.archive.records import IngestReport
from briefer.console.sources import report_line
from briefer.reading.raw import Problem
from briefer.rendering.wording import counted
from briefer.rounds.pruning import PruneReport
from briefer.rounds.update import Outcome, SourceReport, UpdateReport


def update_text(report: UpdateReport) -> str:
    """One line a source, then the total."""
    return "".join(f"{source.name}: {_said(source)}\n" for source in report.sources) + report_line(
        report.total
    )


def prune_text(report: PruneReport) -> str:
    """A line with the counts, then one a page."""
    if not report.pages:
        return "nothing to prune\n"
    counts = f"{counted(len(report.pages), 'page')} with {counted(report.bulletins, 'bulletin')} of their own"
    told = f"removed {counts}" if report.removed else f"{counts} would go: pass --yes to remove them"
    lines = (
        f"    {page.source}: {counted(page.bulletins, 'bulletin')}: {page.why.value}" for page in report.pages
    )
    return "\n".join((told, *lines)) + "\n"


def update_json(report: UpdateReport, pruned: PruneReport | None = None) -> str:
    """Return the report as JSON text."""
    from briefer.rendering.json import dumped

    return dumped(update_record(report, pruned))


def update_record(report: UpdateReport, pruned: PruneReport | None = None) -> dict[str, Any]:
    """Return the report as a record of the schema."""
    sources = [
        {
            "name": source.name,
            "source": source.where,
            "outcome": source.outcome.value,
            "reason": source.reason.message if source.reason else None,
            "hint": source.reason.hint if source.reason else None,
            **_counts(source.ingested),
            "problems": [asdict(problem) for problem in source.ingested.problems],
        }
        for source in report.sources
    ]
    prune = asdict(pruned) if pruned else None
    return {"schema": "briefer.update/1", "sources": sources, **_counts(report.total), "prune": prune}


def further_problems(report: UpdateReport) -> tuple[Problem, ...]:
    """Return the problems that the lines of `update_text` do not tell."""
    return tuple(
        problem
        for source in report.sources
        for problem in source.ingested.problems
        if problem is not source.reason
    )


def _said(source: SourceReport) -> str:
    if source.reason and source.outcome is Outcome.NOT_ALLOWED:
        return source.reason.message
    if source.reason:
        hint = f": {source.reason.hint}" if source.reason.hint else ""
        return f"failed: {source.reason.message}{hint}"
    told = source.ingested
    parts = [
        (told.added, "new"),
        (told.changed, "changed"),
        (told.linked, "copied from other outlets"),
        (told.failed, "failed"),
    ]
    return ", ".join(f"{count} {word}" for count, word in parts if count) or Outcome.UNCHANGED.value


def _counts(report: IngestReport) -> dict[str, int]:
    counts = asdict(report)
    del counts["problems"]
    return counts
