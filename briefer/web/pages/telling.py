"""The last evaluation, and help."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from briefer.web.desk import AtDesk
from briefer.web.evals import last_report
from briefer.web.templating import page

router = APIRouter()


@router.get("/evals")
def evals(request: Request, desk: AtDesk) -> Response:
    """Show the last evaluation, failed cases first."""
    from briefer.evaluation.reports import casewise, wording

    found = last_report(desk.evals)
    file, report = found or (None, None)
    shown = page(
        request,
        "evals.html.j2",
        title="Evals",
        file=file.name if file else "",
        report=report,
        words=wording,
        told_case=casewise.told_case,
    )
    return HTMLResponse(shown)


@router.get("/help")
def help_(request: Request, desk: AtDesk) -> Response:
    """Say how the pages are used."""
    return HTMLResponse(page(request, "help.html.j2", title="Help", stats=desk.archive.stats()))
