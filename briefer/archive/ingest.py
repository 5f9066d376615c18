"""Readings into the archive: what is new, what changed, what stayed, what is gone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefer import __version__
from briefer.archive.catalog import Catalog, day_number
from briefer.archive.indexing import Tell
from briefer.archive.records import IngestProgress, IngestReport
from briefer.archive.store import Store
from briefer.errors import BrieferError
from briefer.model import Bulletin, Page

if TYPE_CHECKING:
    from briefer.reading.sources import Problem, Reading

READING_VERSION = __version__  # another version may read a page otherwise: its ledger entries do not count
BATCH = 1000  # bulletins between two commits
Progress = Callable[[IngestProgress], None]


class Ingest:
    """One run over some readings. `embed` gives vectors to all that waits for one."""

    def __init__(
        self, catalog: Catalog, embed: Callable[[Tell], None], progress: Progress | None = None
    ) -> None:
        self._catalog = catalog
        self._store = Store(catalog)
        self._embed = embed
        self._progress = progress
        self._counts: Counter[str] = Counter()
        self._problems: list[Problem] = []
        self._waiting = 0  # bulletins in the open transaction
        self._read = 0
        self._source = ""
        self._met: set[str] = set()  # pages that are there, whatever their names look like on the disk

    def run(self, readings: Iterable[Reading], *, prune: bool, roots: Sequence[str]) -> IngestReport:
        """Take in the readings, in batches; what a batch has committed is never lost."""
        self._embed(self._tell)  # what an earlier run left
        try:
            for reading in readings:
                self._take(reading, prune)
            if prune:
                self._remove_lost_pages(roots)
        except BaseException:  # an interrupt too must leave nothing half-written
            if self._catalog.db.in_transaction:
                self._catalog.db.rollback()
            raise
        self._flush()
        failed = sum(problem.severity == "error" for problem in self._problems)
        return IngestReport(**self._counts, failed=failed, problems=tuple(self._problems))

    def _take(self, reading: Reading, prune: bool) -> None:
        page = reading.page
        if page is not None:
            self._met.add(page.source)
        if page is None:
            self._problems += reading.problems
        elif self._is_known(page):
            self._repeat(page.source)
            if prune:
                self._prune(page.source)
        else:
            self._read_page(page, reading, prune)

    def _read_page(self, page: Page, reading: Reading, prune: bool) -> None:
        self._source = page.source
        self._begin()
        run = self._store.begin_page(page, READING_VERSION)
        problems: list[Problem] = []
        for bulletin in _distinct_keys(_until_error(reading, problems)):
            self._begin()
            self._counts[self._store.put(bulletin, run).value] += 1
            self._read += 1
            self._waiting += 1
            if self._waiting >= BATCH:
                self._flush()
        problems = [*reading.problems, *problems]
        self._problems += problems
        self._counts["dropped"] += reading.dropped
        self._begin()
        if any(problem.severity == "error" for problem in problems):
            return  # not completed, so it is read again next time, and nothing on it counts as gone
        told = json.dumps([asdict(problem) for problem in problems])
        self._store.complete_page(page.source, reading.dropped, told)
        if prune:
            self._prune(page.source)

    def _is_known(self, page: Page) -> bool:
        """Say whether the page was read to its end before, by this version, and is still the same."""
        retrieved = day_number(page.retrieved) if page.retrieved else None
        return bool(
            self._catalog.count(
                "SELECT count(*) FROM pages WHERE source = ? AND completed = 1 AND sha256 = ? AND kind = ? "
                "AND retrieved IS ? AND reading_version = ?",
                page.source,
                page.sha256,
                page.kind,
                retrieved,
                READING_VERSION,
            )
        )

    def _repeat(self, source: str) -> None:
        """Count a known page as its last reading did, and say again what was wrong with it."""
        from briefer.reading.sources import Problem

        dropped, told = self._catalog.db.execute(
            "SELECT dropped, problems FROM pages WHERE source = ?", [source]
        ).fetchone()
        self._counts["dropped"] += dropped
        self._counts["unchanged"] += self._catalog.count(
            "SELECT count(*) FROM occurrences o JOIN pages p USING (source) "
            "WHERE source = ? AND o.run = p.run",
            source,
        )
        self._problems += [Problem(**problem) for problem in json.loads(told)]

    def _prune(self, source: str) -> None:
        self._begin()
        self._counts["removed"] += self._store.prune_page(source)

    def _remove_lost_pages(self, roots: Sequence[str]) -> None:
        """Remove the pages under the given files and folders that are no longer there.

        A folder that is itself missing (a disk not mounted, a slip of the pen) loses nothing.
        """
        sources = [row[0] for row in self._catalog.db.execute("SELECT source FROM pages ORDER BY source")]
        for source in sources:
            if (
                source not in self._met
                and any(_lies_under(source, root) for root in roots)
                and _is_gone(source)
            ):
                self._begin()
                self._counts["removed"] += self._store.remove_page(source)

    def _begin(self) -> None:
        if not self._catalog.db.in_transaction:
            self._catalog.db.execute("BEGIN IMMEDIATE")

    def _flush(self) -> None:
        if self._catalog.db.in_transaction:
            self._catalog.db.commit()
        self._waiting = 0
        if self._progress and self._read:
            self._progress(IngestProgress("reading", self._read, None, self._source))
        self._embed(self._tell)

    def _tell(self, stage: str, done: int, total: int) -> None:
        teller(self._progress, self._source)(stage, done, total)


def teller(progress: Progress | None, source: str = "") -> Tell:
    """Return what passes the steps of embedding and indexing on to `progress`."""

    def tell(stage: str, done: int, total: int) -> None:
        if progress:
            progress(IngestProgress(stage, done, total, source))

    return tell


def _until_error(reading: Reading, problems: list[Problem]) -> Iterator[Bulletin]:
    """Give the page's bulletins up to an error that ends it, which is reported like any other."""
    try:
        yield from reading.bulletins
    except BrieferError as error:
        from briefer.reading.sources import Problem

        source = reading.page.source if reading.page else ""
        problems.append(
            Problem(source=source, line=None, message=error.message, hint=error.hint, severity="error")
        )


def _distinct_keys(bulletins: Iterable[Bulletin]) -> Iterator[Bulletin]:
    """Number the keys that a page uses twice, so that the second item does not replace the first."""
    seen: Counter[str] = Counter()
    for bulletin in bulletins:
        seen[bulletin.key] += 1
        times = seen[bulletin.key]
        yield bulletin if times == 1 else replace(bulletin, key=f"{bulletin.key}#{times}")


def _lies_under(source: str, root: str) -> bool:
    page, folder = Path(source), Path(root)
    return page == folder or (folder in page.parents and folder.is_dir())


def _is_gone(source: str) -> bool:
    if "://" in source or source == "-":
        return False
    try:
        Path(source).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False  # not readable is not gone
    return False
