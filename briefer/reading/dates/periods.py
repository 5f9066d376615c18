"""Reads the periods that a reader asks for: in a flag, or in the words of a question."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from briefer.errors import InputError
from briefer.model import Period
from briefer.reading.dates.finding import find_in
from briefer.reading.dates.mentions import DateMention, Past, Stated
from briefer.reading.dates.resolution import resolve

_FLAG = re.compile(r"(\d{4})(?:-(?:[Ww](\d{1,2})|(\d{1,2})(?:-(\d{1,2}))?))?", re.ASCII)
_DAY = timedelta(days=1)
_FROM = frozenset({"since", "from", "after"})
_UP_TO = frozenset({"until", "till", "by", "before"})


def week_of(day: date) -> Period:
    """Return the ISO week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def parse_day(text: str) -> Period:
    """Read a day, month, year or ISO week as a flag gives it: "2025-02-24", "2025-02", "2025", "2025-W08".

    Raises InputError where it is none of these, or is not in the calendar.
    """
    match = _FLAG.fullmatch(text.strip())
    parts = [int(part) if part else None for part in match.groups()] if match else []
    try:
        if match:
            return _flag_period(*parts)
    except (ValueError, OverflowError):
        if parts[0] and parts[1] is not None:
            weeks = _weeks_in(parts[0])
            raise InputError(f"'{text.strip()}' is not a week", f"{parts[0]} has {weeks} weeks") from None
        # no such day, month or week: told below, as for any other text
    raise InputError(f"'{text.strip()[:40]}' is not a date", "write 2025-02-24, 2025-02, 2025 or 2025-W08")


def _weeks_in(year: int) -> int:
    """ISO years have 52 weeks or 53; 28 December is always in the last."""
    return date(year, 12, 28).isocalendar().week


def _flag_period(year: int | None, week: int | None, month: int | None, day: int | None) -> Period:
    year = year or 0
    if week is not None:
        return week_of(date.fromisocalendar(year, week, 1))
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Period(date(year, month, day), date(year, month, day))


def question_period(question: str, today: date) -> Period | None:
    """Return the period that a question asks about, or None where it names none.

    A month or day without a year is the latest one not after `today`. Several dates in one question give the
    stretch that holds them all, cut by what is asked "since" and "before".
    """
    since: list[date] = []
    until: list[date] = []
    plain: list[Period] = []
    for mention in find_in(question, any_case=True):
        found = _period(mention, today)
        if found is None or found.since is None or found.until is None:
            continue
        if mention.opener in _FROM and not _is_stretch(mention):
            since.append(found.until + _DAY if mention.opener == "after" else found.since)
        elif mention.opener in _UP_TO and not _is_stretch(mention):
            until.append(found.since - _DAY if mention.opener == "before" else found.until)
        else:
            plain.append(found)
    if not (since or until or plain):
        return None
    starts = [period.since for period in plain if period.since]
    ends = [period.until for period in plain if period.until]
    first = max([*since, *([min(starts)] if starts else [])], default=None)
    last = min([*until, *([max(ends)] if ends else [])], default=None)
    return None if first and last and first > last else Period(first, last)


def _is_stretch(mention: DateMention) -> bool:
    """Whether the words give both ends, so that "from" and "since" belong to the first."""
    stated = mention.when
    return isinstance(stated, Past) or (isinstance(stated, Stated) and stated.first != stated.last)


def _period(mention: DateMention, today: date) -> Period | None:
    if mention.opener in ("the", "("):
        return None  # "the 2012 coup" names an event, not when to look
    found = resolve(mention, today)
    if found.earliest is None or found.latest is None:
        return None
    if mention.opener == "week of" and found.earliest == found.latest:
        return week_of(found.earliest)
    return Period(found.earliest, found.latest)
