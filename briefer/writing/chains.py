"""The whole flow of `ask` and `brief`, each on one screen, as LangChain runnables.

ask:    question -> period -> hits -> task -> | engine | -> draft -> | gate | -> claims -> answer
brief:  country and period -> task         -> | engine | -> draft -> | gate | -> claims -> briefing
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.grounding.gate import Gate
from briefer.grounding.language.words import stems_of
from briefer.model import Answer, Briefing, Bulletin, Evidence, Manifest, Period, Section, Withheld
from briefer.reading.dates import describe_period
from briefer.writing.admission import Admitted, admit, repair_by
from briefer.writing.changes import changes
from briefer.writing.engine import AskTask, BriefTask, Engine, by_bulletin
from briefer.writing.evidence import gather
from briefer.writing.figures import FATES, figures
from briefer.writing.gaps import gaps
from briefer.writing.manifest import manifest_of
from briefer.writing.narrowing import narrow
from briefer.writing.open_questions import open_questions
from briefer.writing.planning import plan
from briefer.writing.progress import Stage, Step, Watch, unwatched
from briefer.writing.trend import trend
from briefer.writing.weighing import told_stories

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from briefer.archive.archive import Archive

NOTHING_FOUND = "no bulletin matches the question"
NO_NEWS = "what matches the question is no news, but is addressed to a machine"
NOTHING_HOLDS = "no sentence of the draft is borne out by the words that it cites"
_NEAREST = 3
_FEW = 24  # bulletins
_MOST_SET_ASIDE = 10  # sentences that are listed
_HARM = stems_of("killed injured wounded")
_ORDER = ("bottom line", "change", "development", "account", "figure", "background", "answer")


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, with what narrows it."""

    question: str
    country: str | None = None  # ISO alpha-3
    period: Period | None = None  # None: take it from the question's words


@dataclass(frozen=True, slots=True)
class Brief:
    """A country and a period."""

    country: str  # ISO alpha-3
    period: Period


def ask_chain(
    archive: Archive, engine: Engine, gate: Gate, *, today: date, passages: int, watch: Watch = unwatched
) -> Runnable[Ask, Answer]:
    """Return the runnable that answers questions from an archive."""
    from langchain_core.runnables import RunnableBranch, RunnableLambda

    def retrieve(ask: Ask) -> AskTask:
        watch(Step(Stage.RETRIEVING))
        narrowed = narrow(archive, ask.question, ask.country, ask.period, today)
        return gather(archive, ask.question, ask.country, narrowed, passages)

    nothing: Runnable[AskTask, Draft] = RunnableLambda(_nothing_found)
    write = RunnableBranch((lambda task: not task.evidence, nothing), engine.answering())

    def answer(task: AskTask) -> Answer:
        watch(Step(Stage.WRITING))
        draft = write.invoke(task)
        watch(Step(Stage.CHECKING, 0, len(draft.sentences)))
        admitted = admit(draft, task.evidence, gate, repair_by(engine, task), watch)
        manifest = _maker(archive, engine, gate, today)
        return _answer(archive, task, draft, admitted, partial(manifest, passages=str(passages)))

    return RunnableLambda(retrieve) | RunnableLambda(answer)


def brief_chain(
    archive: Archive, engine: Engine, gate: Gate, *, today: date, watch: Watch = unwatched
) -> Runnable[Brief, Briefing]:
    """Return the runnable that writes a country's briefing from an archive."""
    from langchain_core.runnables import RunnableBranch, RunnableLambda

    def select(brief: Brief) -> BriefTask:
        watch(Step(Stage.RETRIEVING))
        return plan(archive, brief.country, brief.period, watch)

    nothing: Runnable[BriefTask, Draft] = RunnableLambda(lambda _: Draft(()))
    write = RunnableBranch((lambda task: not task.evidence, nothing), engine.briefing())

    def brief(task: BriefTask) -> Briefing:
        watch(Step(Stage.WRITING))
        draft = write.invoke(task)
        watch(Step(Stage.CHECKING, 0, len(draft.sentences)))
        admitted = admit(draft, task.evidence, gate, repair_by(engine, task), watch)
        now = told_stories(task, task.stories, task.current)
        before = told_stories(task, task.earlier_stories, task.earlier)
        lead = {each.text for part in draft.sections if part.kind == "bottom line" for each in part.sentences}
        compared = Draft((*changes(task, now, before, lead), *_figures(task, draft)))
        parts = admitted, admit(compared, task.evidence, gate)
        briefing = _briefing(archive, task, draft, parts, _maker(archive, engine, gate, today))
        return replace(briefing, trend=trend(task, now, before))

    return RunnableLambda(select) | RunnableLambda(brief)


def _nothing_found(task: AskTask) -> Draft:
    """Say that the period is to blame, where there is one, or that nothing but orders to machines was found."""
    if task.set_aside:
        return Draft((), NO_NEWS)
    if task.period.is_open:
        return Draft((), NOTHING_FOUND)
    return Draft((), f"{NOTHING_FOUND} in the time asked about ({describe_period(task.period)})")


def _maker(archive: Archive, engine: Engine, gate: Gate, today: date) -> Callable[..., Manifest]:
    judge = f"{gate.judge.name}@{gate.judge.revision}, threshold {gate.judge.threshold}"
    return partial(manifest_of, archive, engine, made=today, judge=judge)


def _answer(
    archive: Archive, task: AskTask, draft: Draft, admitted: Admitted, manifest: Callable[..., Manifest]
) -> Answer:
    claims = admitted.claims
    found = [item.bulletin for item in task.evidence] or [
        hit.bulletin for hit in archive.search(task.question, country=task.country)
    ]
    nearest = tuple(dict.fromkeys(found))[:_NEAREST]
    cited = _cited(Section("", claims))
    used = cited or nearest
    country = {"country": task.country} if task.country else {}
    made = manifest(bulletins=used, period=task.period, question=task.question, **country)
    return Answer(
        question=task.question,
        claims=claims,
        nearest=() if claims else nearest,
        engine=made.engine,
        manifest=made,
        withheld=(*admitted.withheld, *_set_aside(task, (*cited, *nearest))),
        reason=draft.refusal or (NOTHING_HOLDS if not claims else None),
        period=task.period,
    )


def _briefing(
    archive: Archive,
    task: BriefTask,
    draft: Draft,
    parts: Sequence[Admitted],
    manifest: Callable[..., Manifest],
) -> Briefing:
    sections = _told_once([section for part in parts for section in part.sections])
    sections.sort(key=lambda section: _ORDER.index(section.kind))
    sources = tuple(dict.fromkeys(bulletin for section in sections for bulletin in _cited(section)))
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
        withheld=(*(each for part in parts for each in part.withheld), *_listed(task.set_aside)),
        stories=task.stories,
        before=task.before if task.earlier else None,
        questions=open_questions(task, sources),
    )


def _set_aside(task: AskTask, shown: Sequence[Bulletin]) -> tuple[Withheld, ...]:
    """What was set aside in the bulletins shown, and in those of which nothing else is left."""
    left = {item.bulletin.id for item in task.evidence} - {bulletin.id for bulletin in shown}
    return _listed(
        [
            each
            for each in task.set_aside
            if not any(citation.bulletin.id in left for citation in each.citations)
        ]
    )


def _listed(held: Sequence[Withheld]) -> tuple[Withheld, ...]:
    """The first of them; the last one listed says how many more there are."""
    more = len(held) - _MOST_SET_ASIDE
    if more <= 0:
        return tuple(held)
    *first, last = held[:_MOST_SET_ASIDE]
    return (*first, replace(last, reason=f"{last.reason}; {more} more like it are not listed"))


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


def _cited(section: Section) -> tuple[Bulletin, ...]:
    claims = (each for claim in section.claims for each in (claim, claim.was) if each)
    return tuple(dict.fromkeys(each.bulletin for claim in claims for each in claim.citations))


def _undated(archive: Archive, country: str) -> int:
    return sum(
        each.date.earliest is None and each.date.latest is None for each in archive.bulletins(country=country)
    )
