"""Finds every date of a text: those of the calendar, and those counted from another day ("yesterday")."""

from __future__ import annotations

import re
from dataclasses import replace

from briefer.model import Span
from briefer.reading.dates import tokens as read
from briefer.reading.dates.grammar import stated_at
from briefer.reading.dates.mentions import Ago, DateMention, Past, Weekday
from briefer.reading.dates.tokens import Tokens
from briefer.reading.words import words

_UNITS = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
    "year": "year", "years": "year", "fortnight": "fortnight",
}  # fmt: skip
_DAYS = {"yesterday": 1, "today": 0}
_PARTS_OF_DAY = words("morning afternoon evening night")
_WEEKDAY_OPENERS = words("on last since after late early")
_OPENERS = words("since from until till before after during in on over by")
_UNTIL = ("until", "till", "by")
_LEAD = 70  # characters before a date that say what it is
_TO_COME = re.compile(
    r"\b(?:will|would|shall|scheduled|slated|due|planned|plans|(?<!than )(?<!as )expected|postponed|upcoming"
    r"|to be|(?:is|are) to|beginning|starting|effective)\b(?:\W+\w+){0,6}\W*$"
)
_SENTENCE_END = re.compile(r"[a-z)\"”]{2}[.!?]\s+|\n")
_LONGEST_PAST = 200  # of any unit; more than that is no stretch that a bulletin counts back


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Return the dates that a text states, in order and apart from each other.

    Dates that hang on another event ("a week earlier", "days later") are not among them.
    """
    return tuple(replace(found, to_come=_is_to_come(text, found)) for found in find_in(text))


def find_in(text: str, *, any_case: bool = False) -> tuple[DateMention, ...]:
    """As `find_dates`, whether to come or not; `any_case` admits names in lower case, as in a typed question."""
    tokens = Tokens(text, any_case=any_case)
    found: list[DateMention] = []
    at = 0
    while at < len(tokens):
        reading = stated_at(tokens, at) or _relative_at(tokens, at)
        if reading is None:
            at += 1
            continue
        mention, at = reading
        if mention and (not found or found[-1].span.end <= mention.span.start):
            found.append(mention)
    return tuple(found)


def lead_of(text: str, at: int) -> str:
    """The words of the same sentence that stand shortly before an offset."""
    return _SENTENCE_END.split(text[max(0, at - _LEAD) : at])[-1]


def _is_to_come(text: str, mention: DateMention) -> bool:
    if isinstance(mention.when, Ago | Past):
        return False
    return mention.opener in _UNTIL or _TO_COME.search(lead_of(text, mention.span.start)) is not None


def _relative_at(tokens: Tokens, at: int) -> tuple[DateMention, int] | None:
    found = _named_day(tokens, at) or _weekday(tokens, at) or _whole_unit(tokens, at) or _past(tokens, at)
    found = found or _ago(tokens, at)
    if found is None:
        return None
    when, end = found
    before = tokens[at - 1].word if tokens[at - 1].word != "the" else tokens[at - 2].word
    opener = before if before in _OPENERS else ""
    return DateMention(Span(tokens[at].start, tokens[end - 1].end), when, opener), end


def _named_day(tokens: Tokens, at: int) -> tuple[Ago, int] | None:
    token, before = tokens[at], tokens[at - 1]
    if token.word not in _DAYS or (token.text[0].isupper() and before.text[:1].isupper()):
        return None  # "USA Today"
    return Ago("day", _DAYS[token.word]), at + 1


def _weekday(tokens: Tokens, at: int) -> tuple[Weekday, int] | None:
    last = tokens[at].word == "last"
    named = read.weekday(tokens, at + last)
    if named is None:
        return None
    part_of_day = tokens[named[1]].word in _PARTS_OF_DAY
    if tokens[at - 1].word in ("next", "every", "each", "following", "previous"):
        return None
    if not (last or part_of_day or tokens[at - 1].word in _WEEKDAY_OPENERS):
        return None
    return Weekday(named[0], before=last), named[1] + part_of_day


def _whole_unit(tokens: Tokens, at: int) -> tuple[Ago, int] | None:
    """Read "last week", "this month", "the weekend"."""
    first, unit = tokens[at].word, tokens[at + 1].word
    if first in ("last", "this") and tokens[at - 1].word != "the" and tokens[at + 2].word != "of":
        if unit in ("week", "month", "year"):
            return Ago(unit, int(first == "last")), at + 2
        if unit == "weekend":
            return Ago(unit, int(first == "last")), at + 2
    if first in ("the", "weekend") and tokens[at - 1].word in ("over", "at", "during", "on"):
        end = at + 1 + (first == "the")
        if tokens[end - 1].word == "weekend" and tokens[end].word != "of":
            return Ago("weekend", 0), end
    return None


def _past(tokens: Tokens, at: int) -> tuple[Past, int] | None:
    """Read "past three months", "the last week", "last 24 hours"; the article is left out."""
    word, article = tokens[at].word, tokens[at - 1].word == "the"
    if word not in ("past", "last"):
        return None
    counted = read.count(tokens, at + 1)
    number, end = counted or (1, at + 1)
    unit = tokens[end].word
    if counted is None and (unit not in ("day", "week", "month", "year", "fortnight") or not article):
        return None
    if tokens[end + 1].word == "of" or not 0 < number <= _LONGEST_PAST:
        return None
    if unit in ("hour", "hours"):
        return Past("day", -(-number // 24)), end + 1
    if unit == "fortnight":
        return Past("day", 14 * number), end + 1
    return (Past(_UNITS[unit], number), end + 1) if unit in _UNITS else None


def _ago(tokens: Tokens, at: int) -> tuple[Ago, int] | None:
    """Read "two days ago"."""
    counted = read.count(tokens, at)
    if counted is None or (tokens[at].digits and tokens[at].glued):
        return None
    number, end = counted
    unit = tokens[end].word
    if tokens[end + 1].word != "ago" or unit not in _UNITS or not 0 < number <= _LONGEST_PAST:
        return None
    if tokens[at - 1].word in ("than", "about", "around", "over", "nearly", "almost", "and", "hundred"):
        return None  # "more than two years ago" names no day, month or year
    return (Ago("day", 14 * number) if unit == "fortnight" else Ago(_UNITS[unit], number)), end + 2
