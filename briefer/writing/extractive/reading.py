"""The reader's part in an answer: it reads the bulletins that come nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.writing.questions import Asks, Question

if TYPE_CHECKING:
    from briefer.writing.extractive.scoring import Scored
    from briefer.writing.reader import Reader

_MOST = 24  # sentences that are read: so many are read in a tenth of a second


def read_with(reader: Reader, question: Question, ranked: Sequence[Scored]) -> tuple[Scored, ...]:
    """Add what the reader makes of the best sentences, and of those that stand beside them; the order stays.

    "What happened?" is no question that some words answer: nothing is read for it.
    """
    if question.leading.kind is Asks.EVENTS:
        return tuple(ranked)
    bulletins = list(dict.fromkeys(each.evidence.bulletin.id for each in ranked if not each.missing_names))
    of_bulletin = {key: [each for each in ranked if each.evidence.bulletin.id == key] for key in bulletins}
    chosen: list[Scored] = []
    for key in bulletins:
        if chosen and len(chosen) + len(of_bulletin[key]) > _MOST:
            break
        chosen += of_bulletin[key]
    evidence = sorted((each.evidence for each in chosen), key=lambda item: item.number)
    read = reader.read(question.text, evidence)
    return tuple(replace(each, reading=read.get(each.evidence.number)) for each in ranked)
