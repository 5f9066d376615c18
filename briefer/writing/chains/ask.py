"""From a question to an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from briefer.grounding.draft import Draft
from briefer.grounding.gate import Gate
from briefer.model import Answer, Bulletin, Manifest, Period, Section, Withheld
from briefer.reading.dates import describe_period
from briefer.writing.admission import Admitted, admit, repair_by
from briefer.writing.chains.showing import as_runnable, cited_by, first_listed, manifest_for
from briefer.writing.engine import AskTask, Engine
from briefer.writing.evidence import gather
from briefer.writing.narrowing import narrow
from briefer.writing.progress import Stage, Step, Watch, unwatched

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from briefer.archive.archive import Archive

NOTHING_FOUND = "no bulletin matches the question"
NO_NEWS = "what matches the question is no news, but is addressed to a machine"
NOTHING_HOLDS = "no sentence of the draft is borne out by the words that it cites"
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, with what narrows it."""

    question: str
    country: str | None = None  # ISO alpha-3
    period: Period | None = None  # None: take it from the question's words


def ask_steps(
    archive: Archive, engine: Engine, gate: Gate, *, today: date, passages: int, watch: Watch = unwatched
) -> tuple[Callable[[Ask], AskTask], Callable[[AskTask], Answer]]:
    """Return what retrieves for a question, and what answers it from that."""

    def retrieve(ask: Ask) -> AskTask:
        watch(Step(Stage.RETRIEVING))
        narrowed = narrow(archive, ask.question, ask.country, ask.period, today)
        return gather(archive, ask.question, ask.country, narrowed, passages)

    def answer(task: AskTask) -> Answer:
        watch(Step(Stage.WRITING))
        draft = engine.answering().invoke(task) if task.evidence else _nothing_found(task)
        watch(Step(Stage.CHECKING, 0, len(draft.sentences)))
        admitted = admit(draft, task.evidence, gate, repair_by(engine, task), watch)
        manifest = manifest_for(archive, engine, gate, today)
        chosen = {"passages": str(passages)} | ({"reader": engine.reader} if engine.reader else {})
        return _answer(archive, task, draft, admitted, partial(manifest, **chosen))

    return retrieve, answer


def ask_chain(
    archive: Archive, engine: Engine, gate: Gate, *, today: date, passages: int, watch: Watch = unwatched
) -> Runnable[Ask, Answer]:
    """Return the runnable that answers questions from an archive."""
    return as_runnable(ask_steps(archive, engine, gate, today=today, passages=passages, watch=watch))


def _nothing_found(task: AskTask) -> Draft:
    """Say that the period is to blame, where there is one, or that nothing but orders to machines was found."""
    if task.set_aside:
        return Draft((), NO_NEWS)
    if task.period.is_open:
        return Draft((), NOTHING_FOUND)
    return Draft((), f"{NOTHING_FOUND} in the time asked about ({describe_period(task.period)})")


def _answer(
    archive: Archive, task: AskTask, draft: Draft, admitted: Admitted, manifest: Callable[..., Manifest]
) -> Answer:
    claims = admitted.claims
    found = [item.bulletin for item in task.evidence] or [
        hit.bulletin for hit in archive.search(task.question, country=task.country)
    ]
    nearest = tuple(dict.fromkeys(found))[:_NEAREST]
    cited = cited_by(Section("", claims))
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


def _set_aside(task: AskTask, shown: Sequence[Bulletin]) -> tuple[Withheld, ...]:
    """What was set aside in the bulletins shown, and in those of which nothing else is left."""
    left = {item.bulletin.id for item in task.evidence} - {bulletin.id for bulletin in shown}
    return first_listed(
        [
            each
            for each in task.set_aside
            if not any(citation.bulletin.id in left for citation in each.citations)
        ]
    )
