"""`update`: fetch what is new at the named sources, and take it in.

Pages are fetched several at a time and taken in in the order of the file, so that the same answers give the same
archive. A page's version is remembered only once the archive holds it: whatever stops the round, what was
fetched and not taken in is fetched again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import partial

from briefer.archive.archive import Archive
from briefer.archive.records import IngestProgress, IngestReport
from briefer.errors import InputError
from briefer.model import Bulletin, Page
from briefer.reading.cleaning import one_line
from briefer.reading.raw import Problem
from briefer.reading.sources import Reading, ReadOptions, read_document, read_sources
from briefer.rounds.fetching import Fetched, Fetching, fetch_page
from briefer.rounds.manners import NotAllowed, Pace, Visitor
from briefer.rounds.plan import NamedSource, sources_of
from briefer.rounds.remembering import Memory, Version, page_held, remembering
from briefer.settings import Settings

Progress = Callable[[IngestProgress], None]
_COUNTS = tuple(field.name for field in fields(IngestReport) if field.name != "problems")


class Outcome(StrEnum):
    """What became of a source."""

    READ = "read"  # something on it is new or changed
    UNCHANGED = "unchanged"
    NOT_ALLOWED = "not allowed"  # by the site's robots.txt
    FAILED = "failed"  # it gave nothing


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What one source gave."""

    name: str
    where: str  # its url or path, as it stands in the file
    outcome: Outcome
    ingested: IngestReport

    @property
    def gave_nothing(self) -> bool:
        """True where it could not be had at all."""
        return self.outcome in {Outcome.NOT_ALLOWED, Outcome.FAILED}

    @property
    def reason(self) -> Problem | None:
        """Why it gave nothing."""
        if not self.gave_nothing:
            return None
        problems = self.ingested.problems
        return next((each for each in problems if each.severity == "error"), problems[0])


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did, source by source, in the order of the file."""

    sources: tuple[SourceReport, ...]

    @property
    def total(self) -> IngestReport:
        """All sources together."""
        reports = [source.ingested for source in self.sources]
        counts = {name: sum(getattr(report, name) for report in reports) for name in _COUNTS}
        return IngestReport(**counts, problems=tuple(each for report in reports for each in report.problems))

    @property
    def gave_nothing(self) -> tuple[SourceReport, ...]:
        """The sources that could not be had at all."""
        return tuple(source for source in self.sources if source.gave_nothing)


def update(
    archive: Archive,
    settings: Settings,
    *,
    today: date,
    progress: Progress | None = None,
    pace: Pace | None = None,
) -> UpdateReport:
    """Fetch and take in what is new at the sources that the settings name; `pace` says how long hosts rest.

    A source that fails stops no other. Raises InputError where none is named, ArchiveBusy while another update
    of the archive is under way or another process writes to it at the start, ModelError and ArchiveError as
    `Archive.ingest` does.
    """
    sources = sources_of(settings)
    archive.ingest((), progress=progress)  # tells, before anything is fetched, that it cannot be written to
    options = ReadOptions(None, today, allow_private_urls=settings.allow_private_urls)
    with remembering(archive.path) as memory:
        memory.name(source.where for source in sources)
        round_ = _Round(archive, memory, options, progress)
        with round_.fetching(sources, pace or Pace()) as fetching:
            return UpdateReport(tuple(_told(round_, fetching, sources)))


def _told(round_: _Round, fetching: Fetching, sources: tuple[NamedSource, ...]) -> Iterator[SourceReport]:
    for number, source in enumerate(sources):
        round_.tell(IngestProgress("fetching", number, len(sources), source.name))
        yield round_.take_in(source, fetching)
    round_.tell(IngestProgress("fetching", len(sources), len(sources)))


class _Round:
    """One update of one archive."""

    def __init__(
        self, archive: Archive, memory: Memory, options: ReadOptions, progress: Progress | None
    ) -> None:
        self._archive = archive
        self._memory = memory
        self._options = options
        self._progress = progress
        self._held: dict[str, Page] = {}  # pages whose remembered version the archive still has

    def tell(self, progress: IngestProgress) -> None:
        if self._progress:
            self._progress(progress)

    @contextmanager
    def fetching(self, sources: tuple[NamedSource, ...], pace: Pace) -> Iterator[Fetching]:
        """Fetch the pages of the web while the others are read."""
        urls = [source.where for source in sources if source.is_url]
        known = self._known(urls)
        visitor = Visitor(
            self._memory,
            pace,
            today=self._options.today,
            allow_private=self._options.allow_private_urls,
        )
        under_way = Fetching(urls, partial(fetch_page, visitor=visitor, known=known, options=self._options))
        try:
            yield under_way
        finally:
            under_way.stop()

    def take_in(self, source: NamedSource, fetching: Fetching) -> SourceReport:
        """Take in one source, whatever is wrong with it."""
        try:
            ingested = self._page(source, fetching) if source.is_url else self._files(source)
        except NotAllowed as error:
            return _nothing(source, error, Outcome.NOT_ALLOWED)
        except InputError as error:  # the archive is busy, too: it may be free again for the next source
            return _nothing(source, error, Outcome.FAILED)
        return SourceReport(source.name, source.where, _outcome(ingested), ingested)

    def _known(self, urls: list[str]) -> Mapping[str, Version]:
        known: dict[str, Version] = {}
        for url in urls:
            version, held = self._memory.version(url), page_held(self._archive.path, one_line(url))
            if version and held and held.sha256 == version.sha256:
                known[url], self._held[url] = version, held
        return known

    def _page(self, source: NamedSource, fetching: Fetching) -> IngestReport:
        fetched = fetching.page(source.where)
        try:
            ingested = self._archive.ingest([self._reading(source, fetched)], progress=self._progress)
        except BaseException:
            self._memory.forget(source.where)
            raise
        if ingested.failed:
            self._memory.forget(source.where)
        else:
            self._memory.keep(source.where, fetched.version)
        return ingested

    def _reading(self, source: NamedSource, fetched: Fetched) -> Reading:
        if fetched.document is None:
            return Reading(self._held[source.where], _not_here())
        return read_document(fetched.document, self._options, fetched.media_type)

    def _files(self, source: NamedSource) -> IngestReport:
        if source.retrieved and source.retrieved > self._options.today:
            raise InputError(
                f"retrieved {source.retrieved} is after today, {self._options.today}",
                "give the day on which it was saved",
            )
        options = replace(self._options, retrieved=source.retrieved)
        return self._archive.ingest(read_sources([source.where], options), progress=self._progress)


def _not_here() -> Iterator[Bulletin]:
    """Stand for the bulletins of a page that the archive knows, and so does not read."""
    raise InputError("the archive was changed by someone else", "run it again")
    yield  # what makes it an iterator


def _outcome(ingested: IngestReport) -> Outcome:
    if ingested.added or ingested.changed or ingested.linked:
        return Outcome.READ
    return Outcome.FAILED if ingested.problems and not ingested.unchanged else Outcome.UNCHANGED


def _nothing(source: NamedSource, error: InputError, outcome: Outcome) -> SourceReport:
    problem = Problem(one_line(source.where), None, one_line(error.message), one_line(error.hint), "error")
    return SourceReport(source.name, source.where, outcome, IngestReport(failed=1, problems=(problem,)))
