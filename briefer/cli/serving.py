"""`serve`: the page and its JSON interface."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefer.cli.options import ArchiveOption, AsOfOption, JudgeOption, ModelOption

PORT = 8321


def serve(
    host: Annotated[
        str,
        typer.Option("--host", metavar="H", help="Address to listen on; not loopback: only with a token."),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="P", min=0, max=65535, help="0 takes a free one.")
    ] = PORT,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            metavar="T",
            envvar="BRIEFER_TOKEN",
            help="What one signs in with; 16 characters or more.",
        ),
    ] = None,
    evals: Annotated[
        Path, typer.Option("--evals", metavar="DIR", help="JSON reports of `briefer eval --report`.")
    ] = Path("out/eval"),
    model: ModelOption = None,
    judge: JudgeOption = None,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Show the page: ask, brief, search, check.

    It answers on this machine alone. Any other address needs a token, best given as BRIEFER_TOKEN, and a proxy in
    front that speaks TLS.
    """
    from briefer.cli.opening import embedder_of, settings_of
    from briefer.web.serving import run

    settings = settings_of(archive=archive, model=model, judge=judge, as_of=as_of)
    run(settings, host=host, port=port, token=token or None, evals=evals, embedder=embedder_of(settings))
