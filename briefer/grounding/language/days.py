"""The days that a text speaks of, put on the calendar with the date of its bulletin as the reference."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

from briefer.model import BulletinDate, Span
from briefer.reading.dates import Ago, DateMention, Past, Stated, Weekday, describe_date, find_dates, resolve
from briefer.reading.dates.tokens import MONTH_NAMES

BLANK_YEAR = 2000  # stands for a year that nothing tells; it has a Feb. 29
_SOON = timedelta(days=92)  # a bulletin that tells of several days may be dated by the first of them
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Weekdays, months and years that hang on another noun: "Tuesday's vote", "the 2012 coup".
_LOOSE = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(WEEKDAYS)})"
    rf"|(?P<month>{'|'.join(name for name in MONTH_NAMES if name not in ('March', 'May'))})(?=\s+[a-z(]|['’]s|[,.;]|$)"
    r"|(?P<year>(?:19|20)\d\d)(?=\s+[A-Za-z]|['’]s|[,.;)]|$))(?![-–]\d)"
)
_PORTION = re.compile(r"early|mid|late", re.IGNORECASE)
# "between the 12th and the" 14th of December
_FROM_DAY = re.compile(
    r"\b(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?(?:\s+(?:and|to|until|through)\s+|\s?[–-]\s?)(?:the\s+)?$"
)
_LOOK_BACK = 24
_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Said:
    """A date as a text words it: a mention, or a weekday, month or year that hangs on another noun."""

    worded: str
    mention: DateMention | None = None
    weekday: int | None = None
    month: int | None = None
    year: int | None = None
    portion: str = ""  # "early", "mid" or "late"

    @property
    def stated(self) -> Stated | None:
        """The calendar date, where it is one."""
        return self.mention.when if self.mention and isinstance(self.mention.when, Stated) else None

    @property
    def is_relative(self) -> bool:
        """Whether it counts back from another day: "last week"."""
        return self.mention is not None and isinstance(self.mention.when, Ago | Past)


@dataclass(frozen=True, slots=True)
class Day:
    """A stretch of days, most often one; without `has_year` its year is `BLANK_YEAR`."""

    worded: str
    first: date
    last: date
    has_year: bool = True
    said: Said | None = None  # None for the bulletin's own date

    @property
    def is_single(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


@lru_cache(maxsize=8_192)
def said_in(text: str) -> tuple[Said, ...]:
    """Every date that a text words, in no order that matters."""
    found = [_said(text, mention) for mention in find_dates(text)]
    spans = [said.mention.span for said in found if said.mention]
    for match in _LOOSE.finditer(text):
        if any(span.start <= match.start() < span.end for span in spans):
            continue
        weekday = WEEKDAYS.index(match["weekday"]) if match["weekday"] else None
        month = MONTH_NAMES.index(match["month"]) + 1 if match["month"] else None
        found.append(Said(match[0], None, weekday, month, int(match["year"]) if match["year"] else None))
    return tuple(found)


def _said(text: str, mention: DateMention) -> Said:
    worded = mention.span.of(text)
    portion = _PORTION.match(worded)
    when = mention.when
    if isinstance(when, Stated) and when.last.day is not None:
        if portion:  # "early July 10 children": no day is early
            month = replace(when.last, day=None)
            mention = replace(mention, when=Stated(month, month))
        elif opened := _FROM_DAY.search(text[max(0, mention.span.start - _LOOK_BACK) : mention.span.start]):
            mention = replace(mention, when=Stated(replace(when.first, day=int(opened["day"])), when.last))
            worded = opened[0] + worded
    return Said(worded, mention, portion=portion[0].lower() if portion else "")


@lru_cache(maxsize=8_192)
def days_of(text: str, dated: BulletinDate) -> tuple[Day, ...]:
    """The days that a text speaks of; those that lean on a reference that is not known are left out."""
    return tuple(day for said in said_in(text) for day in _days(said, dated.latest))


def own_days(dated: BulletinDate) -> tuple[Day, ...]:
    """The bulletin's own date, where it is known on both sides."""
    if dated.earliest is None or dated.latest is None:
        return ()
    return (Day(describe_date(dated), dated.earliest, dated.latest),)


def _days(said: Said, reference: date | None) -> list[Day]:
    mention = said.mention
    if mention is None:
        if said.weekday is None or reference is None:
            return []
        return _by_reference(said, DateMention(_NOWHERE, Weekday(said.weekday, before=False)), reference)
    when = mention.when
    if isinstance(when, Stated):
        if when.last.year is not None:
            return _day(said, when)
        if reference is None or when.last.years_back is not None:
            return (
                _by_reference(said, mention, reference)
                if reference
                else _in_year(said, when, BLANK_YEAR, False)
            )
        years = {reference.year - 1, reference.year, reference.year + 1}
        past = resolve(replace(mention, to_come=False), reference)
        if past.latest:
            years.add(past.latest.year)
        around = [day for year in sorted(years) for day in _in_year(said, when, year, True)]
        soon = reference + (timedelta(days=366) if mention.to_come else _SOON)
        return [day for day in around if _is_near(day, past, reference, soon)]
    return _by_reference(said, mention, reference) if reference else []


def _is_near(day: Day, past: BulletinDate, reference: date, soon: date) -> bool:
    """The latest that is not after the reference, or one that comes soon after it."""
    if past.earliest and day.first == past.earliest:
        return True
    return reference < day.last and day.first <= soon


def _by_reference(said: Said, mention: DateMention, reference: date) -> list[Day]:
    found = resolve(mention, reference)
    return (
        [Day(said.worded, found.earliest, found.latest, True, said)]
        if found.earliest and found.latest
        else []
    )


def _in_year(said: Said, when: Stated, year: int, known: bool) -> list[Day]:
    """The stretch ending in a year; one that crosses the new year begins in the year before."""
    crosses = (when.first.month or 1, when.first.day or 1) > (when.last.month or 1, when.last.day or 1)
    filled = Stated(replace(when.first, year=year - crosses), replace(when.last, year=year))
    return _day(said, filled, known)


def _day(said: Said, when: Stated, known: bool = True) -> list[Day]:
    found = stretch_of(when)
    return [Day(said.worded, *found, known, said)] if found else []


@lru_cache(maxsize=8_192)
def stretch_of(when: Stated) -> tuple[date, date] | None:
    """The first and last day of a date that states its year; None where no calendar has it."""
    found = resolve(DateMention(_NOWHERE, when), date(MAXYEAR, 12, 31))
    return (found.earliest, found.latest) if found.earliest and found.latest else None


def filled(when: Stated, day: Day) -> list[tuple[date, date]]:
    """The stretches that a date can be when held against a day: a year that it leaves out is the day's."""
    if when.last.year is not None and day.has_year:
        found = stretch_of(when)
        return [found] if found else []
    if when.last.year is not None or when.last.years_back is not None:
        return []
    said = Said("")
    years = sorted({day.first.year, day.last.year})
    return [(each.first, each.last) for year in years for each in _in_year(said, when, year, True)]


def weekday_of(said: Said) -> int | None:
    """The day of the week that it states, 0 being Monday."""
    if said.mention and isinstance(said.mention.when, Weekday):
        return said.mention.when.day
    return said.stated.first.weekday if said.stated else said.weekday
