"""The sources that an ingest reads, and what it reports about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from briefer.archive.records import IngestReport
    from briefer.model import Bulletin
    from briefer.reading.sources import Problem, Reading, ReadOptions


class Sources:
    """The readings of the sources that were named, one after the other; `unread` are those that gave nothing.

    A folder of which only files failed was read, and so was a file of which only lines did.
    """

    def __init__(self, named: Sequence[str], options: ReadOptions) -> None:
        self.unread: list[str] = []
        self._bulletins = 0  # of the reading that is being consumed
        self._consumed = False
        self._readings: Iterator[Reading] = self._read(named, options)

    def __iter__(self) -> Iterator[Reading]:
        return self._readings

    def problems_without_pages(self) -> tuple[Problem, ...] | None:
        """Return what is wrong with the sources where none of them can be opened, else None."""
        failed: list[Reading] = []
        for reading in self._readings:
            if reading.page is not None:
                self._readings = chain(failed, [reading], self._readings)
                return None
            failed.append(reading)
        return tuple(problem for reading in failed for problem in reading.problems)

    def _read(self, named: Sequence[str], options: ReadOptions) -> Iterator[Reading]:
        from briefer.reading.sources import read_sources

        for source in named:
            is_folder = bool(source) and Path(source).is_dir()  # the empty name would be the folder one is in
            found = False
            for reading in read_sources([source], options):
                self._bulletins, self._consumed = 0, False
                reading.bulletins = self._counted(reading.bulletins)
                yield reading
                # What the archive knows unchanged is not consumed.
                has_news = reading.page is not None and (self._bulletins > 0 or not self._consumed)
                found |= has_news or (is_folder and not _is_of_folder(reading, source))
            if not found:
                self.unread.append(source)

    def _counted(self, bulletins: Iterable[Bulletin]) -> Iterator[Bulletin]:
        self._consumed = True
        for bulletin in bulletins:
            self._bulletins += 1
            yield bulletin


def _is_of_folder(reading: Reading, folder: str) -> bool:
    """Say whether a reading tells of the folder itself, and not of a file in it."""
    from briefer.reading.cleaning import one_line

    name = one_line(Path(folder).as_posix())
    return reading.page is None and all(problem.source == name for problem in reading.problems)


def print_problem(problem: Problem) -> None:
    """One line on standard error: where, what is wrong, what to do."""
    source = problem.source or "''"
    where = source if problem.line is None else f"{source}, line {problem.line}"
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
    return ", ".join(parts) + "\n"
