"""What a job tells, as server-sent events."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from starlette.responses import StreamingResponse

from briefer.reading.cleaning import escape_halves
from briefer.web.jobs import Job

MEDIA_TYPE = "text/event-stream"
_SECONDS = 1.0  # between two looks at whether the reader is still there
_MOST = 32  # readers that are waited with at once
_waiting: list[CapacityLimiter] = []


def stream(
    request: Request, job: Job, last: Callable[[Job], tuple[str, Mapping[str, Any]]], *, stops: bool
) -> StreamingResponse:
    """Send all that a job tells, from its start, and at the end the event that `last` makes of it.

    With `stops`, a job whose reader leaves is stopped.
    """

    async def events() -> AsyncIterator[str]:
        seen, is_over = 0, False
        try:
            while not is_over:
                news, is_over = await to_thread.run_sync(job.wait, seen, _SECONDS, limiter=_limiter())
                for each in news:
                    yield event(each.name, each.record)
                seen += len(news)
                if not news and not is_over:
                    yield ": still at it\n\n"
            yield event(*last(job))
        finally:
            if stops and not is_over:
                job.stop()

    return StreamingResponse(events(), media_type=MEDIA_TYPE, headers={"X-Accel-Buffering": "no"})


def event(name: str, record: Mapping[str, Any]) -> str:
    """Return one event, its data as JSON on one line."""
    return f"event: {name}\ndata: {escape_halves(json.dumps(record, ensure_ascii=False))}\n\n"


def _limiter() -> CapacityLimiter:
    if not _waiting:  # it can be made only where an event loop runs
        _waiting.append(CapacityLimiter(_MOST))
    return _waiting[0]
