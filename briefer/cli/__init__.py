"""The command line: parse, call, print."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated, NoReturn

import typer

from briefer import __version__
from briefer.cli import archive, checking, evaluating, writing
from briefer.console.terminal import INTERRUPTED, failure, speak_utf8

app = typer.Typer(
    name="briefer",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Read news bulletins, ask them questions, and write country briefings, every sentence cited.",
)

for _command in (
    archive.ingest,
    writing.ask,
    writing.brief,
    checking.check,
    checking.judge,
    evaluating.evaluate,
    archive.list_,
    archive.show,
    archive.stats,
    archive.reembed,
    archive.doctor,
):
    app.command({"evaluate": "eval"}.get(_command.__name__, _command.__name__.rstrip("_")))(_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefer {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks. May stand anywhere.")] = False,
) -> None:
    """Read news bulletins, ask them questions, and write country briefings, every sentence cited."""


def main() -> NoReturn:
    """Run the command line; an error is one line on standard error, and a traceback only with --debug."""
    speak_utf8()
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1 or os.environ.get("BRIEFER_DEBUG") == "1"
    try:
        status = app(args=arguments or ["--help"], prog_name="briefer", standalone_mode=False) or 0
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except Exception as error:
        if debug:
            traceback.print_exc()
        line, status = failure(error)
        typer.echo(f"briefer: {line}", err=True)
    if status == INTERRUPTED:
        typer.echo("briefer: interrupted: nothing stored is lost; run it again to go on", err=True)
    sys.exit(status)
