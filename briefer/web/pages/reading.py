"""The archive: search, bulletins, where they are cited."""

from __future__ import annotations

import re
from itertools import islice
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from briefer.console.arguments import as_country, as_period, nothing_found
from briefer.errors import BrieferError
from briefer.model import Bulletin, Span
from briefer.rendering.json import bulletin_record
from briefer.web.api.bulletins import bulletin_of, found_by
from briefer.web.desk import AtDesk, Desk
from briefer.web.pages.forms import Country, Day, country_names
from briefer.web.problems import problem_of
from briefer.web.templating import page

router = APIRouter()
A_PAGE = 20  # bulletins
_DEEPEST = 50  # pages
_EXCERPT = 280  # characters
_MARK = re.compile(r"(\d{1,9})-(\d{1,9})")
_MOST_MARKS = 100


@router.get("/archive")
def archive(
    request: Request,
    desk: AtDesk,
    q: Annotated[str, Query(max_length=2000)] = "",
    country: Country = "",
    since: Day = "",
    until: Day = "",
    n: Annotated[int, Query(ge=1, le=_DEEPEST)] = 1,
) -> Response:
    """Search, or list the newest first; page by page."""
    given = {"q": q, "country": country, "since": since, "until": until}
    problem = None
    try:
        found = _found(desk, given, n)
    except BrieferError as error:
        found, problem = [], problem_of(error)
    kept = {name: value for name, value in given.items() if value}
    has_more = len(found) > A_PAGE and n < _DEEPEST
    shown = page(
        request,
        "archive.html.j2",
        title="Archive",
        given=given,
        found=found[:A_PAGE],
        problem=problem,
        nothing=nothing_found(given["q"]) if given["q"].strip() else "",
        first=(n - 1) * A_PAGE + 1,
        before=f"/archive?{urlencode(kept | {'n': n - 1})}" if n > 1 else "",
        after=f"/archive?{urlencode(kept | {'n': n + 1})}" if has_more else "",
        countries=country_names(),
        stats=desk.archive.stats(),
    )
    return HTMLResponse(shown, problem.status if problem else 200)


@router.get("/bulletins/{bulletin_id}")
def bulletin(
    request: Request,
    desk: AtDesk,
    bulletin_id: str,
    marks: Annotated[str, Query(max_length=2000, description="stretches of the body: 12-80,95-120")] = "",
) -> Response:
    """Show one bulletin, with the words marked that a citation points at."""
    found = bulletin_of(desk, bulletin_id)
    shown = page(
        request,
        "bulletin.html.j2",
        title=found.title or "Bulletin",
        bulletin=bulletin_record(found),
        pieces=pieces(found.body, marks),
        copies=[bulletin_record(each) for each in desk.archive.linked(found.id)],
        cited=desk.cited(found.id),
    )
    return HTMLResponse(shown)


def pieces(body: str, marks: str) -> list[tuple[str, bool]]:
    """Return a body cut into what is marked and what is not, in order; together they are the body.

    Stretches that overlap become one; those that lie outside are passed over.
    """
    spans = sorted(
        (int(first), min(int(last), len(body)))
        for first, last in islice(_MARK.findall(marks), _MOST_MARKS)
        if int(first) < min(int(last), len(body))
    )
    found: list[tuple[str, bool]] = []
    end = 0
    for first, last in spans:
        if first < end and found:
            extended = Span(end, max(end, last)).of(body)
            found[-1] = (found[-1][0] + extended, True)
        else:
            found += [(body[end:first], False), (body[first:last], True)]
        end = max(end, last)
    return [(text, marked) for text, marked in (*found, (body[end:], False)) if text]


def _found(desk: Desk, given: dict[str, str], n: int) -> list[dict[str, Any]]:
    """Return the bulletins of a page and, where there are more, one beyond."""
    country, since, until = given["country"], given["since"], given["until"]
    first, last = (n - 1) * A_PAGE, n * A_PAGE + 1
    if given["q"].strip():
        hits = found_by(desk, given["q"], country, since, until, last)
        return [
            _shown(each.bulletin, each.text, f"{each.passage.span.start}-{each.passage.span.end}")
            for each in hits[first:]
        ]
    code, period = as_country(country) if country else None, as_period(since or None, until or None)
    newest = desk.archive.newest(country=code, period=period)
    return [_shown(each, each.body, "") for each in islice(newest, first, last)]


def _shown(bulletin: Bulletin, text: str, marks: str) -> dict[str, Any]:
    excerpt = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rsplit(' ', 1)[0]} …"
    record = {**bulletin_record(bulletin), "excerpt": excerpt, "marks": marks}
    begins_it = text.startswith(bulletin.title.rstrip(".…")) and excerpt == text
    # What has no headline is called by its first words: they are not told twice.
    return record | {"title": text, "excerpt": ""} if begins_it else record
