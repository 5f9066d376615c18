"""Listening: the application on an address."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from briefer.errors import InputError
from briefer.web.security import is_loopback

if TYPE_CHECKING:
    from briefer.archive.embedding import Embedder
    from briefer.settings import Settings

_GRACE = 3  # seconds that requests have when the server ends
_MOST_CONNECTIONS = 256
_QUEUE = 128  # connections that wait to be taken


def run(
    settings: Settings, *, host: str, port: int, token: str | None, evals: Path, embedder: Embedder | None
) -> None:
    """Serve until interrupted.

    Raises InputError for an address that is not the loopback one and no token, and where the address cannot be had.
    """
    import uvicorn

    from briefer.web.app import create_app

    local = is_loopback(host)
    if not local and token is None:
        raise InputError(
            f"--host {host} lets others in, and there is no token",
            "set BRIEFER_TOKEN to 16 characters or more, or leave out --host",
        )
    with _listening(host, port) as listening:
        app = create_app(
            settings.archive, settings, token=token, evals=evals, embedder=embedder, any_host=not local
        )
        name = f"[{host}]" if ":" in host else host
        typer.echo(f"briefer is at http://{name}:{listening.getsockname()[1]}/ (Ctrl-C ends it)", err=True)
        config = uvicorn.Config(
            app,
            http="h11",  # it reads 64 KiB of headers at most; the other one has no end
            log_level="warning",
            server_header=False,
            proxy_headers=False,  # who asks is who connects
            timeout_graceful_shutdown=_GRACE,
            ws="none",
            limit_concurrency=_MOST_CONNECTIONS,
        )
        with suppress(KeyboardInterrupt):  # the usual way to end it
            uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=_QUEUE)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"cannot listen on {host}, port {port} ({reason})", "choose another with --port"
        ) from None
