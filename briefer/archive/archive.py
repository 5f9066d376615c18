"""The archive: what everyone else uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING

from briefer.archive.catalog import Catalog, Filter, open_catalog
from briefer.archive.embedding import DEFAULT_MODEL, Embedder, load_embedder
from briefer.archive.folder import FILE, not_openable, prepare, take_back, told
from briefer.archive.indexing import Tell, check_vectors, embed_pending, needs_sync, sync
from briefer.archive.ingest import Ingest, Progress, teller
from briefer.archive.inspection import checks, statistics
from briefer.archive.lock import writer_lock
from briefer.archive.matrix import write_matrix
from briefer.archive.records import ArchiveStats, Check, IngestReport, Repairs
from briefer.archive.retrieval import search
from briefer.archive.vectors import VectorIndex
from briefer.encoders.sentences import Vectors
from briefer.errors import ArchiveError, InputError
from briefer.model import Bulletin, Hit, Passage, Period

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

    from briefer.reading.sources import Reading

_ANY_TIME = Period()


def open_archive(path: Path, *, embedder: Embedder | None = None, create: bool = False) -> Archive:
    """Open the archive in a folder; with `create`, make it where there is none.

    Without an `embedder` the archive's own model is used, loaded when first needed. Raises InputError
    where there is no archive or the permissions are missing, ArchiveError where it cannot be used. What may
    not be written to can be read.
    """
    try:
        if path.exists() and not path.is_dir():
            raise InputError(f"{path} is a file, not an archive's folder", "name a folder")
        new = create and not has_archive(path)
        made = prepare(path) if create else ()
        catalog = open_catalog(path, create=create)
    except OSError as error:
        raise not_openable(path, error) from error
    try:
        return Archive(path, catalog, embedder, made if new else None)
    except BaseException:
        catalog.close()
        raise


def has_archive(path: Path) -> bool:
    """Say whether the folder holds an archive, sound or not."""
    try:
        return (path / FILE).exists()
    except OSError:
        return False  # opening it will say why


class Archive:
    """An open archive; made by `open_archive`. Reading is safe from several threads."""

    def __init__(
        self,
        path: Path,
        catalog: Catalog,
        embedder: Embedder | None = None,
        made: tuple[Path, ...] | None = None,
    ) -> None:
        self.path = path
        self._made = made  # folders that this opening made; None where the archive was there before
        self._catalog = catalog
        self._given = embedder
        self._loaded: Embedder | None = None
        self._loading = RLock()
        if embedder is not None:
            _refuse_other(catalog, embedder)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        VectorIndex(self.path, "").close()
        self._catalog.close()

    @property
    def embedder(self) -> Embedder:
        """The model that this archive's vectors are of.

        Raises ModelError where it is missing, ArchiveError where the archive has vectors of another.
        """
        with self._loading:
            embedder = self._given or self._loaded
            revision = self._catalog.meta("revision")
            # Another process may have embedded the archive anew since the model was loaded.
            if embedder is None or (embedder is self._loaded and revision not in (None, embedder.revision)):
                embedder = self._loaded = load_embedder(self._catalog.meta("model") or DEFAULT_MODEL)
            _refuse_other(self._catalog, embedder)
            return embedder

    def ingest(
        self,
        readings: Iterable[Reading],
        *,
        prune: bool = False,
        roots: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> IngestReport:
        """Take in what was read. Raises ArchiveBusy while another process writes.

        With `prune`, what a page no longer has is removed, and so are the pages under `roots` (the files
        and folders that the readings come from) that are no longer there. Where this opening made the archive
        and its model fails before anything was taken in, the archive goes again, and this object is closed.
        """
        with self._writing() as (catalog, index):
            if catalog.meta("model") is None:
                self._begin(catalog)

            def embed(tell: Tell) -> None:
                embed_pending(catalog, lambda: self.embedder, tell)
                if needs_sync(catalog, index()):
                    sync(catalog, index(), tell)

            report = Ingest(catalog, embed, progress).run(readings, prune=prune, roots=roots)
            write_matrix(catalog)
            return report

    def search(
        self,
        text: str,
        *,
        country: str | None = None,
        period: Period = _ANY_TIME,
        k: int = 10,
        main_only: bool = False,
    ) -> tuple[Hit, ...]:
        """Return the `k` passages that answer best, best first.

        `country` is an ISO alpha-3 code; bulletins that only mention it count too, unless `main_only`.
        Raises InputError for an empty question or a `k` below 1.
        """
        if not text.strip():
            raise InputError("the question is empty", "ask something")
        if k < 1:
            raise InputError(f"cannot return {k} passages", "ask for 1 or more")
        with told(self.path):
            if not self._catalog.count("SELECT EXISTS (SELECT 1 FROM passages)"):
                return ()
            embedder = self.embedder
            query = embedder.encode([text])[0]
            wanted = Filter(country, main_only, period)
            return search(self._catalog, VectorIndex(self.path, embedder.revision), query, text, wanted, k)

    @property
    def is_empty(self) -> bool:
        """True when it holds no bulletin."""
        with told(self.path):
            return not self._catalog.count("SELECT EXISTS (SELECT 1 FROM bulletins)")

    def bulletin(self, prefix: str) -> Bulletin:
        """Return the bulletin whose id starts so. Raises InputError unless there is exactly one."""
        with told(self.path):
            return self._catalog.bulletin(prefix)

    def bulletins(
        self,
        *,
        country: str | None = None,
        main_only: bool = False,
        period: Period = _ANY_TIME,
        include_linked: bool = False,
    ) -> tuple[Bulletin, ...]:
        """Return the bulletins that pass, newest first, undated ones last."""
        with told(self.path):
            return self._catalog.bulletins(Filter(country, main_only, period, include_linked))

    def newest(self, *, country: str | None = None, period: Period = _ANY_TIME) -> Iterator[Bulletin]:
        """Yield the bulletins that pass one by one, newest first: the first costs no more than itself."""
        with told(self.path):
            yield from self._catalog.newest_first(Filter(country, period=period))

    @property
    def model(self) -> str | None:
        """The model that the vectors are of, by name; None before the first ingest."""
        with told(self.path):
            return self._catalog.meta("model")

    @property
    def revision(self) -> str | None:
        """What tells that model's weights from others."""
        with told(self.path):
            return self._catalog.meta("revision")

    def linked(self, bulletin_id: str) -> tuple[Bulletin, ...]:
        """Return the wire copies of a bulletin, in the order they came."""
        with told(self.path):
            return self._catalog.linked(bulletin_id)

    def original_of(self, bulletin_id: str) -> Bulletin | None:
        """Return the bulletin that this one is a wire copy of."""
        with told(self.path):
            return self._catalog.original_of(bulletin_id)

    def passages_of(self, bulletin_id: str) -> tuple[Passage, ...]:
        """Return a bulletin's passages in order; a wire copy has none."""
        with told(self.path):
            return self._catalog.passages_of(bulletin_id)

    def meanings(self, ids: Iterable[str]) -> Mapping[str, Vectors]:
        """Return the mean of each bulletin's stored vectors, at length 1; a wire copy has none. Loads no model."""
        with told(self.path):
            return self._catalog.meanings(ids)

    def stats(self) -> ArchiveStats:
        """Count what the archive holds."""
        with told(self.path):
            return statistics(self._catalog)

    def checks(self) -> tuple[Check, ...]:
        """Examine the archive, without mending anything."""
        with told(self.path):
            return checks(self._catalog)

    def as_retriever(self, **filters: object) -> BaseRetriever:
        """Return the archive as a LangChain retriever; `filters` are the keyword arguments of `search`."""
        from briefer.archive.langchain import ArchiveRetriever

        return ArchiveRetriever(archive=self, filters=filters)

    def reembed(self, embedder: Embedder, progress: Progress | None = None) -> None:
        """Give the archive the vectors of another model. Stopped on the way, the next write goes on."""
        tell = teller(progress)
        with self._writing() as (catalog, index):
            self._given, self._loaded = None, embedder
            self._record(catalog, embedder)
            embed_pending(catalog, lambda: embedder, tell)
            sync(catalog, index(), tell)
            write_matrix(catalog)

    def repair(self, progress: Progress | None = None) -> Repairs:
        """Embed what has no vector, and make the vector index equal to the catalog; say what it took."""
        tell = teller(progress)
        with self._writing() as (catalog, index):
            if catalog.meta("model") is None:
                return Repairs()
            embedded = embed_pending(catalog, lambda: self.embedder, tell)
            repaired = replace(sync(catalog, index(), tell), embedded=embedded)
            write_matrix(catalog)
            return repaired

    @contextmanager
    def _writing(self) -> Iterator[tuple[Catalog, Callable[[], VectorIndex]]]:
        """Hold the writer's lock, with a connection of its own: readers see only what is committed."""
        with writer_lock(self.path), told(self.path):
            catalog = open_catalog(self.path)
            # Another process may have written since this one opened the index.
            VectorIndex(self.path, "").close()
            try:
                yield catalog, lambda: VectorIndex(self.path, catalog.meta("revision") or "")
            finally:
                catalog.close()

    def _begin(self, catalog: Catalog) -> None:
        """Make the model the archive's; an archive that was made for nothing goes again."""
        try:
            self._record(catalog, self.embedder)
        except BaseException:  # an interrupt too: a model may take long to come
            if self._made is not None:
                catalog.close()
                self.close()
                take_back(self.path, self._made)
            raise

    @staticmethod
    def _record(catalog: Catalog, embedder: Embedder) -> None:
        """Make the model the archive's, after trying it; vectors of another one go."""
        check_vectors(embedder.encode(["a trial"]), 1, embedder)
        with catalog.transaction():
            catalog.db.execute("DELETE FROM vectors")
            catalog.vectors_changed()
            catalog.db.execute("UPDATE passages SET embedded = 0, indexed = 0")
            catalog.set_meta(
                model=embedder.name, revision=embedder.revision, dimension=str(embedder.dimension)
            )


def _refuse_other(catalog: Catalog, embedder: Embedder) -> None:
    revision = catalog.meta("revision")
    if revision is None:
        return
    if (revision, catalog.meta("dimension")) != (embedder.revision, str(embedder.dimension)):
        raise ArchiveError(
            f"the archive {catalog.folder} holds vectors of {catalog.meta('model')} (revision {revision}), "
            f"not of {embedder.name} (revision {embedder.revision})",
            "use that model, or run: briefer reembed",
        )
