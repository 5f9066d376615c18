"""A sentence without its answer: the phrase goes with its preposition, and what is left is still a sentence."""

from __future__ import annotations

import re

from briefer.grounding.language.quantities import find_quantities
from briefer.grounding.language.words import stems_of
from briefer.model import Span
from briefer.training.questioning.chunks import Chunk
from briefer.training.questioning.clauses import Clause, clauses_of
from briefer.training.questioning.framing import CONTROL, end_of_object
from briefer.training.questioning.nature import is_plural
from briefer.training.questioning.wording import is_present, participle, text_of

_REMOVABLE = ("place", "time", "cause", "after", "means", "agent", "participle", "purpose", "lead", "clause")
_FEWEST_WORDS = 4
_NO_PASSIVE = frozenset("have become win lose leave get see surpass remain plead include".split())


def without_answer(sentence: str, answer: Span) -> str | None:
    """Take the answer out of a sentence so that it reads as one which does not say it; None where it would not."""
    for clause in clauses_of(sentence):
        text = _without(clause, answer)
        if text is not None:
            return text if _is_silent(text, answer.of(sentence)) else None
    return None


def _without(clause: Clause, answer: Span) -> str | None:
    for chunk in (*clause.leads, *clause.chunks):
        span = clause.span(chunk.first, chunk.last)
        if chunk.kind in _REMOVABLE and span.start <= answer.start and answer.end == span.end:
            return _cut(clause, chunk, span)
    for quantity in find_quantities(clause.text):
        if quantity.span == answer:
            return _uncounted(clause, answer)
    subject = clause.span(*clause.subject)
    if answer == subject and not clause.is_inner:
        return _agentless(clause)
    return None


def _cut(clause: Clause, chunk: Chunk, span: Span) -> str | None:
    """Leave a phrase out, with the comma that set it apart."""
    if chunk.kind == "purpose" and (chunk == clause.chunks[0] or clause.group.verb.base in CONTROL):
        return None
    if clause.group.is_copula and chunk == (clause.chunks[:1] or (None,))[0]:
        return None
    before, after = clause.text[: span.start], clause.text[span.end :]
    if chunk in clause.leads:
        after = after.lstrip(" ,")
        after = after[:1].upper() + after[1:] if not before.strip() else after
    if re.match(r"\s*(?:or|and|to)\b", after) and chunk.kind in ("time", "place", "agent"):
        return None
    return _tidied(
        f"{before.rstrip()} {after.lstrip()}" if after[:1] not in ".,;" else before.rstrip(" ,") + after
    )


def _uncounted(clause: Clause, answer: Span) -> str | None:
    """ "Gunmen kill people in Bamako." of "Gunmen kill at least 12 people in Bamako."""
    after = clause.text[answer.end :].lstrip()
    if after.startswith("of "):
        after = after[3:]
    if not re.match(
        r"[a-z]+(?:-[a-z]+)? ?[a-z]*s\b|people\b|children\b|civilians\b|men\b|women\b|police\b|troops\b",
        after,
    ):
        return None
    before = clause.text[: answer.start].rstrip()
    if re.search(r"\b(?:the|a|an|another|record|those|these|its|his|their|other)$", before, re.IGNORECASE):
        return None
    if not before or before.endswith(":"):
        after = after[0].upper() + after[1:]
    return _tidied(f"{before} {after}")


def _agentless(clause: Clause) -> str | None:
    """ "12 people are killed in Bamako." of "Gunmen kill 12 people in Bamako."""
    group = clause.group
    if group.is_passive or group.is_copula or group.auxiliaries or group.is_negated or clause.leads:
        return None
    if not clause.chunks or clause.chunks[0].kind != "object" or group.verb.base in _NO_PASSIVE:
        return None
    found = clause.chunks[0]
    inside = clause.words(found.first, found.last)
    if inside[0].low in ("its", "his", "her", "their", "fire", "place") or inside[0].low.endswith(
        ("self", "selves")
    ):
        return None
    if inside[0].may_be("ing") or any("%" in token.text or token.low == "percent" for token in inside):
        return None
    if len(inside) == 1 and not (inside[0].is_capitalised or is_plural(inside)):
        return None
    last = end_of_object(clause, found)
    kept = [c for c in clause.chunks[1:] if c.first > last and c.kind in ("place", "time", "phrase")]
    following = [c for c in clause.chunks if c.first > last][:1]
    if any(c.kind == "aside" for c in following):
        return None  # it may belong to the object
    present = is_present(group)
    be = ("are" if present else "were") if is_plural(inside) else ("is" if present else "was")
    words = [
        text_of(clause, found.first, last),
        be,
        participle(clause),
        *(text_of(clause, c.first, c.last) for c in kept),
    ]
    text = " ".join(words)
    return _tidied(text[0].upper() + text[1:] + ".")


def _tidied(text: str) -> str | None:
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r" (?=[.,;])", "", text)
    text = re.sub(r",(?=[.,;])", "", text)
    if len(text.split()) < _FEWEST_WORDS or re.search(
        r"\b(?:in|at|on|by|of|the|and|to|for|with|from)[.,;]", text
    ):
        return None
    return text


def _is_silent(text: str, answer: str) -> bool:
    """Say whether the answer's telling words are gone."""
    telling = {stem for stem in stems_of(answer) if not stem.isdigit() and len(stem) > 3} or stems_of(answer)
    return answer.lower() not in text.lower() and not telling <= stems_of(text)
