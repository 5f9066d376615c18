"""What requests share: the archive, the settings, and the jobs that are made from them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from briefer import api
from briefer.console.arguments import as_countries, as_country, as_period, as_question, as_template
from briefer.errors import InputError
from briefer.model import Answer, Briefing, Claim
from briefer.reading.cleaning import cut, one_line
from briefer.reading.countries import country_by_code
from briefer.rendering.json import citation_record, verdict_record
from briefer.web.jobs import Job, Jobs, State, Tell
from briefer.web.limits import Limits
from briefer.web.sessions import Sessions

if TYPE_CHECKING:
    from briefer.archive.archive import Archive
    from briefer.grounding.checking import CheckedDraft
    from briefer.settings import Settings
    from briefer.writing.progress import Step

ANSWER, BRIEFING, CHECK, INGEST = "answer", "briefing", "check", "ingest"
_LONGEST_TITLE = 60  # characters
LONGEST_DRAFT = 200_000  # characters: a book; beyond it the reading alone takes a processor for minutes
Result = TypeVar("Result")


@dataclass(frozen=True)
class Desk:
    """The parts that the server works with."""

    archive: Archive
    settings: Settings
    limits: Limits
    sessions: Sessions
    answers: Jobs
    works: Jobs
    evals: Path

    def job(self, job_id: str, *kinds: str) -> Job:
        """Return a job of one of the kinds. Raises HTTPException where there is none, or it is kept no more."""
        job = self.answers.get(job_id) or self.works.get(job_id)
        if job is None or (kinds and job.kind not in kinds):
            raise HTTPException(404, "there is no such work here, or it is kept no longer")
        return job

    def ask(self, question: str, country: str, since: str, until: str) -> Job:
        """Start to answer a question. Raises InputError for what cannot be understood."""
        self._refuse_empty()
        asked = as_question(question)
        code = as_country(country) if country else None
        as_period(since or None, until or None)  # so that what is wrong is told at once

        def work(tell: Tell) -> Answer:
            return api.ask(
                self.archive,
                asked,
                country=code,
                since=since or None,
                until=until or None,
                settings=self.settings,
                watch=partial(_tell_step, tell, _Numbers()),
            )

        return self.answers.start(ANSWER, asked, work, _shown(country=country, since=since, until=until))

    def brief(self, country: str, week: str, since: str, until: str, template: str) -> Job:
        """Start to write a briefing, or one paper on several countries ("Mali, Niger") where the template has chapters
        for them. Raises InputError for what cannot be understood."""
        self._refuse_empty()
        codes = as_countries(country)
        chosen = as_template(template, self.settings, len(codes))
        api.as_span(week or None, since or None, until or None)  # so that what is wrong is told at once

        def work(tell: Tell) -> Briefing | tuple[Briefing, ...]:
            watch = partial(_tell_step, tell, None)
            made = api.brief(
                self.archive,
                codes,
                week=week or None,
                since=since or None,
                until=until or None,
                template=chosen,
                settings=self.settings,
                watch=watch,
            )
            return made[0] if len(made) == 1 else made

        name = ", ".join(country_by_code(code).name for code in codes)
        about = _shown(template=chosen, week=week, since=since, until=until)
        return self.works.start(BRIEFING, name, work, about)

    def check(self, draft: str, country: str, since: str, until: str) -> Job:
        """Start to hold a draft against the bulletins. Raises InputError where it cannot be read."""
        self._refuse_empty()
        if len(draft) > LONGEST_DRAFT:
            raise InputError(f"the draft has more than {LONGEST_DRAFT:,} characters", "send it in parts")
        title = _title(draft)
        code = as_country(country) if country else None
        as_period(since or None, until or None)  # so that what is wrong is told at once

        def work(tell: Tell) -> CheckedDraft:
            def progress(done: int, total: int) -> None:
                tell("step", {"stage": "checking", "done": done, "total": total})

            return api.check(
                self.archive,
                draft,
                name=title,
                country=code,
                since=since or None,
                until=until or None,
                settings=self.settings,
                progress=progress,
            )

        return self.works.start(CHECK, title, work, _shown(country=country, since=since, until=until))

    def cited(self, bulletin_id: str) -> list[tuple[Job, Claim]]:
        """Return the claims that rest on a bulletin, in the answers and briefings that are kept."""
        return [
            (job, claim)
            for job in (*self.answers.listed(ANSWER), *self.works.listed(BRIEFING))
            for claim in _claims(job.result)
            if any(each.bulletin.id == bulletin_id for each in claim.citations)
        ]

    def _refuse_empty(self) -> None:
        if self.archive.is_empty:
            raise InputError("the archive is empty", "drop files in on the page Archive")


def _title(draft: str) -> str:
    """Return the first words of a draft. Raises InputError where it has none."""
    lines = (one_line(line).lstrip("#>*- ").strip() for line in draft.splitlines())
    first = next(filter(None, lines), "")
    if not first:
        raise InputError("the draft holds no text", "paste some")
    return cut(first, _LONGEST_TITLE, "…")


def _shown(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def briefings(result: object) -> tuple[Briefing, ...]:
    """Return the briefings that a job made: one, or the chapters of a paper; none of anything else."""
    if isinstance(result, Briefing):
        return (result,)
    return result if isinstance(result, tuple) else ()


def _claims(result: object) -> Iterator[Claim]:
    if isinstance(result, Answer):
        yield from result.claims
    for briefing in briefings(result):
        for section in briefing.sections:
            yield from section.claims


class _Numbers(dict[str, int]):
    """The numbers of bulletins, in the order in which they are first cited: as in the answer."""

    def __missing__(self, bulletin_id: str) -> int:
        self[bulletin_id] = len(self) + 1
        return self[bulletin_id]


def _tell_step(tell: Tell, numbers: _Numbers | None, step: Step) -> None:
    """Pass a step on; with `numbers`, also the sentence that was ruled."""
    tell("step", {"stage": step.stage.value, "done": step.done, "total": step.total})
    if numbers is None or step.ruled is None:
        return
    ruled = step.ruled
    shown = isinstance(ruled, Claim)
    citations: list[dict[str, Any]] = [
        {"n": numbers[each.bulletin.id] if shown else None, **citation_record(each)}
        for each in ruled.citations
    ]
    record = {
        "shown": shown,
        "text": ruled.text,
        "note": ruled.note if isinstance(ruled, Claim) else None,
        "reason": None if isinstance(ruled, Claim) else ruled.reason,
        "citations": citations,
        "verdict": verdict_record(ruled.verdict),
    }
    tell("sentence", record)


def desk_of(request: Request) -> Desk:
    """Return the desk of the server that a request came to."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)  # noqa: S101 - it is put there before the first request
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]


def finished(job: Job, of: type[Result]) -> Result:
    """Return what a job made. Raises what it failed with, and HTTPException where it is not over."""
    if job.error is not None:
        raise job.error
    if job.state is not State.DONE or not isinstance(job.result, of):
        raise HTTPException(409, "it is still being made", {"Retry-After": "1"})
    return job.result


def record_of(text: str) -> Any:  # noqa: ANN401 - JSON is anything
    """Return what a JSON text that a renderer wrote holds."""
    return json.loads(text)
