"""A briefing out of verbatim sentences: bottom line, developments by theme, conflicting accounts, background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from math import log10

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.grounding.language.quantities import find_quantities
from briefer.grounding.language.words import ideas_of, stems_of
from briefer.model import Bulletin, Evidence, Precision
from briefer.reading.dates import describe_date
from briefer.reading.folding import fold
from briefer.writing.engine import BriefTask
from briefer.writing.extractive.accounts import disputes, speaker_of
from briefer.writing.figures import COUNTED
from briefer.writing.leaning import leans_back
from briefer.writing.repeats import tell_the_same
from briefer.writing.themes import OTHER, THEMES, theme_of

BOTTOM_LINE = "Bottom line"
BACKGROUND = "Background: earlier bulletins"

_MOST_IN_BOTTOM_LINE = 3
_MOST_BULLETINS = 24
_MOST_BACKGROUND = 10
_KIN = 2  # ideas in common from which two stories turn on the same thing
_FOR_KIN = 0.4
_MOST_KIN = 8
_GRAVE = stems_of(
    "coup ousted overthrown deposed detained killed massacre war ultimatum intervention invasion attack ambush "
    "sanctions resigned famine hostages expelled withdraw alliance ceasefire election earthquake riots graves"
)
_MOST_FOR_TOLL = 3.0
_NEARLY = 0.7  # share of the greatest weight from which a new theme goes first


@dataclass(frozen=True, slots=True)
class _Story:
    """One bulletin's sentences that concern the country."""

    bulletin: Bulletin
    evidence: tuple[Evidence, ...]
    weight: float


def write(task: BriefTask) -> Draft:
    """Write the briefing's sections; an empty draft where nothing concerns the country in the period."""
    stories = _stories(task.current, task.country)
    if not stories:
        return Draft(_background(task) if task.background else ())
    told_ids = {each.bulletin.id for each in sorted(stories, key=lambda each: -each.weight)[:_MOST_BULLETINS]}
    told = [each for each in stories if each.bulletin.id in told_ids]
    evidence = [item for item in task.current if item.bulletin.id in told_ids]
    conflicts = disputes([item for item in evidence if task.country in item.bulletin.countries.main])
    accounts = [(dispute.bulletin, _with_followers(dispute.evidence, evidence)) for dispute in conflicts]
    disputed = {item.number for _, items in accounts for item in items}
    leads = _leads(told, task.country)
    return Draft(
        (
            DraftSection(BOTTOM_LINE, _bottom_line(leads, task.country), "bottom line"),
            *_developments([item for item in evidence if item.number not in disputed], task.country),
            *(_account(bulletin, items) for bulletin, items in accounts),
            *_background(task),
        )
    )


def _stories(evidence: Sequence[Evidence], country: str) -> list[_Story]:
    """The bulletins in the order of events, each with its weight."""
    runs: dict[str, list[Evidence]] = {}
    for item in evidence:
        runs.setdefault(item.bulletin.id, []).append(item)
    ideas = {name: sum(1 << idea for idea in ideas_of(stems_of(_told(run)))) for name, run in runs.items()}
    stories = []
    for name, run in runs.items():
        alike = (
            key for key, other in ideas.items() if key != name and (ideas[name] & other).bit_count() >= _KIN
        )
        kin = sum(1 for _ in islice(alike, _MOST_KIN))
        stories.append(_Story(run[0].bulletin, tuple(run), _weight(run, country) + _FOR_KIN * kin))
    return stories


def _told(run: Sequence[Evidence]) -> str:
    return " ".join((run[0].bulletin.title, *(item.text for item in run)))


def _weight(run: Sequence[Evidence], country: str) -> float:
    """How much a desk cares: bulletins about the country, a sure date, upheaval and deaths, several outlets, length.

    To this the caller adds how many other stories of the period turn on the same things.
    """
    bulletin = run[0].bulletin
    text = _told(run)
    toll = max((each.value for each in find_quantities(text) if COUNTED & stems_of(each.noun)), default=0.0)
    return (
        (6.0 if country in bulletin.countries.main else 0.0)
        + (2.0 if len(bulletin.countries.main) == 1 else 0.0)
        + (1.0 if _has_day(bulletin) else 0.0)
        + 1.5 * min(3, len(stems_of(text) & _GRAVE))
        + min(_MOST_FOR_TOLL, log10(1 + toll))
        + min(2.0, 0.5 * len(bulletin.outlets))
        + min(1.5, 0.25 * len(run))
    )


def _has_day(bulletin: Bulletin) -> bool:
    return bulletin.date.precision in (Precision.DAY, Precision.RANGE)


def _leads(told: Sequence[_Story], country: str) -> list[_Story]:
    """The weightiest stories, of nearly as weighty ones those of a new theme first.

    In the order of events; then those of which only the bounds are known, the newest first.
    """
    about = [each for each in told if country in each.bulletin.countries.main] or list(told)
    heaviest = sorted(about, key=lambda each: -each.weight)
    chosen: list[_Story] = []
    themes: set[str] = set()
    for fresh_only in (True, False):
        for story in heaviest:
            theme = theme_of(story.evidence[0].text, story.bulletin.title, story.bulletin.body)
            if (
                len(chosen) < _MOST_IN_BOTTOM_LINE
                and story not in chosen
                and not (fresh_only and (theme in themes or story.weight < _NEARLY * heaviest[0].weight))
            ):
                chosen.append(story)
                themes.add(theme)
    told = [story for story in about if story in chosen]
    return [each for each in told if _has_day(each.bulletin)] + [
        each for each in reversed(told) if not _has_day(each.bulletin)
    ]


def _bottom_line(leads: Sequence[_Story], country: str) -> tuple[DraftSentence, ...]:
    """The first sentence of each leading story; what tells the same is told once, cited twice."""
    sentences: list[DraftSentence] = []
    for story in leads:
        _add(sentences, _sentence(story.evidence[0], country, dated=True))
    return tuple(sentences)


def _developments(evidence: Sequence[Evidence], country: str) -> list[DraftSection]:
    """The sentences under their themes, in the order of events; what is told twice is told once, cited twice."""
    by_theme: dict[str, list[DraftSentence]] = {}
    told_by = {item.number: item.bulletin.id for item in evidence}
    for run in _runs(evidence):
        first = run[0]
        theme = theme_of(" ".join(item.text for item in run), first.bulletin.title, first.bulletin.body)
        sentences = by_theme.setdefault(theme, [])
        for item in run:
            starts = not sentences or item.bulletin.id not in {told_by[mark] for mark in sentences[-1].marks}
            _add(sentences, _sentence(item, country, dated=starts))
    return [DraftSection(theme, tuple(by_theme[theme])) for theme in (*THEMES, OTHER) if theme in by_theme]


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


def _sentence(item: Evidence, country: str, *, dated: bool) -> DraftSentence:
    note = describe_date(item.bulletin.date) if dated else None
    if dated and country not in item.bulletin.countries.main and not _echoes(item.bulletin):
        note = f"from “{item.bulletin.title}”, {note}"
    return DraftSentence(item.text, (item.number,), note=note)


def _account(bulletin: Bulletin, evidence: Sequence[Evidence]) -> DraftSection:
    sentences = tuple(
        DraftSentence(
            item.text,
            (item.number,),
            speaker=speaker_of(item.text),
            note=describe_date(bulletin.date) if item is evidence[0] else None,
        )
        for item in evidence
    )
    heading = bulletin.title
    if _echoes(bulletin):  # it would be read twice
        speakers = dict.fromkeys(sentence.speaker for sentence in sentences if sentence.speaker)
        theme = theme_of(" ".join(item.text for item in evidence), bulletin.title, bulletin.body)
        heading = " / ".join(speakers) or theme
    return DraftSection(heading, sentences, "account")


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
    """The first sentence of each earlier bulletin, newest first, then what it may not stand without; second
    sentences while there is room."""
    runs: dict[str, list[Evidence]] = {}
    for item in task.background:
        runs.setdefault(item.bulletin.id, []).append(item)
    chosen: dict[int, Evidence] = {}
    for depth in range(2):
        for run in runs.values():
            if depth < len(run) and len(chosen) < _MOST_BACKGROUND:
                chosen |= {item.number: item for item in _with_its_dispute(run[depth], run)}
    told = [item for run in runs.values() for item in run if item.number in chosen]
    sentences = tuple(
        _sentence(item, task.country, dated=before is None or before.bulletin.id != item.bulletin.id)
        for before, item in zip([None, *told], told, strict=False)
    )
    return (DraftSection(BACKGROUND, sentences, "background"),) if sentences else ()


def _with_its_dispute(item: Evidence, run: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """A sentence and, where it is one side of a dispute, the other."""
    sides = (dispute.evidence for dispute in disputes(run) if item in dispute.evidence)
    return next(sides, (item,))
