"""The background: what of earlier bulletins a reader of this one needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from briefer.grounding.draft import DraftSection, DraftSentence
from briefer.grounding.language.days import days_of
from briefer.model import Evidence, Story
from briefer.reading.dates import describe_day
from briefer.writing.engine import BriefTask, by_bulletin
from briefer.writing.extractive.accounts import disputes
from briefer.writing.extractive.sentences import add, sentence_of
from briefer.writing.threads import likeness
from briefer.writing.weighing import GRAVE, UPHEAVAL, Told, gravity_of, standing, told_stories

BACKGROUND = "Background: earlier bulletins"

_MOST = 6  # bulletins
_FOR_LIKENESS = 8.0  # points of an earlier bulletin that is wholly like one of the period
_UNCLEAR = re.compile(
    r"\b(?:unclear|not clear|both (?:have |has )?claim\w*|disputed|conflicting|contradict\w+)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")


def background(task: BriefTask, now: Sequence[Told]) -> tuple[DraftSection, ...]:
    """The earlier bulletins that weigh most, in the order of events: of each the sentence that stands for it, what
    it brought at once, and of a dispute both sides. `now` are the stories of the period."""
    runs = by_bulletin(task.background).values()
    earlier = [Story((run[0].bulletin,), run[0].bulletin.outlets) for run in runs]
    told = told_stories(task, earlier, task.background)
    kin = {each.index: max((likeness(each, other) for other in now), default=0.0) for each in told}
    heaviest = sorted(told, key=lambda each: -each.weight - _FOR_LIKENESS * max(0.0, kin[each.index]))[:_MOST]
    sentences: list[DraftSentence] = []
    for each in sorted(heaviest, key=lambda each: (each.first_day, each.index)):
        lead = standing(each.evidence)
        for item in _with_doubts(lead, each):
            add(sentences, _with_weekday(sentence_of(task, item, dated=item is lead), item))
    return (DraftSection(BACKGROUND, tuple(sentences), "background"),) if sentences else ()


def _with_weekday(sentence: DraftSentence, item: Evidence) -> DraftSentence:
    """Say which day "Wednesday" was, for a reader of another week."""
    days = days_of(item.text, item.bulletin.date)
    told = next((each for each in days if _WEEKDAY.fullmatch(each.worded) and each.is_single), None)
    if told is None or not told.has_year:
        return sentence
    day = describe_day(told.first)
    return replace(sentence, note="; ".join(filter(None, (sentence.note, f"“{told.worded}” was {day}"))))


def _with_doubts(lead: Evidence, told: Told) -> tuple[Evidence, ...]:
    """A sentence with what an upheaval brought at once, another's account of it, or that it is unclear who did it."""
    run = told.evidence
    sides = next((dispute.evidence for dispute in disputes(run) if lead in dispute.evidence), (lead,))
    at_once = (
        item
        for item in run
        if item not in sides and told.gravity >= UPHEAVAL and gravity_of(item.text) >= GRAVE
    )
    unclear = (item for item in run if item not in sides and _UNCLEAR.search(item.text))
    return (*sides, *islice(at_once, 1), *islice(unclear, 1))
