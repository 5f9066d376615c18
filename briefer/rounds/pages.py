"""The index pages: of a week with its `index.json`, and of all weeks.

    OUT/index.html                 all weeks, the latest first
    OUT/2023-W30/index.html        the papers of a week, with links to their forms
    OUT/2023-W30/index.json        the same for programs: schema `briefer.weekly/1`

schema    "briefer.weekly/1"
week      "2023-W30"; since, until are its first and last day
passed    whether no paper failed the gate and none is missing
papers    list of {slug, template, chapters, gate, faults, sentences, stories, sources, withheld, engine, made,
          files, inputs}: gate is "passed", "failed" or "not made", and faults say why it failed; chapters is a list
          of {code, name, headline, problem, hint}, one a country, where problem says why it could not be written;
          sources are the bulletins cited; files is a list of {form, sha256}, called as the slug; inputs is a hash of
          what the paper was made from, empty where it must be made again
lost_sources    list of {name, outcome, reason, hint}: what gave nothing in the last update for the week; outcome is
          "failed" or "not allowed"
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefer import __version__
from briefer.console.files import write_whole
from briefer.errors import InputError
from briefer.model import Period
from briefer.reading.dates import describe_day, describe_period
from briefer.rendering.html import environment as of_rendering
from briefer.rendering.json import dumped
from briefer.rendering.shown import Outline
from briefer.rendering.wording import counted
from briefer.rounds.order import Order
from briefer.rounds.papers import (
    NO_BULLETINS,
    GateResult,
    LostSource,
    Paper,
    Shelf,
    Week,
    name_of_week,
    read_week,
    record_of,
)

if TYPE_CHECKING:
    from jinja2 import Environment

INDEX_PAGE, INDEX_RECORD = "index.html", "index.json"
_WEEK = re.compile(r"\d{4}-W\d{2}")
_NAMES = {"text": "Text", "md": "Markdown"}  # of the forms; the others are called in capitals
_OURS = b'<meta name="generator" content="briefer">'
_ALL_WEEKS = "Briefings by week"


def write_indexes(order: Order, lost: Sequence[LostSource] | None) -> None:
    """Write the index of the week, then that of all weeks. Raises InputError where they cannot be written.

    `lost` are the sources that gave nothing; None, where none was asked, leaves what the index said of them.
    """
    week = _week(order, lost)
    write_whole(order.folder / INDEX_PAGE, week_page(week))
    write_whole(order.folder / INDEX_RECORD, dumped(record_of(week)))
    write_whole(order.out / INDEX_PAGE, weeks_page(weeks_in(order.out)))


def refuse_foreign(out: Path) -> None:
    """Raise InputError where an index page stands in a folder that briefer did not write."""
    try:
        page = (out / INDEX_PAGE).read_bytes()
    except OSError:
        return  # none is there, or writing it will say why
    if _OURS not in page:
        raise InputError(f"{out / INDEX_PAGE} was not written by briefer", "name another folder with --out")


def weeks_in(out: Path) -> tuple[Week, ...]:
    """Return the weeks that have an index, the latest first."""
    folders = (entry for entry in out.iterdir() if _WEEK.fullmatch(entry.name))
    found = (read_week(folder / INDEX_RECORD) for folder in sorted(folders, reverse=True))
    return tuple(week for week in found if week)


def week_page(week: Week) -> str:
    """Return the index of a week as a whole HTML document."""
    shown = _shown(
        f"Briefings for {period_of(week)}",
        f"Week {week.week}",
        (("Papers", str(len(week.papers))), ("Gate", verdict_of(week))),
        week.papers,
    )
    return _environment().get_template("week.html.j2").render(shown=shown, week=week, **_said())


def weeks_page(weeks: Sequence[Week]) -> str:
    """Return the index of all weeks as a whole HTML document."""
    papers = [paper for week in weeks for paper in week.papers]
    shown = _shown(_ALL_WEEKS, "Weekly briefings", (("Weeks", str(len(weeks))),), papers)
    return _environment().get_template("weeks.html.j2").render(shown=shown, weeks=weeks, **_said())


def period_of(week: Week) -> str:
    """Return a week's days in words: "24–30 July 2023"."""
    return describe_period(Period(week.since, week.until))


def verdict_of(week: Week) -> str:
    """Say in a few words how the papers of a week came out, and how many sources gave nothing."""
    results = Counter(paper.verdict for paper in week.papers)
    verdicts = (GateResult.PASSED.value, NO_BULLETINS, GateResult.FAILED.value, GateResult.NOT_MADE.value)
    words = [
        f"{results[each]} with {each}" if each is NO_BULLETINS else f"{results[each]} {each}"
        for each in verdicts
        if results[each]
    ]
    if week.lost_sources:
        words.append(f"{counted(len(week.lost_sources), 'source')} gave nothing")
    return ", ".join(words) or "no papers"


def counts_of(paper: Paper) -> str:
    """Return a paper's counts in one line."""
    return ", ".join(
        (
            counted(paper.stories, "story", "stories"),
            counted(paper.sources, "source"),
            f"{counted(paper.withheld, 'sentence') if paper.withheld else 'nothing'} withheld",
        )
    )


def _week(order: Order, lost: Sequence[LostSource] | None) -> Week:
    """Every paper that lies in the folder: those of the order first, then those of earlier rounds."""
    there = {paper.slug: paper for paper in Shelf(order.folder).papers()}
    ordered = [there.pop(wanted.slug) for wanted in order.papers if wanted.slug in there]
    papers = (*ordered, *there.values())
    since, until = order.week.since, order.week.until
    assert since and until  # noqa: S101, PT018 - a week has both its days
    if lost is None:
        before = read_week(order.folder / INDEX_RECORD)
        lost = before.lost_sources if before else ()
    return Week(
        schema="briefer.weekly/1",
        week=name_of_week(order.week),
        since=since,
        until=until,
        passed=all(paper.gate is GateResult.PASSED and _is_whole(paper) for paper in papers),
        papers=papers,
        lost_sources=tuple(lost),
    )


def _is_whole(paper: Paper) -> bool:
    return not any(chapter.problem for chapter in paper.chapters)


def _shown(title: str, kicker: str, facts: tuple[tuple[str, str], ...], papers: Sequence[Paper]) -> Outline:
    """What the page that all outputs share shows around the papers."""
    days = [paper.made for paper in papers if paper.made]
    latest = max(days, default=None)
    made = f"Made on {describe_day(latest)}" if latest else "Nothing made yet"
    return Outline(
        kicker=kicker,
        title=title,
        subject=title,
        period="",
        narrowed="",
        facts=facts,
        made=made,
        blocks=(),
        nothing="",
        nearest=(),
        sources=(),
        method=f"{made} by briefer {__version__}. A paper passes the gate where every sentence in it is supported "
        "by the words that it cites, and these stand in the archive.",
        embedding="",
        withheld=(),
        settings=(),
        bulletins=(),
        created=latest.isoformat() if latest else "",
    )


def _said() -> dict[str, object]:
    style = (Path(__file__).parent / "templates" / "weekly.css").read_text(encoding="utf-8")
    return {
        "own_style": Markup(style),  # noqa: S704 - ours
        "period_of": period_of,
        "verdict_of": verdict_of,
        "counts_of": counts_of,
        "form_name": lambda form: _NAMES.get(form, form.upper()),
    }


@cache
def _environment() -> Environment:
    from jinja2 import ChoiceLoader, PackageLoader

    base = of_rendering()
    assert base.loader  # noqa: S101 - it has one
    return base.overlay(loader=ChoiceLoader([PackageLoader("briefer.rounds"), base.loader]))
