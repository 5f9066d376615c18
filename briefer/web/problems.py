"""Errors: application/problem+json (RFC 9457) under /api, a readable page elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from briefer.errors import ArchiveBusy, ArchiveError, BrieferError, InputError, ModelError, UnknownCountry
from briefer.reading.cleaning import one_line
from briefer.web.jobs import Stopped, TooBusy, TookTooLong
from briefer.web.templating import page

MEDIA_TYPE = "application/problem+json"
_FLAG = re.compile(r"--(?=[a-z])")  # what a page asks for has names, not flags
_KINDS: tuple[tuple[type[Exception], str, int], ...] = (
    (ArchiveBusy, "archive-busy", 409),
    (UnknownCountry, "unknown-country", 422),
    (InputError, "input", 422),
    (ModelError, "model", 503),
    (ArchiveError, "archive", 500),
    (TooBusy, "too-busy", 503),
    (TookTooLong, "too-long", 504),
    (Stopped, "stopped", 410),
)
_ARCHIVE = {
    "archive": ("the archive cannot be used", "run on the server: briefer doctor"),
    "archive-busy": ("the archive is being written to", "wait for it, and try again"),
}
_RETRY = {409: 5, 503: 5}  # seconds


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and what to do about it."""

    status: int
    detail: str
    hint: str = ""
    kind: str = "http"
    headers: Mapping[str, str] | None = None
    errors: tuple[Mapping[str, str], ...] = ()

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def record(self) -> dict[str, Any]:
        """Return it as RFC 9457 has it; `hint` and `errors` are our own."""
        return {
            "type": f"urn:briefer:problem:{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "hint": self.hint,
            **({"errors": list(self.errors)} if self.errors else {}),
        }


def problem_of(error: Exception) -> Problem:
    """Return what is told of an error; of one that is ours to mend, nothing but that it happened."""
    if isinstance(error, RequestValidationError):
        return _invalid(error)
    if isinstance(error, HTTPException):
        return Problem(error.status_code, str(error.detail), headers=error.headers)
    if not isinstance(error, BrieferError):
        return Problem(500, "something failed inside", "the server's log says what", "internal")
    kind, status = next(
        ((kind, status) for of, kind, status in _KINDS if isinstance(error, of)), ("other", 500)
    )
    # These two name the archive's folder, which is nobody's business but the server's.
    message, hint = _ARCHIVE.get(kind, (error.message, error.hint))
    wait = {"Retry-After": str(_RETRY[status])} if status in _RETRY else None
    return Problem(status, _plain(message), _plain(hint), kind, wait)


def response_to(request: Request, problem: Problem) -> Response:
    """Return the problem in the form that the request's path calls for."""
    if request.scope["path"].startswith("/api/"):
        return JSONResponse(problem.record(), problem.status, problem.headers, MEDIA_TYPE)
    shown = page(request, "problem.html.j2", problem=problem, title=problem.title)
    return HTMLResponse(shown, problem.status, problem.headers)


async def respond(request: Request, error: Exception) -> Response:
    """Answer a request that failed: the handler of all exceptions."""
    return response_to(request, problem_of(error))


def _invalid(error: RequestValidationError) -> Problem:
    errors = tuple(
        {"field": ".".join(str(part) for part in each["loc"][1:]) or "body", "reason": one_line(each["msg"])}
        for each in error.errors()
    )
    told = "; ".join(f"{each['field']}: {each['reason']}" for each in errors[:3])
    return Problem(
        422, f"the request is not understood ({told})", "see openapi.json", "invalid", errors=errors
    )


def _plain(text: str) -> str:
    return _FLAG.sub("", one_line(text))
