"""How well a sentence answers a question: by its words, its meaning, and whether it holds the kind of thing asked.

The words of a question weigh by how rare they are among the sentences at hand, so that a word which none of them has
("restore", "ransom") speaks loudest against an answer. A word is met by its stem, by a word of the same idea, or, at a
discount, by a word near it in meaning.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefer.grounding.words import content_words, ideas_of, opposites_of, stem, stems_of
from briefer.model import Bulletin, Evidence
from briefer.reading.countries import find_mentions
from briefer.writing.extractive.kinds import holds
from briefer.writing.questions import Question, Term, Want

if TYPE_CHECKING:
    from briefer.archive.embedding import Embedder

# Chosen on evals/questions-sahel.jsonl; see evals/README.md.
_WORDS_WEIGHT = 0.35
_BULLETIN_WEIGHT = 0.20
_MEANING_WEIGHT = 0.45
_KIND_BONUS = 0.15
_IDEA_MATCH = 0.9
_LEAST_NEARNESS = 0.6  # cosine from which two words count as near
_NAME_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with the parts of its score, each from 0 to 1."""

    evidence: Evidence
    words: float  # weight of the question's words met in the sentence
    in_bulletin: float  # the same, met anywhere in the bulletin
    meaning: float  # cosine of question and sentence
    holds: frozenset[Want]  # what is asked for and the sentence holds
    met: frozenset[str]  # stems of the question that the sentence meets
    missing_names: tuple[str, ...]  # names of the question that the bulletin lacks
    unmet: tuple[str, ...]  # other words of the question that the bulletin lacks
    opposite: str | None  # such a word of which the bulletin says the opposite

    @property
    def score(self) -> float:
        """The weighted sum by which sentences are ranked."""
        return (
            _WORDS_WEIGHT * self.words
            + _BULLETIN_WEIGHT * self.in_bulletin
            + _MEANING_WEIGHT * max(0.0, self.meaning)
            + (_KIND_BONUS if self.holds else 0.0)
        )


def score_sentences(
    question: Question, evidence: Sequence[Evidence], embedder: Embedder
) -> tuple[Scored, ...]:
    """Score each sentence; best first, ties in the order given."""
    if not evidence:
        return ()
    cosines = _cosines(question.text, evidence, embedder)
    texts = {item.bulletin.id: f"{item.bulletin.title}. {item.bulletin.body}" for item in evidence}
    near = _near_words(question, texts.values(), embedder)
    weights = _weights(question.terms, evidence, near)
    scored = []
    for item, cosine in zip(evidence, cosines, strict=True):
        here = _met(question.terms, item.text, item.bulletin, near, whole=False)
        there = _met(question.terms, texts[item.bulletin.id], item.bulletin, near, whole=True)
        scored.append(
            Scored(
                item,
                _share(here, weights),
                _share(there, weights),
                cosine,
                frozenset(want for want in question.wants if holds(question, want, item)),
                frozenset(term for term, value in here.items() if value > 0),
                tuple(term.word for term in question.names if not there[term.stem]),
                tuple(term.word for term in question.terms if not term.is_name and not there[term.stem]),
                _opposite(question, texts[item.bulletin.id]),
            )
        )
    return tuple(sorted(scored, key=lambda each: (-round(each.score, 6), each.evidence.number)))


def _opposite(question: Question, text: str) -> str | None:
    """A word of the question that the text lacks while it has an opposite of it."""
    stems = stems_of(text)
    return next(
        (term.word for term in question.terms if term.stem not in stems and opposites_of(term.stem) & stems),
        None,
    )


def _cosines(question: str, evidence: Sequence[Evidence], embedder: Embedder) -> list[float]:
    """Of the question and each sentence: the mean of the sentence alone and under its title."""
    alone = [item.text for item in evidence]
    titled = [f"{item.bulletin.title}. {item.text}" for item in evidence]
    vectors = embedder.encode([question, *alone, *titled])
    both = vectors[1:] @ vectors[0]
    return [float(value) for value in (both[: len(alone)] + both[len(alone) :]) / 2]


def _near_words(question: Question, texts: Iterable[str], embedder: Embedder) -> dict[str, dict[str, float]]:
    """For each plain word of the question that no text has: the stems near it in meaning, with the cosine."""
    words = {
        word.stem: word.folded for text in texts for word in content_words(text) if word.folded.isalpha()
    }
    ideas = ideas_of(words)
    lacking = [
        term
        for term in question.terms
        if not term.is_name and term.stem not in words and not ideas_of([term.stem]) & ideas
    ]
    if not lacking or not words:
        return {}
    stems = sorted(words)
    vectors = embedder.encode([*(term.word for term in lacking), *(words[each] for each in stems)])
    cosines = vectors[: len(lacking)] @ vectors[len(lacking) :].T
    return {
        term.stem: {
            each: float(value) for each, value in zip(stems, row, strict=True) if value >= _LEAST_NEARNESS
        }
        for term, row in zip(lacking, cosines, strict=True)
    }


def _weights(
    terms: Sequence[Term], evidence: Sequence[Evidence], near: dict[str, dict[str, float]]
) -> dict[str, float]:
    """Inverse document frequency over the sentences at hand; names weigh more."""
    counts = dict.fromkeys((term.stem for term in terms), 0.0)
    for item in evidence:
        for found, value in _met(terms, item.text, item.bulletin, near, whole=False).items():
            counts[found] += value > 0
    return {
        term.stem: math.log(1 + len(evidence) / (counts[term.stem] + 0.5))
        * (_NAME_WEIGHT if term.is_name else 1.0)
        for term in terms
    }


def _share(met: dict[str, float], weights: dict[str, float]) -> float:
    total = sum(weights.values())
    return sum(weights[term] * value for term, value in met.items()) / total if total else 0.0


def _met(
    terms: Sequence[Term], text: str, bulletin: Bulletin, near: dict[str, dict[str, float]], *, whole: bool
) -> dict[str, float]:
    """For each term how far the text meets it, from 0 to 1."""
    stems = stems_of(text)
    ideas = ideas_of(stems)
    codes = set(bulletin.countries.all) if whole else {mention.code for mention in find_mentions(text)}
    initials = _initials(text)
    met = {}
    for term in terms:
        if term.stem in stems or term.countries & codes or term.word in initials or _parts_in(term, stems):
            met[term.stem] = 1.0
        elif not term.is_name and ideas_of([term.stem]) & ideas:
            met[term.stem] = _IDEA_MATCH
        else:
            nearest = near.get(term.stem, {})
            met[term.stem] = max((nearest[each] for each in stems if each in nearest), default=0.0)
    return met


def _parts_in(term: Term, stems: frozenset[str]) -> bool:
    return "-" in term.word and all(stem(part) in stems for part in term.word.split("-"))


def _initials(text: str) -> frozenset[str]:
    """The initials of runs of capitalised words: a name's expansion meets its acronym."""
    run = re.compile(r"[A-Z][\w’'-]+(?:\s+(?:(?:of|for|and|the|&)\s+)*[A-Z][\w’'-]+)+")
    return frozenset(
        "".join(word[0] for word in match[0].split() if word[0].isupper()).lower()
        for match in run.finditer(text)
    )
