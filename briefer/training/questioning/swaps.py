"""Changes of a number, a date, a noun or a verb of a question to another of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from briefer.grounding.language.quantities import find_quantities
from briefer.grounding.language.words import ideas_of, stems_of
from briefer.model import Span
from briefer.reading.dates import find_dates
from briefer.training.questioning.likes import MONTHS, WEEKDAYS, fellows, opposites_of_word
from briefer.training.questioning.naming import put
from briefer.training.questioning.tokens import tokens_of

_NUMBER = re.compile(
    r"(?:[A-Z]{0,3}[$€£¥])?(?:\d[\d,.]*|\b[a-z]+(?:-[a-z]+)?)(?: dozen| hundred| thousand| million| billion)?$"
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_YEARS_OFF = (-31, -12, -7, -4, -3, 3, 4, 6)
_GREATEST = 1e6


def another_number(text: str, sentence: str, others: Sequence[str], rng: Random) -> str | None:
    """A count that the sentence does not have."""
    found = [
        q
        for q in find_quantities(text)
        if not q.is_percent and q.value == int(q.value) and 1 < q.value < _GREATEST
    ]
    if not found:
        return None
    quantity = rng.choice(found)
    held = {q.value for q in find_quantities(sentence)}
    theirs = [q.value for other in others for q in find_quantities(other) if not q.is_percent]
    made = [quantity.value * 2 + 1, quantity.value * 3 + 2, quantity.value + 7, quantity.value // 2 + 20]
    near = [value for value in (*theirs, *made) if quantity.value / 9 <= value <= quantity.value * 9]
    choices = [v for v in near if v > 1 and v == int(v) and all(abs(v - each) > each * 0.2 for each in held)]
    number = _NUMBER.search(quantity.span.of(text))
    if (
        not choices
        or not number
        or re.search(r"\b(?:tens|dozens|hundreds|thousands|scores)\b", quantity.span.of(text))
    ):
        return None
    span = Span(quantity.span.start + number.start(), quantity.span.end)
    return put(text, span, f"{quantity.currency}{int(rng.choice(choices)):,}")


def another_date(text: str, sentence: str, others: Sequence[str], rng: Random) -> str | None:
    """Another month, weekday or year."""
    for mention in find_dates(text):
        old = mention.span.of(text)
        for series in (MONTHS, WEEKDAYS):
            word = next((each for each in series if re.search(rf"\b{each}\b", old)), None)
            choices = [each for each in series if each not in sentence]
            if word and choices:
                return put(text, mention.span, re.sub(rf"\b{word}\b", rng.choice(choices), old))
        if year := _YEAR.search(old):
            new = str(int(year[0]) + rng.choice(_YEARS_OFF))
            if new not in sentence:
                return put(text, mention.span, old.replace(year[0], new))
    return None


def another_noun(text: str, sentence: str, others: Sequence[str], rng: Random) -> str | None:
    """Another word of the same kind: "How many children were killed?" of a sentence about people."""
    return _with_another(
        text, sentence, {token: fellows().get(token, ()) for token in text.rstrip("?").split()}, rng
    )


def opposite(text: str, sentence: str, others: Sequence[str], rng: Random) -> str | None:
    """A verb or adjective that says the opposite."""
    words = text.rstrip("?").split()[1:]
    return _with_another(
        text, sentence, {word: opposites_of_word(word) for word in words if word.islower()}, rng
    )


def _with_another(text: str, sentence: str, table: dict[str, tuple[str, ...]], rng: Random) -> str | None:
    stems = stems_of(sentence)
    options = [
        (token, new)
        for token in tokens_of(text)[1:]
        for new in table.get(token.text, ())
        if not stems_of(new) & stems and not _says_same(token.text, new, stems)
    ]
    if not options:
        return None
    token, new = rng.choice(options)
    return put(text, Span(token.start, token.end), new)


def _says_same(old: str, new: str, stems: frozenset[str]) -> bool:
    """Say whether the sentence tells the new word in other words: "injured" where it has "wounded"."""
    ideas = ideas_of(stems_of(new)) - ideas_of(stems_of(old))
    return bool(ideas & ideas_of(stems - stems_of(old)))
