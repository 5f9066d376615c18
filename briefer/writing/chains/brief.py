"""From a country and a period to a briefing."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.grounding.gate import Gate
from briefer.grounding.language.words import stems_of
from briefer.model import Briefing, Evidence, Manifest, Period, Section
from briefer.writing.admission import Admitted, admit, repair_by
from briefer.writing.chains.showing import as_runnable, cited_by, first_listed, manifest_for
from briefer.writing.changes import changes
from briefer.writing.engine import BriefTask, Engine, by_bulletin
from briefer.writing.figures import FATES, figures
from briefer.writing.gaps import gaps
from briefer.writing.open_questions import open_questions
from briefer.writing.planning import plan
from briefer.writing.progress import Stage, Step, Watch, unwatched
from briefer.writing.trend import trend
from briefer.writing.weighing import told_stories

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from briefer.archive.archive import Archive

_FEW = 24  # bulletins
_HARM = stems_of("killed injured wounded")
_ORDER = ("bottom line", "change", "development", "account", "figure", "background", "answer")


@dataclass(frozen=True, slots=True)
class Brief:
    """A country and a period."""

    country: str  # ISO alpha-3
    period: Period


def brief_steps(
    archive: Archive, engine: Engine, gate: Gate, *, today: date, watch: Watch = unwatched
) -> tuple[Callable[[Brief], BriefTask], Callable[[BriefTask], Briefing]]:
    """Return what gathers a country's news, and what writes the briefing from that."""

    def select(brief: Brief) -> BriefTask:
        watch(Step(Stage.RETRIEVING))
        return plan(archive, brief.country, brief.period, watch)

    def brief(task: BriefTask) -> Briefing:
        watch(Step(Stage.WRITING))
        draft = engine.briefing().invoke(task) if task.evidence else Draft(())
        watch(Step(Stage.CHECKING, 0, len(draft.sentences)))
        admitted = admit(draft, task.evidence, gate, repair_by(engine, task), watch)
        now = told_stories(task, task.stories, task.current)
        before = told_stories(task, task.earlier_stories, task.earlier)
        lead = {each.text for part in draft.sections if part.kind == "bottom line" for each in part.sentences}
        compared = Draft((*changes(task, now, before, lead), *_figures(task, draft)))
        parts = admitted, admit(compared, task.evidence, gate)
        briefing = _briefing(archive, task, draft, parts, manifest_for(archive, engine, gate, today))
        return replace(briefing, trend=trend(task, now, before))

    return select, brief


def brief_chain(
    archive: Archive, engine: Engine, gate: Gate, *, today: date, watch: Watch = unwatched
) -> Runnable[Brief, Briefing]:
    """Return the runnable that writes a country's briefing from an archive."""
    return as_runnable(brief_steps(archive, engine, gate, today=today, watch=watch))


def _briefing(
    archive: Archive,
    task: BriefTask,
    draft: Draft,
    parts: Sequence[Admitted],
    manifest: Callable[..., Manifest],
) -> Briefing:
    sections = _told_once([section for part in parts for section in part.sections])
    sections.sort(key=lambda section: _ORDER.index(section.kind))
    sources = tuple(dict.fromkeys(bulletin for section in sections for bulletin in cited_by(section)))
    made = manifest(bulletins=sources, country=task.country, period=task.period)
    return Briefing(
        country=task.country,
        country_name=task.country_name,
        period=task.period,
        sections=tuple(sections),
        gaps=(
            *((draft.refusal,) if draft.refusal else ()),
            *gaps(task, sources, _undated(archive, task.country)),
        ),
        sources=sources,
        engine=made.engine,
        manifest=made,
        withheld=(*(each for part in parts for each in part.withheld), *first_listed(task.set_aside)),
        stories=task.stories,
        before=task.before if task.earlier else None,
        questions=open_questions(task, sources),
    )


def _told_once(sections: Sequence[Section]) -> list[Section]:
    """Leave out of the background what stands under what changed."""
    changed = [claim for section in sections if section.kind == "change" for claim in section.claims]
    told = {claim.text for change in changed for claim in (change, change.was) if claim}
    kept = (
        replace(section, claims=tuple(claim for claim in section.claims if claim.text not in told))
        if section.kind == "background"
        else section
        for section in sections
    )
    return [section for section in kept if section.claims]


def _figures(task: BriefTask, draft: Draft) -> tuple[DraftSection, ...]:
    """The figures of the period; none where there are but vague crowds.

    A row without a number is left out where nobody says so, unless it tells of dead or wounded.
    """
    reported = {item.number for item in task.current if item.bulletin.outlets}
    rows = (
        replace(each, sentences=tuple(row for row in each.sentences if _is_said(row, reported)))
        for each in figures(_counted(task, draft))
    )
    counted = tuple(each for each in rows if each.sentences)
    return counted if any(map(_counts, counted)) else ()


def _is_said(row: DraftSentence, reported: Set[int]) -> bool:
    """Say whether a row of figures has a number, somebody who says so, or dead or wounded."""
    if row.low is not None or row.high is not None or row.speaker or not reported.isdisjoint(row.marks):
        return True
    return bool(stems_of(row.counted or "") & _HARM)


def _counts(section: DraftSection) -> bool:
    """Say whether a section of figures has a number, or what befell people: "thousands marched" alone is no table."""
    return any(
        each.low is not None or each.high is not None or stems_of(each.counted or "") & FATES
        for each in section.sentences
    )


def _counted(task: BriefTask, draft: Draft) -> list[tuple[Evidence, ...]]:
    """The sentences whose figures are listed, story by story: of few bulletins all, of many those that are told."""
    marks = {mark for section in draft.sections for sentence in section.sentences for mark in sentence.marks}
    told = {item.bulletin.id for item in task.current if item.number in marks}
    few = len({item.bulletin.id for item in task.current}) <= _FEW
    runs = by_bulletin(item for item in task.current if few or item.bulletin.id in told)
    stories = (
        tuple(item for bulletin in story.bulletins for item in runs.get(bulletin.id, ()))
        for story in task.stories
    )
    return [story for story in stories if story]


def _undated(archive: Archive, country: str) -> int:
    return sum(
        each.date.earliest is None and each.date.latest is None for each in archive.bulletins(country=country)
    )
