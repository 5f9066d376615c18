"""The counts of a clause: how many of what, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefer.grounding.language.quantities import Quantity, find_quantities
from briefer.model import Span
from briefer.reading.words import words
from briefer.training.questioning.chunks import Chunk
from briefer.training.questioning.clauses import Clause
from briefer.training.questioning.tokens import DETERMINERS, PREPOSITIONS, RELATIVES, SUBORDINATORS, Token

_HARMED_AND_HARM = (
    "killing:killed:kill injuring:injured:injure wounding:wounded:wound destroying:destroyed:destroy "
    "displacing:displaced:displace capturing:captured:capture damaging:damaged:damage arresting:arrested:arrest "
    "kidnapping:kidnapped:kidnap"
)
_HARM = {ing: (done, base) for ing, done, base in (each.split(":") for each in _HARMED_AND_HARM.split())}
_NO_COUNT = words(
    "magnitude day night hour man woman seat year-old month-old th st nd rd other others more point"
)
_STATES = words("dead injured wounded missing homeless hostage hurt")
_UNITS = words("kilometers kilometres miles km metres meters feet percent degrees mph")


@dataclass(frozen=True, slots=True)
class Count:
    """A number that can be asked for; `chunk` is None in the subject."""

    asked: str  # "How many", "How much", "What percentage of"
    noun: str
    answer: Span
    chunk: Chunk | None
    verb: str | None = None  # participle of ", killing 12 people"
    base: str = ""


def counts_in(clause: Clause) -> Iterator[Count]:
    """The numbers that open the subject, the object or ", killing ..."."""
    quantities = find_quantities(clause.text)
    if not quantities:
        return
    first, last = clause.subject
    yield from _opening(clause, quantities, first, last, None)
    for chunk in clause.chunks:
        if chunk.kind == "object":
            yield from _opening(clause, quantities, chunk.first, chunk.last, chunk)
        elif chunk.kind == "participle":
            yield from _harmed(clause, quantities, chunk)


def _opening(
    clause: Clause, quantities: tuple[Quantity, ...], first: int, last: int, chunk: Chunk | None
) -> Iterator[Count]:
    words_in = clause.words(first, last)
    if not words_in:
        return
    lead = 2 if [token.low for token in words_in[:2]] == ["a", "record"] else 0
    lead = 1 if words_in[0].low in ("the", "a", "another", "other", "these") and not lead else lead
    start = clause.tokens[min(first + lead, last)].start
    quantity = next((q for q in quantities if q.span.start in (start, clause.tokens[first].start)), None)
    if quantity is None or quantity.span.end > clause.tokens[last].end:
        return
    yield from _count(clause, quantity, first, last, chunk)


def _count(clause: Clause, quantity: Quantity, first: int, last: int, chunk: Chunk | None) -> Iterator[Count]:
    after = [t for t in clause.words(first, last) if t.start >= quantity.span.end]
    if quantity.currency:
        if chunk is not None:
            yield Count("How much", "", quantity.span, chunk)
        return
    if quantity.is_percent or (after and after[0].low == "percent"):
        rest = [t for t in after if t.low not in ("percent", "%")]
        if rest and rest[0].low == "of":
            noun = clause.text[rest[0].start : rest[-1].end]
            yield Count("What percentage", noun, quantity.span, chunk)
        return
    if after and after[0].low == "of" and len(after) > 1 and after[1].low not in DETERMINERS:
        after = after[1:]
    if not after:
        if clause.group.verb.base in ("kill", "injure", "wound", "die", "arrest") and chunk is not None:
            yield Count("How many people", "", quantity.span, chunk)
        return
    joint = after[0].text in "-–,(" or after[0].low in ("to", "and", "or")
    if joint or (len(after) == 1 and after[0].low in _NO_COUNT):
        if after[0].low in ("others", "more", "other"):
            yield Count("How many", "others", quantity.span, chunk)
        return
    if after[0].low in _UNITS or after[-1].low in _STATES:
        return
    if (
        after[0].low.startswith(("-", "year-old"))
        or after[0].is_possessive
        or any(t.text in "," for t in after)
    ):
        return
    if any(token.is_number for token in after) or any(token.low in ("and", "or") for token in after[:3]):
        return
    if not any(t.low.endswith("s") or t.low in _PLURAL_HEADS for t in after):
        return
    while after[-1].is_adverb:
        after = after[:-1]
    yield Count("How many", clause.text[after[0].start : after[-1].end], quantity.span, chunk)


_PLURAL_HEADS = words(
    "people men women children police policemen gunmen troops percent miners fishermen servicemen firemen "
    "dead crew staff personnel"
)


def _harmed(clause: Clause, quantities: tuple[Quantity, ...], chunk: Chunk) -> Iterator[Count]:
    """ ", killing 12 people and wounding five others"."""
    for index in range(chunk.first, chunk.last):
        harm = _HARM.get(clause.tokens[index].low)
        if harm is None:
            continue
        start = clause.tokens[index + 1].start
        quantity = next((q for q in quantities if q.span.start == start), None)
        if quantity is None:
            continue
        noun = _noun(clause, quantity, chunk.last)
        yield Count("How many", noun or "people", quantity.span, chunk, *harm)


def _noun(clause: Clause, quantity: Quantity, last: int) -> str:
    found: list[Token] = []
    for token in clause.tokens[: last + 1]:
        if token.start < quantity.span.end:
            continue
        if (
            not token.is_word
            or token.low in ("and", "or", "to")
            or token.low in PREPOSITIONS | RELATIVES | SUBORDINATORS
        ):
            break
        if token.may_be("ing") or token.low in ("of",):
            break
        found.append(token)
    if len(found) > 4:
        return ""
    return " ".join(token.text for token in found)
