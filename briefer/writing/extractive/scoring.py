"""How well a sentence answers a question: by its words, its meaning, and whether it holds the kind of thing asked.

A sentence is read in its bulletin: a name met in the title or in the sentence before counts for the bulletin, and
less for the sentence itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefer.grounding.attribution import attributions
from briefer.grounding.quantities import find_quantities
from briefer.grounding.words import idea_of, ideas_of, stem, stems_of, words_of
from briefer.model import Bulletin, Evidence
from briefer.reading.countries import find_mentions
from briefer.reading.dates import find_dates
from briefer.writing.questions import Asks, Question, Term

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from briefer.archive.embedding import Embedder

# Chosen on evals/questions-sahel.jsonl; see evals/README.md.
_WORDS_WEIGHT = 0.45
_BULLETIN_WEIGHT = 0.15
_MEANING_WEIGHT = 0.40
_KIND_BONUS = 0.12
_IDEA_MATCH = 0.9
_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|after|over|in response|amid|as a result|so that|to protest|reason|caused|"
    r"blam\w+|since|following|accus\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with the parts of its score, each from 0 to 1."""

    evidence: Evidence
    words: float  # weight of the question's words met in the sentence
    in_bulletin: float  # the same, met anywhere in the bulletin
    meaning: float  # cosine of question and sentence
    holds_kind: bool  # it holds a number, a date, a name ... as asked
    met: frozenset[str]  # stems of the question that the sentence meets
    missing_names: tuple[str, ...]  # names of the question that the bulletin lacks

    @property
    def score(self) -> float:
        """The weighted sum by which sentences are ranked."""
        return (
            _WORDS_WEIGHT * self.words
            + _BULLETIN_WEIGHT * self.in_bulletin
            + _MEANING_WEIGHT * max(0.0, self.meaning)
            + (_KIND_BONUS if self.holds_kind else 0.0)
        )


def score_sentences(
    question: Question, evidence: Sequence[Evidence], embedder: Embedder
) -> tuple[Scored, ...]:
    """Score each sentence; best first, ties in the order given."""
    if not evidence:
        return ()
    vectors = embedder.encode([question.text, *(_in_context(item) for item in evidence)])
    cosines = vectors[1:] @ vectors[0]
    scored = [_score(question, item, float(cosine)) for item, cosine in zip(evidence, cosines, strict=True)]
    return tuple(sorted(scored, key=lambda each: (-round(each.score, 6), each.evidence.number)))


def _in_context(item: Evidence) -> str:
    return f"{item.bulletin.title}. {item.text}"


def _score(question: Question, item: Evidence, cosine: float) -> Scored:
    in_sentence = _meets(question.terms, item.text, item.bulletin, whole=False)
    in_bulletin = _meets(
        question.terms, f"{item.bulletin.title}. {item.bulletin.body}", item.bulletin, whole=True
    )
    return Scored(
        item,
        _share(question.terms, in_sentence),
        _share(question.terms, in_bulletin),
        cosine,
        holds_kind(question, item.text),
        frozenset(term for term, value in in_sentence.items() if value > 0),
        tuple(term.word for term in question.names if not in_bulletin[term.stem]),
    )


def _share(terms: Sequence[Term], met: dict[str, float]) -> float:
    total = sum(term.weight for term in terms)
    return sum(term.weight * met[term.stem] for term in terms) / total if total else 0.0


def _meets(terms: Sequence[Term], text: str, bulletin: Bulletin, *, whole: bool) -> dict[str, float]:
    """For each term how far the text meets it: 1 by stem, name or country, less by a word of the same idea."""
    stems = stems_of(text)
    ideas = ideas_of(stems)
    codes = set(bulletin.countries.all) if whole else {mention.code for mention in find_mentions(text)}
    initials = _initials(text)
    met = {}
    for term in terms:
        if term.stem in stems or term.countries & codes or term.word in initials or ("-" in term.word and all(stem(part) in stems for part in term.word.split("-"))):
            met[term.stem] = 1.0
        elif not term.is_name and idea_of(term.stem) in ideas:
            met[term.stem] = _IDEA_MATCH
        else:
            met[term.stem] = 0.0
    return met


def _initials(text: str) -> frozenset[str]:
    """The initials of runs of capitalised words: a name's expansion meets its acronym."""
    found = set()
    for run in re.findall(r"[A-Z][\w’'-]+(?:\s+(?:of|for|and|the|&)?\s*[A-Z][\w’'-]+)+", text):
        found.add("".join(word[0] for word in run.split() if word[0].isupper()).lower())
    return frozenset(found)


def holds_kind(question: Question, text: str) -> bool:
    """Say whether a sentence holds the kind of thing that the question asks for."""
    if question.asks is Asks.COUNT:
        return bool(find_quantities(text))
    if question.asks is Asks.WHEN:
        return bool(find_dates(text))
    if question.asks is Asks.WHERE:
        return any(mention.kind != "demonym" for mention in find_mentions(text)) or _has_new_name(
            question, text
        )
    if question.asks is Asks.WHO:
        return bool(attributions(text)) or _has_new_name(question, text)
    if question.asks is Asks.WHY:
        return bool(_CAUSE.search(text))
    return True


def _has_new_name(question: Question, text: str) -> bool:
    known = {term.stem for term in question.terms}
    return any(
        word.is_capitalised and word.span.start > 0 and word.stem not in known and not word.is_stop
        for word in words_of(text)
    )


def similarity(texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """Cosine of each text with each: shape (n, n)."""
    vectors = embedder.encode(list(texts))
    return vectors @ vectors.T
