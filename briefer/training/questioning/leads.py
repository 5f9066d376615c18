"""What stands before the subject: "In Mali, ...", "On Monday ..."."""

from __future__ import annotations

from briefer.training.questioning.chunks import Chunk
from briefer.training.questioning.phrases import is_cause
from briefer.training.questioning.tokens import PREPOSITIONS, SUBORDINATORS, Token
from briefer.training.questioning.verbs import verb_of


def past_lead(
    tokens: tuple[Token, ...], start: int, end: int, days: frozenset[int]
) -> tuple[int, tuple[Chunk, ...]] | None:
    """Where the subject begins, and the phrase before it: "In Mali, ...", "On Monday ..."."""
    first = tokens[start]
    if start in days and not first.is_possessive:
        at = _past_days(start, end, days)
        if first.low == "the" and at < end and tokens[at].is_capitalised:
            return start, ()  # "The 2010 Ashes series"
        return _after_lead(tokens, start, at, end, "time")
    if first.is_adverb and start + 1 < end and tokens[start + 1].text == ",":
        return start + 2, ()
    if first.low == "at" and start + 1 < end and tokens[start + 1].low in ("least", "most"):
        return start, ()
    if first.low in ("up", "over", "about", "around", "between") and tokens[start + 1].is_number:
        return start, ()
    if _is_participle(first, tokens[start + 1]):
        comma = _lead_comma(tokens, start, end)
        if comma and comma < end - 2:
            return comma + 1, ()
    if first.low not in PREPOSITIONS and first.low not in SUBORDINATORS:
        return start, ()
    if start + 1 in days:
        at = _past_days(start + 1, end, days)
        if at < end and tokens[at].text == ",":
            return _after_lead(tokens, start, at, end, "time")
        return (at, (Chunk("time", start, at - 1, first.low),)) if at < end else None
    comma = _lead_comma(tokens, start, end)
    return _after_lead(tokens, start, comma, end, _lead_kind(tokens, start, comma)) if comma else None


def _is_participle(first: Token, following: Token) -> bool:
    """ "Based in Beijing, the company", "Resisting arrest, the rioters"."""
    reading = verb_of(first.low)
    if reading is None or not reading.forms.isdisjoint({"base", "third"}):
        return False
    return following.low in PREPOSITIONS or ("ing" in reading.forms and not following.is_auxiliary)


def _past_days(at: int, end: int, days: frozenset[int]) -> int:
    while at < end and at in days:
        at += 1
    return at


def _after_lead(
    tokens: tuple[Token, ...], start: int, at: int, end: int, kind: str
) -> tuple[int, tuple[Chunk, ...]] | None:
    begin = at + 1 if at < end and tokens[at].text == "," else at
    return (begin, (Chunk(kind, start, at - 1, tokens[start].low),)) if begin < end - 1 else None


def _lead_comma(tokens: tuple[Token, ...], start: int, end: int) -> int | None:
    """The comma that ends the phrase which opens a sentence; "In Hilla, Iraq, a bomb" has two."""
    commas = [index for index in range(start + 1, min(end, start + 26)) if tokens[index].text == ","]
    for place, comma in enumerate(commas):
        following = commas[place + 1] if place + 1 < len(commas) else None
        if (
            following
            and following - comma <= 5
            and all(
                token.is_capitalised or token.low in ("the", "of") for token in tokens[comma + 1 : following]
            )
        ):
            continue
        return comma
    return None


def _lead_kind(tokens: tuple[Token, ...], start: int, comma: int | None) -> str:
    low = tokens[start].low
    if low in ("in", "at", "near", "outside"):
        inside = tokens[start + 1 : comma]
        verbs = any(token.may_be("ing") for token in inside[:1])
        return "place" if any(token.is_capitalised for token in inside) and not verbs else "lead"
    if is_cause(tokens, start):
        return "cause"
    return "after" if low in ("after", "following") else "lead"
