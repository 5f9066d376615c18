"""A verb with its auxiliaries and its particle."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefer.training.questioning.tokens import Token
from briefer.training.questioning.verbs import BE, DO, HAVE, MODALS, Verb

_PARTICLES = frozenset("up out down off away back apart dead".split())


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its auxiliaries: "has not been arrested"."""

    first: int  # token
    last: int
    auxiliaries: tuple[str, ...]
    verb: Verb
    form: str  # of the finite word where there is no auxiliary: "third", "base", "past"
    particle: str = ""
    is_negated: bool = False
    is_passive: bool = False

    @property
    def is_copula(self) -> bool:
        """True for "is a member", "was in Paris"."""
        return self.verb.base == "be" and not self.is_passive


def group_at(tokens: tuple[Token, ...], at: int, end: int) -> Group | None:
    """Read the verb group that begins at an index."""
    auxiliaries: list[str] = []
    negated = False
    index = at
    while index < end:
        token = tokens[index]
        if auxiliaries and (token.is_adverb or token.low in ("not", "n't")):
            negated = negated or token.low == "not"
            index += 1
            continue
        ahead = _next_verb(tokens, index + 1, end)
        if (
            token.is_auxiliary
            and ahead is not None
            and _helps(token.low, tokens[ahead], tokens, index, ahead)
        ):
            auxiliaries.append(token.low)
            index += 1
            continue
        break
    if index >= end or tokens[index].verb is None:
        return None
    return _group(tokens, at, index, end, tuple(auxiliaries), negated)


def _group(
    tokens: tuple[Token, ...], at: int, index: int, end: int, auxiliaries: tuple[str, ...], negated: bool
) -> Group | None:
    main = tokens[index]
    reading = main.verb
    if reading is None:
        return None
    forms = reading.forms
    last, particle = index, ""
    if index + 1 < end and tokens[index + 1].low in _PARTICLES and reading.verb.base != "be":
        coast = {token.low for token in tokens[index + 2 : index + 5]} & {
            "coast",
            "shore",
            "shores",
            "coasts",
        }
        if not coast:
            last, particle = index + 1, tokens[index + 1].low
    if reading.verb.base == "swear" and index + 1 < end and tokens[index + 1].low == "in":
        last, particle = index + 1, "in"
    if reading.verb.base == "be" and last + 1 < end and tokens[last + 1].low == "not":
        last, negated = last + 1, True
    while last + 1 < end and tokens[last + 1].is_adverb and not particle:
        last += 1
        negated = negated or tokens[last].low == "not"
    passive = bool(auxiliaries) and auxiliaries[-1] in BE and "participle" in forms and "ing" not in forms
    form = next((name for name in ("third", "past", "base") if name in forms), "base")
    if main.low in ("was", "were"):
        form = "past"
    elif main.low in ("is", "are"):
        form = "third"
    return Group(at, last, auxiliaries, reading.verb, form, particle, negated, passive)


def _next_verb(tokens: tuple[Token, ...], index: int, end: int) -> int | None:
    while index < end and tokens[index].is_adverb:
        index += 1
    return index if index < end and (tokens[index].verb or tokens[index].is_auxiliary) else None


def _helps(low: str, ahead: Token, tokens: tuple[Token, ...], index: int, at: int) -> bool:
    """Say whether an auxiliary helps the verb ahead of it."""
    if low in MODALS:
        return ahead.may_be("base") or ahead.low in ("be", "have")
    if low in DO:
        return ahead.may_be("base")
    if low in HAVE:
        return ahead.may_be("participle") or ahead.low == "been"
    if low in BE:
        return ahead.low == "being" or ahead.may_be("participle", "ing")
    return False


def inheriting(group: Group, before: Group | None) -> Group:
    """ "Are arrested and charged": the second verb has the first one's auxiliaries."""
    if before is None or not before.auxiliaries or group.auxiliaries or group.form != "past":
        return group
    if group.verb.past != group.verb.participle:
        return group
    return replace(group, auxiliaries=before.auxiliaries, is_passive=before.is_passive)
