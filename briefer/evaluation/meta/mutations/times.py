"""Wrong dates."""

from __future__ import annotations

import re
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.mutations.edits import Edit, World, swap
from briefer.evaluation.meta.text import DAYS, MONTH, MONTHS

_DAY_OF_MONTH = re.compile(rf"\b{MONTH} (?P<day>\d{{1,2}})(?!\d)|\b(?P<day_first>\d{{1,2}}) {MONTH}(?!\w)")
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(MONTHS)})\b(?<!\bMay)")
_WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(DAYS)})\b")
_YEAR = re.compile(
    r"\b(?:in|since|of|until|by|from|before|after|between|\w+,?|\d,) (?P<year>(?:19|20)\d\d)(?![\w–-]| [A-Z])"
)
_RELATIVE = (
    ("yesterday", "last week"),
    ("last year", "last month"),
    ("last month", "last year"),
    ("last week", "last month"),
    ("past year", "past month"),
    ("past month", "past year"),
    ("past week", "past month"),
    ("a week earlier", "a month earlier"),
    ("a month earlier", "a week earlier"),
    ("a year earlier", "a month earlier"),
    ("some days before", "some months before"),
    ("one day after", "one month after"),
    ("a day after", "a month after"),
    ("days after", "months after"),
    ("months after", "days after"),
    ("next week", "next month"),
    ("next month", "next year"),
    ("next year", "next month"),
    ("this week", "next month"),
    ("this year", "next year"),
    ("early this month", "early this year"),
    ("tomorrow", "next month"),
)


def date(base: Base, world: World, random: Random) -> Edit | None:
    """Another day, month, weekday, year or distance in time, and none that the bulletin names."""
    text = base.text
    edits = [edit for match in _DAY_OF_MONTH.finditer(text) for edit in _other_day(text, match, random)]
    edits += [
        swap(text, m, random.choice([x for x in MONTHS if x != m["month"]]), "month")
        for m in _MONTH.finditer(text)
    ]
    edits += [
        swap(text, m, random.choice([x for x in DAYS if x != m["weekday"]]), "weekday")
        for m in _WEEKDAY.finditer(text)
    ]
    edits += [edit for match in _YEAR.finditer(text) for edit in _other_year(text, match, base, random)]
    for old, new in _RELATIVE:
        edits += [swap(text, match, new) for match in re.finditer(rf"\b{old}\b", text)]
    fresh = [edit for edit in edits if edit.change.split(" -> ")[1] not in base.known]
    return random.choice(fresh) if fresh else None


def _other_day(text: str, match: re.Match[str], random: Random) -> list[Edit]:
    group = "day" if match["day"] else "day_first"
    old = int(match[group])
    days = [day for day in range(1, 29) if abs(day - old) >= 2 and str(day) not in text]
    return [swap(text, match, str(random.choice(days)), group)] if days and old <= 31 else []


def _other_year(text: str, match: re.Match[str], base: Base, random: Random) -> list[Edit]:
    old = int(match["year"])
    day = base.bulletin.date.earliest
    # Years that lie ahead of the bulletin would give the edit away.
    latest = max(old, day.year) if day else old
    years = [year for year in range(old - 6, old + 7) if year != old and year <= latest]
    return [swap(text, match, str(random.choice(years)), "year")]
