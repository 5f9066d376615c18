"""Which week, which bulletins and which sentences a briefing is made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefer.model import Basis, Bulletin, Evidence, Period, Precision
from briefer.reading.countries import country_by_code
from briefer.reading.dates import week_of
from briefer.writing.engine import BriefTask
from briefer.writing.relevance import relevant_spans

if TYPE_CHECKING:
    from briefer.archive.archive import Archive

BACKGROUND_DAYS = 365
_MOST_BACKGROUND_BULLETINS = 12
_WEEK_SURE = {Precision.DAY, Precision.RANGE, Precision.BOUNDS}


def latest_week(bulletins: Iterable[Bulletin], country: str) -> Period | None:
    """The latest ISO week in which a bulletin on the country begins; those that are about it come first.

    A bulletin dated by its place on the page counts for the earliest week in which it can lie.
    """
    weeks = [
        (country in bulletin.countries.main, bulletin.date.earliest)
        for bulletin in bulletins
        if bulletin.date.precision in _WEEK_SURE and bulletin.date.earliest
    ]
    if not weeks:
        return None
    about = [day for is_main, day in weeks if is_main]
    return week_of(max(about or [day for _, day in weeks]))


def period_for(archive: Archive, country: str, given: Period, today: date) -> Period:
    """The period asked for with its open sides closed; without one, the country's latest week."""
    if given.is_open:
        week = latest_week(archive.bulletins(country=country), country)
        return week or week_of(today)
    return Period(given.since or date.min, given.until or max(today, given.since or today))


def plan(archive: Archive, country: str, period: Period) -> BriefTask:
    """Gather the sentences that concern the country: those of the period, then older ones, numbered through."""
    current = archive.bulletins(country=country, period=period)
    older = _older(archive, country, period)
    sentences = _number(oldest_first(current), country, 1)
    return BriefTask(
        country,
        country_by_code(country).name,
        period,
        sentences,
        _number(older[:_MOST_BACKGROUND_BULLETINS], country, len(sentences) + 1),
    )


def oldest_first(bulletins: Iterable[Bulletin]) -> list[Bulletin]:
    """Order by date, and a page that runs newest first from its foot."""
    return sorted(
        bulletins,
        key=lambda each: (
            each.date.earliest or each.date.latest,
            each.date.basis is Basis.PAGE_ORDER,
            each.source,
            -each.place,
        ),
    )


def _older(archive: Archive, country: str, period: Period) -> Sequence[Bulletin]:
    """What is about the country and ended before the period, newest first."""
    if period.since is None:
        return ()
    before = Period(period.since - timedelta(days=BACKGROUND_DAYS), period.since - timedelta(days=1))
    found = archive.bulletins(country=country, main_only=True, period=before)
    return [each for each in found if each.date.latest and each.date.latest < period.since]


def _number(bulletins: Iterable[Bulletin], country: str, first: int) -> tuple[Evidence, ...]:
    pairs = [(each, span) for each in bulletins for span in relevant_spans(each, country)]
    return tuple(Evidence(first + index, each, span) for index, (each, span) in enumerate(pairs))
