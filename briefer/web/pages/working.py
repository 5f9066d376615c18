"""Briefings, checks and ingests: the forms, the making, the result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, File, Request, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from briefer.console.arguments import template_names
from briefer.errors import BrieferError
from briefer.web.desk import BRIEFING, CHECK, INGEST, AtDesk, Desk, record_of
from briefer.web.documents import NAMES, forms, view, written
from briefer.web.jobs import OVER, Job, State
from briefer.web.pages.forms import FROM_OUR_PAGE, Text, country_names
from briefer.web.problems import Problem, problem_of
from briefer.web.templating import page
from briefer.web.uploads import Upload, report_record, start_ingest

router = APIRouter()
_PATHS = {BRIEFING: "/brief", CHECK: "/check", INGEST: "/archive/ingest"}
_STEPS = {
    BRIEFING: ("retrieving", "grouping", "writing", "checking"),
    CHECK: ("checking",),
    INGEST: ("reading", "embedding", "indexing"),
}


@router.get("/brief")
def brief_form(request: Request, desk: AtDesk) -> Response:
    """Show the form, and the briefings that are kept."""
    return _form(request, desk, BRIEFING, {})


@router.post("/brief", dependencies=[FROM_OUR_PAGE])
def brief(
    request: Request,
    desk: AtDesk,
    country: Text = "",
    week: Text = "",
    since: Text = "",
    until: Text = "",
    template: Text = "",
) -> Response:
    """Begin a briefing."""
    given = {"country": country, "week": week, "since": since, "until": until, "template": template}
    return _begin(request, desk, BRIEFING, given, lambda: desk.brief(country, week, since, until, template))


@router.get("/check")
def check_form(request: Request, desk: AtDesk) -> Response:
    """Show the form, and the checks that are kept."""
    return _form(request, desk, CHECK, {})


@router.post("/check", dependencies=[FROM_OUR_PAGE])
def check(
    request: Request, desk: AtDesk, draft: Text = "", country: Text = "", since: Text = "", until: Text = ""
) -> Response:
    """Begin a check."""
    given = {"draft": draft, "country": country, "since": since, "until": until}
    return _begin(request, desk, CHECK, given, lambda: desk.check(draft, country, since, until))


@router.get("/archive/ingest")
def ingest_form(request: Request, desk: AtDesk) -> Response:
    """Show the form, and the reports that are kept."""
    return _form(request, desk, INGEST, {})


@router.post("/archive/ingest", dependencies=[FROM_OUR_PAGE])
def ingest(
    request: Request,
    desk: AtDesk,
    files: Annotated[list[UploadFile] | None, File()] = None,
    retrieved: Text = "",
) -> Response:
    """Begin to read files into the archive."""
    uploads = [Upload(each.filename or "", each.file) for each in files or ()]
    return _begin(
        request, desk, INGEST, {"retrieved": retrieved}, lambda: start_ingest(desk, uploads, retrieved)
    )


@router.get("/brief/{job_id}")
@router.get("/check/{job_id}")
@router.get("/archive/ingest/{job_id}")
def work(request: Request, desk: AtDesk, job_id: str) -> Response:
    """Show how far a piece of work is, and what came of it."""
    job = desk.job(job_id, _kind_at(request))
    state = job.state  # once: it may change while the page is made
    done = state is State.DONE
    shown = page(
        request,
        "work.html.j2",
        title=job.title,
        job=job,
        state=state,
        is_over=state in OVER,
        step={"stage": "", "done": 0, "total": 0} | dict(job.last_step),
        steps=_STEPS[job.kind],
        back=_PATHS[job.kind],
        problem=problem_of(job.error) if state is State.FAILED and job.error else None,
        report=report_record(job.result) if done and job.kind == INGEST else None,
        citations=_citations(job) if done and job.kind == BRIEFING else None,
        forms=forms() if job.kind == BRIEFING else ("html", "text", "json"),
        form_names=NAMES,
    )
    return HTMLResponse(shown)


@router.get("/brief/{job_id}/view")
@router.get("/check/{job_id}/view")
def document(request: Request, desk: AtDesk, job_id: str) -> Response:
    """Return the document that the page of a piece of work frames."""
    return view(desk.job(job_id, _kind_at(request)))


@router.post("/work/{job_id}/stop", dependencies=[FROM_OUR_PAGE])
def stop(desk: AtDesk, job_id: str) -> Response:
    """Stop a piece of work."""
    job = desk.job(job_id, *_PATHS)
    job.stop()
    return RedirectResponse(f"{_PATHS[job.kind]}/{job.id}", 303)


def _kind_at(request: Request) -> str:
    return next(kind for kind, path in _PATHS.items() if request.url.path.startswith(path))


def _begin(
    request: Request, desk: Desk, kind: str, given: dict[str, str], start: Callable[[], Job]
) -> Response:
    try:
        job = start()
    except BrieferError as error:
        return _form(request, desk, kind, given, problem_of(error))
    return RedirectResponse(f"{_PATHS[kind]}/{job.id}", 303)


def _form(
    request: Request, desk: Desk, kind: str, given: dict[str, str], problem: Problem | None = None
) -> Response:
    shown = page(
        request,
        {BRIEFING: "brief.html.j2", CHECK: "check.html.j2", INGEST: "ingest.html.j2"}[kind],
        title={BRIEFING: "Brief", CHECK: "Check", INGEST: "Add to the archive"}[kind],
        given=given,
        problem=problem,
        kept=desk.works.listed(kind),
        back=_PATHS[kind],
        templates=template_names(desk.settings) if kind == BRIEFING else {},
        countries=country_names(),
        limits=desk.limits,
    )
    return HTMLResponse(shown, problem.status if problem else 200, problem.headers if problem else None)


def _citations(job: Job) -> list[dict[str, Any]]:
    """Return what each number of a paper stands for: the bulletin, and the words that were cited of it."""
    record = record_of(str(written(job, "json")))
    chapters = record.get("briefings", [record])
    sections = (section for chapter in chapters for section in chapter["sections"])
    found = (each for section in sections for claim in section["claims"] for each in claim["citations"])
    keys = ("n", "bulletin_id", "start", "end", "quote")
    return [{key: each[key] for key in keys} for each in found]
