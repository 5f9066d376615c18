"""The bottom line: the weightiest threads, each in few sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefer.grounding.draft import DraftSentence
from briefer.model import Evidence
from briefer.reading.countries import find_mentions
from briefer.writing.engine import BriefTask
from briefer.writing.extractive.accounts import rival_of
from briefer.writing.extractive.ordering import runs_of
from briefer.writing.extractive.sentences import add, sentence_of, tells
from briefer.writing.weighing import GRAVE, UPHEAVAL, Told, gravity_of, standing

_MOST_POINTS = 3
_MOST_IN_POINT = 3  # stories of one thread
_SHORT_DISPUTE = 3  # sentences up to which a dispute is told whole
_LEADS_FROM = 0.4  # share of the greatest weight from which a thread is a point of the bottom line
_NEARLY = 0.7  # share of the greatest weight from which a thread of a new theme goes first
_FOLLOWS_FROM = 0.6  # share of its thread's greatest weight from which a story is told in the point


def points(
    task: BriefTask, lines: Sequence[Sequence[Told]], sides: Mapping[int, Sequence[Evidence]]
) -> list[tuple[DraftSentence, ...]]:
    """The weightiest threads, each told by the first sentences of its weightiest stories, in the order of events.

    Of a dispute both sides are told. Where only the bounds of a date are known, the story comes last.
    """
    points: list[list[DraftSentence]] = []
    for line in _ranked(lines):
        points.append([])
        for told in _leading(line):
            lead = standing(told.evidence)
            for item in _both_sides(lead, sides) or _told_with(task, lead, told):
                sentence = sentence_of(task, item, dated=item is lead, story=told.index)
                add(next((point for point in points if tells(point, sentence)), points[-1]), sentence)
    return [tuple(point) for point in points if point]


def _ranked(lines: Sequence[Sequence[Told]]) -> list[Sequence[Told]]:
    """The threads of the bottom line, the weightiest first; of nearly as weighty ones those of a new theme."""
    ranked = sorted(lines, key=lambda line: -heaviest(line).weight)
    most = heaviest(ranked[0]).weight
    chosen: list[Sequence[Told]] = []
    for fresh_only in (True, False):
        for line in ranked:
            first = heaviest(line)
            themes = {heaviest(each).theme for each in chosen}
            is_fresh = first.theme not in themes and first.weight >= _NEARLY * most
            if (
                len(chosen) < _MOST_POINTS
                and line not in chosen
                and first.weight >= _LEADS_FROM * most
                and (is_fresh or not fresh_only)
            ):
                chosen.append(line)
    return sorted(chosen, key=lambda line: -heaviest(line).weight)


def heaviest(line: Sequence[Told]) -> Told:
    """The weightiest story of a thread."""
    return max(line, key=lambda each: each.weight)


def _both_sides(lead: Evidence, sides: Mapping[int, Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """A sentence with another's account of it; a short dispute whole, of a long one the first that is another's.

    None where it is not disputed.
    """
    account = sides.get(lead.number, ())
    rival = rival_of(lead, account)
    if rival is None:
        return ()
    told = account if len(account) <= _SHORT_DISPUTE else (lead, rival)
    return tuple(sorted(told, key=lambda item: item.number))


def _told_with(task: BriefTask, lead: Evidence, told: Told) -> tuple[Evidence, ...]:
    """The sentence that stands for a story with those that a reader must have beside it.

    Of an upheaval what else it brought at once; of a story about others, the first sentence that names the country,
    after all that it leans on: a resolution, its result and who voted how, in the order of the bulletin.
    """
    after = [item for item in told.evidence if item.number > lead.number]
    if any(map(task.is_about, told.story.bulletins)):
        grave = (item for item in after if told.gravity >= UPHEAVAL and gravity_of(item.text) >= GRAVE)
        return (lead, *grave)
    naming = (item for item in told.evidence if any(m.code == task.country for m in find_mentions(item.text)))
    return tuple(dict.fromkeys((lead, *_with_what_it_leans_on(next(naming, lead), told.evidence))))


def _with_what_it_leans_on(item: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """A sentence, and before it those of its bulletin without which it cannot be understood."""
    run = next(run for run in runs_of(evidence) if item in run)
    return run[: run.index(item) + 1]


def _leading(line: Sequence[Told]) -> list[Told]:
    ranked = sorted(line, key=lambda each: -each.weight)[:_MOST_IN_POINT]
    kept = [each for each in ranked if each.weight >= _FOLLOWS_FROM * ranked[0].weight]
    return sorted(kept, key=lambda each: (not each.has_day, each.first_day, -each.gravity, each.index))
