"""The reader: which sentences answer a question, and with which words.

A small cross-encoder reads the question beside each bulletin, in windows of whole sentences. It gives the chance that
the window answers, and for each of its tokens how well an answer would start and end there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from briefer.encoders.session import PairEncoder, Read, Scores
from briefer.errors import ModelError
from briefer.model import Evidence, Span
from briefer.writing.engine import by_bulletin

_ROOM = 200  # tokens of a window
_LONGEST_ANSWER = 24  # tokens
_DIGITS = 4  # a model's numbers move by 1e-7 with what stands beside them


@dataclass(frozen=True, slots=True)
class Answering:
    """What the reader makes of one sentence."""

    chance: float  # that it answers, from 0 to 1
    words: Span | None  # of the sentence: those that answer


@dataclass(frozen=True, slots=True)
class _Window:
    """Sentences of one bulletin that are read together; `starts` are their places in `text`."""

    text: str
    evidence: tuple[Evidence, ...]
    starts: tuple[int, ...]


class Reader:
    """Reads with one model; loaded at first need."""

    def __init__(self, encoder: PairEncoder) -> None:
        self._encoder = encoder

    @property
    def revision(self) -> str:
        """A hash of the weights."""
        return self._encoder.revision

    @property
    def folder(self) -> Path:
        """Where its weights are, and what was fitted for them."""
        return self._encoder.folder

    def read(self, question: str, evidence: Sequence[Evidence]) -> dict[int, Answering]:
        """Return by its number what each sentence is worth as an answer. Raises ModelError where there is no model."""
        windows = [window for run in by_bulletin(evidence).values() for window in self._windows(run)]
        found: dict[int, Answering] = {}
        for window, read in zip(
            windows, self._encoder.read([(question, each.text) for each in windows]), strict=True
        ):
            for item, answering in _by_sentence(window, read):
                if item.number not in found or answering.chance > found[item.number].chance:
                    found[item.number] = answering
        return found

    def _windows(self, run: Sequence[Evidence]) -> list[_Window]:
        """As many sentences as fit; the last of one window is the first of the next."""
        lengths = [self._encoder.length(item.text) for item in run]
        windows, first = [], 0
        while first < len(run):
            last = first + 1
            while last < len(run) and sum(lengths[first : last + 1]) <= _ROOM:
                last += 1
            windows.append(_window(run[first:last]))
            if last == len(run):
                break
            first = last - 1 if last - first > 1 else last
        return windows


def _window(items: Sequence[Evidence]) -> _Window:
    starts, at = [], 0
    for item in items:
        starts.append(at)
        at += len(item.text) + 1
    return _Window(" ".join(item.text for item in items), tuple(items), tuple(starts))


def _by_sentence(window: _Window, read: Read) -> Iterable[tuple[Evidence, Answering]]:
    if read.spans is None:
        raise ModelError("the model has no span head: it is no reader", "name the folder of a reader")
    chance = answered(read.labels)
    shares = _shares(read.spans[:, 0])
    for item, start in zip(window.evidence, window.starts, strict=True):
        inside = [at for at, (a, b) in enumerate(read.offsets) if a >= start and b <= start + len(item.text)]
        if not inside:
            yield item, Answering(0.0, None)
            continue
        share = float(sum(shares[at] for at in inside))
        words = best_span(read.spans[inside], [read.offsets[at] for at in inside])
        kept = None if words is None else Span(words.start - start, words.end - start)
        yield item, Answering(round(chance * share, _DIGITS), kept)


def answered(labels: Scores) -> float:
    """Return the probability of the first label: that the passage answers."""
    values = np.exp(labels.astype(np.float64) - float(labels.max()))
    return float(values[0] / values.sum())


def best_span(spans: Scores, offsets: Sequence[tuple[int, int]]) -> Span | None:
    """Return the characters of the run of tokens whose start and end together score best; None of no token."""
    best, found = -np.inf, None
    for first in range(len(offsets)):
        for last in range(first, min(first + _LONGEST_ANSWER, len(offsets))):
            score = float(spans[first, 0] + spans[last, 1])
            if score > best:
                best, found = score, Span(offsets[first][0], offsets[last][1])
    return found


def _shares(starts: Scores) -> Scores:
    values = np.exp(starts - starts.max())
    return np.asarray(values / values.sum(), dtype=np.float32)
