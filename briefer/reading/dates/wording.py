"""Says dates and periods in words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from briefer.model import Basis, BulletinDate, Period, Precision
from briefer.reading.dates.tokens import MONTH_NAMES


def describe_date(date: BulletinDate) -> str:
    """Say when something took place and, where its words do not tell, how that is known."""
    if date.precision is Precision.BOUNDS:
        said = _describe_bounds(date) + ", by its place on the page"
        return f"{said} (year assumed)" if date.basis is Basis.ASSUMED else said
    if date.earliest is None or date.latest is None:
        return "date unknown"
    said = _stretch(date.earliest, date.latest)
    if date.precision is Precision.MONTH:
        said = _month(date.earliest)
    elif date.precision is Precision.YEAR:
        first, last = date.earliest.year, date.latest.year
        said = f"{first}" if first == last else f"{first}–{last}"
    return f"{said} (year assumed)" if date.basis is Basis.ASSUMED else said


def describe_period(period: Period) -> str:
    """Say which days a period holds; one side may be open."""
    if period.since and period.until:
        return _stretch(period.since, period.until)
    if period.since:
        return f"since {describe_day(period.since)}"
    return f"until {describe_day(period.until)}" if period.until else "any date"


def _describe_bounds(date: BulletinDate) -> str:
    if date.earliest and date.latest:
        if date.earliest == date.latest:
            return describe_day(date.earliest)
        return f"between {_stretch(date.earliest, date.latest, joiner=' and ')}"
    if date.latest:
        return f"not after {describe_day(date.latest)}"
    return f"not before {describe_day(date.earliest)}" if date.earliest else "date unknown"


def _stretch(first: date, last: date, joiner: str = "–") -> str:
    if first == last:
        return describe_day(first)
    if joiner == "–" and _is_whole_months(first, last):
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{joiner}{describe_day(last)}"
    joiner = " – " if joiner == "–" else joiner
    start = f"{first.day} {MONTH_NAMES[first.month - 1]}" if first.year == last.year else describe_day(first)
    return f"{start}{joiner}{describe_day(last)}"


def _is_whole_months(first: date, last: date) -> bool:
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _months(first: date, last: date) -> str:
    if (first.month, last.month) == (1, 12):
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if first.year != last.year:
        return f"{_month(first)} – {_month(last)}"
    same = first.month == last.month
    return _month(first) if same else f"{MONTH_NAMES[first.month - 1]}–{_month(last)}"


def describe_day(day: date) -> str:
    """Say a day: "17 February 2025"."""
    return f"{day.day} {_month(day)}"


def _month(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"
