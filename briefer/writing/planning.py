"""Which week, which bulletins and which sentences a briefing is made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefer.model import Basis, Bulletin, Evidence, Period, Precision
from briefer.reading.countries import country_by_code
from briefer.reading.dates import week_of
from briefer.writing.engine import BriefTask
from briefer.writing.relevance import relevant_spans, set_aside

if TYPE_CHECKING:
    from briefer.archive.archive import Archive

BACKGROUND_DAYS = 365
_MOST_BACKGROUND_BULLETINS = 12
_WEEK_SURE = {Precision.DAY, Precision.RANGE, Precision.BOUNDS}


def latest_week(bulletins: Iterable[Bulletin], country: str) -> Period | None:
    """The latest ISO week in which a bulletin on the country begins; those that are about it come first.

    A bulletin dated by its place on the page counts for the earliest week in which it can lie; one whose month or
    year alone is known counts only where there is no other.
    """
    days = [
        (each.date.precision in _WEEK_SURE, country in each.countries.main, each.date.earliest)
        for each in bulletins
        if each.date.earliest
    ]
    return week_of(max(days)[2]) if days else None


def period_for(archive: Archive, country: str, given: Period, today: date) -> Period:
    """The period asked for with its open sides closed; without one, the country's latest week."""
    if given.is_open:
        week = latest_week(archive.bulletins(country=country), country)
        return week or week_of(today)
    if given.since:
        return Period(given.since, given.until or max(today, given.since))
    until = given.until or today
    days = (each.date.earliest for each in archive.bulletins(country=country, period=given))
    return Period(min((day for day in days if day), default=until), until)


def plan(archive: Archive, country: str, period: Period) -> BriefTask:
    """Gather the sentences that concern the country: those of the period, then older ones, numbered through."""
    current = archive.bulletins(country=country, period=period)
    older = _older(archive, country, period)[:_MOST_BACKGROUND_BULLETINS]
    sentences = _number(oldest_first(current), country, 1)
    return BriefTask(
        country,
        country_by_code(country).name,
        period,
        sentences,
        _number(older, country, len(sentences) + 1),
        set_aside((*current, *older)),
    )


def oldest_first(bulletins: Iterable[Bulletin]) -> list[Bulletin]:
    """Order by date, undated ones first, and those of a day as their page runs: most run newest first."""
    items = list(bulletins)
    forward = _run_forward(items)
    return sorted(
        items,
        key=lambda each: (
            each.date.earliest or each.date.latest or date.min,
            each.date.basis is Basis.PAGE_ORDER,
            each.source,
            each.place if each.source in forward else -each.place,
        ),
    )


def _run_forward(bulletins: Iterable[Bulletin]) -> set[str]:
    """The sources whose records run from the oldest to the newest."""
    placed: dict[str, list[tuple[int, date]]] = {}
    for each in bulletins:
        if each.date.earliest and each.date.basis is Basis.FEED:
            placed.setdefault(each.source, []).append((each.place, each.date.earliest))
    return {source for source, items in placed.items() if min(items)[1] < max(items)[1]}


def _older(archive: Archive, country: str, period: Period) -> Sequence[Bulletin]:
    """What is about the country and ended before the period, newest first."""
    if period.since is None or period.since == date.min:
        return ()
    days = min(BACKGROUND_DAYS, (period.since - date.min).days)
    before = Period(period.since - timedelta(days=days), period.since - timedelta(days=1))
    found = archive.bulletins(country=country, main_only=True, period=before)
    return [each for each in found if each.date.latest and each.date.latest < period.since]


def _number(bulletins: Iterable[Bulletin], country: str, first: int) -> tuple[Evidence, ...]:
    pairs = [(each, span) for each in bulletins for span in relevant_spans(each, country)]
    return tuple(Evidence(first + index, each, span) for index, (each, span) in enumerate(pairs))
