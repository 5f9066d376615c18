"""Questions: the answer as a whole, or as it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from briefer.model import Answer
from briefer.rendering.json import render
from briefer.web.api.replies import as_json, replies
from briefer.web.desk import ANSWER, AtDesk, finished, record_of
from briefer.web.jobs import Job, TookTooLong
from briefer.web.problems import problem_of
from briefer.web.streaming import MEDIA_TYPE, stream

router = APIRouter(tags=["answers"])
LONGEST = 2000  # characters of a question


class Question(BaseModel, extra="forbid"):
    """What is asked, and what narrows it."""

    question: str = Field(
        max_length=LONGEST, examples=["How many people were killed in the attack on Bamako?"]
    )
    country: str = Field("", max_length=100, description="name or ISO code", examples=["Mali"])
    since: str = Field("", max_length=20, description="day, month, year or ISO week", examples=["2024-09"])
    until: str = Field("", max_length=20, description="the last day, in the same forms")


@router.post("/answers", responses=replies("Answer", what="The answer (or its making, as events)"))
def answer(asked: Question, request: Request, desk: AtDesk) -> Response:
    """Answer a question; what the bulletins do not say is not answered.

    With `Accept: text/event-stream` it comes as it is made: `step` {stage, done, total}, `sentence` for each once it
    has passed or was withheld, and at the end `answer` or `problem`.
    """
    job = desk.ask(asked.question, asked.country, asked.since, asked.until)
    if MEDIA_TYPE in request.headers.get("accept", ""):
        return stream(request, job, _last, stops=True)
    return as_json(render(whole(job)))


@router.get("/answers/{job_id}", responses=replies("Answer"))
def kept(job_id: str, desk: AtDesk) -> Response:
    """Return an answer that was made before, as long as it is kept."""
    return as_json(render(finished(desk.job(job_id, ANSWER), Answer)))


def whole(job: Job) -> Answer:
    """Wait for an answer. Raises what it failed with, TookTooLong at the time limit."""
    if not job.join(job.deadline):
        job.stop()
        raise TookTooLong(f"it took longer than {job.deadline:g} seconds", "ask for less")
    return finished(job, Answer)


def _last(job: Job) -> tuple[str, Mapping[str, Any]]:
    if job.error is not None:
        return "problem", problem_of(job.error).record()
    return "answer", {**record_of(render(finished(job, Answer))), "id": job.id}
