"""The JSON interface under /api/v1: what the command line writes with --json, in the same schemas.

answers     questions put to the archive, as a whole or streamed
works       briefings and checks: made in the background, read when done
bulletins   the archive: list, search, read, where cited, ingest
reports     the last evaluation, the templates, the counts
opening     what the interface is, as OpenAPI
"""

from __future__ import annotations

from fastapi import APIRouter


def router() -> APIRouter:
    """Return all of it."""
    from briefer.web.api import answers, bulletins, ingests, opening, reports, works

    whole = APIRouter(prefix="/api/v1")
    for part in (answers, works, bulletins, ingests, reports, opening):
        whole.include_router(part.router)
    return whole
