"""Reads one calendar date, without regard to the words around it."""

from __future__ import annotations

from dataclasses import replace

from briefer.reading.dates import tokens as read
from briefer.reading.dates.mentions import Parts
from briefer.reading.dates.tokens import Tokens


def point(tokens: Tokens, at: int) -> tuple[Parts, int] | None:
    """Read one date: "Feb. 17", "Monday, 17 February 2025", "July 2022", "2012", "1990s", "2025-02-17"."""
    token = tokens[at]
    if token.numeric:
        year, month, day = token.numeric
        return Parts(year, month, day), at + 1
    if named := read.weekday(tokens, at, cut=True):
        after = named[1] + (tokens[named[1]].text == ",")
        after += tokens[after].word == "the"
        found = month_first(tokens, after) or day_first(tokens, after)
        return (replace(found[0], weekday=named[0]), found[1]) if found and found[0].day else None
    if found := month_first(tokens, at) or day_first(tokens, at):
        return found
    if decade := read.decade(tokens, at):
        return Parts(year=decade[0], decade=True), decade[1]
    year_only = read.year_alone(tokens, at)
    return (Parts(year=year_only[0]), year_only[1]) if year_only else None


def month_first(tokens: Tokens, at: int) -> tuple[Parts, int] | None:
    """Read "Feb. 17" or "February", with the year that follows."""
    month = read.month(tokens, at)
    if month is None:
        return None
    after = month[1] + (tokens[month[1]].word == "the" and bool(tokens[month[1] + 1].suffix))
    if day := read.day(tokens, after):
        return with_year(tokens, Parts(month=month[0], day=day[0]), day[1])
    return with_year(tokens, Parts(month=month[0]), month[1])


def day_first(tokens: Tokens, at: int) -> tuple[Parts, int] | None:
    """Read "17 February" or "17th of February", with the year that follows."""
    day = read.day(tokens, at)
    if day is None:
        return None
    of = tokens[day[1]].word == "of" and bool(tokens[at].suffix)
    month = read.month(tokens, day[1] + of)
    return with_year(tokens, Parts(month=month[0], day=day[0]), month[1]) if month else None


def with_year(tokens: Tokens, parts: Parts, at: int) -> tuple[Parts, int]:
    """Add the year that follows, if one does: ", 2025", "of 2025", "last year"."""
    after = at + (tokens[at].text == "," or tokens[at].word == "of")
    if year := read.year(tokens, after):
        return replace(parts, year=year[0]), year[1]
    back = {"last": 1, "this": 0, "next": -1}.get(tokens[after].word)
    if back is not None and tokens[after + 1].word == "year":
        return replace(parts, years_back=back), after + 2
    return parts, at
