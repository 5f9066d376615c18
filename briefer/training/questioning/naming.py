"""The names of a text by kind, and another name for one: a country, a people, a town, a person, an organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from random import Random

from briefer.grounding.language.words import stems_of
from briefer.model import Span
from briefer.reading.countries import Mention, find_mentions
from briefer.reading.words import words
from briefer.training.questioning.likes import COUNTRIES, DEMONYMS, PEOPLE, TOWNS
from briefer.training.questioning.nature import KNOWN, nature_of
from briefer.training.questioning.tokens import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Token,
    is_common_opener,
    tokens_of,
)

_WH = words(
    "who what when where which how why whether in on by after for at did was were does is are has had "
    "will from with to against since until of have do"
)
_LINKS = words("of de al bin van von ibn da dos")
_LISTED = 0.35  # share of the places that are taken from the lists even where other sentences name some
_MOST_NAME_WORDS = 6
_FROM_OTHERS = 8  # sentences at most whose names are looked at


def another_name(text: str, sentence: str, others: Sequence[str], rng: Random) -> str | None:
    """The text with one name put in place of another of its kind that the sentence does not have."""
    mentions = find_mentions(text)
    options = [(m.span, new) for m in mentions if (new := _another_place(m, text, sentence, others, rng))]
    for span, nature in names_in(text):
        if any(span.overlaps(mention.span) for mention in mentions if mention.kind != "demonym"):
            continue
        new = _another_like(nature, sentence, others, rng)
        if new and not any(span.overlaps(other) for other, _ in options):
            options.append((span, new))
    if not options:
        return None
    span, new = rng.choice(options)
    return put(text, span, new)


def put(text: str, span: Span, new: str) -> str:
    """The text with other words in a span; "a" and "an" agree with them."""
    before = text[: span.start]
    if match := re.search(r"\b([Aa])n? $", before):
        before = before[: match.start()] + match[1] + ("n " if new[0].lower() in "aeiou" else " ")
    if before.lower().endswith("the ") and new in COUNTRIES:
        before = before[:-4]
    return before + new + text[span.end :]


def _another_place(
    mention: Mention, text: str, sentence: str, others: Sequence[str], rng: Random
) -> str | None:
    old, after = mention.span.of(text), text[mention.span.end :]
    if re.match(r"[-‑–]", after) or re.search(r"[-‑–]$", text[: mention.span.start]):
        return None
    if mention.kind not in ("name", "demonym", "town", "capital") or (
        mention.kind != "demonym" and re.match(r" [A-Z]", after)
    ):
        return None
    if mention.kind == "demonym" and (old.endswith("s") or not re.match(r" \w", after)):
        return None
    codes, stems = {each.code for each in find_mentions(sentence)}, stems_of(sentence)
    theirs = [
        each.span.of(other)
        for other in others[:_FROM_OTHERS]
        for each in find_mentions(other)
        if each.kind == mention.kind and each.code not in codes and not each.span.of(other).endswith("s")
    ]
    listed = {"name": COUNTRIES, "demonym": DEMONYMS}.get(mention.kind, TOWNS)
    choices = theirs if theirs and rng.random() >= _LISTED else list(listed)
    choices = [
        new
        for new in choices
        if not {m.code for m in find_mentions(new)} & codes and not stems_of(new) & stems
    ]
    return rng.choice(choices) if choices else None


def _another_like(nature: str, sentence: str, others: Sequence[str], rng: Random) -> str | None:
    stems, codes = stems_of(sentence), {each.code for each in find_mentions(sentence)}
    choices = [
        name
        for other in others[:_FROM_OTHERS]
        for span, kind in names_in(other)
        if kind == nature
        and not stems_of(name := span.of(other)) & stems
        and (nature == "person" or not {m.code for m in find_mentions(name)} & codes)
    ]
    if not choices and nature == "person":
        choices = [name for name in PEOPLE if not stems_of(name) & stems]
    return rng.choice(choices) if choices else None


@lru_cache(maxsize=2_048)
def names_in(text: str) -> tuple[tuple[Span, str], ...]:
    """The names of persons and organisations of a text."""
    tokens = tokens_of(text)
    found: list[tuple[Span, str]] = []
    row: list[Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if _goes_on(token, index, row, following):
            row.append(token)
            if not token.is_possessive:
                continue
        if not _modifies(row, token):
            _keep(row, found)
        row = []
    _keep(row, found)
    return tuple(found)


def _modifies(row: list[Token], following: Token) -> bool:
    """Say whether a name stands before a noun: "Fox News commentator", "Guns N' Roses"."""
    if not row or following is row[-1]:
        return False
    if following.text in "'’":
        return True
    return following.is_word and not (
        following.verb is not None
        or following.is_adverb
        or following.low in PREPOSITIONS
        or following.low in SUBORDINATORS
        or following.low in CONJUNCTIONS
        or following.low in RELATIVES
        or following.low in DETERMINERS
    )


def _goes_on(token: Token, index: int, row: list[Token], following: Token | None) -> bool:
    if row and token.low in _LINKS:
        return following is not None and following.is_capitalised
    if not token.is_capitalised or not token.is_word:
        return False
    if index:
        return True
    leads = following is not None and following.is_capitalised
    return token.low not in _WH and token.low not in KNOWN and not is_common_opener(token.text, leads)


def _keep(row: list[Token], found: list[tuple[Span, str]]) -> None:
    if not row or len(row) > _MOST_NAME_WORDS or any(char.isdigit() for token in row for char in token.text):
        return
    if len(row) == 1 and (not row[0].text.isupper() or len(row[0].text) < 3):
        return
    nature = nature_of(tuple(row))
    if nature in ("person", "organisation"):
        end = row[-1].end - (2 if row[-1].is_possessive and row[-1].text[-1] == "s" else 0)
        found.append((Span(row[0].start, end), nature))
