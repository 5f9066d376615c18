"""Sentences that did not pass, sent back to the model once, and what came back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefer.grounding.draft import Draft, DraftSentence, parse_draft
from briefer.writing.chat.arranging import arranged
from briefer.writing.engine import BriefTask, RepairTask
from briefer.writing.prompts import data_line

DROP = "DROP"

_NUMBERED = re.compile(r"^[\s*>-]*\(?(\d{1,4})[.):]\**\s+", re.MULTILINE)
_DROPPED = re.compile(r"\W*drop(?:ped)?\W*", re.IGNORECASE)


def faulty_block(faulty: Sequence[tuple[DraftSentence, str]]) -> str:
    """Lay out the sentences with their numbers, what they cite and why they failed."""
    return "\n".join(
        f"{number}. {data_line(sentence.text)}{''.join(f'[{mark}]' for mark in sentence.marks)}\n"
        f"   Fault: {data_line(reason)}"
        for number, (sentence, reason) in enumerate(faulty, 1)
    )


def read_repair(text: str, *, cut: bool = False) -> dict[int, tuple[DraftSentence, ...]]:
    """Read a reply: sentences by the number of what they replace, none where the model gave one up.

    A number that stands twice counts the first time. A reply that was cut short loses its last entry. Never raises.
    """
    starts = list(_NUMBERED.finditer(text))
    entries: dict[int, tuple[DraftSentence, ...]] = {}
    for place, start in enumerate(starts):
        is_last = place + 1 == len(starts)
        if is_last and cut:
            break
        words = text[start.end() : None if is_last else starts[place + 1].start()]
        drafted = () if _DROPPED.fullmatch(words) else parse_draft(words).sentences
        entries.setdefault(int(start[1]), drafted)
    return entries


def repaired(
    repair: RepairTask, mended: Mapping[DraftSentence, tuple[DraftSentence, ...]], remark: str = ""
) -> Draft:
    """Put what was mended into the draft; what was not stays in its place with its reason as its fault."""

    def new(sentence: DraftSentence) -> tuple[DraftSentence, ...]:
        reason = repair.faults.get(sentence)
        if reason is None:
            return (sentence,)
        given_up = replace(sentence, fault=f"{reason} ({remark})" if remark else reason)
        return mended.get(sentence) or (given_up,)

    sections = tuple(
        replace(section, sentences=tuple(each for sentence in section.sentences for each in new(sentence)))
        for section in repair.draft.sections
    )
    draft = replace(repair.draft, sections=sections)
    # What a sentence cites decides where it stands, and that may have changed.
    return arranged(draft, repair.task) if isinstance(repair.task, BriefTask) else draft
