"""The last evaluation, and the templates."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from briefer.console.arguments import template_names
from briefer.web.api.replies import as_json, replies, told
from briefer.web.desk import AtDesk
from briefer.web.documents import forms
from briefer.web.evals import last_report

router = APIRouter(tags=["reports"])


@router.get("/evals", responses=replies("Evaluation"))
def evals(desk: AtDesk) -> Response:
    """Return the last evaluation, in the schema `briefer.evaluation/1`."""
    from briefer.evaluation.outcomes import to_json

    found = last_report(desk.evals)
    if found is None:
        raise HTTPException(404, "there is no evaluation yet")
    return as_json(to_json(found[1]))


@router.get("/templates", responses=replies("Templates"))
def templates(desk: AtDesk) -> Response:
    """List the templates of briefings, the usual one first, and the forms that a briefing can be had in."""
    listed = [{"name": name, "about": about} for name, about in template_names(desk.settings).items()]
    return told({"schema": "briefer.templates/1", "templates": listed, "forms": list(forms())})
