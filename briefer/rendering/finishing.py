"""What is done to the blocks of a page once they are arranged: open questions are cited, remarks go to Sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefer.model import Briefing, Claim
from briefer.rendering.plain import capitalised, one_line
from briefer.rendering.shown import Block, Paragraph, Part, Sentence
from briefer.rendering.telling import Telling

# A remark on a bulletin, which holds for each sentence of it.
_REMARK = re.compile(r"(?:^|; )(?P<remark>no country is named, only [^;]+)")


def questions_of(briefings: Sequence[Briefing]) -> tuple[Claim, ...]:
    """Return what the briefings leave open, in one line each."""
    return tuple(replace(asked, text=one_line(asked.text)) for each in briefings for asked in each.questions)


def with_questions(
    blocks: Sequence[Block], briefings: Sequence[Briefing], telling: Telling
) -> tuple[Block, ...]:
    """Return the blocks with a citation after each gap that a sentence raises."""
    asked = {claim.text: claim for claim in questions_of(briefings)}
    return tuple(_cited(block, asked, telling) if block.kind == "gap" else block for block in blocks)


def _cited(block: Block, asked: Mapping[str, Claim], telling: Telling) -> Block:
    """The gaps of a block as paragraphs, where one of them cites something; else the block as it is."""
    # Of several countries each line begins with its country's name.
    found = [(line, next((text for text in asked if line.endswith(text)), "")) for line in block.lines]
    if not any(text for _, text in found):
        return block
    sentences = []
    for line, text in found:
        claim = asked.get(text, Claim(line, ()))
        sentences.append(replace(telling.sentence(claim, is_whole=False), text=line))
    paragraphs = tuple(Paragraph("", (each,), "") for each in sentences)
    return replace(block, parts=(Part("", paragraphs),), lines=())


def without_remarks(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], Mapping[int, str]]:
    """Return the blocks without the remarks that hold for a whole bulletin, and those by its number."""
    remarks: dict[int, str] = {}

    def told(sentence: Sentence) -> Sentence:
        found = _REMARK.search(sentence.note)
        was = told(sentence.was) if sentence.was else None
        if found is None or not sentence.markers:
            return replace(sentence, was=was)
        remarks.setdefault(sentence.markers[0].number, f"{capitalised(found['remark'])}.")
        return replace(sentence, was=was, note=_REMARK.sub("", sentence.note).removeprefix("; "))

    def written(part: Part) -> Part:
        paragraphs = (replace(each, sentences=tuple(map(told, each.sentences))) for each in part.paragraphs)
        return replace(part, paragraphs=tuple(paragraphs))

    cleared = tuple(replace(block, parts=tuple(map(written, block.parts))) for block in blocks)
    return cleared, remarks
