"""Who did what to whom, as far as a sentence says it plainly.

There is no parser: a deed's verb or noun is found by its word, and its parties by what stands beside it. A party that
is not plain is None, and nothing is held against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.deeds import GIVING, DeedWord, deed_words
from briefer.grounding.language.phrases import (
    AUXILIARY,
    BE,
    LIGHT,
    PREPOSITIONS,
    PRONOUNS,
    WHO,
    Party,
    Phrases,
)
from briefer.grounding.language.proper_names import read
from briefer.grounding.language.words import STOP_WORDS

_BY = 9  # words after a participle in which "by whom" is looked for
_BEFORE_NOUN = STOP_WORDS - AUXILIARY - WHO - PRONOUNS | {"its", "their", "his", "her", "this"}
_PERFECT = frozenset({"has", "have", "had", "having"})
_UNDER = frozenset({"under", "heavy", "fresh", "renewed", "direct"})  # "came under heavy attack"
_AFTER_NOUN = frozenset({"by", "in", "was", "were", "has", "is"})


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, by whom, to whom; `other` is whom it was taken from or given to."""

    deed: str
    word: str  # as written
    agent: Party | None
    patient: Party | None
    other: Party | None = None


@lru_cache(maxsize=2_048)
def deeds_of(text: str) -> tuple[Deed, ...]:
    """Return the deeds of a text in order."""
    reading = read(text)
    phrases = Phrases(reading)
    table = deed_words()
    found = []
    for index, token in enumerate(reading.tokens):
        word = table.get(token.text.lower())
        if word and (token.text.islower() or token.opens is False):
            deed = _deed(phrases, index, word)
            if deed and (deed.agent or deed.patient):
                found.append(deed)
    return tuple(found)


def _deed(phrases: Phrases, index: int, word: DeedWord) -> Deed | None:
    """Read the word at an index as a verb or a noun."""
    if word.is_noun and _is_noun(phrases, index, word):
        return _of_noun(phrases, index, word)
    if word.is_participle and _is_passive(phrases, index):
        return _passive(phrases, index, word)
    if word.is_participle and phrases.low(index - 1) in _PERFECT:
        return _active(phrases, index, word)
    if word.is_verb and not _is_noun(phrases, index, word):
        return _active(phrases, index, word)
    return None


def _is_noun(phrases: Phrases, index: int, word: DeedWord) -> bool:
    before = phrases.low(index - 1)
    if phrases.low(index).endswith("ed"):
        return False
    if phrases.low(index).endswith("ing") and not word.is_noun:
        return before in ("the", "a", "an", "this", "of")
    after = phrases.low(index + 1)
    joined = before in _BEFORE_NOUN
    possessive = bool(re.search(r"['’]s?$", phrases.tokens[index - 1].text)) if index else False
    return joined or possessive or after in {*word.after_noun, *_AFTER_NOUN} or phrases.breaks(index + 1)


def _is_passive(phrases: Phrases, index: int) -> bool:
    at = index - 1
    while at >= 0 and phrases.low(at) in AUXILIARY - BE and not phrases.breaks(at + 1):
        at -= 1
    is_be = phrases.low(at) in BE and not phrases.breaks(at + 1)
    return (
        is_be
        or phrases.low(index + 1) == "by"
        or (phrases.low(index + 2) == "by" and not phrases.breaks(index + 1))
    )


def _passive(phrases: Phrases, index: int, word: DeedWord) -> Deed:
    agent = _by(phrases, index)
    return Deed(
        word.deed, phrases.tokens[index].text, agent, phrases.subject(index), _third(phrases, index + 1, word)
    )


def _active(phrases: Phrases, index: int, word: DeedWord) -> Deed:
    agent = (
        None
        if phrases.low(index).endswith("ing") and phrases.low(index - 1) not in BE
        else phrases.subject(index)
    )
    start = index + 1
    for prep in word.after_verb:
        start = phrases.after(prep, start) or start
    return Deed(
        word.deed, phrases.tokens[index].text, agent, phrases.right(start), _third(phrases, start, word)
    )


def _of_noun(phrases: Phrases, index: int, word: DeedWord) -> Deed:
    if suffered := _came_under(phrases, index):
        return Deed(
            word.deed, phrases.tokens[index].text, _by(phrases, index) or _from(phrases, index), suffered
        )
    agent = _by(phrases, index) or _possessor(phrases, index) or _light_subject(phrases, index)
    patient = None
    for prep in word.after_noun:
        at = phrases.after(prep, index + 1)
        if at:
            patient = phrases.right(at)
            break
    return Deed(word.deed, phrases.tokens[index].text, agent, patient)


def _by(phrases: Phrases, index: int) -> Party | None:
    at = phrases.after("by", index + 1, reach=_BY)
    return phrases.right(at) if at and not phrases.low(at).endswith("ing") else None


def _from(phrases: Phrases, index: int) -> Party | None:
    at = phrases.after("from", index + 1, reach=2)
    return phrases.right(at) if at else None


def _came_under(phrases: Phrases, index: int) -> Party | None:
    """Who "came under attack"."""
    at = index - 1
    while phrases.low(at) in _UNDER and phrases.low(at) != "under" and not phrases.breaks(at + 1):
        at -= 1
    if phrases.low(at) != "under" or phrases.low(at - 1) not in ("came", "come", "comes", "coming"):
        return None
    return phrases.subject(at - 1)


def _third(phrases: Phrases, start: int, word: DeedWord) -> Party | None:
    at = phrases.after("to" if word.deed == GIVING else "from", start)
    return phrases.right(at) if at else None


def _possessor(phrases: Phrases, index: int) -> Party | None:
    """ "JNIM's attack", "a Ukrainian strike"."""
    inside: list[int] = []
    at = index - 1
    while at >= 0 and not phrases.breaks(at + 1) and len(inside) < 5:
        low = phrases.low(at)
        if low in STOP_WORDS or low in PREPOSITIONS or phrases.is_verb(at):
            break
        inside.insert(0, at)
        at -= 1
    party = phrases.party(inside)
    return party if party and party.names else None


def _light_subject(phrases: Phrases, index: int) -> Party | None:
    """ "JNIM launched an attack"."""
    for at in range(index - 1, max(-1, index - 6), -1):
        if phrases.breaks(at + 1):
            return None
        if phrases.low(at) in LIGHT:
            return phrases.subject(at)
    return None
