"""What the cited words hold, read once for all the claims that cite them: stems, ideas, numbers, names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.judges.windows import sentences_of
from briefer.grounding.language.acronyms import same_elsewhere
from briefer.grounding.language.proper_names import key_of, read
from briefer.grounding.language.quantities import NUMBER, value_of
from briefer.grounding.language.words import Word, ideas_of, stem, stems_of, words_of
from briefer.grounding.pairs import Pair
from briefer.model import Span
from briefer.reading.dates import find_dates

_NUMBER = re.compile(rf"(?<![\w.,]){NUMBER}(?!\w)", re.IGNORECASE)
_MONTHS = "january february march april june july august september october november december".split()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The cited words of a pair."""

    text: str
    sentences: tuple[str, ...]
    stems: frozenset[str]
    ideas: frozenset[int]
    folded: frozenset[str]
    values: frozenset[float]


@lru_cache(maxsize=512)
def read_evidence(text: str) -> Evidence:
    """Read the cited words."""
    stems = stems_of(text)
    return Evidence(
        text,
        sentences_of(text),
        stems | _months_in(stems),
        ideas_of(stems),
        frozenset(word.folded for word in words_of(text)),
        frozenset(value for _, values in numbers_of(text) for value in values),
    )


def _months_in(stems: frozenset[str]) -> frozenset[str]:
    """The months of some stems, in full and cut short: "Sept." is "September"."""
    forms = ((stem(month), month[:3], month[:4]) for month in _MONTHS)
    return frozenset(form for month in forms if not stems.isdisjoint(month) for form in month)


@lru_cache(maxsize=1_024)
def numbers_of(text: str) -> tuple[tuple[Span, frozenset[float]], ...]:
    """Every number of a text, years and dates too, in digits or words: where it stands and what it may mean.

    "5 million" may also mean 5, since "5 mln" is read as that; "one" and "dozens" say no number.
    """
    found = []
    for match in _NUMBER.finditer(text):
        if match["vague"] or (match["words"] or "").lower() == "one":
            continue
        bare = {float(match["digits"].replace(",", ""))} if match["digits"] else set()
        found.append((Span(match.start(), match.end()), frozenset({value_of(match)} | bare)))
    return tuple(found)


@lru_cache(maxsize=1_024)
def words_given_otherwise(claim: str, text: str) -> frozenset[str]:
    """The keys (`proper_names.key_of`) of the claim's names that the text has in another form: short for long,
    a people for its country."""
    claimed, given = read(claim), read(text)
    indexes = set(same_elsewhere(claim, text))
    for name in claimed.names:
        if name.code in given.codes:
            indexes.update(range(name.first, name.last + 1))
    return frozenset(claimed.tokens[index].key for index in indexes)


def unchecked_dates(pair: Pair) -> tuple[Span, ...]:
    """The claim's dates where the day of a source is known: such dates are reckoned, not read, and what
    reckons them is the check of dates."""
    if all(premise.date.earliest is None for premise in pair.premises):
        return ()
    return tuple(mention.span for mention in find_dates(pair.claim))


def holds(evidence: Evidence, word: Word) -> bool:
    """Say whether the evidence has a word of the claim, in any inflection; compounds may be written apart."""
    if word.stem in evidence.stems:
        return True
    parts = word.folded.split("-")
    return len(parts) > 1 and all(stem(part) in evidence.stems for part in parts)


def is_named(word: Word) -> bool:
    """Say whether a word looks like part of a name: a capital that no start of a sentence gives."""
    return word.is_capitalised and not word.is_stop and word.span.start > 0


def gives_otherwise(evidence: Evidence, claim: str, word: Word) -> bool:
    """Say whether a name's word stands in the evidence in another form."""
    return word.is_capitalised and key_of(word.text) in words_given_otherwise(claim, evidence.text)
