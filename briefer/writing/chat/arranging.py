"""The sections of a model's briefing: their kinds, their order, and what belongs in each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.grounding.language.attribution import main_attribution
from briefer.writing.engine import BriefTask
from briefer.writing.themes import OTHER, THEMES

_BOTTOM_LINE = "Bottom line"
_ACCOUNTS = "Who says what"
_BACKGROUND = "Background"
_KINDS: Mapping[str, str] = {_BOTTOM_LINE: "bottom line", _ACCOUNTS: "account", _BACKGROUND: "background"}
_ORDER = (_BOTTOM_LINE, *THEMES, OTHER, _ACCOUNTS, _BACKGROUND)

HEADINGS = (_BOTTOM_LINE, *THEMES, _ACCOUNTS, _BACKGROUND)  # those that the prompt asks for


def arranged(draft: Draft, task: BriefTask) -> Draft:
    """Give the sections their kinds and order, and each sentence its place by what it cites.

    Older bulletins alone make background: told as news of the period they would mislead, and so would news as
    background.
    """
    older = {item.number for item in task.background}
    placed: dict[str, list[DraftSentence]] = {title: [] for title in _ORDER}
    for section in draft.sections:
        for sentence in section.sentences:
            placed[_place(section.title, sentence, older)].append(sentence)
    sections = (_section(title, sentences) for title, sentences in placed.items() if sentences)
    return replace(draft, sections=tuple(sections))


def _place(title: str, sentence: DraftSentence, older: Collection[int]) -> str:
    if not sentence.marks:
        return title or OTHER
    if all(mark in older for mark in sentence.marks):
        return _BACKGROUND
    return OTHER if title in ("", _BACKGROUND) else title


def _section(title: str, sentences: Sequence[DraftSentence]) -> DraftSection:
    kind = _KINDS.get(title, "development")
    return DraftSection(title, tuple(map(_spoken, sentences) if kind == "account" else sentences), kind)


def _spoken(sentence: DraftSentence) -> DraftSentence:
    attribution = main_attribution(sentence.text)
    return replace(sentence, speaker=attribution.speaker if attribution else None)
