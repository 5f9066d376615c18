"""Noun phrases beside a verb, found without a parser: up to the next comma, preposition or verb."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.acronyms import known_names
from briefer.grounding.language.common_words import CALENDAR, PLACE_NOUNS, TITLES, WIDE
from briefer.grounding.language.deeds import deed_words
from briefer.grounding.language.proper_names import Name, Reading, Token, read
from briefer.grounding.language.words import STOP_WORDS, stem
from briefer.reading.words import words

_BREAK = re.compile(r"[,;:()\[\]—–\n\"“”!?]|\.\s| - ")
BE = words("is are was were be been being get gets got getting")
AUXILIARY = BE | words(
    "has have had also later then again now reportedly allegedly apparently did does do not never both all jointly "
    "recently already twice repeatedly once previously earlier still having will would could may might must can to "
    "deliberately openly publicly officially formally strongly sharply severely badly only even just first"
)
PREPOSITIONS = words(
    "in at near on from with for by against to during after before over into through under since amid around "
    "outside inside between across toward towards upon about along without within despite as until till like via "
    "following including because while when where that which who whom whose if but than so or"
)
_CLAUSE = words(
    "that which who whom whose when while after before because where if but although though and as or"
)
_BEFORE_TO = words(
    "voted voting votes decided decides agreed agrees chose refused threatened threatens wants wanted plans planned "
    "vowed vows pledged began started continued tried attempted sought failed declined managed helped"
)
_SAYING = words(
    "announced announces said says declared declares stated claims claimed confirmed admitted denied vowed"
)
WHO = frozenset({"who", "which", "that"})
LIGHT = words(
    "launched launch launches carried carries staged staging conducted mounted imposed imposes made makes "
    "imposing launching carrying conducting committed perpetrated announced announces put puts"
)
_HEDGES = words("at least most up to more less than as many over under about around nearly some only")
PRONOUNS = words(
    "it its he she they them him her his their we us our i this that these those who which one other others"
)
_REACH = 12  # words in which a party is looked for

# What lower-case words say of an actor: two different classes are two different actors.
_CLASSES = {
    "state": "army military soldier troop government junta police policeman policemen authority regime official "
    "president officer serviceman servicemen gendarme minister ministry commando",
    "insurgent": "insurgent rebel jihadist militant terrorist separatist islamist extremist guerrilla secessionist",
    "civilian": "civilian villager resident migrant refugee child woman women protester demonstrator worshipper "
    "student teacher farmer herder journalist",
}
_CLASS_OF = {each: kind for kind, line in _CLASSES.items() for each in line.split()}
_EMPTY = TITLES | PLACE_NOUNS | WIDE | CALENDAR
# Nouns that two different parties can share.
_VAGUE = words(
    "one two three four five six seven eight nine ten eleven twelve dozen score hundred thousand million people person "
    "man men woman women group force fighter member leader supporter others other number many several least town city "
    "village country side group movement coalition party state former new senior local major military armed heavily "
    "unidentified suspected official spokesman least own more another young old main"
)


@dataclass(frozen=True, slots=True)
class Party:
    """Who does or suffers a deed: the words, and the marks that tell one from another."""

    text: str
    names: frozenset[str]  # countries as codes, known names as "#line", words of other names
    kinds: frozenset[str]  # "state", "insurgent", "civilian"
    nouns: frozenset[str]  # stems of lower-case words

    @property
    def countries(self) -> frozenset[str]:
        """The codes among the names."""
        return frozenset(name for name in self.names if name.isupper())

    def shares(self, other: Party) -> bool:
        """Say whether the two may be the same."""
        if self.names & other.names or self.nouns & other.nouns:
            return True
        return bool(self.kinds & other.kinds) and not (self.names and other.names)


@lru_cache(maxsize=2_048)
def names_in(text: str) -> frozenset[str]:
    """The marks of all names of a text, as a party has them."""
    return frozenset(mark for marks in Phrases(read(text)).names.values() for mark in marks)


class Phrases:
    """The words of a text, and the parties that stand beside one of them."""

    def __init__(self, reading: Reading) -> None:
        self.text, self.tokens = reading.text, reading.tokens
        self.table = deed_words()
        self.names: dict[int, set[str]] = {}
        for name in reading.names:
            self._mark(name.first, name.last, self._marks(name))
        for known in known_names(reading.text):
            self._mark(known.first, known.last, {f"#{line}" for line in known.lines})

    def _mark(self, first: int, last: int, marks: set[str]) -> None:
        if not self._is_compound(last):
            for index in range(first, last + 1):
                self.names.setdefault(index, set()).update(marks)

    def _marks(self, name: Name) -> set[str]:
        """A country's code for whatever stands for it; a capital in which something happens is a town."""
        located = (
            name.level == "capital" and name.first > 0 and self.low(name.first - 1) in ("in", "at", "near")
        )
        return {name.code} if name.code and not located else set(name.keys)

    def _is_compound(self, last: int) -> bool:
        """ "French-led", "al-Qaeda-linked": another one's name."""
        if last + 1 >= len(self.tokens) or not self.tokens[last + 1].text.islower():
            return False
        return self.text[self.tokens[last].end : self.tokens[last + 1].start] in ("-", "‐", "‑")

    def low(self, index: int) -> str:
        """The word at an index, in lower case; nothing outside the text."""
        return self.tokens[index].text.lower() if 0 <= index < len(self.tokens) else ""

    def breaks(self, index: int) -> bool:
        """Say whether a clause may end between the token before `index` and this one."""
        if not 0 < index < len(self.tokens):
            return True
        gap = self.text[self.tokens[index - 1].end : self.tokens[index].start]
        if gap == ". " and not self.tokens[index].opens:
            return False  # "Col. Maiga"
        return self.tokens[index].opens or bool(_BREAK.search(gap))

    def _comma(self, index: int) -> bool:
        if not 0 < index < len(self.tokens):
            return False
        return self.text[self.tokens[index - 1].end : self.tokens[index].start] == ", "

    def after(self, prep: str, start: int, reach: int = _REACH) -> int | None:
        """The index after the first such preposition, before the clause ends."""
        for index in range(start, min(start + reach, len(self.tokens))):
            if self.breaks(index) or (self.low(index) in self.table and prep != "by" and index > start):
                return None
            if self.low(index) == prep:
                return index + 1
            if self.low(index) in _CLAUSE - {"and"}:
                return None
        return None

    def right(self, start: int) -> Party | None:
        """The noun phrase that starts here."""
        inside: list[int] = []
        start = self._past_hedge(start)
        for index in range(start, min(start + _REACH, len(self.tokens))):
            low = self.low(index)
            if (
                (index > start and self.breaks(index))
                or low in PREPOSITIONS
                or low in BE | {"has", "have", "had"}
            ):
                break
            if low == "of" and self.low(index + 1).endswith("ing"):
                break
            if index > start and self.is_verb(index):
                break
            inside.append(index)
        return self.party(inside)

    def _past_hedge(self, start: int) -> int:
        """Past "at least", "up to", "more than": they hold prepositions and name nobody."""
        while self.low(start) in _HEDGES and start + 1 < len(self.tokens) and not self.breaks(start + 1):
            start += 1
        return start

    def subject(self, index: int) -> Party | None:
        """The noun phrase before a verb."""
        at = self.before_auxiliaries(index)
        if at >= 0 and self.breaks(at + 1):
            at = self._before_apposition(at)
        if at >= 0 and not self.breaks(at + 1) and self.low(at) in WHO:
            at -= 1
        if at < 0 or (self.breaks(at + 1) and not self._comma(at + 1)):
            return None
        if self.low(at) in ("it", "they", "he", "she"):
            return self._speaker_before(at)
        inside: list[int] = []
        while at >= 0 and len(inside) < _REACH:
            if self.low(at) in _CLAUSE - {"and"} or self.is_verb(at):
                break
            inside.insert(0, at)
            if self.breaks(at):
                break
            at -= 1
        return self.party(self._head(inside))

    def before_auxiliaries(self, index: int) -> int:
        """The last token of the subject, past "has also", "voted to"."""
        at = index - 1
        while at >= 0 and not self.breaks(at + 1):
            low = self.low(at)
            wants_to = low in _BEFORE_TO and self.low(at + 1) == "to"
            if low not in AUXILIARY and not low.endswith("ly") and not wants_to:
                break
            at -= 1
        return at

    def _before_apposition(self, at: int) -> int:
        """The token before "..., the Islamist group,", or -1 where there is no such aside."""
        if not self._comma(at + 1):
            return -1
        for first in range(at, max(0, at - _REACH), -1):
            if self.breaks(first):
                aside = self.low(first) in ("the", "a", "an", "which", "who", "its", "his", "her", "of")
                return first - 1 if self._comma(first) and aside else -1
        return -1

    def _speaker_before(self, at: int) -> Party | None:
        """ "Mali announced on Aug. 5 that it": the one who said so."""
        if self.low(at - 1) != "that":
            return None
        for index in range(at - 2, max(-1, at - 7), -1):
            if self.breaks(index + 1):
                return None
            if self.low(index) in _SAYING:
                return self.subject(index)
        return None

    def _head(self, inside: list[int]) -> list[int]:
        """Without what stands before or after the noun: "On July 27 insurgents in northern Mali"."""
        while inside and (
            self.low(inside[0]) in PREPOSITIONS | CALENDAR | {"and"} or self.low(inside[0]).isdigit()
        ):
            if self.low(inside[0]) in ("in", "at", "near", "from", "with", "for", "by", "against", "to"):
                return []  # whether the noun is in the phrase or after it is not plain
            inside = inside[1:]
        for place, index in enumerate(inside):
            if place and self.low(index) in PREPOSITIONS:
                return inside[:place]
        return inside

    def is_verb(self, index: int) -> bool:
        token = self.tokens[index]
        low = token.text.lower()
        if not token.text.islower():
            return False
        if low in BE or low in LIGHT or low in ("said", "says", "has", "have", "had"):
            return True
        word = self.table.get(low)
        if word and word.is_verb and not word.is_noun:
            return not low.endswith("ed") or not self._modifies(index)
        return low.endswith("ed") and len(low) > 4 and not self._modifies(index)

    def _modifies(self, index: int) -> bool:
        """An adjective: "the armed forces", "suspected militants"."""
        before, after = self.low(index - 1), self.low(index + 1)
        return (
            before in ("the", "a", "an", "its", "their", "by", "of", "and", "") or self.breaks(index)
        ) and bool(after)

    def party(self, inside: list[int]) -> Party | None:
        if not inside or self.low(inside[0]) in PRONOUNS:
            return None
        names: set[str] = set()
        kinds: set[str] = set()
        nouns: set[str] = set()
        for index in inside:
            token = self.tokens[index]
            names |= self.names.get(index, set())
            if token.key in _CLASS_OF:
                kinds.add(_CLASS_OF[token.key])
            if _is_common(token) and index not in self.names:
                nouns.add(stem(token.key))
        if not names and not nouns and not kinds:
            return None
        while self.low(inside[-1]) in STOP_WORDS and len(inside) > 1:
            inside = inside[:-1]
        text = self.text[self.tokens[inside[0]].start : self.tokens[inside[-1]].end]
        return Party(text, frozenset(names), frozenset(kinds), frozenset(nouns))


def _is_common(token: Token) -> bool:
    if token.text.isdigit() or token.text.lower() in STOP_WORDS or token.key in PRONOUNS:
        return False
    return token.key not in _VAGUE and not (token.is_capitalised and token.key in _EMPTY)
