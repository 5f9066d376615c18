"""Dates and numbers in one form, for a model that would take another way of writing them for another meaning.

What they mean is for the checks to hold together; a model of this size has no arithmetic.
"""

from __future__ import annotations

import re
from calendar import month_name
from functools import lru_cache

from briefer.grounding.language.quantities import NUMBER, value_of
from briefer.reading.dates import DateMention, Stated, find_dates
from briefer.reading.dates.mentions import Parts

_NUMBER = re.compile(rf"(?<![\w.,:/-]){NUMBER}(?![\w/]|[.,:]\d)", re.IGNORECASE)
_UNITS = (
    (re.compile(r"(?<=\d)(?: ?%|[ -]per ?cent\b)"), "%"),
    (re.compile(r"(?<=\d)[ -]?(?:km|kilomet(?:re|er)s?)\b"), " km"),
    (re.compile(r"(?<=\d)[ -]?(?:mi|miles?)\b"), " miles"),
    (re.compile(r"(?<=\d) ?(?:a\.m\.|am)(?!\w)"), " am"),
    (re.compile(r"(?<=\d) ?(?:p\.m\.|pm)(?!\w)"), " pm"),
)
_MONTHS = "|".join(month_name[1:])
_ARTICLE = re.compile(rf"\bthe (?=\d{{1,2}} (?:{_MONTHS})\b)")
_ORDINAL = re.compile(rf"\bthe (\d{{1,2}})(?:st|nd|rd|th)(?= (?:to|and|or) \d{{1,2}} (?:{_MONTHS})\b)")
_HALF = re.compile(r"(?<=\d) and a half (?=million\b|billion\b|trillion\b)")
_ONE = re.compile(r"a (?:dozen|hundred|thousand|million|billion)", re.IGNORECASE)
_LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@lru_cache(maxsize=16_384)
def in_plain_form(text: str) -> str:
    """Return a text with its days as "17 February", its numbers as digits and its commonest units as signs.

    The year of a day is left out: a bulletin rarely gives it, and the check of dates holds it to the bulletin's own.
    """
    parts, at = [], 0
    for mention in find_dates(text):
        if written := _written(mention, mention.span.of(text)):
            parts += [_numbers(text[at : mention.span.start]), written]
            at = mention.span.end
    plain = "".join([*parts, _numbers(text[at:])])
    for pattern, sign in _UNITS:
        plain = pattern.sub(sign, plain)
    return _ORDINAL.sub(r"\1", _ARTICLE.sub("", plain))


def _written(mention: DateMention, worded: str) -> str:
    when = mention.when
    if not isinstance(when, Stated) or not (when.first.day and when.last.day):
        return ""
    if when.first == when.last:
        return _day(when.last)
    first = str(when.first.day) if when.first.month == when.last.month else _day(when.first)
    return f"{first} {'and' if ' and ' in worded else 'to'} {_day(when.last)}"


def _day(parts: Parts) -> str:
    return f"{parts.day} {month_name[parts.month or 0]}"


def _numbers(text: str) -> str:
    return _HALF.sub(".5 ", _NUMBER.sub(_digits, text))


def _digits(match: re.Match[str]) -> str:
    if match["vague"] and not _ONE.fullmatch(match[0]):
        return match[0]
    value = value_of(match)
    for scale, name in _LARGE:
        if value >= scale:
            return f"{value / scale:.15g} {name}"
    return f"{value:.15g}"
