"""Dates: those of a claim must agree with what the cited words say, and with the day of their bulletin."""

from __future__ import annotations

import re
from itertools import chain

from briefer.grounding.language.cues import is_quotation, premise_sentences, quoted, sentences_of
from briefer.grounding.language.days import Day, Said, days_of, filled, own_days, said_in, weekday_of
from briefer.grounding.language.orders import is_reversed, orders_in
from briefer.grounding.language.timing import other_gap, other_stretch, swapped_anchor
from briefer.grounding.language.words import stems_of
from briefer.grounding.pairs import Pair, Premise
from briefer.model import Basis, Finding
from briefer.reading.dates import resolve
from briefer.reading.sentences import sentence_spans

NAME = "dates"
_PORTIONS = {"early": (1, 12), "mid": (9, 22), "late": (18, 31)}  # days of the month that a portion can mean
_LIST = re.compile(r"\band\b|,|&")
_ENDS = frozenset({"since", "after", "from", "until", "till", "before", "by"})
_LONG = 300  # days; a month does not stand for a stretch that long


def check(pair: Pair) -> tuple[Finding, ...]:
    """Find the dates of the claim that the cited words do not bear out, and what it puts before for after."""
    said = said_in(pair.claim)
    found = [_judged(each, said, pair) for each in said if not _stands(each, said, pair)]
    for differ in (swapped_anchor, other_gap, other_stretch):
        told = differ(pair.claim, pair.text)
        if told:
            found.append(
                Finding(NAME, f'the claim says "{told[0]}", the bulletin "{told[1]}"', contradicts=True)
            )
    return (*found, *_turned_about(pair))


def _turned_about(pair: Pair) -> tuple[Finding, ...]:
    """Two events that the claim puts in the other order."""
    stated = [(each, order) for each in premise_sentences(pair) for order in orders_in(each)]
    if not stated or is_quotation(pair):
        return ()
    for claim in sentences_of(pair.claim):
        for mine in orders_in(claim):
            for sentence, theirs in stated:
                if is_reversed(mine, theirs):
                    reason = f"the claim says {quoted(claim.text)}, the bulletin {quoted(sentence.text)}"
                    return (Finding(NAME, f"{reason}: the order is turned about", contradicts=True),)
    return ()


# Whether a date of the claim stands


def _stands(said: Said, beside: tuple[Said, ...], pair: Pair) -> bool:
    if _has_words(pair.text, said.worded):
        return True
    if any(_stands_in_words(said, premise) for premise in pair.premises):
        return True
    # the day of the bulletin is the day of what it tells, unless its words give another
    if not any(_stands_around(said, premise) for premise in pair.premises):
        return False
    rival = _rival(said, beside, pair)
    return (
        rival is None or not _is_alike(said, rival[0]) or not _is_nearest(rival[0], rival[1].text, pair.claim)
    )


def _is_nearest(day: Day, text: str, claim: str) -> bool:
    """Whether the day stands in the sentence that has most in common with the claim."""
    stems = stems_of(claim)
    sentences = [span.of(text) for span in sentence_spans(text)]
    nearest = max(sentences, key=lambda sentence: len(stems & stems_of(sentence)), default="")
    return day.worded in nearest


def _has_words(text: str, words: str) -> bool:
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(words, at + 1)
    return False


def _stands_in_words(said: Said, premise: Premise) -> bool:
    if said.is_relative:
        return _counts_back_alike(said, premise)
    return _is_told(said, days_of(premise.text, premise.date), said_in(premise.text))


def _stands_around(said: Said, premise: Premise) -> bool:
    """Whether the date is the bulletin's own, or stands in its title or before the words."""
    days = (*own_days(premise.date), *days_of(premise.context, premise.date))
    return _is_told(said, days, said_in(premise.context))


def _is_told(said: Said, days: tuple[Day, ...], others: tuple[Said, ...]) -> bool:
    if said.stated is None:
        return any(_loosely(said, day) for day in days) or any(_same_loose(said, other) for other in others)
    return any(_holds(said, day) for day in days) or any(_names_loosely(said, other) for other in others)


def _loosely(said: Said, day: Day) -> bool:
    """Whether a weekday, month or year without more is that of the day."""
    weekday = weekday_of(said)
    if weekday is not None:
        return day.is_single and day.has_year and day.first.weekday() == weekday
    if said.month is not None:
        return said.month in (day.first.month, day.last.month) and (day.last - day.first).days < _LONG
    return day.has_year and said.year is not None and day.first.year <= said.year <= day.last.year


def _same_loose(said: Said, other: Said) -> bool:
    weekday = weekday_of(said)
    if weekday is not None:
        return weekday == weekday_of(other)
    month = other.month or (other.stated.last.month if other.stated else None)
    year = other.year or (other.stated.last.year if other.stated else None)
    return (said.month is not None and said.month == month) or (said.year is not None and said.year == year)


def _names_loosely(said: Said, other: Said) -> bool:
    """Whether a month or year of the claim hangs on another noun in the words: "the 2012 coup"."""
    if said.stated is None or said.stated.first != said.stated.last or said.stated.first.day:
        return False
    only = said.stated.first
    if only.month is None:
        return only.year is not None and only.year == other.year
    return only.month == other.month and only.year is None


def _counts_back_alike(said: Said, premise: Premise) -> bool:
    """Whether "last week" is what the words say or holds a day of theirs, or nothing tells otherwise."""
    relative = [each for each in said_in(premise.text) if each.is_relative]
    if not relative or said.mention is None:
        return True
    if any(each.mention and each.mention.when == said.mention.when for each in relative):
        return True
    if premise.date.latest is None:
        return False
    meant = resolve(said.mention, premise.date.latest)
    first, last = meant.earliest, meant.latest
    days = (*days_of(premise.text, premise.date), *own_days(premise.date))
    return bool(first and last and any(first <= day.first and day.last <= last for day in days))


def _holds(said: Said, day: Day) -> bool:
    """Whether the date that the claim states is the day, or holds it."""
    if said.stated is None:
        return False
    weekday = said.stated.first.weekday
    if _are_other_stretches(said, day):
        return False
    for first, last in filled(said.stated, day):
        if weekday is not None and (day.has_year or said.stated.last.year) and first.weekday() != weekday:
            continue
        if first <= day.first and day.last <= last:
            return _portion_agrees(said, day)
        opener = said.mention.opener if said.mention else ""
        is_end = first == last and first in (day.first, day.last)
        if is_end and (opener in _ENDS or _is_list(day)):
            return True
    return False


def _are_other_stretches(said: Said, day: Day) -> bool:
    """ "2006–2009" holds 2008 to 2009, but where both are stretches they must be the same."""
    one, other = said.stated, day.said.stated if day.said else None
    if one is None or other is None or one.first == one.last or other.first == other.last:
        return False
    return (day.first, day.last) not in filled(one, day)


def _is_list(day: Day) -> bool:
    """ "Dec. 12 and 14" are two days, "between Dec. 12 and 14" is a stretch."""
    opener = day.said.mention.opener if day.said and day.said.mention else ""
    return (
        bool(_LIST.search(day.worded)) and opener != "between" and not re.search(r"\bto\b|[–-]", day.worded)
    )


def _portion_agrees(said: Said, day: Day) -> bool:
    if not said.portion or (day.said and day.said.portion == said.portion):
        return True
    low, high = _PORTIONS[said.portion]
    return day.is_single and low <= day.first.day <= high


# What is wrong with one that does not


def _judged(said: Said, beside: tuple[Said, ...], pair: Pair) -> Finding:
    rival = _rival(said, beside, pair)
    if rival is None:
        return Finding(NAME, f'the claim says "{said.worded}", {_instead(pair)}')
    day, premise = rival
    shown = f'"{day.worded}"'
    year_only = said.stated is not None and said.stated.last.year is not None and day.said is not None
    if year_only and day.said and day.said.stated and day.said.stated.last.year is None and day.has_year:
        shown += f" ({day.first.year})"
    known = day.has_year and (premise.date.basis is not Basis.ASSUMED or not _same_but_for_year(said, day))
    return Finding(NAME, f'the claim says "{said.worded}", the bulletin {shown}', contradicts=known)


def _same_but_for_year(said: Said, day: Day) -> bool:
    when = said.stated.last if said.stated else None
    return when is not None and (when.month, when.day) == (day.last.month, day.last.day)


def _rival(said: Said, beside: tuple[Said, ...], pair: Pair) -> tuple[Day, Premise] | None:
    """Another date of the same kind in the words, one that no other date of the claim speaks of."""
    fallback: tuple[Day, Premise] | None = None
    for premise in pair.premises:
        for day in days_of(premise.text, premise.date):
            if day.said is None or not _is_comparable(said, day):
                continue
            others = [each for each in beside if each is not said]
            if any(_holds(each, day) or _loosely(each, day) for each in others):
                continue
            if fallback is None or _overlap(said, day) > _overlap(said, fallback[0]):
                fallback = day, premise
    return fallback


def _is_comparable(said: Said, day: Day) -> bool:
    if said.is_relative:
        return day.said is not None and day.said.is_relative
    when = said.stated.last if said.stated else None
    if weekday_of(said) is not None and (when is None or when.day is None):
        return day.is_single
    if when is not None and when.day is not None:
        return day.is_single or (
            day.said is not None and day.said.stated is not None and day.said.stated.last.day is not None
        )
    if (when is not None and when.month is not None) or said.month is not None:
        return (day.last - day.first).days < _LONG
    return day.has_year


def _is_alike(said: Said, day: Day) -> bool:
    """Whether the words state a date as closely as the claim does, both of the calendar or both a weekday."""
    if day.said is None:
        return False
    one, other = said.stated, day.said.stated
    if one is None or other is None:
        return weekday_of(said) is not None and weekday_of(day.said) is not None
    return (one.last.day is None, one.last.month is None) == (
        other.last.day is None,
        other.last.month is None,
    )


def _overlap(said: Said, day: Day) -> int:
    when = said.stated.last if said.stated else None
    if when is None:
        return 0
    return (when.month == day.last.month) + (when.day == day.last.day) + (when.year == day.last.year)


def _instead(pair: Pair) -> str:
    own = list(chain.from_iterable(own_days(premise.date) for premise in pair.premises))
    if own:
        return f"the bulletin is of {own[0].worded} and gives no such date"
    return "which the bulletin does not say"
