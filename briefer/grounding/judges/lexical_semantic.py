"""The judge that is built in: the claim's words, each held against the evidence by MiniLM, and signs of a
changed word. No training.

    support  the power mean (exponent -2: one word without support weighs much) of the best cosine of each
             content word of the claim with a token of the evidence, as in the recall of BERTScore (Zhang et
             al. 2020); words that the evidence has as such, or in another form, have a floor
    signs    numbers, names, opposites, negations and quantifiers that the evidence does not bear out: `signs`
    score    support, of which each sign takes off its share

The exponent was chosen with the shares, on training pairs alone; the threshold on the development sets and on
hand-written harmless edits of news.

A claim that is a whole sentence of the evidence scores 1, and no model is loaded for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from math import prod
from threading import RLock

import numpy as np

from briefer.archive.embedding import TokenEmbedder
from briefer.encoders.sentences import TokenVectors, Vectors
from briefer.grounding.judges import Judgement
from briefer.grounding.judges.coverage import floors, words_to_hold
from briefer.grounding.judges.evidence import (
    Evidence,
    read_evidence,
    unchecked_dates,
)
from briefer.grounding.judges.settled import settled
from briefer.grounding.judges.signs import signs_in
from briefer.grounding.language.words import Word, stems_of
from briefer.grounding.pairs import Pair

THRESHOLD = 0.45
_RULES = "1"  # raised when the formula, its constants or its word lists change: cached scores are then old
_EXPONENT = -2.0
_LEAST = 0.05  # keeps the mean defined
_WINDOW = 3  # sentences
_BLOCK = 64  # pairs whose texts are embedded together
_CACHED_TOKENS = 60_000  # some 90 MB
_DIGITS = 4  # a text's vectors move by 1e-7 with the texts that it is embedded beside
_WEAK = 0.5  # words below it are named in the reason


class LexicalSemanticJudge:
    """Scores by words and by MiniLM's vectors of them; the embedder is made at first need."""

    name = "lexical-semantic"
    threshold = THRESHOLD

    def __init__(self, embedder: Callable[[], TokenEmbedder]) -> None:
        self._make = embedder
        self._tokens: dict[str, TokenVectors] = {}
        self._lock = RLock()

    @cached_property
    def _embedder(self) -> TokenEmbedder:
        return self._make()

    @property
    def revision(self) -> str:
        """The embedder's weights and the number of these rules."""
        return f"{self._embedder.revision}-{_RULES}"

    def judge(
        self, pairs: Sequence[Pair], progress: Callable[[int], None] | None = None
    ) -> tuple[Judgement, ...]:
        """Return one judgement for each pair, in order."""
        found = settled(pairs)
        # Claims that cite the same words stand together, so that those are embedded once.
        rest = sorted((i for i in range(len(pairs)) if i not in found), key=lambda i: (pairs[i].text, i))
        for start in range(0, len(rest), _BLOCK):
            block = rest[start : start + _BLOCK]
            with self._lock:  # the tokens kept are those of one thread's block
                self._embed(text for i in block for text in _texts(pairs[i]))
                found |= {i: self._judge(pairs[i]) for i in block}
            if progress:
                progress(len(found))
        if progress and not rest:
            progress(len(found))
        return tuple(found[i] for i in range(len(pairs)))

    def _embed(self, texts: Iterable[str]) -> None:
        wanted = dict.fromkeys(texts)
        kept = {text: self._tokens[text] for text in wanted if text in self._tokens}
        missing = [text for text in wanted if text not in kept]
        others = {text: tokens for text, tokens in self._tokens.items() if text not in kept}
        self._tokens = others | kept | dict(zip(missing, self._embedder.encode_tokens(missing), strict=True))
        spare = sum(len(tokens.spans) for tokens in self._tokens.values()) - _CACHED_TOKENS
        for text in list(self._tokens):  # the oldest first, but none that is wanted now
            if spare <= 0 or text in wanted:
                break
            spare -= len(self._tokens.pop(text).spans)

    def _judge(self, pair: Pair) -> Judgement:
        evidence = read_evidence(pair.text)
        spared = frozenset(at for span in unchecked_dates(pair) for at in range(span.start, span.end))
        words = words_to_hold(pair.claim, spared)
        cosines = self._cosines(pair.claim, words, evidence)
        counts = np.maximum(cosines.max(axis=1), floors(pair, words, evidence))
        nearest = _nearest(evidence, cosines)
        signs = signs_in(pair.claim, evidence, nearest, stems_of(pair.context), spared)
        support = float(np.mean(np.clip(counts, _LEAST, 1) ** _EXPONENT) ** (1 / _EXPONENT))
        score = round(support * prod(1 - sign.cost for sign in signs), _DIGITS)
        if score >= THRESHOLD:
            return Judgement(score)
        weak = [word.text for word, count in zip(words, counts, strict=True) if count < _WEAK]
        return Judgement(score, reason=_reason([sign.word for sign in signs] + weak))

    def _cosines(self, claim: str, words: Sequence[Word], evidence: Evidence) -> Vectors:
        """The best cosine of each word with a token of each sentence; a word of several tokens has their mean."""
        tokens = self._tokens[claim]
        parts = [self._tokens[sentence].vectors for sentence in evidence.sentences]
        rows = np.zeros((len(words), len(parts)), dtype=np.float32)
        filled = [at for at, part in enumerate(parts) if len(part)]
        if not filled or not tokens.spans:
            return rows
        every = tokens.vectors @ np.concatenate([parts[at] for at in filled]).T
        starts = np.cumsum([0, *(len(parts[at]) for at in filled[:-1])])
        best = np.maximum.reduceat(every, starts, axis=1)
        for row, word in enumerate(words):
            own = [
                at
                for at, (start, end) in enumerate(tokens.spans)
                if start < word.span.end and end > word.span.start
            ]
            if own:
                rows[row, filled] = best[own].mean(axis=0)
        return rows


def _texts(pair: Pair) -> tuple[str, ...]:
    return (pair.claim, *read_evidence(pair.text).sentences)


def _nearest(evidence: Evidence, cosines: Vectors) -> str:
    """The three neighbouring sentences that together bear most of the claim's words."""
    last = max(1, len(evidence.sentences) - _WINDOW + 1)
    start = max(range(last), key=lambda at: float(cosines[:, at : at + _WINDOW].max(axis=1).mean()))
    return " ".join(evidence.sentences[start : start + _WINDOW])


def _reason(words: Sequence[str]) -> str:
    named = list(dict.fromkeys(words))[:4]
    if not named:
        return "the cited words do not say it"
    return "nothing in the cited words bears out " + ", ".join(f'"{word}"' for word in named)
