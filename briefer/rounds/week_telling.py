"""A week's round told, as lines or as a record of the schema `briefer.weekly.round/1`.

schema    "briefer.weekly.round/1"
week      "2023-W30"; since, until are its first and last day
folder    the dated folder, with forward slashes
passed    whether no paper failed the gate; complete: whether each country's briefing could be written
update    the record of the update before it, schema `briefer.update/1`, or null
papers    list of {outcome, ...paper}: outcome is "made", "unchanged" or "not made", a paper is as in `index.json`
"""

from __future__ import annotations

from briefer.reading.dates import describe_period
from briefer.rendering.json import dumped
from briefer.rendering.wording import counted
from briefer.rounds.pages import INDEX_PAGE
from briefer.rounds.papers import GateResult, Paper, name_of_week, record_of
from briefer.rounds.telling import update_record
from briefer.rounds.update import UpdateReport
from briefer.rounds.weekly import Outcome, WeekReport


def week_text(report: WeekReport) -> str:
    """The week, a line a paper with its faults below it, and where the index is."""
    order = report.order
    lines = [f"Week {name_of_week(order.week)}: {describe_period(order.week)}"]
    for paper, outcome in report.papers:
        lines += _lines(paper, outcome)
    lines.append(f"wrote {order.folder / INDEX_PAGE}")
    return "\n".join(lines) + "\n"


def week_json(report: WeekReport, updated: UpdateReport | None) -> str:
    """Return the report as JSON text."""
    order = report.order
    return dumped(
        {
            "schema": "briefer.weekly.round/1",
            "week": name_of_week(order.week),
            "since": str(order.week.since),
            "until": str(order.week.until),
            "folder": order.folder.as_posix(),
            "passed": report.passed,
            "complete": report.complete,
            "update": update_record(updated) if updated else None,
            "papers": [{"outcome": outcome.value, **record_of(paper)} for paper, outcome in report.papers],
        }
    )


def _lines(paper: Paper, outcome: Outcome) -> list[str]:
    problems = [
        f"{chapter.name}: not made: {chapter.problem}" + (f": {chapter.hint}" if chapter.hint else "")
        for chapter in paper.chapters
        if chapter.problem
    ]
    if paper.gate is GateResult.NOT_MADE:
        return problems
    if paper.is_empty and not paper.sentences:
        return [f"{paper.names}: {outcome.value}, {paper.verdict}", *problems]
    counts = (
        f"{counted(paper.sentences, 'sentence')} from {counted(paper.sources, 'source')}",
        *((f"{paper.withheld:,} withheld",) if paper.withheld else ()),
        *((paper.verdict,) if paper.is_empty else ()),
        "passed the gate" if paper.gate is GateResult.PASSED else "FAILED the gate",
    )
    line = f"{paper.names}: {outcome.value}, {', '.join(counts)}"
    return [line, *(f"    {fault}" for fault in paper.faults), *problems]
