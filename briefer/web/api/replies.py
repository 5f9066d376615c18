"""How the interface replies: JSON as the command line writes it, and what OpenAPI says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from briefer.rendering.json import dumped
from briefer.web.jobs import Job
from briefer.web.problems import MEDIA_TYPE, problem_of

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "What was sent cannot be used",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    },
    "5XX": {
        "description": "It failed here",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    },
}


def told(record: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a record as JSON."""
    return Response(dumped(record), status, headers, "application/json")


def as_json(text: str) -> Response:
    """Return JSON that a renderer wrote."""
    return Response(text, media_type="application/json")


def replies(schema: str, status: int = 200, what: str = "Done") -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of an operation's replies; `schema` is a name in its components."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {status: {"description": what, "content": content}, **PROBLEMS}


def job_record(job: Job) -> dict[str, Any]:
    """Return where a job stands, in the schema `briefer.job/1`."""
    step = job.last_step
    plural = {"check": "checks", "ingest": "ingests", "briefing": "briefings", "answer": "answers"}[job.kind]
    return {
        "schema": "briefer.job/1",
        "id": job.id,
        "kind": job.kind,
        "title": job.title,
        "about": dict(job.about),
        "state": job.state.value,
        "stage": step.get("stage"),
        "done": step.get("done", 0),
        "total": step.get("total", 0),
        "problem": problem_of(job.error).record() if job.error else None,
        "result": f"/api/v1/{plural}/{job.id}",
        "events": f"/api/v1/jobs/{job.id}/events",
    }


def accepted(job: Job) -> Response:
    """Say that a job was begun, and where it can be followed."""
    return told(job_record(job), 202, {"Location": f"/api/v1/jobs/{job.id}"})
