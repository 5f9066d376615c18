"""The archive: list, search, read, and where a bulletin is cited."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response

from briefer import api
from briefer.console.arguments import as_country, as_period, nothing_found
from briefer.errors import InputError
from briefer.model import Bulletin, Hit
from briefer.rendering.json import bulletin_record
from briefer.rendering.listing import show_bulletin, show_stats
from briefer.web.api.replies import as_json, replies, told
from briefer.web.desk import AtDesk, Desk

router = APIRouter(tags=["archive"])
Country = Annotated[str, Query(max_length=100, description="name or ISO code")]
Day = Annotated[str, Query(max_length=20, description="day, month, year or ISO week")]
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=10_000)]
DEEPEST = 500  # passages that a search looks through


@router.get("/bulletins", responses=replies("Bulletins"))
def bulletins(
    desk: AtDesk,
    country: Country = "",
    since: Day = "",
    until: Day = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """List bulletins, newest first."""
    code, period = as_country(country) if country else None, as_period(since or None, until or None)
    found = desk.archive.bulletins(country=code, period=period)
    shown = [bulletin_record(each) for each in found[offset : offset + limit]]
    return told({"schema": "briefer.bulletins/1", "total": len(found), "bulletins": shown})


@router.get("/search", responses=replies("Search"))
def search(
    desk: AtDesk,
    q: Annotated[str, Query(max_length=2000, description="words, or a question")],
    country: Country = "",
    since: Day = "",
    until: Day = "",
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Search by meaning and by words; each bulletin once, with its best passage."""
    hits = found_by(desk, q, country, since, until, offset + limit)[offset:]
    records = [
        {
            **bulletin_record(each.bulletin),
            "passage": each.text,
            "start": each.passage.span.start,
            "end": each.passage.span.end,
            "score": each.score,
        }
        for each in hits
    ]
    reason = None if hits or offset else nothing_found(q)
    return told({"schema": "briefer.search/1", "query": q, "hits": records, "reason": reason})


@router.get("/bulletins/{bulletin_id}", responses=replies("Bulletin"))
def bulletin(bulletin_id: str, desk: AtDesk) -> Response:
    """Return one bulletin whole; the first characters of its id will do."""
    found = bulletin_of(desk, bulletin_id)
    return as_json(show_bulletin(found, desk.archive.linked(found.id), "json"))


@router.get("/bulletins/{bulletin_id}/citations", responses=replies("Cited"))
def cited(bulletin_id: str, desk: AtDesk) -> Response:
    """Say where a bulletin is cited, in the answers and briefings that are kept."""
    found = bulletin_of(desk, bulletin_id)
    records = [
        {"kind": job.kind, "id": job.id, "title": job.title, "text": claim.text}
        for job, claim in desk.cited(found.id)
    ]
    return told({"schema": "briefer.cited/1", "bulletin_id": found.id, "citations": records})


@router.get("/stats", responses=replies("Stats"))
def stats(desk: AtDesk) -> Response:
    """Count what the archive holds."""
    return as_json(show_stats(desk.archive.stats(), desk.archive.path, "json"))


def found_by(desk: Desk, text: str, country: str, since: str, until: str, most: int) -> list[Hit]:
    """Return the best passage of each bulletin that answers a search, best first, `most` at most; none where nothing
    has any of its words or comes near it."""
    best: dict[str, Hit] = {}
    for hit in api.search(
        desk.archive,
        text,
        country=country or None,
        since=since or None,
        until=until or None,
        limit=min(DEEPEST, 3 * most),
    ):
        best.setdefault(hit.bulletin.id, hit)
    return list(best.values())[:most]


def bulletin_of(desk: Desk, bulletin_id: str) -> Bulletin:
    """Return a bulletin by the start of its id. Raises HTTPException where there is not exactly one."""
    try:
        return desk.archive.bulletin(bulletin_id)
    except InputError:
        raise HTTPException(404, "there is no such bulletin in the archive") from None
