"""Which word of a sentence is its verb: the finite one that stands in no relative clause and in no aside."""

from __future__ import annotations

from briefer.reading.words import words
from briefer.training.questioning.tokens import (
    CONJUNCTIONS,
    DETERMINERS,
    PLURALS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    Token,
)
from briefer.training.questioning.verbs import BE, DO, HAVE, MODALS

_REACH = 34  # words in which the verb is looked for
_SAID = words(
    "said announced reported claimed stated declared confirmed warned admitted denied ruled voted "
    "claims reports states notes rules"
)
_THOUGHT = words(
    "thought believed expected said known based located designed meant set used aged born accused suspected"
)
_TITLES = words("judge coach guide host pilot model star guard champion rival")
_FINITE = words("is are was were has had does did")
_STOPS = SUBORDINATORS - {"following", "including", "as", "whether"} | {"that"}


def find_verb(tokens: tuple[Token, ...], start: int, end: int) -> int | None:
    """The index of the first word of the sentence's verb group, or None where it is not plain."""
    pending = 0  # relative clauses whose verb is still to come
    index = start
    while index < min(end, start + _REACH):
        token = tokens[index]
        if token.low in RELATIVES and index > start:
            pending += 1
        elif token.text in ";:" or (index > start and (token.low in _STOPS or _is_as(tokens, index))):
            return None
        elif token.text == "(":
            index = _closing(tokens, index, end)
        elif index > start and (is_strong(tokens, start, index) or is_weak(tokens, start, index, end)):
            if not pending:
                return index
            pending -= 1
            index = _past_group(tokens, index, end)
            continue
        index += 1
    return None


def _is_as(tokens: tuple[Token, ...], index: int) -> bool:
    """The conjunction, not that of "as well as"."""
    before, after = tokens[index - 1].low, tokens[index + 1].low if index + 1 < len(tokens) else ""
    return (
        tokens[index].low == "as"
        and after not in ("well", "many", "much")
        and before not in ("well", "known", "such")
    )


def _closing(tokens: tuple[Token, ...], index: int, end: int) -> int:
    return next((at for at in range(index, end) if tokens[at].text == ")"), end)


def _past_group(tokens: tuple[Token, ...], index: int, end: int) -> int:
    index += 1
    while index < end and (
        tokens[index].is_auxiliary or tokens[index].is_adverb or tokens[index].may_be("participle", "ing")
    ):
        index += 1
    return index


def is_strong(tokens: tuple[Token, ...], start: int, index: int) -> bool:
    """A word that can hardly be anything but a finite verb here."""
    token, before = tokens[index], tokens[index - 1] if index > start else None
    if before is not None and (before.low in ("to", "of") or before.low in MODALS):
        return False
    if token.text[0].isupper():
        return False
    if token.low in _FINITE or token.low in MODALS:
        return not (before and before.low in DETERMINERS and token.low in ("will", "might", "can"))
    if token.low in ("have", "do"):
        return before is not None and before.low not in PREPOSITIONS
    if token.verb is None or not _follows_noun(before):
        return False
    verb = token.verb
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is not None and after.is_auxiliary and not verb.forms.isdisjoint({"third", "base"}):
        return False  # "other art forms have been"
    if token.low in _SAID and (token.low == "said" or _opens_content(after)):
        return True
    if "third" in verb.forms and not verb.is_nounish:
        return (
            after is None
            or not after.may_be("base")
            or not _is_verb_before_object(tokens, index + 1, len(tokens))
        )
    if verb.forms == {"past"}:
        return True
    return "base" in verb.forms and not verb.is_nounish and _is_plural(tokens, start, index)


def _opens_content(token: Token | None) -> bool:
    return token is not None and (
        token.low in ("that", "it", "they", "he", "she") or token.low in DETERMINERS
    )


def is_weak(tokens: tuple[Token, ...], start: int, index: int, end: int) -> bool:
    """A word that is a finite verb unless a better one follows: "attacks", "killed"."""
    token, before = tokens[index], tokens[index - 1] if index > start else None
    if token.verb is None or not _follows_noun(before) or before is None or token.low in BE | HAVE | DO:
        return False
    after = tokens[index + 1] if index + 1 < end else None
    forms = token.verb.forms
    if "third" in forms or "base" in forms:
        fits = "third" in forms or "past" in forms or _is_plural(tokens, start, index)
        if not fits or (after and (after.low in ("of", "and", "or") or after.is_auxiliary)):
            return False
        if after and _is_verb_before_object(tokens, index + 1, end):
            return False  # "Russian forces shell Torske"
        if token.verb.is_nounish and "base" in forms and not _may_open_phrase(after):
            return False  # "women at the camp, which"
        if token.low in _TITLES and after and after.is_capitalised:
            return False  # "judge Victor Marrero strikes"
        if before.is_possessive or (
            before.is_number and not (index > 1 and tokens[index - 2].is_capitalised)
        ):
            return False
    elif "past" not in forms or before.text == "," or _is_reduced(token, after):
        return False
    return not _better_follows(tokens, start, index, end) and not (
        "third" not in forms and "participle" in forms and _present_follows(tokens, index, end)
    )


def _present_follows(tokens: tuple[Token, ...], index: int, end: int) -> bool:
    """ "A helicopter registered in Scotland crashes, killing two": the participle is not the verb."""
    for at in range(index + 2, min(end - 1, index + 16)):
        token, after = tokens[at], tokens[at + 1]
        if token.text in ",;:" or token.low in _STOPS or token.low in RELATIVES:
            return False
        if (
            token.may_be("third")
            and _follows_noun(tokens[at - 1])
            and (after.text == "," or after.may_be("ing"))
        ):
            return True
    return False


def _is_reduced(token: Token, after: Token | None) -> bool:
    """A participle without its auxiliary: "made by", "believed to", "based in"."""
    if token.verb is None or "participle" not in token.verb.forms or after is None:
        return False
    return after.low == "by" or (token.low in _THOUGHT and after.low in ("to", "in", "of"))


def _may_open_phrase(token: Token | None) -> bool:
    return token is not None and (
        token.is_capitalised
        or token.is_number
        or token.is_adverb
        or token.low in DETERMINERS
        or token.low in PREPOSITIONS
        or token.low in ("to", "that")
        or token.low in PRONOUNS
        or (token.is_word and token.verb is None)
    )


def _is_verb_before_object(tokens: tuple[Token, ...], index: int, end: int) -> bool:
    token = tokens[index]
    if not token.may_be("base", "third", "past") or index + 1 >= end:
        return False
    after = tokens[index + 1]
    return (
        after.is_number
        or after.is_capitalised
        or after.low in DETERMINERS
        or after.low in PREPOSITIONS - {"of"}
    )


def _follows_noun(before: Token | None) -> bool:
    if before is None:
        return True
    return not (
        before.low in DETERMINERS - {"that", "all", "both", "each"}
        or before.low in PREPOSITIONS
        or before.low == "of"
        or before.low in CONJUNCTIONS
        or before.is_possessive
        or before.text in '("“-'
    )


def _better_follows(tokens: tuple[Token, ...], start: int, index: int, end: int) -> bool:
    """Say whether a stronger verb follows before the clause can end."""
    for at in range(index + 1, min(end, index + 16)):
        token = tokens[at]
        if token.text in ";:" or token.low in _STOPS or token.low in RELATIVES:
            return False
        if at == index + 1 and token.may_be("third", "base") and tokens[index].may_be("past"):
            continue  # "breached rules"
        if is_strong(tokens, start, at):
            before = at - 1
            while before > index and tokens[before].is_adverb:
                before -= 1
            return tokens[before].low not in CONJUNCTIONS
        if _is_as(tokens, at):
            return False
        if token.text == "," and at > index + 1:
            if at + 1 < end and (tokens[at + 1].low in MODALS or tokens[at + 1].low in _FINITE):
                return True
            return (
                at + 2 < end
                and tokens[at + 1].may_be("base", "third")
                and (tokens[at + 2].low in DETERMINERS or is_strong(tokens, start, at + 1))
            )
    return False


def _is_plural(tokens: tuple[Token, ...], start: int, index: int) -> bool:
    words_before = {token.low for token in tokens[start:index]}
    if tokens[start].low in ("a", "an") and not words_before & {"and", "of"}:
        return False
    return any(
        token.low in PLURALS
        or token.low == "and"
        or token.is_number
        or (token.low.endswith("s") and len(token.low) > 3 and not token.is_possessive)
        for token in tokens[start:index]
    )
