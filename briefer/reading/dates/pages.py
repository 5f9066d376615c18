"""Dates the items of a page that gives them no date of its own: by what each says, then by their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from briefer.model import UNDATED, Basis, BulletinDate, Precision
from briefer.reading.dates.finding import find_dates, lead_of
from briefer.reading.dates.mentions import DateMention, Stated
from briefer.reading.dates.resolution import resolve

_SLACK = timedelta(days=45)  # how much newer than the items above it an item may be
_LONG_BEFORE = timedelta(days=300)  # before the page: a stated year that far back tells of background

_BACKGROUND = ("before", "after")
_PASSING = re.compile(
    r"(?:\b(?:the|a|an|this|that|their|its|his|her)|['’]s|\banniversary of(?: \w+){0,3})\s*$", re.I
)


class _Bound(NamedTuple):
    """A day that limits an undated item, and what it rests on."""

    day: date
    basis: Basis


def date_page(
    texts: Sequence[str], *, retrieved: date | None, today: date, newest_first: bool
) -> tuple[BulletinDate, ...]:
    """Return the date of each item of a page, from the words of the item and its place.

    A year that an item leaves out is counted back from the day the page was retrieved, and on a newest-first
    page also from the items above. Without that day it is counted back from `today`, with the basis ASSUMED.
    An item that states no date of its own has, on a newest-first page, the bounds that its neighbours give.
    """
    reference = retrieved or today
    mentions = _own_dates(texts, reference)
    stated: list[BulletinDate] = []
    ceiling = reference
    for mention in mentions:
        found = resolve(mention, reference) if mention else UNDATED
        if mention and newest_first and not mention.has_year:
            found = _not_above(found, mention, ceiling + _SLACK)
        if found.earliest:
            ceiling = min(ceiling, found.earliest)
        if mention and retrieved is None and not mention.has_year and found is not UNDATED:
            found = replace(found, basis=Basis.ASSUMED)
        stated.append(found)
    return _with_bounds(stated, reference) if newest_first else tuple(stated)


def _not_above(found: BulletinDate, mention: DateMention, limit: date) -> BulletinDate:
    """Count back further while the date is later than the items above allow."""
    while found.earliest and found.earliest > limit:
        found = resolve(mention, found.earliest - timedelta(days=1))
    return found


def _own_dates(texts: Sequence[str], reference: date) -> list[DateMention | None]:
    """The mention that dates each item: its own event, as far as its words tell."""
    choices = [_candidates(text) for text in texts]
    # On a page that leaves the year out of its news, a year that is given belongs to something older.
    yearless = any(mention.has_day and not mention.has_year for events, _ in choices for mention in events)
    return [_choose(*choice, reference, yearless=yearless) for choice in choices]


def _candidates(text: str) -> tuple[list[DateMention], list[DateMention]]:
    """The mentions that may date an item, and those to fall back on: said in passing, of another event."""
    events: list[DateMention] = []
    passing: list[DateMention] = []
    for mention in find_dates(text):
        if not isinstance(mention.when, Stated) or mention.to_come or mention.opener in ("since", "for"):
            continue
        lead = lead_of(text, mention.span.start)
        aside = mention.opener in _BACKGROUND or (
            _PASSING.search(lead) and not mention.span.of(text)[:1].isdigit()
        )
        (passing if aside else events).append(mention)
    return events, passing


def _choose(
    events: list[DateMention], passing: list[DateMention], reference: date, *, yearless: bool
) -> DateMention | None:
    for mentions in (events, passing):
        for mention in mentions:
            if mention.has_day and not (yearless and _is_old(mention, reference)):
                return mention
    for mention in events:
        if isinstance(mention.when, Stated) and mention.when.first == mention.when.last:
            month_only = mention.when.last.month is not None and not mention.has_day
            if month_only and not _is_old(mention, reference):
                return mention
    return None


def _is_old(mention: DateMention, reference: date) -> bool:
    latest = resolve(mention, reference).latest
    return mention.has_year and latest is not None and latest < reference - _LONG_BEFORE


def _with_bounds(stated: Sequence[BulletinDate], reference: date) -> tuple[BulletinDate, ...]:
    """Give each item without a date the bounds that its neighbours set; bounds are no surer than those."""
    floors: list[_Bound | None] = []  # for each item, the latest day among those below it
    floor: _Bound | None = None
    for found in reversed(stated):
        floors.append(floor)
        own = _floor(found)
        if own and own <= reference and (floor is None or own > floor.day):
            floor = _Bound(own, found.basis)
    dated: list[BulletinDate] = []
    above: list[_Bound] = []  # the last days of the dated items above, the nearest last
    for found, low in zip(stated, reversed(floors), strict=True):
        if found.latest is None:
            high = next((end for end in reversed(above) if low is None or end.day >= low.day), None)
            dated.append(_between(low, high, reference))
            continue
        if found.latest <= reference:
            above.append(_Bound(found.latest, found.basis))
        dated.append(_told_later(found, low, above, reference))
    return tuple(dated)


def _told_later(
    found: BulletinDate, low: _Bound | None, above: Sequence[_Bound], reference: date
) -> BulletinDate:
    """Widen the date of news about an earlier day: on a newest-first page what stands above an item is newer.

    "The army denies the attack of 17 February", above an item of 24 February, was told from then on.
    """
    if found.precision is not Precision.DAY or low is None or found.latest is None:
        return found
    if not timedelta(0) < low.day - found.latest <= _SLACK:
        return found
    high = next((end.day for end in reversed(above) if end.day >= low.day), reference)
    return BulletinDate(found.earliest, high, Precision.BOUNDS, Basis.PAGE_ORDER)


def _between(low: _Bound | None, high: _Bound | None, reference: date) -> BulletinDate:
    assumed = any(bound is not None and bound.basis is Basis.ASSUMED for bound in (low, high))
    return BulletinDate(
        low.day if low else None,
        high.day if high else reference,
        Precision.BOUNDS,
        Basis.ASSUMED if assumed else Basis.PAGE_ORDER,
    )


def _floor(found: BulletinDate) -> date | None:
    """The day from which something above this item may date."""
    by_day = found.precision in (Precision.DAY, Precision.RANGE)
    return found.latest if by_day else found.earliest
