"""Evidence as the sentences of a draft: dated, and told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefer.grounding.draft import DraftSentence
from briefer.grounding.language.words import stems_of
from briefer.model import Bulletin, Evidence, Period, Precision
from briefer.reading.dates import describe_date, describe_period
from briefer.reading.folding import fold
from briefer.writing.engine import BriefTask
from briefer.writing.repeats import tell_the_same

_SAID_AGAIN = 0.5  # share of a title's words that a sentence has, from which the title adds nothing


def sentence_of(task: BriefTask, item: Evidence, *, dated: bool, story: int | None = None) -> DraftSentence:
    """A sentence with what is to be said of its date and its place."""
    note = dated_in_words(item.bulletin) if dated else None
    if dated and item.bulletin.id in task.named_by:
        note = f"{note}; no country is named, only {task.named_by[item.bulletin.id]}"
    elif dated and not task.is_about(item.bulletin) and not _is_headed(item):
        note = f"from “{item.bulletin.title}”, {note}"
    return DraftSentence(item.text, (item.number,), note=note, story=story)


def _is_headed(item: Evidence) -> bool:
    """Say whether the title tells hardly more than the sentence."""
    title = stems_of(item.bulletin.title)
    return echoes(item.bulletin) or len(title & stems_of(item.text)) >= _SAID_AGAIN * len(title)


def dated_in_words(bulletin: Bulletin) -> str:
    """The date, or where only its bounds are known, those in short: the sources say how they are known."""
    first, last = bulletin.date.earliest, bulletin.date.latest
    if bulletin.date.precision is Precision.BOUNDS and first and last:
        return f"undated: {describe_period(Period(first, last))}"
    return describe_date(bulletin.date)


def add(sentences: list[DraftSentence], new: DraftSentence) -> None:
    """Add a sentence; one that tells the same is cited for both."""
    for index, old in enumerate(sentences):
        if tell_the_same(old.text, new.text):
            sentences[index] = replace(old, marks=tuple(dict.fromkeys(old.marks + new.marks)))
            return
    sentences.append(new)


def tells(point: Sequence[DraftSentence], sentence: DraftSentence) -> bool:
    """Say whether one of the sentences tells the same."""
    return any(tell_the_same(each.text, sentence.text) for each in point)


def opens(item: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Say whether it is the first of its bulletin here."""
    return next(each for each in evidence if each.bulletin is item.bulletin) is item


def echoes(bulletin: Bulletin) -> bool:
    """Say whether the title is but the beginning of the body, as where a record has none."""
    title = " ".join(fold(bulletin.title).split()).rstrip(" .…")
    return " ".join(fold(bulletin.body[: 2 * len(bulletin.title) + 20]).split()).startswith(title)
