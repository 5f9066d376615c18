"""The phrases after a verb: object, places, times, causes, and where the clause ends."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.reading.words import words
from briefer.training.questioning.boundaries import (
    PERIODS,
    clause_end,
    goes_on,
    is_hedge,
    is_later,
    is_modifier,
    modifier_end,
    noun_end,
    place_end,
)
from briefer.training.questioning.finding import find_verb, is_strong
from briefer.training.questioning.phrases import PLACE_PREPOSITIONS, is_cause, is_place
from briefer.training.questioning.tokens import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Token,
)

_BEFORE_DAYS = PREPOSITIONS | {"after", "before", "since", "until", "late", "early"}
_SPANS_OF_TIME = words("century decade season")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A phrase after the verb, by token indexes; `kind` says what it tells.

    Kinds: object, complement, place, time, agent ("by the army"), means ("by closing"), cause, after, purpose
    ("to protest"), content (what is said), participle (", killing ten"), aside, phrase (any other preposition), clause
    ("when ...", "before ..."), lead.
    """

    kind: str
    first: int
    last: int
    prep: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """What the verb before the phrases is like: it tells, it is "be", it takes "of" ("accused of")."""

    says: bool = False
    is_copula: bool = False
    takes_of: bool = False


def chunks_from(
    tokens: tuple[Token, ...], start: int, end: int, days: frozenset[int], manner: Manner
) -> tuple[tuple[Chunk, ...], int | None]:
    """Read the phrases from an index on; also where a verb goes on with the same subject ("and flee"), if one does."""
    found: list[Chunk] = []
    index = start
    while index < end:
        token = tokens[index]
        if token.text in ";:—–" or (token.text == "." and index + 1 < end):
            return tuple(found), None
        going_on = goes_on(tokens, index, end)
        if going_on is not None:
            return tuple(found), going_on or None
        if not found and manner.says and _says(tokens, index, end):
            last = next((at for at in range(index, end) if tokens[at].text == ";"), end) - 1
            found.append(Chunk("content", index, last, token.low if token.low == "that" else ""))
            return tuple(found), None
        chunk = _chunk_at(tokens, index, end, days, not found, manner)
        if chunk.kind in ("after", "clause") and found and _is_period(tokens, found[-1]):
            chunk = Chunk("time", found.pop().first, chunk.last)
        found.append(chunk)
        index = chunk.last + 1
    return tuple(found), None


def _is_period(tokens: tuple[Token, ...], chunk: Chunk) -> bool:
    """ "Four days" before "after he resigned"."""
    return chunk.kind in ("object", "aside", "complement") and tokens[chunk.last].low in PERIODS


def _says(tokens: tuple[Token, ...], index: int, end: int) -> bool:
    if tokens[index].low == "that":
        return True
    at = find_verb(tokens, index, end) if tokens[index].low not in PREPOSITIONS else None
    return at is not None and (is_strong(tokens, index, at)) and not _comma_between(tokens, index, at)


def _comma_between(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    return any(token.text in ',"“' or token.low in RELATIVES for token in tokens[first:last])


def _chunk_at(
    tokens: tuple[Token, ...], index: int, end: int, days: frozenset[int], is_first: bool, manner: Manner
) -> Chunk:
    found = _dated_or_marked(tokens, index, end, days) or _introduced(tokens, index, end, days)
    if found is not None:
        return found
    if not is_first and is_modifier(tokens, index, end):
        return Chunk("aside", index, modifier_end(tokens, index, end))
    last = noun_end(tokens, index, end, days)
    if not is_first:
        return Chunk("aside", index, last)
    if manner.takes_of:
        cut = [at for at in range(index + 1, last) if tokens[at].low == "of"]
        doing = [at for at in cut if tokens[at + 1].may_be("ing")]
        last = next(iter(doing or cut), last + 1) - 1
    return Chunk("complement" if manner.is_copula else "object", index, last)


def _dated_or_marked(tokens: tuple[Token, ...], index: int, end: int, days: frozenset[int]) -> Chunk | None:
    """A date, a parenthesis, or what a comma sets apart."""
    token = tokens[index]
    if token.text == "(":
        closing = (at for at in range(index, end) if tokens[at].text == ")")
        return Chunk("aside", index, next(closing, end - 1))
    if index in days or (index + 1 in days and token.low in _BEFORE_DAYS):
        last = index
        while last + 1 < end and last + 1 in days:
            last += 1
        return Chunk("time", index, last, "" if index in days else token.low)
    if is_later(tokens, index, end):
        return Chunk("time", index, index + 2)
    return _after_comma(tokens, index, end) if token.text == "," else None


def _introduced(tokens: tuple[Token, ...], index: int, end: int, days: frozenset[int]) -> Chunk | None:
    """What a conjunction, "who", "to" or a preposition introduces."""
    low = tokens[index].low
    last = clause_end(tokens, index + 1, end)
    if low in CONJUNCTIONS or low in ("so", "according"):
        return Chunk("aside", index, last)
    if is_cause(tokens, index):
        return Chunk("cause", index, last, low)
    if low in ("after", "following"):
        return Chunk("after", index, last, low)
    if low == "as" and find_verb(tokens, index + 1, min(end, index + 9)) is None:
        return Chunk("phrase", index, max(index, noun_end(tokens, min(index + 1, end - 1), end, days)), "as")
    if low in SUBORDINATORS or low in RELATIVES:
        return Chunk("clause" if low in SUBORDINATORS else "aside", index, last, low)
    if low == "to" and _is_infinitive(tokens, index + 1, end):
        return Chunk("purpose", index, last, "to")
    if (low in PREPOSITIONS or low == "of") and not is_hedge(tokens, index):
        return _prepositional(tokens, index, end, days)
    return None


def _is_infinitive(tokens: tuple[Token, ...], index: int, end: int) -> bool:
    """Say whether the word after "to" is a verb: one that is known, or a word before an object."""
    if index >= end:
        return False
    token, after = tokens[index], tokens[index + 1] if index + 1 < end else None
    if token.may_be("base") or token.low in ("be", "have", "do"):
        return True
    if (
        not token.text.isalpha()
        or not token.text.islower()
        or token.low in DETERMINERS
        or token.low in PREPOSITIONS
    ):
        return False
    return after is not None and (
        after.low in DETERMINERS or (after.is_capitalised and not token.low.endswith("s"))
    )


def _prepositional(tokens: tuple[Token, ...], index: int, end: int, days: frozenset[int]) -> Chunk:
    low = tokens[index].low
    if index + 1 >= end:
        return Chunk("phrase", index, index, low)
    if tokens[index + 1].low in PREPOSITIONS and low in ("over", "on", "in", "down", "off", "up"):
        return Chunk("aside", index, index)  # "take over for a month"
    following = tokens[index + 1]
    if (
        following.low in SUBORDINATORS
        or following.low in RELATIVES
        or following.low in ("how", "what", "why")
    ):
        return Chunk("aside", index, clause_end(tokens, index + 1, end))
    if following.may_be("ing") and not (index + 2 < end and tokens[index + 2].low == "of"):
        last = clause_end(tokens, index + 1, end)
        return Chunk("means" if low == "by" else "cause" if low == "for" else "phrase", index, last, low)
    last = noun_end(tokens, index + 1, end, days)
    inside = tokens[index + 1 : last + 1]
    if low == "with" and last + 1 < end and tokens[last + 1].may_be("participle", "ing"):
        return Chunk("aside", index, clause_end(tokens, last, end))
    if low in ("in", "during", "since") and inside and inside[-1].low in _SPANS_OF_TIME:
        return Chunk("time", index, last, low)
    if low == "by":
        return Chunk("agent", index, last, low)
    if low in PLACE_PREPOSITIONS and is_place(inside):
        return Chunk("place", index, place_end(tokens, last, end), low)
    return Chunk("phrase", index, last, low)


def _after_comma(tokens: tuple[Token, ...], index: int, end: int) -> Chunk:
    following = tokens[index + 1] if index + 1 < end else None
    if following is None:
        return Chunk("aside", index, index)
    last = clause_end(tokens, index + 1, end)
    if following.may_be("ing"):
        return Chunk("participle", index, last, following.low)
    if is_cause(tokens, index + 1):
        return Chunk("cause", index + 1, clause_end(tokens, index + 2, end), following.low)
    if following.low in ("after", "following"):
        return Chunk("after", index + 1, clause_end(tokens, index + 2, end), following.low)
    return Chunk("aside", index, last)
