"""Briefings and checked drafts: begun, followed, read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from briefer.web.api.replies import accepted, as_json, job_record, replies, told
from briefer.web.desk import BRIEFING, CHECK, AtDesk
from briefer.web.documents import download, written
from briefer.web.streaming import stream

router = APIRouter(tags=["briefings and checks"])
Day = Annotated[str, Field(max_length=20)]
Form = Annotated[str, Query(max_length=10, description="json, html, md, text, docx or pdf")]


class Wanted(BaseModel, extra="forbid"):
    """Which briefing is wanted; without a period it is of the latest week with bulletins."""

    country: str = Field(max_length=100, description="name or ISO code", examples=["Mali"])
    week: Day = Field("", description="ISO week", examples=["2024-W38"])
    since: Day = Field("", description="day, month, year or ISO week")
    until: Day = Field("", description="the last day, in the same forms")
    template: str = Field("", max_length=200, description="a template's name", examples=["weekly"])


class Draft(BaseModel, extra="forbid"):
    """What somebody wrote, as Markdown, and what narrows the bulletins that it is held against."""

    draft: str = Field(examples=["The army said on 17 September that it had the situation under control."])
    country: str = Field("", max_length=100)
    since: Day = ""
    until: Day = ""


@router.post("/briefings", status_code=202, responses=replies("Job", 202, "It is being made"))
def brief(wanted: Wanted, desk: AtDesk) -> Response:
    """Begin to write a briefing; follow it at the address in `Location`."""
    return accepted(desk.brief(wanted.country, wanted.week, wanted.since, wanted.until, wanted.template))


@router.get("/briefings/{job_id}", responses=replies("Paper"))
def briefing(job_id: str, desk: AtDesk, form: Form = "json") -> Response:
    """Return a briefing, in the schema `briefer.briefing/1` or as a file of another form."""
    job = desk.job(job_id, BRIEFING)
    return as_json(str(written(job, form))) if form == "json" else download(job, form)


@router.post("/checks", status_code=202, responses=replies("Job", 202, "It is being made"))
def check(draft: Draft, desk: AtDesk) -> Response:
    """Begin to hold a draft against the bulletins; follow it at the address in `Location`."""
    return accepted(desk.check(draft.draft, draft.country, draft.since, draft.until))


@router.get("/checks/{job_id}", responses=replies("Check"))
def checked(job_id: str, desk: AtDesk, form: Form = "json") -> Response:
    """Return a checked draft, in the schema `briefer.check/1` or as a file of another form."""
    job = desk.job(job_id, CHECK)
    return as_json(str(written(job, form))) if form == "json" else download(job, form)


@router.get("/jobs", responses=replies("Jobs"))
def jobs(desk: AtDesk) -> Response:
    """List what is being made or was made, the latest first."""
    return told({"schema": "briefer.jobs/1", "jobs": [job_record(each) for each in desk.works.listed()]})


@router.get("/jobs/{job_id}", responses=replies("Job"))
def job(job_id: str, desk: AtDesk) -> Response:
    """Say where a job stands."""
    return told(job_record(desk.job(job_id)))


@router.delete("/jobs/{job_id}", status_code=202, responses=replies("Job", 202, "It ends at its next step"))
def stop(job_id: str, desk: AtDesk) -> Response:
    """Stop a job."""
    found = desk.job(job_id)
    found.stop()
    return accepted(found)


@router.get("/jobs/{job_id}/events", responses=replies("Job", what="`step` events, and at the end `job`"))
def events(job_id: str, request: Request, desk: AtDesk) -> Response:
    """Follow a job, as server-sent events."""
    return stream(request, desk.job(job_id), lambda job: ("job", job_record(job)), stops=False)
