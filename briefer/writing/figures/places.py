"""Where a figure is told to have come about: the town or region that its sentence names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.attribution import attributions
from briefer.grounding.language.common_words import CALENDAR
from briefer.grounding.language.proper_names import Name, Reading, read
from briefer.reading.folding import fold

_NOT_FINE = frozenset({"name", "demonym", "metonym"})  # countries, their people and their governments
_INSTITUTION = re.compile(
    r"\b(?:Police|Ministry|Army|Department|University|Court|Agency|Party|Council|Forces|Movement|Front|Group|Battalion"
    r"|Brigade)\b"
)
_ACTS = (
    r"(?:attack|strike|struck|raid|bomb|bombard|shell|hit|storm|assault|clash|blast|explosion|fire)"
    r"(?:s|es|ed|ing|ings)?"
)
# "shells Lyman", "a strike on Lviv": struck, hence a place
_STRUCK = re.compile(rf"\b{_ACTS}\s+(?:on\s+|of\s+)?$", re.IGNORECASE)
_ANY = re.compile(r"\ban?\s+$")  # "a Christian area"
_THERE = re.compile(r",?\s+where\b[^,;.]*$")
_WAY = re.compile(r"\b(?:from|to|with|against)\s+(?:the\s+)?$", re.IGNORECASE)
_NOUN = r"(?:district|region|area|province|city|town|village|state|commune|municipality|county)"
_INSIDE = re.compile(rf"(?:\s+{_NOUN})?,?\s+(?:in\s+)?(?:[A-Z]\w+['’]s?\s+)?(?:\w+ern\s+)?(?:the\s+)?$")
_ON = re.compile(
    r",\s+(?:and\s+)?(?:(?!includ)[a-z]+ing|while)\b|;"
)  # what follows is told of something else
_AND = re.compile(
    rf"(?:,[^,.;]{{2,40}})?,?\s+and\s+(?:{_ACTS}\b[^.;]{{0,60}}|(?:in|on|near|at|the|\w+ern)\s+)*",
    re.IGNORECASE,
)

_LOOK_BACK = 60  # characters before a name: with all of a long sentence before each of many it takes minutes


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    is_way: bool  # from where, or against whom


@dataclass(frozen=True, slots=True)
class Where:
    """`name` is the place told of with a figure, empty where none is; `keys` are those of all in its sentence."""

    name: str
    keys: frozenset[str]

    def may_be(self, other: Where) -> bool:
        """Say whether two figures may be of one place: one names none, or lies in what the other names."""
        ours, theirs = fold(self.name), fold(other.name)
        return not ours or not theirs or ours == theirs or ours in other.keys or theirs in self.keys


@lru_cache(maxsize=2_048)
def where(sentence: str, start: int, end: int) -> Where:
    """The place of a figure that stands from `start` to `end`: the one named after it, else the one before it.

    Where several are named on that side, it is not told which is meant.
    """
    places, keys = _places(sentence)
    before = [each for each in places if each.end <= start and not each.is_way]
    on = _ON.search(sentence, end)
    last = on.start() if on else len(sentence)
    after = [each for each in places if start <= each.start < last and not each.is_way]
    there = [each for each in before if _THERE.fullmatch(sentence[each.end : start])]
    rows = _rows(sentence, there or after) or _rows(sentence, before)
    return Where(rows[0] if len(rows) == 1 else "", keys)


@lru_cache(maxsize=512)
def _places(sentence: str) -> tuple[tuple[_Place, ...], frozenset[str]]:
    """The towns and regions of a sentence and their keys, but for those of a speaker: "an official in Kyiv said"."""
    reading = read(sentence)
    speakers = [each.speaker for each in attributions(sentence) if each.speaker]
    found = []
    for name in reading.names:
        start, end = reading.tokens[name.first].start, reading.tokens[name.last].end
        is_told = not any(name.text in speaker for speaker in speakers)
        if is_told and reading.text == sentence and _is_fine(reading, name, start):
            found.append(_Place(start, end, _leads(_WAY, sentence, start)))
    return tuple(found), frozenset(fold(sentence[each.start : each.end]) for each in found)


def _leads(pattern: re.Pattern[str], text: str, start: int) -> bool:
    """Say whether words that the pattern ends with stand right before a place."""
    return bool(pattern.search(text, max(0, start - _LOOK_BACK), start))


def _is_fine(reading: Reading, name: Name, start: int) -> bool:
    """No country, date or part of an organisation's name: "the Balochistan Liberation Army"."""
    if name.level in _NOT_FINE or all(
        reading.tokens[at].key in CALENDAR for at in range(name.first, name.last + 1)
    ):
        return False
    if (
        _INSTITUTION.search(name.text)
        or name.text.isupper()
        or (not name.level and _leads(_ANY, reading.text, start))
    ):
        return False
    following = reading.tokens[name.last + 1] if name.last + 1 < len(reading.tokens) else None
    if name.level and following and following.joined and following.is_capitalised:
        return bool(
            re.match(
                r"(?:Region|District|Province|State|Oblast|Raion|City|County|Governorate)\b", following.text
            )
        )
    return name.is_place or _leads(_STRUCK, reading.text, start)


def _rows(sentence: str, places: list[_Place]) -> list[str]:
    """The first place of each row such as "Koutougou, Tillabéri Region"; two that share a figure are joined."""
    rows: list[str] = []
    last = None
    for each in places:
        gap = sentence[last.end : each.start] if last else ""
        words = sentence[each.start : each.end]
        if last and _AND.fullmatch(gap):
            rows[-1] = f"{rows[-1]} and {words}"
        elif last is None or not _INSIDE.fullmatch(gap):
            rows.append(words)
        last = each
    return rows
