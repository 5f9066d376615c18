"""Questions for the phrases beside the deed: where, when, why, how, by whom, with what."""

from __future__ import annotations

from collections.abc import Iterator

from briefer.reading.countries import find_mentions
from briefer.training.questioning.chunks import Chunk
from briefer.training.questioning.framing import CONTROL, Draft, Frame
from briefer.training.questioning.nature import nature_of
from briefer.training.questioning.phrases import cue_length, is_place
from briefer.training.questioning.tokens import Token
from briefer.training.questioning.wording import text_of

_AREAS = ("town", "city", "village", "province", "district", "region", "state", "country")
_HARMED = frozenset("kill injure wound die destroy damage".split())
_MOVING = frozenset("go travel move return flee arrive head fly come sail march".split())
_NO_STRANDING = frozenset(
    "as than per of despite due like unlike versus amid amidst including until till according along".split()
)
_IDLE_STATES = frozenset(
    "place effect power office custody trouble danger force control charge court jail prison part".split()
)
_WORKS = frozenset("appear star play act feature sing perform debut guest".split())
_IDLE_STARTS = frozenset("least more which what total full favor favour".split())
_MOST_PHRASE_WORDS = 14
_IDLE_PLACES = frozenset("prison jail custody court office addition place power total turn".split())


def of_phrases(frame: Frame) -> Iterator[Draft]:
    """Ask for each phrase beside the verb."""
    for chunk in (*frame.clause.leads, *frame.clause.chunks):
        if frame.is_told and chunk.kind not in ("content", "time", "place"):
            continue
        asked = _asked(frame, chunk)
        if asked is not None and asked.text:
            yield asked


def _asked(frame: Frame, chunk: Chunk) -> Draft | None:
    ask = {
        "place": _where, "time": _when, "agent": _by_whom, "means": _how, "cause": _why, "after": _after,
        "purpose": _what_for, "content": _what_said, "phrase": _with_what,
    }.get(chunk.kind)  # fmt: skip
    return ask(frame, chunk) if ask else None


def _draft(frame: Frame, chunk: Chunk, wh: str, kind: str, skipped: int, tail: str = "") -> Draft | None:
    first = chunk.first + skipped
    if first > chunk.last:
        return None
    if frame.is_told and chunk.kind != "content":
        return None
    return Draft(f"{wh} {frame.inverted()} {frame.rest(chunk)} {tail}", kind, frame.span(first, chunk.last))


def _where(frame: Frame, chunk: Chunk) -> Draft | None:
    inside = frame.inside(chunk)[1:]
    skipped = int(chunk.prep in ("in", "at"))
    if not inside or inside[-1].low in _IDLE_PLACES:
        return None
    if frame.group.verb.base in _WORKS and not any(
        m.kind != "demonym" for m in find_mentions(frame.span(chunk.first, chunk.last).of(frame.clause.text))
    ):
        return _with_what(frame, chunk)
    if chunk.prep == "in" and frame.random.random() < 0.4:
        if nature_of(inside) == "country":
            return _draft(frame, chunk, "In which country", "which", skipped)
        lows = {token.low for token in inside}
        for noun in _AREAS:
            if noun in lows:
                wh = f"In {'which' if frame.random.random() < 0.5 else 'what'} {noun}"
                return _draft(frame, chunk, wh, "which", skipped)
    if frame.group.is_copula and frame.clause.chunks[0] != chunk:
        return None
    return _draft(frame, chunk, "Where", "where", skipped)


def _when(frame: Frame, chunk: Chunk) -> Draft | None:
    if chunk.prep in ("since", "until"):
        return _draft(frame, chunk, f"{chunk.prep.capitalize()} when", "when", 1)
    if (
        chunk.prep in ("by", "for", "over", "within", "between", "from", "before", "after")
        or frame.group.is_negated
    ):
        return None
    return _draft(frame, chunk, "When", "when", int(chunk.prep in ("on", "in", "at", "during")))


def _by_whom(frame: Frame, chunk: Chunk) -> Draft | None:
    if not frame.group.is_passive:
        return None
    inside = frame.inside(chunk)[1:]
    if not inside or inside[0].is_number:
        return None
    who = nature_of(inside) in ("person", "organisation", "country", "name")
    rest = frame.rest(chunk)
    kind = "who" if who else "what"
    answer = frame.span(chunk.first + 1, chunk.last)
    if frame.random.random() < 0.35:
        return Draft(f"By {'whom' if who else 'what'} {frame.inverted()} {rest}", kind, answer)
    return Draft(f"{kind.capitalize()} {frame.inverted()} by {rest}", kind, answer)


def _how(frame: Frame, chunk: Chunk) -> Draft | None:
    return _draft(frame, chunk, "How", "how", 0)


def _why(frame: Frame, chunk: Chunk) -> Draft | None:
    length = cue_length(frame.clause.tokens, chunk.first)
    if frame.group.is_negated and frame.group.is_copula:
        return None
    return _draft(frame, chunk, "Why", "why", length)


def _after(frame: Frame, chunk: Chunk) -> Draft | None:
    inside = frame.inside(chunk)[1:]
    if len(inside) < 2:
        return None
    chance = frame.random.random()
    if (inside[0].may_be("ing") and chance < 0.6) or chance < 0.2:
        return _draft(frame, chunk, "Why", "why", 1)
    if chance < 0.45 or any(token.is_auxiliary or token.may_be("third", "past") for token in inside):
        return _draft(frame, chunk, "When", "when", 0)
    return _draft(frame, chunk, "After what", "what", 1)


def _what_for(frame: Frame, chunk: Chunk) -> Draft | None:
    clause, group = frame.clause, frame.group
    if group.is_negated:
        return None
    if frame.purpose_is_of_verb(chunk):
        wh = "Why" if frame.random.random() < 0.6 else "For what purpose"
        return _draft(frame, chunk, wh, "why", 0)
    is_next = chunk == clause.chunks[0] and not group.is_copula
    controls = (
        group.verb.base in CONTROL and len(clause.chunks) > 1 and chunk == clause.chunks[1] and frame.object
    )
    if not is_next and not controls:
        return None
    if clause.tokens[chunk.first + 1].low in ("be", "have"):
        return None
    whom = text_of(clause, frame.object.first, frame.object.last) if controls and frame.object else ""
    if any(chunk.last < following.first and following.kind == "phrase" for following in clause.chunks):
        return None
    return Draft(f"What {frame.inverted()} {whom} to do", "what", frame.span(chunk.first + 1, chunk.last))


def _what_said(frame: Frame, chunk: Chunk) -> Draft | None:
    if frame.group.is_passive or frame.group.is_negated:
        return None
    return Draft(
        f"What {frame.inverted()}", "what", frame.span(chunk.first + (chunk.prep == "that"), chunk.last)
    )


def _with_what(frame: Frame, chunk: Chunk) -> Draft | None:
    """ "What did X resign from?", "With whom did X meet in Beijing?", "How were seven people killed?"."""
    group, inside = frame.group, frame.inside(chunk)[1:]
    if not _is_telling(frame, chunk, inside):
        return None
    if group.verb.base in _HARMED and chunk.prep in ("in", "from", "of") and not group.is_negated:
        return _draft(frame, chunk, "How", "how", 0)
    if chunk.prep == "to" and group.verb.base in _MOVING and (is_place(inside) or inside[-1].low == "polls"):
        return _draft(frame, chunk, "Where", "where", 1)
    if inside[0].is_number or inside[0].low in _IDLE_STARTS:
        return None
    kind = nature_of(inside)
    wh, asked = {"country": ("Which country", "which"), "person": ("Who", "who")}.get(kind, ("What", "what"))
    if kind == "organisation":
        wh, asked = "Who", "who"
    rest = frame.rest(chunk)
    answer = frame.span(chunk.first + 1, chunk.last)
    if not rest:
        return Draft(f"{wh} {frame.inverted()} {chunk.prep}", asked, answer)
    if chunk.prep in ("in", "at", "on"):
        return None
    fronted = "whom" if wh == "Who" else wh[0].lower() + wh[1:]
    return Draft(f"{chunk.prep.capitalize()} {fronted} {frame.inverted()} {rest}", asked, answer)


def _is_telling(frame: Frame, chunk: Chunk, inside: tuple[Token, ...]) -> bool:
    """Say whether a phrase stands next to its verb and tells something: not "in place"."""
    if chunk != frame.clause.chunks[0] or chunk.prep in _NO_STRANDING or frame.group.is_copula:
        return False
    return 0 < len(inside) <= _MOST_PHRASE_WORDS and not (len(inside) == 1 and inside[0].low in _IDLE_STATES)
