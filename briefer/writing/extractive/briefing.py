"""A briefing out of verbatim sentences: bottom line, developments by theme, conflicting accounts, background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.grounding.quantities import find_quantities
from briefer.grounding.words import ideas_of, stems_of
from briefer.model import Bulletin, Evidence
from briefer.reading.dates import describe_date
from briefer.writing.engine import BriefTask
from briefer.writing.extractive.accounts import disputes, speaker_of
from briefer.writing.leaning import leans_back
from briefer.writing.themes import OTHER, THEMES, theme_of

BOTTOM_LINE = "Bottom line"
BACKGROUND = "Background: earlier bulletins"

_MOST_IN_BOTTOM_LINE = 3
_MOST_BULLETINS = 24
_MOST_BACKGROUND = 8
_KIN = 2  # ideas in common from which two stories turn on the same thing
_MOST_FOR_KIN = 3.0
_GRAVE = stems_of(
    "coup ousted overthrown deposed detained president killed massacre war ultimatum declared intervention attack "
    "ambush sanctions resigned famine hostages expelled withdraw alliance ceasefire election"
)
_SAME_STORY = 0.6  # Jaccard of stems from which two sentences tell the same, if their numbers agree


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
    told_elsewhere = {item.number for dispute in conflicts for item in dispute.evidence}
    leads = _leads(told, task.country)
    told_elsewhere |= {story.evidence[0].number for story in leads if len(story.evidence) == 1}
    return Draft(
        (
            DraftSection(BOTTOM_LINE, _bottom_line(leads, task.country), "bottom line"),
            *_developments([item for item in evidence if item.number not in told_elsewhere], task.country),
            *(_account(dispute.bulletin, dispute.evidence) for dispute in conflicts),
            *_background(task),
        )
    )


def _stories(evidence: Sequence[Evidence], country: str) -> list[_Story]:
    """The bulletins in the order of events, each with its weight."""
    runs: dict[str, list[Evidence]] = {}
    for item in evidence:
        runs.setdefault(item.bulletin.id, []).append(item)
    ideas = {name: ideas_of(stems_of(_told(run))) for name, run in runs.items()}
    stories = []
    for name, run in runs.items():
        kin = sum(len(ideas[name] & other) >= _KIN for key, other in ideas.items() if key != name)
        stories.append(
            _Story(run[0].bulletin, tuple(run), _weight(run, country) + min(_MOST_FOR_KIN, 0.4 * kin))
        )
    return stories


def _told(run: Sequence[Evidence]) -> str:
    return " ".join((run[0].bulletin.title, *(item.text for item in run)))


def _weight(run: Sequence[Evidence], country: str) -> float:
    """How much a desk cares: bulletins about the country, upheaval and deaths, several outlets, length.

    To this the caller adds how many other stories of the period turn on the same things.
    """
    bulletin = run[0].bulletin
    text = _told(run)
    toll = max((each.value for each in find_quantities(text)), default=0.0)
    return (
        (6.0 if country in bulletin.countries.main else 0.0)
        + (2.0 if len(bulletin.countries.main) == 1 else 0.0)
        + 1.5 * min(3, len(stems_of(text) & _GRAVE))
        + (1.0 if toll >= 10 else 0.0)
        + min(2.0, 0.5 * len(bulletin.outlets))
        + min(1.5, 0.25 * len(run))
    )


def _leads(told: Sequence[_Story], country: str) -> list[_Story]:
    """The weightiest stories, one of a new theme before one of a theme told already; in the order of events."""
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
                and not (fresh_only and theme in themes)
            ):
                chosen.append(story)
                themes.add(theme)
    return [story for story in about if story in chosen]


def _bottom_line(leads: Sequence[_Story], country: str) -> tuple[DraftSentence, ...]:
    """The first sentence of each leading story; what tells the same is told once, cited twice."""
    sentences: list[DraftSentence] = []
    for story in leads:
        _add(sentences, _sentence(story.evidence[0], country, dated=True))
    return tuple(sentences)


def _developments(evidence: Sequence[Evidence], country: str) -> list[DraftSection]:
    """The sentences under their themes, in the order of events; what is told twice is told once, cited twice."""
    by_theme: dict[str, list[DraftSentence]] = {}
    for run in _runs(evidence):
        first = run[0]
        theme = theme_of(" ".join(item.text for item in run), first.bulletin.title, first.bulletin.body)
        sentences = by_theme.setdefault(theme, [])
        for item in run:
            starts = not sentences or not _is_of(sentences[-1], item, evidence)
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


def _is_of(sentence: DraftSentence, item: Evidence, evidence: Sequence[Evidence]) -> bool:
    return any(each.number in sentence.marks and each.bulletin is item.bulletin for each in evidence)


def _add(sentences: list[DraftSentence], new: DraftSentence) -> None:
    for index, old in enumerate(sentences):
        if _tell_the_same(old.text, new.text):
            sentences[index] = replace(old, marks=tuple(dict.fromkeys(old.marks + new.marks)))
            return
    sentences.append(new)


def _tell_the_same(one: str, other: str) -> bool:
    left, right = stems_of(one), stems_of(other)
    if not left or len(left & right) / len(left | right) < _SAME_STORY:
        return False
    return [each.value for each in find_quantities(one)] == [each.value for each in find_quantities(other)]


def _sentence(item: Evidence, country: str, *, dated: bool) -> DraftSentence:
    note = describe_date(item.bulletin.date) if dated else None
    if dated and country not in item.bulletin.countries.main:
        note = f"from “{item.bulletin.title}”, {note}"
    return DraftSentence(item.text, (item.number,), note=note)


def _account(bulletin: Bulletin, evidence: Sequence[Evidence]) -> DraftSection:
    sentences = tuple(
        DraftSentence(item.text, (item.number,), speaker=speaker_of(item.text)) for item in evidence
    )
    return DraftSection(bulletin.title, sentences, "account")


def _background(task: BriefTask) -> tuple[DraftSection, ...]:
    """The first sentence of each earlier bulletin, newest first; second ones while there is room."""
    runs: dict[str, list[Evidence]] = {}
    for item in task.background:
        runs.setdefault(item.bulletin.id, []).append(item)
    chosen: list[Evidence] = []
    for depth in range(2):
        for run in runs.values():
            if depth < len(run) and len(chosen) < _MOST_BACKGROUND:
                chosen.append(run[depth])
    if not chosen:
        return ()
    order = list(runs)
    chosen.sort(key=lambda item: (order.index(item.bulletin.id), item.span.start))
    sentences = []
    last = ""
    for item in chosen:
        sentences.append(_sentence(item, task.country, dated=item.bulletin.id != last))
        last = item.bulletin.id
    return (DraftSection(BACKGROUND, tuple(sentences), "background"),)
