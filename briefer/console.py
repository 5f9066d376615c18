"""What the terminal shows while one waits, and how files are written whole."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.archive.records import IngestProgress, IngestReport
    from briefer.reading.sources import Problem


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
def ingest_progress() -> Iterator[Callable[[IngestProgress], None] | None]:
    """Show a progress bar on standard error, where that is a terminal; yields what it is to be told."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, int] = {}

        def tell(progress: IngestProgress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(progress.stage, total=progress.total)
            bar.update(tasks[progress.stage], completed=progress.done, total=progress.total)  # type: ignore[arg-type]

        yield tell


def print_problem(problem: Problem) -> None:
    """One line on standard error: where, what is wrong, what to do."""
    where = problem.source if problem.line is None else f"{problem.source}, line {problem.line}"
    hint = f": {problem.hint}" if problem.hint else ""
    typer.echo(f"{problem.severity}: {where}: {problem.message}{hint}", err=True)


def report_line(report: IngestReport) -> str:
    """The last line of an ingest."""
    parts = [
        f"{report.added} added",
        f"{report.changed} changed",
        f"{report.unchanged} unchanged",
        f"{report.linked} linked",
        f"{report.dropped} dropped",
        f"{report.failed} failed",
    ]
    if report.removed:
        parts.append(f"{report.removed} removed")
    return ", ".join(parts)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all. Raises InputError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            file.write(text)
        _share_like_any_file(Path(file.name))
        Path(file.name).replace(path)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({error.strerror})", "name another file with --out"
        ) from None


def _share_like_any_file(path: Path) -> None:
    """A temporary file is private; give it the mode that the user's mask gives any other."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
