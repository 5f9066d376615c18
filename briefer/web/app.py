"""The parts put together."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from briefer import __version__
from briefer.archive.archive import has_archive, open_archive
from briefer.errors import BrieferError
from briefer.web import api, pages
from briefer.web.desk import Desk
from briefer.web.jobs import Jobs
from briefer.web.limits import Limits
from briefer.web.problems import respond
from briefer.web.security import Guard
from briefer.web.sessions import Sessions

if TYPE_CHECKING:
    from briefer.archive.embedding import Embedder
    from briefer.settings import Settings

_STATIC = Path(__file__).parent / "static"
_USUAL = Limits()


def create_app(
    archive_path: Path,
    settings: Settings,
    *,
    token: str | None = None,
    evals: Path = Path("out/eval"),
    limits: Limits = _USUAL,
    embedder: Embedder | None = None,
    any_host: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> FastAPI:
    """Return the application over the archive in a folder, which is made where there is none.

    `token` is what one signs in with; without it everybody may come, so the address must be the loopback one.
    `evals` is a report that `briefer eval --report` wrote, or a folder of them. `any_host` answers to every name in
    the Host header. `clock` tells seconds, for rates and time limits. Raises InputError or ArchiveError where the
    archive cannot be used, InputError for a token that is too short.
    """
    desk = _desk(archive_path, settings, Sessions(token), limits, evals, embedder, clock)
    app = FastAPI(
        title="briefer",
        version=__version__,
        summary="Answers and briefings from bulletins, every sentence cited to the exact words.",
        openapi_url=None,  # `api` serves it, with the schemas of the command line
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.desk = desk
    app.include_router(api.router())
    app.include_router(pages.router())
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    for error in (BrieferError, HTTPException, RequestValidationError):
        app.add_exception_handler(error, respond)
    app.add_middleware(Guard, sessions=desk.sessions, limits=limits, clock=clock, any_host=any_host)
    return app


def _desk(
    path: Path,
    settings: Settings,
    sessions: Sessions,
    limits: Limits,
    evals: Path,
    embedder: Embedder | None,
    clock: Callable[[], float],
) -> Desk:
    if not has_archive(path):
        # Made first and then opened: an archive that an opening made goes again where its first ingest fails.
        open_archive(path, create=True).close()
    archive = open_archive(path, embedder=embedder)
    answers, works = (
        Jobs(
            at_once=limits.at_once,
            waiting=limits.waiting,
            kept=limits.kept,
            seconds=limits.seconds,
            clock=clock,
        )
        for _ in range(2)
    )
    return Desk(archive, settings, limits, sessions, answers, works, evals)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Load the model while the first page is read; at the end stop what runs, and let go of the archive."""
    desk: Desk = app.state.desk
    warming = Thread(target=_warm, args=(desk,), daemon=True, name="briefer-warming")
    warming.start()
    try:
        yield
    finally:
        desk.answers.close()
        desk.works.close()
        warming.join()
        desk.archive.close()


def _warm(desk: Desk) -> None:
    try:
        if not desk.archive.is_empty:
            desk.archive.search("warming", k=1)
    except BrieferError:
        return  # whoever asks first is told
