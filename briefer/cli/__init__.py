"""The command line: parse, call, print."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from briefer import __version__
from briefer.cli import archive, checking, evaluating, mcp, rounds, serving, templates, writing
from briefer.console.terminal import INTERRUPTED, Volume, failure, set_volume, speak_utf8, timed

_ANYWHERE = ("--debug", "--quiet", "--verbose")

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
    rounds.update,
    rounds.weekly,
    serving.serve,
    checking.check,
    checking.judge,
    evaluating.evaluate,
    archive.list_,
    archive.show,
    archive.stats,
    archive.reembed,
    archive.doctor,
    mcp.mcp,
):
    app.command({"evaluate": "eval"}.get(_command.__name__, _command.__name__.rstrip("_")))(_command)
app.add_typer(templates.template, short_help="Templates of a briefing: list, make, check.")


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
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Only results and errors. May stand anywhere.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Also how long each step took. May stand anywhere.")
    ] = False,
) -> None:
    """Read news bulletins, ask them questions, and write country briefings, every sentence cited."""


def main() -> NoReturn:
    """Run the command line; an error is one line on standard error, and a traceback only with --debug."""
    speak_utf8()
    flags, arguments = _parted(sys.argv[1:])
    debug = "--debug" in flags or os.environ.get("BRIEFER_DEBUG") == "1"
    set_volume(_volume(flags))
    try:
        with timed("in all"):
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


def _parted(arguments: Sequence[str]) -> tuple[set[str], list[str]]:
    """Part the flags that may stand anywhere from the rest; what follows "--" is no flag."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    rest = [each for each in arguments[:end] if each not in _ANYWHERE]
    return set(arguments[:end]).intersection(_ANYWHERE), [*rest, *arguments[end:]]


def _volume(flags: set[str]) -> Volume:
    if "--quiet" in flags:
        return Volume.QUIET
    return Volume.VERBOSE if "--verbose" in flags else Volume.NORMAL
