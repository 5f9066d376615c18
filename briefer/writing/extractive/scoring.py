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

from briefer.grounding.language.words import content_words, ideas_of, opposites_of, stem, stems_of, words_of
from briefer.model import Bulletin, Evidence
from briefer.reading.countries import find_mentions
from briefer.writing.extractive.kinds import holds
from briefer.writing.questions import Asks, Question, Term, Want

if TYPE_CHECKING:
    from briefer.archive.embedding import Embedder
    from briefer.encoders.sentences import Vectors
    from briefer.writing.reader import Answering

# Chosen on evals/questions-sahel.jsonl; see evals/README.md.
_WORDS_WEIGHT = 0.35
_BULLETIN_WEIGHT = 0.20
_MEANING_WEIGHT = 0.45
_KIND_BONUS = 0.15
_IDEA_MATCH = 0.9
_LEAST_NEARNESS = 0.6  # cosine from which two words count as near
_NAME_WEIGHT = 1.5
_CAPITALISED = re.compile(r"(?!The\b)\b[A-Z][\w’'-]+(?:\s+(?:(?:of|for|and|the|&)\s+)*[A-Z][\w’'-]+)+")
_TITLES = {
    "capt": "captain",
    "cmdr": "commander",
    "col": "colonel",
    "gen": "general",
    "gov": "governor",
    "lt": "lieutenant",
    "maj": "major",
    "pres": "president",
    "sgt": "sergeant",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with the parts of its score, each from 0 to 1."""

    evidence: Evidence
    words: float  # weight of the question's words met in the sentence
    in_bulletin: float  # the same, met anywhere in the bulletin
    meaning: float  # cosine of question and sentence; 0 where it was not asked
    holds: frozenset[Want]  # what is asked for and the sentence holds
    met: frozenset[str]  # stems of the question that the sentence meets
    missing_names: tuple[str, ...]  # names of the question that the bulletin lacks
    unmet: tuple[str, ...]  # other words of the question that the bulletin lacks
    opposite: str | None  # such a word of which the bulletin says the opposite
    reading: Answering | None = None  # what the reader makes of it, where it was read
    chance: float | None = None  # that it answers, where there is a reader

    @property
    def score(self) -> float:
        """What sentences are ranked by: the chance that they answer, or a weighted sum where no reader tells it."""
        if self.chance is not None:
            return self.chance
        return (
            _WORDS_WEIGHT * self.words
            + _BULLETIN_WEIGHT * self.in_bulletin
            + _MEANING_WEIGHT * max(0.0, self.meaning)
            + (_KIND_BONUS if self.holds else 0.0)
        )


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a whole bulletin has of a question."""

    met: dict[str, float]
    missing_names: tuple[str, ...]
    unmet: tuple[str, ...]
    opposite: str | None


def score_sentences(
    question: Question, evidence: Sequence[Evidence], embedder: Embedder
) -> tuple[Scored, ...]:
    """Score each sentence; best first, ties in the order given.

    A bulletin that lacks a name of the question cannot answer it: its sentences are not embedded, their meaning is 0.
    Nor is anything embedded for "what happened?", where being told of is all that counts.
    """
    bulletins = {item.bulletin.id: item.bulletin for item in evidence}
    texts = {each: f"{bulletin.title}. {bulletin.body}" for each, bulletin in bulletins.items()}
    wholes = {each: _whole(question, texts[each], bulletins[each], {}) for each in bulletins}
    fitting = [item for item in evidence if not wholes[item.bulletin.id].missing_names]
    near: dict[str, dict[str, float]] = {}
    meaning: dict[int, float] = {}
    if question.leading.kind is not Asks.EVENTS and fitting:
        near = _near_words(question, texts.values(), embedder)
        meaning = _meanings(question.text, fitting, embedder)
    if near:
        wholes = {each: _whole(question, texts[each], bulletins[each], near) for each in bulletins}
    met = [_met(question.terms, item.text, _codes_in(item.text), near) for item in evidence]
    weights = _weights(question.terms, met)
    scored = [
        _scored(question, item, here, wholes[item.bulletin.id], weights, meaning.get(item.number, 0.0))
        for item, here in zip(evidence, met, strict=True)
    ]
    return tuple(sorted(scored, key=lambda each: (-round(each.score, 6), each.evidence.number)))


def _scored(
    question: Question,
    item: Evidence,
    here: dict[str, float],
    whole: _Whole,
    weights: dict[str, float],
    meaning: float,
) -> Scored:
    return Scored(
        item,
        _share(here, weights),
        _share(whole.met, weights),
        meaning,
        frozenset(want for want in question.wants if holds(question, want, item)),
        frozenset(term for term, value in here.items() if value > 0),
        whole.missing_names,
        whole.unmet,
        whole.opposite,
    )


def _whole(question: Question, text: str, bulletin: Bulletin, near: dict[str, dict[str, float]]) -> _Whole:
    met = _met(question.terms, text, frozenset(bulletin.countries.all), near)
    lacking = [term for term in question.terms if not met[term.stem]]
    return _Whole(
        met,
        tuple(term.word for term in lacking if term.is_name),
        tuple(term.word for term in lacking if not term.is_name),
        _opposite(question, text),
    )


def _opposite(question: Question, text: str) -> str | None:
    """A word of the question that the text lacks while it has an opposite of it."""
    stems = _stems(text)
    return next(
        (term.word for term in question.terms if term.stem not in stems and opposites_of(term.stem) & stems),
        None,
    )


def _meanings(question: str, evidence: Sequence[Evidence], embedder: Embedder) -> dict[int, float]:
    """By the number of a sentence its cosine with the question: the mean of it alone and under its title."""
    alone = [item.text for item in evidence]
    titled = [f"{item.bulletin.title}. {item.text}" for item in evidence]
    texts = list(dict.fromkeys([question, *alone, *titled]))
    cosine = dict(zip(texts, _cosines_with_first(embedder.encode(texts)), strict=True))
    return {
        item.number: (cosine[one] + cosine[other]) / 2
        for item, one, other in zip(evidence, alone, titled, strict=True)
    }


def _cosines_with_first(vectors: Vectors) -> list[float]:
    return [float(value) for value in vectors @ vectors[0]]


def _near_words(question: Question, texts: Iterable[str], embedder: Embedder) -> dict[str, dict[str, float]]:
    """For each plain word of the question that no text has: the stems near it in meaning, with the cosine."""
    words = {
        word.stem: word.folded for text in texts for word in content_words(text) if word.folded.isalpha()
    }
    known = words.keys() | {each for word in words.values() for each in _in_full(word)}
    ideas = ideas_of(known)
    lacking = [
        term
        for term in question.terms
        if not term.is_name and term.stem not in known and not ideas_of([term.stem]) & ideas
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


def _weights(terms: Sequence[Term], met: Sequence[dict[str, float]]) -> dict[str, float]:
    """Inverse document frequency over the sentences at hand; names weigh more."""
    return {
        term.stem: math.log(1 + len(met) / (sum(here[term.stem] > 0 for here in met) + 0.5))
        * (_NAME_WEIGHT if term.is_name else 1.0)
        for term in terms
    }


def _share(met: dict[str, float], weights: dict[str, float]) -> float:
    total = sum(weights.values())
    return sum(weights[term] * value for term, value in met.items()) / total if total else 0.0


def _met(
    terms: Sequence[Term], text: str, codes: frozenset[str], near: dict[str, dict[str, float]]
) -> dict[str, float]:
    """For each term how far a text that is about the countries of `codes` meets it, from 0 to 1."""
    stems = _stems(text)
    ideas = ideas_of(stems)
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


def _codes_in(text: str) -> frozenset[str]:
    return frozenset(mention.code for mention in find_mentions(text))


def _stems(text: str) -> frozenset[str]:
    """The stems of a text, titles also in full: "Col. Maiga" is a colonel."""
    return stems_of(text).union(*(_in_full(word.folded) for word in words_of(text)))


def _in_full(folded: str) -> frozenset[str]:
    return frozenset({stem(_TITLES[folded])}) if folded in _TITLES else frozenset()


def _parts_in(term: Term, stems: frozenset[str]) -> bool:
    return "-" in term.word and all(stem(part) in stems for part in term.word.split("-"))


def _initials(text: str) -> frozenset[str]:
    """The initials of runs of capitalised words: a name's expansion meets its acronym.

    "The Security Council of the African Union" gives those of the whole, of the council and of the union.
    """
    names = (name for run in _CAPITALISED.findall(text) for name in (run, *run.split(" of the ")))
    return frozenset("".join(word[0] for word in name.split() if word[0].isupper()).lower() for name in names)
