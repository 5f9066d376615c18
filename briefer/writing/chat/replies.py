"""What a chat model wrote, read as a draft: refusals, empty replies, and those that were cut short."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from briefer.grounding.draft import Draft, DraftSection, parse_draft

REFUSAL_PHRASE = "not in the bulletins"
NO_ANSWER = "the model found no answer in the bulletins"
NOTHING = "the model returned nothing"
CUT_BEFORE = "the model's reply was cut off before it said anything"
CUT_SHORT = "the model's reply was cut off at this sentence"


def read_reply(text: str, *, cut: bool = False, headings: Collection[str] = ()) -> Draft:
    """Read what a model wrote; `cut` says that it was stopped before its end.

    Raises nothing. The last sentence of a reply that was cut short is marked, so that it is withheld. A reply
    that says it found nothing, and cites nothing, is a refusal; what else it says is kept to be withheld.
    """
    words = text.strip()
    if not words:
        return Draft((), refusal=CUT_BEFORE if cut else NOTHING)
    draft = parse_draft(words, headings)
    sections = _last_withheld(draft.sections) if cut else draft.sections
    cites = any(sentence.marks for sentence in draft.sentences)
    if not cites and any(_is_refusal(sentence.text) for sentence in draft.sentences):
        return Draft(_without_refusal(sections), refusal=NO_ANSWER)
    return Draft(sections)


def _is_refusal(sentence: str) -> bool:
    return " ".join(re.findall(r"\w+", sentence.casefold())) == REFUSAL_PHRASE


def _without_refusal(sections: Sequence[DraftSection]) -> tuple[DraftSection, ...]:
    kept = (
        replace(section, sentences=tuple(each for each in section.sentences if not _is_refusal(each.text)))
        for section in sections
    )
    return tuple(section for section in kept if section.sentences)


def _last_withheld(sections: Sequence[DraftSection]) -> tuple[DraftSection, ...]:
    if not sections:
        return ()
    *whole, last = sections[-1].sentences
    return (*sections[:-1], replace(sections[-1], sentences=(*whole, replace(last, fault=CUT_SHORT))))
