"""The background: what of earlier bulletins a reader of this one needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from briefer.grounding.draft import DraftSection, DraftSentence
from briefer.grounding.language.days import days_of
from briefer.model import Evidence, Story
from briefer.reading.dates import describe_day
from briefer.writing.engine import BriefTask, by_bulletin
from briefer.writing.extractive.accounts import disputes, is_one_speaker, speaker_of
from briefer.writing.extractive.sentences import add, sentence_of
from briefer.writing.planning import oldest_first
from briefer.writing.threads import likeness
from briefer.writing.weighing import GRAVE, UPHEAVAL, Told, gravity_of, standing, told_stories

BACKGROUND = "Background: earlier bulletins"

_MOST = 6  # bulletins
_FOR_LIKENESS = 8.0  # points of an earlier bulletin that is wholly like one of the period
_UNCLEAR = re.compile(
    r"\b(?:unclear|not clear|both (?:have |has )?claim\w*|disputed|conflicting|contradict\w+)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:two|three|both|rival|several) (?:\w+ ){0,2}?(?:groups?|sides?|part(?:y|ies)|factions?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)[A-Z]|^[A-Z]{2}")
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
    in_order = oldest_first(each.evidence[0].bulletin for each in heaviest)
    for each in sorted(heaviest, key=lambda each: in_order.index(each.evidence[0].bulletin)):
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
    unclear = next((item for item in run if item not in sides and _UNCLEAR.search(item.text)), None)
    if unclear is None:
        return (*sides, *islice(at_once, 1))
    return (*sides, *islice(at_once, 1), unclear, *_rivals(unclear, run))


def _rivals(unclear: Evidence, run: Sequence[Evidence]) -> Iterator[Evidence]:
    """Where a sentence does not name those who claim a deed, the later ones by which each does; of one speaker one."""
    if not _UNNAMED.search(unclear.text):
        return
    claims = next((each.evidence for each in disputes(run) if unclear in each.evidence), ())
    told: list[str] = []
    for item in claims:
        speaker = speaker_of(item.text) if item.number > unclear.number else None
        if speaker and _NAME.search(speaker) and not any(is_one_speaker(speaker, each) for each in told):
            told.append(speaker)
            yield item
