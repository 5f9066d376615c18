"""What the terminal shows: results, errors, and what one sees while one waits."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from briefer.errors import BrieferError, InputError
from briefer.reading.cleaning import one_line

if TYPE_CHECKING:
    from briefer.archive.records import IngestProgress

INTERRUPTED = 130  # the exit status that shells give to what Ctrl-C ended
_USAGE_ERROR = typer.BadParameter.__base__ or typer.BadParameter  # typer exports only its children


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; what cannot be written so is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def tell(text: str, *, wrapped: bool = False) -> None:
    """Print a text that ends its own lines; with `wrapped`, a terminal gets lines of its width.

    Ends the program in silence where the reader has left (`briefer list | head -1`). Raises InputError where
    the text cannot be written.
    """
    if wrapped and sys.stdout and sys.stdout.isatty():
        from briefer.rendering import wrap

        text = wrap(text, shutil.get_terminal_size().columns)
    try:
        typer.echo(text, nl=False)
    except BrokenPipeError:
        _drop_output()
        raise typer.Exit from None
    except OSError as error:
        _drop_output()
        raise InputError(
            f"standard output cannot be written ({error.strerror})", "make room, or send it elsewhere"
        ) from None


def _drop_output() -> None:
    """Let what is still in the buffer go nowhere, or the interpreter would try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def failure(error: Exception) -> tuple[str, int]:
    """Return what to say of an error, in one line, and the exit status."""
    if isinstance(error, BrieferError):
        return one_line(str(error)), error.exit_status
    if isinstance(error, _USAGE_ERROR):
        context = getattr(error, "ctx", None)
        message = one_line(error.format_message()).rstrip(".")  # type: ignore[attr-defined]
        return f"{message}: see {context.command_path if context else 'briefer'} --help", 2
    told = one_line(f"{type(error).__name__}: {error}")
    return f"internal failure ({told}): run again with --debug to see where", 1


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show a spinner on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int | None], None] | None]:
    """Show a progress bar on standard error, where that is a terminal; yields what is told (done, total)."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def ingest_progress() -> Iterator[Callable[[IngestProgress], None] | None]:
    """Show a progress bar on standard error, where that is a terminal; yields what it is to be told."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {"reading": bar.add_task("reading", total=None)}  # something moves while a model is loaded

        def update(progress: IngestProgress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(progress.stage, total=progress.total)
            bar.update(tasks[progress.stage], completed=progress.done, total=progress.total)

        yield update
