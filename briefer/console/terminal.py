"""What the terminal shows: results, errors, and what one sees while one waits.

Results, and notes on them, go to standard output; errors, progress and the timings of `--verbose` to standard error.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

import typer

from briefer.errors import BrieferError, InputError
from briefer.reading.cleaning import one_line

if TYPE_CHECKING:
    from briefer.archive.records import IngestProgress
    from briefer.writing.progress import Step, Watch

INTERRUPTED = 130  # the exit status that shells give to what Ctrl-C ended
EXIT_STATUSES: Mapping[int, str] = {
    0: "done; of `check` and `weekly`: everything passed the gate; of `eval`: every gate holds",
    1: "a sentence that `check` does not find supported, a briefing of `weekly` or a suite of `eval` below its gate, "
    "a damaged archive, or briefer's own failure",
    2: "something that you can mend: arguments, input, settings, permissions, a model that is missing or fails",
    3: "`eval` without its judge or model",
    INTERRUPTED: "stopped by Ctrl-C; what was stored stays",
}
_USAGE_ERROR = typer.BadParameter.__base__ or typer.BadParameter  # typer exports only its children


class Volume(IntEnum):
    """How much is told beside results and errors."""

    QUIET = 0  # nothing
    NORMAL = 1  # notes and warnings; progress where standard error is a terminal
    VERBOSE = 2  # also how long each step took


_volume: ContextVar[Volume] = ContextVar("briefer_volume", default=Volume.NORMAL)
_printing: ContextVar[bool] = ContextVar("briefer_printing", default=True)


def set_volume(volume: Volume) -> None:
    """Set how much this run tells."""
    _volume.set(volume)


def volume() -> Volume:
    """Return how much this run tells."""
    return _volume.get()


def exit_table() -> str:
    """Return the exit statuses as rows of a Markdown table."""
    rows = (f"| {status} | {meaning} |" for status, meaning in EXIT_STATUSES.items())
    return "\n".join(("| exit status | meaning |", "|---|---|", *rows)) + "\n"


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; what cannot be written so is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def tell(text: str | bytes, *, wrapped: bool = False) -> None:
    """Print a text that ends its own lines, or a file's bytes; with `wrapped`, a terminal gets lines of its width.

    Ends the program in silence where the reader has left (`briefer list | head -1`). Raises InputError where
    the text cannot be written.
    """
    if not _printing.get():
        return
    if isinstance(text, str) and wrapped and sys.stdout and sys.stdout.isatty():
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


@contextmanager
def printing_nothing() -> Iterator[None]:
    """Let `tell` print nothing in the block: what it would say is told in another form."""
    token = _printing.set(False)
    try:
        yield
    finally:
        _printing.reset(token)


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


def note(text: str) -> None:
    """Print a line that is no result, such as where one was written, unless quiet is asked for."""
    if volume() is not Volume.QUIET:
        tell(text)


@contextmanager
def timed(what: str) -> Iterator[Callable[[str], None]]:
    """With --verbose, tell how long the block took, also where it fails; what it yields is told each step."""
    marks = [("", perf_counter())]

    def begin(step: str) -> None:
        if step != marks[-1][0]:
            marks.append((step, perf_counter()))

    try:
        yield begin
    finally:
        if volume() is Volume.VERBOSE:
            typer.echo(_timing(what, [*marks, ("", perf_counter())]), err=True)


def _timing(what: str, marks: Sequence[tuple[str, float]]) -> str:
    took: dict[str, float] = {}
    for (step, since), (_, until) in pairwise(marks):
        took[step] = took.get(step, 0.0) + until - since
    steps = ", ".join(f"{step} {seconds:.2f} s" for step, seconds in took.items() if step)
    whole = f"{what}: {marks[-1][1] - marks[0][1]:.2f} s"
    return f"{whole} ({steps})" if steps else whole


@contextmanager
def working(what: str) -> Iterator[Watch]:
    """Show a spinner on standard error, where that is a terminal; yields what `ask` and `brief` are to tell."""
    with timed(what) as begin, _spinner(what) as show:

        def watch(step: Step) -> None:
            begin(step.stage)
            show(step.stage)

        yield watch


@contextmanager
def _spinner(what: str) -> Iterator[Callable[[str], None]]:
    if not _shows_progress():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield lambda step: status.update(f"{what}: {step}")


def _shows_progress() -> bool:
    return volume() is not Volume.QUIET and sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int | None], None] | None]:
    """Show a progress bar on standard error, where that is a terminal; yields what is told (done, total)."""
    with timed(what):
        if not _shows_progress():
            yield None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def ingest_progress() -> Iterator[Callable[[IngestProgress], None]]:
    """Show a progress bar on standard error, where that is a terminal; yields what it is to be told."""
    with timed("ingest") as begin, _ingest_bar() as show:

        def update(progress: IngestProgress) -> None:
            begin(progress.stage)
            show(progress)

        yield update


@contextmanager
def _ingest_bar() -> Iterator[Callable[[IngestProgress], None]]:
    if not _shows_progress():
        yield lambda _: None
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
