"""A question in words that the bulletin does not use: who asks has not read it.

The table is `data/synonyms.txt`: verbs by their base, then other words, those of a line near enough to each other that
one may be asked for by another. They are no table of equals: a judge must tell apart what a question may mix.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random

from briefer.model import Span
from briefer.training.questioning.verbs import BE, DO, HAVE, verb_of

_AS_NOUN = frozenset(
    "the a an this that these those his her its their of in on at by for with and many".split()
)
_MOST = (1, 1, 2, 3)  # words that are exchanged


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A stretch of a question and what may stand for it."""

    span: Span
    options: tuple[str, ...]


def in_other_words(question: str, random: Random) -> str:
    """Exchange one to three of the words of a question; without any that is in the table, return it as it is."""
    found = list(_exchanges(question))
    random.shuffle(found)
    chosen: list[_Exchange] = []
    for each in found:
        if len(chosen) < random.choice(_MOST) and not any(each.span.overlaps(other.span) for other in chosen):
            chosen.append(each)
    for each in sorted(chosen, key=lambda one: -one.span.start):
        question = question[: each.span.start] + random.choice(each.options) + question[each.span.end :]
    return question


def _exchanges(question: str) -> list[_Exchange]:
    verbs, others, phrases = _tables()
    found = [
        _Exchange(Span(*match.span()), others[match[0].lower()])
        for match in phrases.finditer(question)
        if not (match[0][0].isupper() and match.start()) and not question[: match.start()].endswith("set ")
    ]
    before = ""
    for match in re.finditer(r"[\w-]+", question):
        low = match[0].lower()
        reading = verb_of(low)
        is_name = match[0][0].isupper() and match.start()
        noun = bool(reading and reading.is_nounish and before in _AS_NOUN)
        if reading and not is_name and not noun and low not in BE | HAVE | DO:
            form = _form(reading.forms, question[: match.start()])
            if options := tuple(
                filter(None, (_inflected(each, form) for each in verbs.get(reading.verb.base, ())))
            ):
                found.append(_Exchange(Span(*match.span()), options))
        before = low
    return found


def _form(forms: frozenset[str], before: str) -> str:
    if {"past", "participle"} <= forms:
        return "past" if (BE | HAVE).isdisjoint(before.lower().split()) else "participle"
    return min(forms)


def _inflected(phrase: str, form: str) -> str:
    first, _, rest = phrase.partition(" ")
    reading = verb_of(first)
    if reading is None or reading.verb.base != first or first == "be":
        return ""
    return f"{getattr(reading.verb, form)} {rest}".strip()


@cache
def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], re.Pattern[str]]:
    """Verbs by base, other words by themselves, and what finds the latter."""
    text = resources.files(__package__).joinpath("data", "synonyms.txt").read_text(encoding="utf-8")
    verbs, others = (_grouped(part.partition("\n")[2]) for part in text.split("# ")[1:])
    longest_first = sorted(others, key=lambda word: (-len(word), word))
    phrases = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    return verbs, {word.lower(): options for word, options in others.items()}, phrases


def _grouped(lines: str) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for line in lines.splitlines():
        words = line.split(", ")
        for word in words:
            groups[word] += [each for each in words if each != word]
    return {word: tuple(dict.fromkeys(options)) for word, options in groups.items()}
