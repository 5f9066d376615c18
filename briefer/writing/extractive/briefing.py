"""A briefing out of verbatim sentences: bottom line, developments by theme, conflicting accounts, background."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.model import Bulletin, Evidence, Precision, Story
from briefer.reading.countries import find_mentions
from briefer.reading.dates import describe_date
from briefer.reading.folding import fold
from briefer.writing.engine import BriefTask
from briefer.writing.extractive.accounts import disputes, speaker_of, stance_of
from briefer.writing.leaning import leans_back
from briefer.writing.repeats import tell_the_same
from briefer.writing.themes import OTHER, theme_of
from briefer.writing.threads import likeness, threads
from briefer.writing.weighing import Told, standing, told_stories

BOTTOM_LINE = "Bottom line"
BACKGROUND = "Background: earlier bulletins"
BY_PLACE = "dated by its place on the page"

_MOST_POINTS = 3
_MOST_IN_POINT = 3  # stories of one thread
_LEADS_FROM = 0.4  # share of the greatest weight from which a thread is a point of the bottom line
_NEARLY = 0.7  # share of the greatest weight from which a thread of a new theme goes first
_FOLLOWS_FROM = 0.6  # share of its thread's greatest weight from which a story is told in the point
_MOST_STORIES = 24
_MOST_BACKGROUND = 6
_FOR_LIKENESS = 8.0  # points of an earlier bulletin that is wholly like one of the period
_LONG = 12  # sentences from which a bulletin is told theme by theme


def write(task: BriefTask) -> Draft:
    """Write the briefing's sections; an empty draft where nothing concerns the country in the period."""
    stories = told_stories(task, task.stories, task.current)
    if not stories:
        return Draft(_background(task))
    kept = {each.index for each in sorted(stories, key=lambda each: -each.weight)[:_MOST_STORIES]}
    told = [each for each in stories if each.index in kept]
    lines = threads(told, task.meanings)
    accounts = [
        (each, _with_followers(dispute.evidence, each.evidence))
        for each in told
        if any(map(task.is_about, each.story.bulletins))
        for dispute in disputes(each.evidence)
    ]
    sides = {item.number: items for _, items in accounts for item in items}
    return Draft(
        (
            *(DraftSection(BOTTOM_LINE, point, "bottom line") for point in _points(task, lines, sides)),
            *_developments(task, lines, sides),
            *(_account(told.index, items) for told, items in accounts),
            *_background(task),
        )
    )


def _points(
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
            for item in sides.get(lead.number) or _naming(task, lead, told):
                sentence = _sentence(task, item, dated=item is lead, story=told.index)
                _add(next((point for point in points if _tells(point, sentence)), points[-1]), sentence)
    return [tuple(point) for point in points if point]


def _tells(point: Sequence[DraftSentence], sentence: DraftSentence) -> bool:
    return any(tell_the_same(each.text, sentence.text) for each in point)


def _ranked(lines: Sequence[Sequence[Told]]) -> list[Sequence[Told]]:
    """The threads of the bottom line, the weightiest first; of nearly as weighty ones those of a new theme."""
    ranked = sorted(lines, key=lambda line: -_heaviest(line).weight)
    most = _heaviest(ranked[0]).weight
    chosen: list[Sequence[Told]] = []
    for fresh_only in (True, False):
        for line in ranked:
            heaviest = _heaviest(line)
            themes = {_heaviest(each).theme for each in chosen}
            is_fresh = heaviest.theme not in themes and heaviest.weight >= _NEARLY * most
            if (
                len(chosen) < _MOST_POINTS
                and line not in chosen
                and heaviest.weight >= _LEADS_FROM * most
                and (is_fresh or not fresh_only)
            ):
                chosen.append(line)
    return sorted(chosen, key=lambda line: -_heaviest(line).weight)


def _heaviest(line: Sequence[Told]) -> Told:
    return max(line, key=lambda each: each.weight)


def _naming(task: BriefTask, lead: Evidence, told: Told) -> tuple[Evidence, ...]:
    """The sentence that stands for a story; where that is about others, also the first that names the country."""
    if any(map(task.is_about, told.story.bulletins)):
        return (lead,)
    naming = (item for item in told.evidence if any(m.code == task.country for m in find_mentions(item.text)))
    return tuple(dict.fromkeys((lead, next(naming, lead))))


def _leading(line: Sequence[Told]) -> list[Told]:
    heaviest = sorted(line, key=lambda each: -each.weight)[:_MOST_IN_POINT]
    kept = [each for each in heaviest if each.weight >= _FOLLOWS_FROM * heaviest[0].weight]
    return sorted(kept, key=lambda each: (not each.has_day, each.first_day, -each.gravity, each.index))


def _developments(
    task: BriefTask, lines: Sequence[Sequence[Told]], disputed: Collection[int]
) -> list[DraftSection]:
    """The sentences under their themes, thread by thread; what is told twice is told once, cited twice.

    A thread is told in one place, under the theme of its weightiest story, but for long reports in it. The theme
    with the weightiest story comes first, and in a theme the weightiest thread.
    """
    by_theme: dict[str, list[DraftSentence]] = {}
    for line in sorted(lines, key=lambda line: -_heaviest(line).weight):
        theme = _heaviest(line).theme
        for told in line:
            dated: set[tuple[str, str]] = set()
            for item, own in _with_themes([item for item in told.evidence if item.number not in disputed]):
                place = (own or theme, item.bulletin.id)
                sentence = _sentence(task, item, dated=place not in dated, story=told.index)
                _add(by_theme.setdefault(place[0], []), sentence)
                dated.add(place)
    ordered = sorted(by_theme, key=lambda theme: theme == OTHER)
    return [DraftSection(theme, tuple(by_theme[theme])) for theme in ordered]


def _with_themes(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, str | None]]:
    """Each sentence, in a long report with the theme of its own."""
    counts = Counter(item.bulletin.id for item in evidence)
    for run in _runs(evidence):
        first = run[0].bulletin
        is_long = counts[first.id] > _LONG
        theme = theme_of(" ".join(item.text for item in run), first.title, first.body) if is_long else None
        for item in run:
            yield item, theme


def _runs(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Cut a bulletin's sentences where one stands on its own feet; those that lean back stay with what they lean on."""
    runs: list[list[Evidence]] = []
    for item in evidence:
        if runs and runs[-1][-1].bulletin is item.bulletin and leans_back(item.text):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _add(sentences: list[DraftSentence], new: DraftSentence) -> None:
    for index, old in enumerate(sentences):
        if tell_the_same(old.text, new.text):
            sentences[index] = replace(old, marks=tuple(dict.fromkeys(old.marks + new.marks)))
            return
    sentences.append(new)


def _sentence(task: BriefTask, item: Evidence, *, dated: bool, story: int | None = None) -> DraftSentence:
    note = _dated(item.bulletin) if dated else None
    if dated and item.bulletin.id in task.named_by:
        note = (
            f"{note}; the bulletin names no country, it is told here for “{task.named_by[item.bulletin.id]}”"
        )
    elif dated and not task.is_about(item.bulletin) and not _echoes(item.bulletin):
        note = f"from “{item.bulletin.title}”, {note}"
    return DraftSentence(item.text, (item.number,), note=note, story=story)


def _account(story: int, evidence: Sequence[Evidence]) -> DraftSection:
    sentences = tuple(
        DraftSentence(
            item.text,
            (item.number,),
            speaker=speaker_of(item.text),
            stance=stance_of(item.text),
            note=_dated(item.bulletin) if _opens(item, evidence) else None,
            story=story,
        )
        for item in evidence
    )
    bulletin = evidence[0].bulletin
    heading = bulletin.title
    if _echoes(bulletin):  # it would be read twice
        speakers = dict.fromkeys(sentence.speaker for sentence in sentences if sentence.speaker)
        theme = theme_of(" ".join(item.text for item in evidence), bulletin.title, bulletin.body)
        heading = " / ".join(speakers) or theme
    return DraftSection(heading, sentences, "account")


def _dated(bulletin: Bulletin) -> str:
    """The date, or where only its bounds are known, that: the sources give them."""
    return BY_PLACE if bulletin.date.precision is Precision.BOUNDS else describe_date(bulletin.date)


def _opens(item: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Say whether it is the first of its bulletin here."""
    return next(each for each in evidence if each.bulletin is item.bulletin) is item


def _echoes(bulletin: Bulletin) -> bool:
    """Say whether the title is but the beginning of the body, as where a record has none."""
    title = " ".join(fold(bulletin.title).split()).rstrip(" .…")
    return " ".join(fold(bulletin.body[: 2 * len(bulletin.title) + 20]).split()).startswith(title)


def _with_followers(items: Sequence[Evidence], evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """An account with the sentences that lean on its own, which could not be read elsewhere."""
    numbers = {item.number for item in items}
    for before, item in pairwise(evidence):
        if before.number in numbers and item.bulletin is before.bulletin and leans_back(item.text):
            numbers.add(item.number)
    return tuple(item for item in evidence if item.number in numbers)


def _background(task: BriefTask) -> tuple[DraftSection, ...]:
    """The earlier bulletins that weigh most, in the order of events: of each the sentence that stands for it, and
    of a dispute both sides."""
    runs: dict[str, list[Evidence]] = {}
    for item in task.background:
        runs.setdefault(item.bulletin.id, []).append(item)
    earlier = [Story((run[0].bulletin,), run[0].bulletin.outlets) for run in runs.values()]
    told = told_stories(task, earlier, task.background)
    now = told_stories(task, task.stories, task.current)
    kin = {
        each.index: max((likeness(each, other, task.meanings) for other in now), default=0.0) for each in told
    }
    heaviest = sorted(told, key=lambda each: -each.weight - _FOR_LIKENESS * kin[each.index])[
        :_MOST_BACKGROUND
    ]
    sentences: list[DraftSentence] = []
    for each in sorted(heaviest, key=lambda each: (each.first_day, each.index)):
        lead = standing(each.evidence)
        for item in _with_its_dispute(lead, each.evidence):
            _add(sentences, _sentence(task, item, dated=item is lead))
    return (DraftSection(BACKGROUND, tuple(sentences), "background"),) if sentences else ()


def _with_its_dispute(item: Evidence, run: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """A sentence and, where it is one side of a dispute, the other."""
    sides = (dispute.evidence for dispute in disputes(run) if item in dispute.evidence)
    return next(sides, (item,))
