"""A briefing out of verbatim sentences: bottom line, developments by theme, conflicting accounts, background."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.model import Evidence
from briefer.writing.engine import BriefTask
from briefer.writing.extractive.accounts import disputes, is_one_speaker, speaker_of, stance_of
from briefer.writing.extractive.background import background
from briefer.writing.extractive.bottom_line import heaviest, points
from briefer.writing.extractive.ordering import as_news, is_on_the_talks, is_standing, runs_of
from briefer.writing.extractive.sentences import add, dated_in_words, echoes, opens, sentence_of
from briefer.writing.leaning import leans_back
from briefer.writing.themes import OTHER, theme_of
from briefer.writing.threads import threads
from briefer.writing.weighing import Told, told_stories

BOTTOM_LINE = "Bottom line"

_MOST_STORIES = 24
_LONG = 12  # sentences from which a bulletin is told theme by theme
# What comes after it is a remark of the bulletin and not of the speaker: "X denies it, although ..."
_REMARK = re.compile(r", (although|though|even though|while|whereas) ", re.IGNORECASE)


def write(task: BriefTask) -> Draft:
    """Write the briefing's sections; an empty draft where nothing concerns the country in the period."""
    stories = told_stories(task, task.stories, task.current)
    if not stories:
        return Draft(background(task, ()))
    kept = {each.index for each in sorted(stories, key=lambda each: -each.weight)[:_MOST_STORIES]}
    told = [each for each in stories if each.index in kept]
    lines = threads(told)
    accounts = [
        (each, _with_followers(dispute.evidence, each.evidence))
        for each in told
        if any(map(task.is_about, each.story.bulletins))
        for dispute in disputes(each.evidence)
    ]
    sides = {item.number: items for _, items in accounts for item in items}
    lead = points(task, lines, sides)
    beside = {
        item.number for told, items in accounts if is_on_the_talks(items, told.evidence) for item in items
    }
    return Draft(
        (
            *(DraftSection(BOTTOM_LINE, point, "bottom line") for point in lead),
            *_developments(task, _news_first(lines, lead), sides.keys() - beside, beside),
            *(_account(told.index, items) for told, items in accounts),
            *background(task, stories),
        )
    )


def _news_first(
    lines: Sequence[Sequence[Told]], lead: Sequence[Sequence[DraftSentence]]
) -> list[Sequence[Told]]:
    """The threads, the weightiest first; those of which the bottom line leaves but what is no news come last."""
    told = {mark for point in lead for sentence in point for mark in sentence.marks}

    def has_news(line: Sequence[Told]) -> bool:
        left = [item for each in line for item in each.evidence if item.number not in told]
        return not left or not all(map(is_standing, left))

    return sorted(lines, key=lambda line: (not has_news(line), -heaviest(line).weight))


def _developments(
    task: BriefTask, lines: Sequence[Sequence[Told]], disputed: Collection[int], charges: Collection[int]
) -> list[DraftSection]:
    """The sentences under their themes, thread by thread; what is told twice is told once, cited twice.

    `disputed` are told elsewhere, `charges` here, with the talks that they are about.

    A thread is told in one place, under the theme of its weightiest story, but for long reports in it. The theme
    of the first thread comes first.
    """
    by_theme: dict[str, list[DraftSentence]] = {}
    for line in lines:
        theme = heaviest(line).theme
        for told in line:
            dated: set[tuple[str, str]] = set()
            left = [item for item in told.evidence if item.number not in disputed]
            for item, own in _with_themes(as_news(left)):
                place = (own or theme, item.bulletin.id)
                sentence = sentence_of(task, item, dated=place not in dated, story=told.index)
                if item.number in charges:
                    notes = (sentence.note, *_remarks(item))
                    sentence = replace(sentence, note="; ".join(filter(None, notes)) or None)
                add(by_theme.setdefault(place[0], []), sentence)
                dated.add(place)
    ordered = sorted(by_theme, key=lambda theme: theme == OTHER)
    return [DraftSection(theme, tuple(by_theme[theme])) for theme in ordered]


def _with_themes(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, str | None]]:
    """Each sentence, in a long report with the theme of its own."""
    counts = Counter(item.bulletin.id for item in evidence)
    for run in runs_of(evidence):
        first = run[0].bulletin
        is_long = counts[first.id] > _LONG
        theme = theme_of(" ".join(item.text for item in run), first.title, first.body) if is_long else None
        for item in run:
            yield item, theme


def _account(story: int, evidence: Sequence[Evidence]) -> DraftSection:
    sentences: list[DraftSentence] = []
    for item in evidence:
        speaker = speaker_of(item.text)
        if sentences and is_one_speaker(sentences[-1].speaker, speaker):
            # "the command of the Malian Armed Forces", then "the armed forces"
            speaker = sentences[-1].speaker
        notes = [dated_in_words(item.bulletin)] if opens(item, evidence) else []
        notes += _remarks(item)
        sentences.append(
            DraftSentence(
                item.text,
                (item.number,),
                speaker=speaker,
                stance=stance_of(item.text),
                note="; ".join(notes) or None,
                story=story,
            )
        )
    bulletin = evidence[0].bulletin
    heading = bulletin.title
    if echoes(bulletin):  # it would be read twice
        speakers = dict.fromkeys(sentence.speaker for sentence in sentences if sentence.speaker)
        theme = theme_of(" ".join(item.text for item in evidence), bulletin.title, bulletin.body)
        heading = " / ".join(speakers) or theme
    return DraftSection(heading, tuple(sentences), "account")


def _remarks(item: Evidence) -> list[str]:
    """Say from where on a sentence is a remark of the bulletin, and no longer the speaker's."""
    remark = _REMARK.search(item.text)
    if remark is None or speaker_of(item.text[: remark.start()]) is None:
        return []  # nobody speaks, or who does is named after it
    return [f"from “{remark[1]}” on, the bulletin's own words"]


def _with_followers(items: Sequence[Evidence], evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """An account with the sentences that lean on its own, which could not be read elsewhere."""
    numbers = {item.number for item in items}
    for before, item in pairwise(evidence):
        if before.number in numbers and item.bulletin is before.bulletin and leans_back(item.text):
            numbers.add(item.number)
    return tuple(item for item in evidence if item.number in numbers)
