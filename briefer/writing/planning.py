"""Which week, which bulletins and which sentences a briefing is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefer.model import Basis, Bulletin, Countries, Evidence, Period, Precision
from briefer.reading.countries import country_by_code
from briefer.reading.dates import week_of
from briefer.writing.engine import BriefTask
from briefer.writing.kindred import kindred
from briefer.writing.progress import Stage, Step, Watch, unwatched
from briefer.writing.relevance import relevant_spans, set_aside
from briefer.writing.stories import stories_of

if TYPE_CHECKING:
    from briefer.archive.archive import Archive

BACKGROUND_DAYS = 365
_MOST_BACKGROUND_BULLETINS = 24
_FAIR_SHARE = 0.1  # of the days in which a bulletin can lie
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


def plan(archive: Archive, country: str, period: Period, watch: Watch = unwatched) -> BriefTask:
    """Gather the sentences that concern the country: those of the period, then older ones, numbered through.

    Bulletins that tell of one event are grouped into stories, here and in the period before.
    """
    span = period_before(period)
    found = _about(archive, country, period)
    current = oldest_first(found.bulletins)
    earlier = _without(current, _about(archive, country, span)) if span else _NONE
    nameless = [each for each in earlier.bulletins if each.id in earlier.named_by]
    older = _once((*nameless, *_older(archive, country, period)))[:_MOST_BACKGROUND_BULLETINS]
    past = _once((*older, *oldest_first(earlier.bulletins)))
    named_by = {**found.named_by, **earlier.named_by}
    watch(Step(Stage.GROUPING, 0, len(current) + len(earlier.bulletins)))
    sentences = _number(current, country, 1, named_by)
    background = _number(past, country, len(sentences) + 1, named_by)
    meanings = archive.meanings([each.id for each in (*current, *past)])
    in_background, in_earlier = {each.id for each in older}, {each.id for each in earlier.bulletins}
    before = tuple(item for item in background if item.bulletin.id in in_earlier)
    return BriefTask(
        country,
        country_by_code(country).name,
        period,
        sentences,
        tuple(item for item in background if item.bulletin.id in in_background),
        set_aside((*current, *older)),
        before=span,
        earlier=before,
        stories=stories_of(_once(item.bulletin for item in sentences), meanings),
        earlier_stories=stories_of(_once(item.bulletin for item in before), meanings),
        meanings=meanings,
        named_by=named_by,
    )


def period_before(period: Period) -> Period | None:
    """The stretch just before a period and as long; of a calendar month or year, the one before it."""
    since, until = period.since, period.until
    if since is None or until is None or since == date.min:
        return None
    last = since - timedelta(days=1)
    ends_month = (until + timedelta(days=1)).day == 1 if until < date.max else True
    if since.day == 1 and ends_month and (since.year, since.month) == (until.year, until.month):
        return Period(last.replace(day=1), last)
    days = min((until - since).days, (last - date.min).days)
    return Period(last - timedelta(days=days), last)


@dataclass(frozen=True, slots=True)
class _Found:
    """The bulletins that concern a country, and for those that do not name it, whom they name."""

    bulletins: tuple[Bulletin, ...]
    named_by: Mapping[str, str]


_NONE = _Found((), {})


def _about(archive: Archive, country: str, period: Period) -> _Found:
    named_by = kindred(archive, country, period)
    named = (b for b in archive.bulletins(country=country, period=period) if is_likely_in(b, period))
    return _Found((*named, *(archive.bulletin(id_) for id_ in named_by)), named_by)


def _without(current: Iterable[Bulletin], found: _Found) -> _Found:
    """What the period before has alone: a bulletin of which only the bounds are known may lie in both."""
    known = {each.id for each in current}
    return replace(found, bulletins=tuple(each for each in found.bulletins if each.id not in known))


def is_likely_in(bulletin: Bulletin, period: Period) -> bool:
    """Say whether a bulletin of the period is told as its news.

    One of which only the bounds are known is where it may begin in the period, or a fair share of its days are the
    period's.
    """
    first, last = bulletin.date.earliest, bulletin.date.latest
    if bulletin.date.precision is not Precision.BOUNDS or first is None or last is None:
        return True
    if (period.since is None or first >= period.since) and (period.until is None or first <= period.until):
        return True
    inside = min(last, period.until or last) - max(first, period.since or first)
    return inside.days + 1 >= _FAIR_SHARE * ((last - first).days + 1)


def _once(bulletins: Iterable[Bulletin]) -> list[Bulletin]:
    return list({each.id: each for each in bulletins}.values())


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
    return [
        each
        for each in found
        if each.date.latest and (each.date.latest < period.since or not is_likely_in(each, period))
    ]


def _number(
    bulletins: Iterable[Bulletin], country: str, first: int, named_by: Mapping[str, str]
) -> tuple[Evidence, ...]:
    about = Countries(main=(country,))
    pairs = [
        (each, span)
        for each in bulletins
        for span in relevant_spans(replace(each, countries=about) if each.id in named_by else each, country)
    ]
    return tuple(Evidence(first + index, each, span) for index, (each, span) in enumerate(pairs))
