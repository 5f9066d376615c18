"""What the reader is worth on labelled questions: whether a passage answers, and with which words.

F1 of an answer is that of SQuAD (Rajpurkar et al. 2016, https://arxiv.org/abs/1606.05250): of the words that the
answer and a right one share, case, articles and punctuation left aside; the best of the right ones counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.encoders.session import PairEncoder, Read
from briefer.evaluation.meta.public import auroc
from briefer.training.examples import read_records
from briefer.writing.reader import answered, best_span

_BLOCK = 256  # questions that are read together


@dataclass(frozen=True, slots=True)
class Asked:
    """A labelled question; without answers it is one that the passage does not answer."""

    set: str
    question: str
    passage: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerScore:
    """One set: how well answerable and unanswerable are told apart, and how well the words are found."""

    name: str
    count: int
    area: float  # under the ROC curve
    overlap: float  # the same for the share of the question's words that the passage has
    f1: float  # mean over the answerable


def labelled_questions(path: Path, each: int = 1) -> tuple[Asked, ...]:
    """Read {set, question, passage, answers, answerable} lines, one in `each`; raises InputError."""
    return tuple(
        Asked(
            record["set"],
            record["question"],
            record["passage"],
            tuple(record["answers"] if record["answerable"] else ()),
        )
        for number, record in read_records(path)
        if number % each == 0
    )


def measure_answers(
    questions: Sequence[Asked], encoder: PairEncoder, say: Callable[[str], None]
) -> tuple[AnswerScore, ...]:
    """Measure each set. Raises ModelError where the model is missing."""
    read: list[Read] = []
    for start in range(0, len(questions), _BLOCK):
        read += encoder.read([(each.question, each.passage) for each in questions[start : start + _BLOCK]])
        say(f"read {len(read):,} of {len(questions):,}")
    found = []
    for name in dict.fromkeys(each.set for each in questions):
        own = [at for at, each in enumerate(questions) if each.set == name]
        labels = [bool(questions[at].answers) for at in own]
        scores = [
            max(f1(_words(questions[at], read[at]), answer) for answer in questions[at].answers)
            for at in own
            if questions[at].answers
        ]
        found.append(
            AnswerScore(
                name,
                len(own),
                auroc(labels, [answered(read[at].labels) for at in own]),
                auroc(labels, [_overlap(questions[at]) for at in own]),
                sum(scores) / len(scores) if scores else 0.0,
            )
        )
    return tuple(found)


def _words(asked: Asked, read: Read) -> str:
    span = best_span(read.spans, read.offsets) if read.spans is not None else None
    return "" if span is None else span.of(asked.passage)


def _overlap(asked: Asked) -> float:
    words = set(_plain(asked.question))
    return len(words & set(_plain(asked.passage))) / len(words) if words else 0.0


def f1(answer: str, right: str) -> float:
    """Return the harmonic mean of precision and recall of the words, from 0 to 1."""
    given, wanted = Counter(_plain(answer)), Counter(_plain(right))
    shared = sum((given & wanted).values())
    if not shared:
        return float(given == wanted)
    return 2 * shared / (sum(given.values()) + sum(wanted.values()))


def _plain(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if word not in ("a", "an", "the")]
