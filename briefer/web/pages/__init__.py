"""The pages for people. Each works without a script; with one, answers stream in and bulletins open beside them.

asking      the question and its answer
working     briefings, checks and ingests: the forms, the making, the result
reading     the archive: search, bulletins, where they are cited
telling     the last evaluation, help
signing     in and out, where there is a token
"""

from __future__ import annotations

from fastapi import APIRouter


def router() -> APIRouter:
    """Return all of them."""
    from briefer.web.pages import asking, reading, signing, telling, working

    whole = APIRouter(include_in_schema=False)
    for part in (asking, working, reading, telling, signing):
        whole.include_router(part.router)
    return whole
