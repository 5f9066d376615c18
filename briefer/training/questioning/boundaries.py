"""Where a noun phrase and a clause end: at a comma that joins no list, a preposition, a verb that goes on."""

from __future__ import annotations

from briefer.reading.words import words
from briefer.training.questioning.finding import find_verb, is_strong
from briefer.training.questioning.phrases import is_cause
from briefer.training.questioning.tokens import (
    CONJUNCTIONS,
    DETERMINERS,
    NOUNS_IN_ING,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Token,
)

PERIODS = words("days hours weeks months years minutes day hour week month year")


# The words of hedges; "#" is a number.
_HEDGED = frozenset(
    tuple(pair.split(":"))
    for pair in (
        "at:least at:most up:to more:than less:than fewer:than over:# about:# around:# under:# as:many as:much "
        "close:to between:# per:cent"
    ).split()
)


def goes_on(tokens: tuple[Token, ...], index: int, end: int) -> int | None:
    """The verb after "and" that shares the subject; 0 where "and" opens a clause with another subject."""
    at = index
    comma = tokens[at].text == ","
    at += comma
    if at >= end - 1 or tokens[at].low not in ("and", "but", "while", "whereas", "or"):
        return None
    joint = tokens[at].low
    at += 1
    while at < end - 1 and tokens[at].is_adverb:
        at += 1
    if joint in ("and", "but") and _is_finite(tokens, at):
        return at
    if joint in ("while", "whereas") and not comma:
        return None
    verb = find_verb(tokens, at, end)
    return 0 if verb is not None and (comma or is_strong(tokens, at, verb)) else None


def _is_finite(tokens: tuple[Token, ...], at: int) -> bool:
    token = tokens[at]
    if token.low in ("is", "are", "was", "were", "has", "have", "had", "will", "would", "did", "does"):
        return True
    if token.verb is None or token.verb.forms == {"ing"}:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    nounish = token.verb.is_nounish
    if nounish and not (
        after and (after.low in DETERMINERS or after.is_number or after.low in PREPOSITIONS - {"for", "in"})
    ):
        return False
    return after is None or after.low != "of"


def noun_end(tokens: tuple[Token, ...], index: int, end: int, days: frozenset[int]) -> int:
    """The last token of the noun phrase that starts here; "of" and "and" go on with it."""
    at = index
    while at < end:
        token = tokens[at]
        if at > index and _stops(tokens, at, end, days):
            return at - 1
        at += (
            2
            if is_hedge(tokens, at) and token.low in ("at", "up", "as", "close", "more", "less", "fewer")
            else 1
        )
    return end - 1


def _stops(tokens: tuple[Token, ...], at: int, end: int, days: frozenset[int]) -> bool:
    token = tokens[at]
    if token.text == "(":
        closing = next((index for index in range(at, end) if tokens[index].text == ")"), end)
        return (
            closing + 1 >= end or not tokens[closing + 1].is_word or tokens[closing + 1].low in PREPOSITIONS
        )
    if token.text in ";:—–" or (at in days and not token.is_possessive and tokens[at - 1].low != "of"):
        return True
    if token.text == ",":
        return not _is_list(tokens, at, end)
    if (
        token.is_number
        and not token.text[0].isdigit()
        and token.text[-1].isdigit()
        and tokens[at - 1].is_capitalised
    ):
        return True  # "fines Brian Hunter $30 million"
    if is_later(tokens, at, end):
        return True
    if token.low == "of" or is_hedge(tokens, at):
        return False
    if token.low in ("and", "or", "but"):
        return goes_on(tokens, at, end) is not None or (
            token.low == "and"
            and at + 2 < end
            and tokens[at + 1].may_be("ing")
            and _opens_object(tokens[at + 2])
        )
    if (
        token.low in PREPOSITIONS
        or token.low in SUBORDINATORS
        or token.low in RELATIVES
        or token.low in ("to", "so")
    ):
        return True
    return is_modifier(tokens, at, end)


def is_later(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """ "Two hours later"."""
    if at + 2 >= end or not (tokens[at].is_number or tokens[at].low in ("a", "an")):
        return False
    return tokens[at + 1].low in PERIODS and tokens[at + 2].low in ("later", "earlier", "ago")


def is_hedge(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a preposition opens a hedged number: "at least 12", "up to 40"."""
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    pair = (tokens[index].low, following.low)
    return pair in _HEDGED or (following.is_number and (tokens[index].low, "#") in _HEDGED)


def is_modifier(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """A participle after its noun: "fishermen seized last month", "people carrying flags"."""
    token, before = tokens[at], tokens[at - 1]
    if (
        token.verb is None
        or before.low in DETERMINERS | CONJUNCTIONS
        or before.is_adverb
        or before.is_possessive
    ):
        return False
    if before.is_number:
        return False
    after = tokens[at + 1] if at + 1 < end else None
    if "ing" in token.verb.forms:
        return token.low not in NOUNS_IN_ING and after is not None and _opens_object(after)
    if token.verb.forms.isdisjoint({"participle"}) or token.may_be("base", "third"):
        return False
    return (
        after is None
        or after.low in PREPOSITIONS
        or after.low in ("to", "last", "this", "when", "as")
        or after.text == ","
    )


def _opens_object(token: Token) -> bool:
    return (
        token.low in DETERMINERS
        or token.low in PREPOSITIONS
        or token.is_capitalised
        or token.is_number
        or token.is_possessive
        or token.low in ("to", "that", "as")
    )


def place_end(tokens: tuple[Token, ...], last: int, end: int) -> int:
    """Past ", Mopti Region, Mali"."""
    while tokens[last].is_capitalised and last + 2 < end and tokens[last + 1].text == ",":
        at = last + 2
        if tokens[at].text in ("D.C.", "DC"):
            return at
        if not tokens[at].is_capitalised:
            break
        while at + 1 < end and (tokens[at + 1].is_capitalised or tokens[at + 1].low in ("of", "the")):
            at += 1
        if at + 1 < end and tokens[at + 1].is_word:
            break
        last = at
    return last


def clause_end(tokens: tuple[Token, ...], index: int, end: int) -> int:
    """The last token before a comma or semicolon that ends a clause; commas of lists and numbers do not."""
    while index < end:
        if tokens[index].text in ";:":
            return index - 1
        if (
            tokens[index].text == ","
            and not _is_list(tokens, index, end)
            and not _is_year(tokens, index + 1, end)
        ):
            past = place_end(tokens, index - 1, end)
            if past == index - 1:
                return past
            index = past
        index += 1
    return end - 1


def modifier_end(tokens: tuple[Token, ...], index: int, end: int) -> int:
    """A modifier goes on to the end of the clause, but for "after ..." and the like."""
    last = clause_end(tokens, index + 1, end)
    for at in range(index + 1, last + 1):
        if tokens[at].low in ("after", "following", "because", "when", "while", "as") or is_cause(tokens, at):
            return at - 1
    return last


def _is_list(tokens: tuple[Token, ...], comma: int, end: int) -> bool:
    """Say whether a comma joins members of a list: "and" follows before any verb or preposition."""
    for index in range(comma + 1, min(end, comma + 12)):
        token = tokens[index]
        if token.low in ("and", "or"):
            at = index + 1
            while at < end and tokens[at].is_adverb:
                at += 1
            return (
                index > comma + 1
                and at < end
                and not tokens[at].is_auxiliary
                and not is_strong(tokens, comma, at)
            )
        if token.is_auxiliary or (token.verb and not token.verb.is_nounish):
            return False
        if token.low in PREPOSITIONS or token.low in SUBORDINATORS or token.low in RELATIVES:
            return False
    return False


def _is_year(tokens: tuple[Token, ...], index: int, end: int) -> bool:
    """The year of "November 24, 2015"."""
    return (
        index < end
        and tokens[index].text.isdigit()
        and len(tokens[index].text) == 4
        and tokens[index - 2].is_number
    )
