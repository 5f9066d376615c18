"""Puts a date that a text mentions on the calendar, counting back from a reference day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from briefer.model import UNDATED, Basis, BulletinDate, Precision
from briefer.reading.dates.mentions import Ago, DateMention, Parts, Past, Stated, Weekday

_FURTHEST_BACK = 12  # years in which Feb. 29 has come round, across 1900 too
_FURTHEST_WEEKDAY = 6  # years in which a stated day of the week may choose the year; past that it is a slip


def resolve(mention: DateMention, reference: date) -> BulletinDate:
    """Return the date of a mention made on the reference day.

    A date without a year is the latest that is not after the reference; a stretch goes back as a whole, and a
    month that has begun but not ended is cut at the reference. A stated year stays as stated. The basis is
    STATED. A date without a year is UNDATED where the words put it after the reference ("will meet on Feb. 28")
    or no calendar has it before.
    """
    if mention.to_come and not mention.has_year:
        return UNDATED
    try:
        return _resolve(mention, reference)
    except (ValueError, OverflowError):  # before the first year of the calendar
        return UNDATED


def _resolve(mention: DateMention, reference: date) -> BulletinDate:
    match mention.when:
        case Stated() as stated:
            return _stated(stated, reference, strictly=mention.opener == "last")
        case Weekday(day, before):
            back = (reference.weekday() - day) % 7
            found = reference - timedelta(days=back or 7 * before)
            return BulletinDate(found, found, Precision.DAY, Basis.STATED)
        case Ago(unit, count):
            return _ago(unit, count, reference)
        case Past(unit, count):
            since = _back(unit, count, reference)
            return BulletinDate(since, reference, Precision.RANGE, Basis.STATED)


def _stated(stated: Stated, reference: date, *, strictly: bool) -> BulletinDate:
    fallback = UNDATED
    for first, last in _years(stated, reference):
        try:
            earliest, begun, latest = _ends(first)[0], _ends(last)[0], _ends(last)[1]
        except ValueError:
            continue  # Feb. 29 of a year that has none
        if stated.last.year is not None:
            return BulletinDate(earliest, latest, _precision(stated, earliest, latest), Basis.STATED)
        if begun > reference and stated.first.weekday == earliest.weekday():
            return UNDATED  # its day of the week says that it is still to come
        if begun > reference or (strictly and stated.last.day is None and latest >= reference):
            continue
        latest = min(latest, reference)
        found = BulletinDate(earliest, latest, _precision(stated, earliest, latest), Basis.STATED)
        if stated.first.weekday in (None, earliest.weekday()):
            return found
        fallback = found if fallback is UNDATED else fallback
        if fallback.earliest and fallback.earliest.year - earliest.year >= _FURTHEST_WEEKDAY:
            break
    return fallback


def _years(stated: Stated, reference: date) -> Iterator[tuple[Parts, Parts]]:
    """The two ends of the stretch with their years filled in, the latest years first."""
    first, last = stated.first, stated.last
    if last.year is not None:
        yield first if first.year is not None else replace(first, year=last.year), last
        return
    if last.years_back is not None:
        back = first.years_back if first.years_back is not None else last.years_back
        yield replace(first, year=reference.year - back), replace(last, year=reference.year - last.years_back)
        return
    crosses = (first.month or 1, first.day or 1) > (last.month or 1, last.day or 1)
    for year in range(reference.year, max(MINYEAR, reference.year - _FURTHEST_BACK) - 1, -1):
        if year - crosses >= MINYEAR:
            yield replace(first, year=year - crosses), replace(last, year=year)


def _ends(parts: Parts) -> tuple[date, date]:
    year = parts.year or 0
    if parts.month is None:
        return date(year, 1, 1), date(min(year + 9 * parts.decade, MAXYEAR), 12, 31)
    if parts.day is None:
        return date(year, parts.month, 1), date(year, parts.month, monthrange(year, parts.month)[1])
    day = date(year, parts.month, parts.day)
    return day, day


def _precision(stated: Stated, earliest: date, latest: date) -> Precision:
    if stated.first != stated.last:
        return Precision.RANGE if earliest != latest else Precision.DAY
    if stated.last.day is not None:
        return Precision.DAY
    return Precision.MONTH if stated.last.month is not None else Precision.YEAR


def _ago(unit: str, count: int, reference: date) -> BulletinDate:
    then = _back(unit, count, reference)
    match unit:
        case "day":
            earliest, latest, precision = then, then, Precision.DAY
        case "week":
            earliest = then - timedelta(days=then.weekday())
            latest, precision = earliest + timedelta(days=6), Precision.RANGE
        case "weekend":
            days = reference.weekday() + 2 if count else (reference.weekday() - 5) % 7
            earliest = reference - timedelta(days=days)
            latest, precision = earliest + timedelta(days=1), Precision.RANGE
        case "month":
            earliest, latest = _ends(Parts(then.year, then.month))
            precision = Precision.MONTH
        case _:
            earliest, latest = _ends(Parts(then.year))
            precision = Precision.YEAR
    return BulletinDate(earliest, min(latest, reference), precision, Basis.STATED)


def _back(unit: str, count: int, reference: date) -> date:
    """The day so many units before the reference; in a shorter month its last day."""
    if unit in ("day", "week", "weekend"):
        return reference - timedelta(days=count * (7 if unit == "week" else 1))
    months = reference.year * 12 + reference.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(reference.day, monthrange(year, month + 1)[1]))
