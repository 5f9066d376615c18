"""The figures of a sentence as worded: what each counts, what befell those counted, and its bounds.

There is no parser: what is counted is read from the words after a number, and what befell them from the words on
either side, also over "and", "including" and a row of numbers that share one verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefer.grounding.language.amounts import Amount, find_amounts
from briefer.grounding.language.hedges import AFTER, Bound
from briefer.grounding.language.words import stems_of
from briefer.model import Span
from briefer.writing.figures.nouns import is_added, noun_at, period_of, priced, tally_at
from briefer.writing.figures.votes import sides_of
from briefer.writing.figures.words import (
    COUNTED,
    FATE,
    OF_THINGS,
    TELLING,
    fate_after,
    fate_before,
    fate_of_noun,
)

_MONEY = frozenset({"dollar", "euro", "pound", "franc", "ruble", "yen", "yuan", "rupee", "naira"})
_UNITS = {"share": "per cent", "yen": "yen", "yuan": "yuan"}
_AUXILIARY = r"(?:were|was|are|is|being|have been|has been|had been|have|had|to have been|to be)"
_ADVERB = r"(?:also|reported|reportedly|confirmed|feared|presumed|believed|found|still|now|shot|\w+ly)"
_BEFELL = rf"(?:\s+{_AUXILIARY})?(?:\s+{_ADVERB})*(?:\s+to have been)?\s+{FATE}(?:\s+(?:and|or)\s+{FATE})?"
_ASIDE = (
    r"(?:,?\s+(?:including|among them|most of them|many of them)\b[^;.]*?,|\s+[—–-]\s[^—–;.]*?\s[—–-])"
    rf"(?=\s+(?:(?:were|was|are|is|have|had|has|reportedly|allegedly)\b|{FATE}))"
)
_UNCOUNTED = r",?\s+and\s+(?:an?|the|their|his|her)\s+[\w’'-]+(?:\s+[\w’'-]+){0,2}?"
_AFTER = re.compile(rf"(?P<between>{_ASIDE}|{_UNCOUNTED})?(?P<fate>{_BEFELL})", re.IGNORECASE)
# "three of the five gunmen"
_WHOLE = re.compile(r"\s+(?:out )?of(?:\s+(?:his|her|its|their|the|these|those))?\s+")
_NAME = r"[A-Z][\w’'-]+"
_PLACE = re.compile(
    rf"\s+in\s+(?:the\s+)?(?:\w+ern\s+)?{_NAME}(?:\s+{_NAME}){{0,3}}(?:\s+(?:village|district|region|province))?"
    r"(?=\s*(?:$|[,.;:)]|(?:and|or|on|by|in|at|after|when|during|as|while|with|since|for|were|are|was|is)\b))"
)
_REVISED = re.compile(
    r"\b(?:ris\w+|rose|rais\w+|revis\w+|increas\w+|climb\w*|up|grew|reduc\w+|lower\w+|down|fell|cut)\s+$"
)
_JOINED = re.compile(
    r"\s*(?:,\s+an?\s+[^,.;:\d]{1,40})?(?:,?\s*(?:and|as well as|plus|along with|besides)|,|:)\s*$",
    re.IGNORECASE,
)
_TOO = re.compile(r"\s*,?\s*(?:as well as|plus|along with|besides)\s*$", re.IGNORECASE)
_PART = re.compile(
    r"\s*[,(]?\s*(?:(?:and|which|that)\s+)?(?:includ(?:ing|ed|es?)|among (?:them|whom)(?: were| are)?)\s*$"
)
_IN_PLACE = re.compile(rf"\s+in\s+(?:the\s+)?(?:\w+ern\s+)?{_NAME}")
# "five-month-old"
_COMPOUND = re.compile(r"-(?:old|year|month|week|day|hour|minute|storey|story|member|strong)\b")
_THINGS = stems_of("homes houses buildings villages graves")
_NO_FATE = stems_of("cases infections votes abstentions")
_OF_ANYTHING = frozenset({"freed", "trapped", "rescued"})  # documents are released too
_MOST = 40  # figures that are read of one sentence
_MANY = 10  # people of whom nothing is told but their number
_LOOK_BACK = 60  # characters before a figure in which "killing" is looked for


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence. `noun` is empty where nothing is named; then people are meant where a fate is told."""

    span: Span  # as worded, with what befell those counted where that stands beside the number
    worded: str
    noun: str
    fate: str
    unit: str  # "", "per cent" or the name of a currency
    place: str  # that stands right beside it: "in Libiri village"
    period: str  # over which they are counted: "in the past year"; empty for those of one event
    low: float | None
    high: float | None
    is_vague: bool
    is_added: bool  # "21 more", "203 new cases", "in the past 24 hours"

    @property
    def counted(self) -> str:
        """What is counted, in words: "soldiers killed"."""
        if self.unit:
            return f"{self.noun}, {self.unit}" if self.noun else self.unit
        added = "more " if self.is_added and not self.noun.startswith("new ") else ""
        return f"{added}{self.noun or 'people'} {self.fate}".strip()


@dataclass(frozen=True, slots=True)
class _Read:
    """A number with the words around it as far as they are read."""

    amount: Amount
    noun: str
    noun_end: int
    span: Span
    fate: str
    is_governed: bool  # by a verb before it, which may hold for the next number too
    place: str
    is_added: bool
    is_tally: bool
    is_vote: bool = False


def figures_of(sentence: str) -> tuple[Figure, ...]:
    """The figures of a sentence that a desk counts, in order: people, votes, homes, money and shares."""
    amounts = [each for each in _apart(sentence, find_amounts(sentence)) if _may_count(each)][:_MOST]
    reads = _shared_fates(sentence, [_read(sentence, each, each is amounts[0]) for each in amounts])
    return tuple(_figure(sentence, each) for each in reads if _counts(each))


def _apart(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    """Without those that only tell of how many others are a part: "three of the five gunmen"."""
    return [
        each
        for at, each in enumerate(amounts)
        if not at or not _WHOLE.fullmatch(text[amounts[at - 1].span.end : each.span.start])
    ]


def _may_count(amount: Amount) -> bool:
    """No duration, distance, age, ordinal or "double", nor a part of another word; a share only in per cent."""
    if amount.unit == "share":
        return "%" in amount.worded or "cent" in amount.worded
    is_money = amount.unit in _MONEY or amount.unit.endswith(("$", "€", "£", "¥", "₹", "₦"))
    return is_money or (amount.unit == "" and not _COMPOUND.search(amount.worded.split(" ")[0]))


def _read(text: str, amount: Amount, is_first: bool) -> _Read:
    start, end = _bare(text, amount), amount.span.end
    noun, end = noun_at(text, end)
    for _, pattern in AFTER:  # "42 women or more"
        if match := pattern.match(text, amount.span.end):
            end = max(end, match.end())
    noun_end = end
    fate, told = fate_before(text[max(0, start - _LOOK_BACK) : start])
    is_governed = bool(fate)
    after = None if fate else _AFTER.match(text, end)
    if after and not after["between"]:
        end = after.end()
    fate = fate or fate_of_noun(noun) or (fate_after(after["fate"]) if after else "")
    tally = tally_at(text, start) if not fate and noun in ("", "people", "persons") else None
    if tally:
        noun, fate, is_governed = tally.noun, tally.fate, tally.goes_on
    place = _PLACE.match(text, end)
    span = Span(start - told, place.end() if place else end)
    beside = place[0].strip() if place else ""
    added = is_added(text, amount.span, is_first)
    if side := sides_of(text).get(amount.span.end):
        noun, noun_end = (noun if stems_of(noun) & _NO_FATE else side[0]), max(end, side[1])
        return _Read(amount, noun, noun_end, Span(start, noun_end), "", False, "", added, False, is_vote=True)
    return _Read(amount, noun, noun_end, span, fate, is_governed, beside, added, tally is not None)


def _bare(text: str, amount: Amount) -> int:
    """Where the figure starts without an article: "the 21 dead", "from 12 people"."""
    lead = re.match(r"(?:the|from)\s+", amount.span.of(text), re.IGNORECASE)
    return amount.span.start + (len(lead[0]) if lead and amount.bound is not Bound.RANGE else 0)


def _shared_fates(text: str, reads: list[_Read]) -> list[_Read]:
    """Give a number the fate of its neighbour where the two share it: "15 civilians and 19 officers are killed"."""
    found = list(reads)
    for at in range(1, len(found)):
        before, read = found[at - 1], found[at]
        gap = text[max(before.noun_end, before.span.end) : read.span.start]
        whole = text[before.noun_end : read.span.start]
        part = _PART.fullmatch(whole) or _PART.fullmatch(gap)
        follows = _JOINED.fullmatch(gap) and (
            before.is_governed or _TOO.fullmatch(gap) or _IN_PLACE.match(text, read.amount.span.end)
        )
        shares = _may_befall(read, before.fate) and not fate_of_noun(before.noun)
        if not read.fate and shares and ((part and read.noun) or follows):
            found[at] = replace(read, fate=before.fate, is_governed=before.is_governed)
    for at in range(len(found) - 2, -1, -1):
        read, after = found[at], found[at + 1]
        joined = _JOINED.fullmatch(text[read.noun_end : after.span.start])
        shares = _may_befall(read, after.fate) and not (after.is_governed or fate_of_noun(after.noun))
        if not read.fate and joined and shares:
            found[at] = replace(read, fate=after.fate)
    return found


def _may_befall(read: _Read, fate: str) -> bool:
    """Say whether a fate can be that of what is counted: no case is killed, and no vote."""
    stems = stems_of(read.noun)
    is_of_things = fate in OF_THINGS or fate == "evacuated"
    return bool(fate) and not stems & _NO_FATE and (is_of_things or not stems & _THINGS)


def _counts(read: _Read) -> bool:
    """Say whether a desk counts it."""
    if read.amount.unit or read.is_vote:
        return True
    if read.fate:
        sure = read.fate not in _OF_ANYTHING or not read.noun or bool(stems_of(read.noun) & COUNTED)
        return sure and bool(read.noun or read.fate not in OF_THINGS)
    stems = stems_of(read.noun)
    if stems & TELLING or (read.is_tally and read.noun.startswith("people")):
        return True
    return bool(stems & COUNTED) and (read.amount.value >= _MANY or read.amount.bound is Bound.VAGUE)


def _figure(text: str, read: _Read) -> Figure:
    low, high = _bounds(text, read.amount)
    noun, unit = read.noun, read.amount.unit
    if unit:
        noun = priced(text, read.span, noun, unit)
    elif fate_of_noun(noun) == read.fate:
        noun = noun if not read.fate else ""  # "460 deaths" are people killed
    return Figure(
        span=read.span,
        worded=read.span.of(text),
        noun=noun,
        fate="" if unit else read.fate,
        unit=_UNITS.get(unit, f"{unit}s" if unit in _MONEY else unit),
        place=read.place,
        period="" if read.is_tally and noun else period_of(text, read.span),  # a tally's noun tells it
        low=low,
        high=high,
        is_vague=read.amount.bound is Bound.VAGUE,
        is_added=read.is_added,
    )


def _bounds(text: str, amount: Amount) -> tuple[float | None, float | None]:
    """As far as the words bound it; "dozens" is no number."""
    match amount.bound:
        case Bound.VAGUE:
            return None, None
        case Bound.LEAST:
            return amount.value, None
        case Bound.MOST:
            return None, amount.value
        case Bound.RANGE if _REVISED.search(text[: amount.span.start]):
            return amount.high, amount.high  # "rises from five to nine" is nine
        case Bound.RANGE:
            return amount.low, amount.high
    return amount.value, amount.value
