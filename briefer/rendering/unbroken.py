"""Dates that no line break parts: "17 February 2025" with spaces that do not break, for pages that are set.

Only what the page itself says is changed: dates, notes, headings. A bulletin's own sentence stays as it is, character
for character.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefer.reading.dates.tokens import MONTH_NAMES
from briefer.rendering.shown import Block, Outline, Paragraph, Part, Sentence, Source

_SPACE = "\u00a0"
_DATE = re.compile(rf"\b(?:\d{{1,2}} )?(?:{'|'.join(MONTH_NAMES)})(?: \d{{4}})?\b(?: –(?= \d))?")


def unbroken(text: str) -> str:
    """Return the text with its dates in one piece; a stretch may part after its dash."""
    return _DATE.sub(lambda date: date[0].replace(" ", _SPACE), text)


def with_unbroken_dates(shown: Outline) -> Outline:
    """Return the outline with all dates that it says itself in one piece."""
    return replace(
        shown,
        period=unbroken(shown.period),
        narrowed=unbroken(shown.narrowed),
        facts=tuple((name, unbroken(value)) for name, value in shown.facts),
        made=unbroken(shown.made),
        method=unbroken(shown.method),
        blocks=tuple(map(_block, shown.blocks)),
        nearest=tuple(map(_source, shown.nearest)),
        sources=tuple(map(_source, shown.sources)),
    )


def _block(block: Block) -> Block:
    is_asked = block.kind == "gap"  # the page's own words, not a bulletin's
    parts = tuple(_part(each, is_asked) for each in block.parts)
    return replace(block, parts=parts, lines=tuple(map(unbroken, block.lines)))


def _part(part: Part, is_own: bool) -> Part:
    return replace(part, paragraphs=tuple(_paragraph(each, is_own) for each in part.paragraphs))


def _paragraph(paragraph: Paragraph, is_own: bool) -> Paragraph:
    sentences = tuple(_sentence(each, is_own) for each in paragraph.sentences)
    return replace(
        paragraph, lead=unbroken(paragraph.lead), note=unbroken(paragraph.note), sentences=sentences
    )


def _sentence(sentence: Sentence, is_own: bool) -> Sentence:
    return replace(
        sentence,
        text=unbroken(sentence.text) if is_own else sentence.text,
        note=unbroken(sentence.note),
        as_of=unbroken(sentence.as_of),
        was=None if sentence.was is None else _sentence(sentence.was, is_own),
    )


def _source(source: Source) -> Source:
    return replace(source, date=unbroken(source.date))
