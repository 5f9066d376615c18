"""The reader's part in an answer: it reads the bulletins that were found, and ranks their sentences anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.reading.dates import Stated
from briefer.reading.dates.finding import find_in
from briefer.writing.extractive.ranking import Ranking, features_of
from briefer.writing.questions import Asks, Question

if TYPE_CHECKING:
    from briefer.writing.extractive.scoring import Scored
    from briefer.writing.reader import Reader

_LEADS_IN = re.compile(
    r"(?:\b(?:in|on|of|at|by|during|around|since|until|from|between|early|late|mid|the|month|year|week)[ -]+)+$",
    re.IGNORECASE,
)


def read_with(
    reader: Reader, ranking: Ranking, question: Question, ranked: Sequence[Scored]
) -> tuple[Scored, ...]:
    """Add what the reader makes of the sentences, and the chance that each answers; most likely first.

    Not read: a bulletin that lacks a name of the question; anything for "what happened?", which no words answer.
    """
    if question.leading.kind is Asks.EVENTS:
        return tuple(ranked)
    found = with_readings(reader, question, ranked)
    told = (replace(each, chance=ranking.chance(features_of(question, each))) for each in found)
    return tuple(sorted(told, key=lambda each: (-round(each.score, 6), each.evidence.number)))


def with_readings(reader: Reader, question: Question, ranked: Sequence[Scored]) -> tuple[Scored, ...]:
    """Add what the reader makes of the sentences, in the same order."""
    fitting = sorted(
        (each.evidence for each in ranked if not each.missing_names), key=lambda item: item.number
    )
    read = reader.read(undated(question.text), fitting)
    return tuple(replace(each, reading=read.get(each.evidence.number)) for each in ranked)


def undated(question: str) -> str:
    """Return a question without its days, months and years: a bulletin's date is held to them before it is read, and
    its words rarely name them."""
    text = question
    for mention in reversed(find_in(question, any_case=True)):
        if isinstance(mention.when, Stated):
            before = _LEADS_IN.sub("", text[: mention.span.start])
            text = f"{before.rstrip()}{text[mention.span.end :]}"
    return " ".join(text.split()) if re.search(r"\w", text) else question
