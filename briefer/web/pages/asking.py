"""The question and its answer."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from briefer.errors import BrieferError
from briefer.model import Answer
from briefer.rendering.json import render
from briefer.web.api.answers import LONGEST, whole
from briefer.web.desk import ANSWER, AtDesk, finished, record_of
from briefer.web.jobs import Job
from briefer.web.pages.forms import Country, Day, country_names
from briefer.web.problems import Problem, problem_of
from briefer.web.security import is_foreign
from briefer.web.templating import page

router = APIRouter()


@router.get("/")
def ask(
    request: Request,
    desk: AtDesk,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    country: Country = "",
    since: Day = "",
    until: Day = "",
) -> Response:
    """Show the form; with a question, its whole answer too."""
    given = {"q": q, "country": country, "since": since, "until": until}
    if not q.strip() or is_foreign(request):  # a link elsewhere may fill the form in, and no more
        return _page(request, desk, given)
    try:
        job = desk.ask(q, country, since, until)
        whole(job)
    except BrieferError as error:
        return _page(request, desk, given, problem=problem_of(error))
    return _page(request, desk, given, job)


@router.get("/answers/{job_id}")
def answer(request: Request, desk: AtDesk, job_id: str) -> Response:
    """Show an answer that was made before."""
    job = desk.job(job_id, ANSWER)
    given = {"q": job.title, "country": "", "since": "", "until": ""} | dict(job.about)
    return _page(request, desk, given, job)


def _page(
    request: Request,
    desk: AtDesk,
    given: dict[str, str],
    job: Job | None = None,
    problem: Problem | None = None,
) -> Response:
    record: Any = record_of(render(finished(job, Answer))) if job else None
    shown = page(
        request,
        "ask.html.j2",
        title=given["q"][:60] or "Ask",
        given=given,
        answer=record,
        problem=problem,
        countries=country_names(),
        longest=LONGEST,
        stats=desk.archive.stats(),
    )
    headers = problem.headers if problem else None
    return HTMLResponse(shown, problem.status if problem else 200, headers)
