"""Before and after: what a text puts earlier or later than something else, and by how much."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar

from briefer.grounding.language.words import STOP_WORDS, stem
from briefer.reading.dates import DateMention, find_dates
from briefer.reading.folding import fold

_LATER, _EARLIER = "later", "earlier"
_SIDES = {
    **dict.fromkeys(("since", "after", "from", "following"), _LATER),
    **dict.fromkeys(("until", "till", "before", "by", "prior to", "ahead of"), _EARLIER),
}
_NUMBERS = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split(), 1
    )
} | {"a": 1, "an": 1}
_UNITS = {"hour": 1, "day": 24, "week": 168, "fortnight": 336, "month": 730, "year": 8_760, "decade": 87_600}
_GAP = re.compile(
    rf"(?<![\w-])(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)}) (?P<unit>{'|'.join(_UNITS)})s? "
    r"(?P<side>earlier|before|later|after|previously|prior)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\bwithin (?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)}) (?P<unit>{'|'.join(_UNITS)})s?\b", re.IGNORECASE
)
_ANCHOR = re.compile(
    r"\b(?P<side>before|after|prior to|ahead of|following|since|until)\s+"
    r"(?:(?:the|a|an|his|her|its|their|this|that|last|first|next)\s+)*(?P<noun>[A-Za-z][\w’'-]*(?:\s+[a-z][\w’'-]*)?)",
    re.IGNORECASE,
)


_PLURALS = rf"(?:{'|'.join(_UNITS)})s"
# A stretch without a number: "the past year", "some days before", "tomorrow".
_STRETCH = re.compile(
    rf"\b(?P<past>past|last|previous) (?P<past_unit>{'|'.join(_UNITS)})\b(?!\s+of\b)"
    rf"|\b(?P<next>next|coming|following) (?P<next_unit>{'|'.join(_UNITS)})\b"
    rf"|(?<!\d )\b(?P<vague>{_PLURALS}) (?P<side>before|earlier|ago|after|afterwards|later)\b"
    r"|\b(?P<one>tomorrow|yesterday)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A side, "earlier" or "later", of a date, or of what a noun names."""

    worded: str
    side: str
    of: object


@dataclass(frozen=True, slots=True)
class Gap:
    """How much earlier, later, or within what time, in hours."""

    worded: str
    side: str
    hours: float


_Told = TypeVar("_Told", Anchor, Gap)


@lru_cache(maxsize=8_192)
def anchors_in(text: str) -> tuple[Anchor, ...]:
    """What a text puts before or after a date or a named event."""
    mentions = find_dates(text)
    found = [_dated(text, mention) for mention in mentions if mention.opener in _SIDES]
    for match in _ANCHOR.finditer(text):
        if any(
            mention.span.start < match.end() and match.start("noun") < mention.span.end
            for mention in mentions
        ):
            continue
        words = [fold(word) for word in match["noun"].split()]
        named = [stem(word) for word in words if word not in STOP_WORDS]
        if named and words[0] not in STOP_WORDS:
            found.append(Anchor(match[0], _SIDES[match["side"].lower()], named[0]))
    return tuple(found)


def _dated(text: str, mention: DateMention) -> Anchor:
    return Anchor(f"{mention.opener} {mention.span.of(text)}", _SIDES[mention.opener], mention.when)


@lru_cache(maxsize=8_192)
def gaps_in(text: str) -> tuple[Gap, ...]:
    """Every "a week earlier" and "within two days" of a text."""
    found = []
    for pattern in (_GAP, _WITHIN):
        for match in pattern.finditer(text):
            count = match["count"].lower()
            hours = _UNITS[match["unit"].lower()] * float(_NUMBERS.get(count) or count)
            side = match.groupdict().get("side", "within") or "within"
            side = {"before": _EARLIER, "previously": _EARLIER, "prior": _EARLIER, "after": _LATER}.get(
                side.lower(), side.lower()
            )
            found.append(Gap(match[0], side, hours))
    return tuple(found)


@lru_cache(maxsize=8_192)
def stretches_in(text: str) -> tuple[Gap, ...]:
    """Every stretch without a number: "the past year", "some days before", "tomorrow"."""
    return tuple(_stretch(match) for match in _STRETCH.finditer(text))


def _stretch(match: re.Match[str]) -> Gap:
    if match["one"]:
        return Gap(match[0], "next" if match["one"].lower() == "tomorrow" else "past", _UNITS["day"])
    if match["vague"]:
        later = match["side"].lower() in ("after", "afterwards", "later")
        return Gap(match[0], f"some {_LATER if later else _EARLIER}", _UNITS[match["vague"].lower()[:-1]])
    side = "past" if match["past"] else "next"
    return Gap(match[0], side, _UNITS[match[f"{side}_unit"].lower()])


def other_stretch(claim: str, words: str) -> tuple[str, str] | None:
    """The words of both sides where one tells of the past year and the other of the past month."""
    return _contrary(stretches_in(claim), stretches_in(words), attrgetter("side"), attrgetter("hours"))


def swapped_anchor(claim: str, words: str) -> tuple[str, str] | None:
    """The words of both sides where the claim puts before what the words put after, or the other way round."""
    return _contrary(anchors_in(claim), anchors_in(words), attrgetter("of"), attrgetter("side"))


def _contrary(
    claimed: Sequence[_Told],
    stated: Sequence[_Told],
    subject: Callable[[_Told], object],
    told: Callable[[_Told], object],
) -> tuple[str, str] | None:
    """The first that is told otherwise by everything that is of the same subject."""
    for mine in claimed:
        theirs = [each for each in stated if subject(each) == subject(mine)]
        if theirs and all(told(each) != told(mine) for each in theirs):
            return mine.worded, theirs[0].worded
    return None


def other_gap(claim: str, words: str) -> tuple[str, str] | None:
    """The words of both sides where they tell different stretches between the same kind of moments."""
    stated = gaps_in(words)
    for gap in gaps_in(claim):
        if not stated or any((each.side, each.hours) == (gap.side, gap.hours) for each in stated):
            continue
        rivals = [each for each in stated if each.side == gap.side or each.hours == gap.hours]
        if rivals:
            return gap.worded, rivals[0].worded
    return None
