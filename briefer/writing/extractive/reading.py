"""The reader's part in an answer: it reads the bulletins that were found, and ranks their sentences anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.writing.extractive.ranking import Ranking, features_of
from briefer.writing.questions import Asks, Question

if TYPE_CHECKING:
    from briefer.writing.extractive.scoring import Scored
    from briefer.writing.reader import Reader


def read_with(
    reader: Reader, ranking: Ranking, question: Question, ranked: Sequence[Scored]
) -> tuple[Scored, ...]:
    """Add what the reader makes of the sentences, and the chance that each answers; most likely first.

    Not read: a bulletin that lacks a name of the question; anything for "what happened?", which no words answer.
    """
    if question.leading.kind is Asks.EVENTS:
        return tuple(ranked)
    fitting = sorted(
        (each.evidence for each in ranked if not each.missing_names), key=lambda item: item.number
    )
    read = reader.read(question.text, fitting)
    found = (replace(each, reading=read.get(each.evidence.number)) for each in ranked)
    told = (replace(each, chance=ranking.chance(features_of(question, each))) for each in found)
    return tuple(sorted(told, key=lambda each: (-round(each.score, 6), each.evidence.number)))
