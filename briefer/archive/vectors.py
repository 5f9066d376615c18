"""The vector index: Chroma, in a folder of its own, holding passage ids and vectors and nothing else.

It can be made again from the catalog at any time, so a reader answers every failure by doing without it.
Chroma changes files in its folder when it is merely opened or counted, though not when it is queried, so a
reader opens it only while no writer is at work in it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, cast

from filelock import FileLock

from briefer.encoders.sentences import Vectors

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

FOLDER = "vectors"
BATCH = 4000  # records; Chroma takes at most 5461 at once
_PATIENCE = 0.25  # seconds that a reader waits for another thread of its own process
# Wider than Chroma's own settings, which miss some of the nearest fifty on news text.
_HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 200,
    "max_neighbors": 16,
}


class IndexDamaged(Exception):
    """The index cannot be used; it must be discarded and made again."""


@dataclass(slots=True)
class _Handle:
    """A process has one client on a folder, whoever asks."""

    client: Client
    collection: Collection
    generation: int | None  # of the catalog, when the client last saw all there is


_handles: dict[str, _Handle] = {}
_guard = RLock()


class VectorIndex:
    """The vectors of one embedding model, named by its revision. `folder` is the archive's."""

    def __init__(self, folder: Path, revision: str) -> None:
        self._path = folder.resolve() / FOLDER
        self._name = f"passages-{revision}"  # so that vectors of two models never meet
        self._lock = FileLock(folder / "vectors.lock", thread_local=False)

    def close(self) -> None:
        """Let go of the files; the next use opens them again."""
        with _guard:
            handle = _handles.pop(str(self._path), None)
            if handle:
                handle.client.close()

    def exists(self) -> bool:
        """Say whether there are files of an index."""
        return (self._path / "chroma.sqlite3").is_file()

    def nearest(self, query: Vectors, n: int, generation: int, expected: int) -> list[str] | None:
        """Return the ids of about the `n` nearest passages, best first.

        None where the index cannot be used now: it is being written to, damaged, or does not hold the
        `expected` number of passages. `generation` is the catalog's: a client that saw less is reopened.
        """
        if not _guard.acquire(timeout=_PATIENCE):
            return None
        try:
            handle = _handles.get(str(self._path))
            if handle and handle.generation == generation and handle.collection.name == self._name:
                return _ask(handle.collection, query, n)
            with self._lock.acquire(timeout=0):
                collection = self._open_as_it_is(generation, expected)
                return _ask(collection, query, n) if collection else None
        except _failures():
            self.close()
            return None
        finally:
            _guard.release()

    def _open_as_it_is(self, generation: int, expected: int) -> Collection | None:
        self.close()
        if not self.exists():
            return None
        with _client(self._path) as client:
            collection = client.get_collection(self._name, embedding_function=None)
            complete = collection.count() == expected
        _handles[str(self._path)] = _Handle(client, collection, generation if complete else None)
        return collection if complete else None

    def count(self) -> int:
        """Return how many passages the index holds. Raises IndexDamaged."""
        with self._writing() as collection:
            return collection.count()

    def ids(self) -> set[str]:
        """Return the ids of all passages that the index holds. Raises IndexDamaged."""
        found: set[str] = set()
        with self._writing() as collection:
            for offset in range(0, collection.count(), BATCH):
                found.update(collection.get(include=[], limit=BATCH, offset=offset)["ids"])
        return found

    def put(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store the passages in place of what has their ids; at most `BATCH`. Raises IndexDamaged."""
        with self._writing() as collection:
            present = collection.get(ids=list(ids), include=[])["ids"]
            if present:  # `add` ignores an id that is there, in silence
                collection.delete(ids=present)
            collection.add(ids=list(ids), embeddings=vectors)

    def remove(self, ids: Sequence[str]) -> None:
        """Remove the passages; unknown ids are ignored. Raises IndexDamaged."""
        with self._writing() as collection:
            for start in range(0, len(ids), BATCH):
                collection.delete(ids=list(ids[start : start + BATCH]))

    def caught_up(self, generation: int) -> None:
        """Note that this process's client has seen all there is at the catalog's generation."""
        with _guard:
            handle = _handles.get(str(self._path))
            if handle:
                handle.generation = generation

    def discard(self) -> None:
        """Remove the whole index."""
        with _guard, self._lock:
            self.close()
            if self._path.is_dir() and not self._path.is_symlink():
                shutil.rmtree(self._path, ignore_errors=True)
            else:
                self._path.unlink(missing_ok=True)

    @contextmanager
    def _writing(self) -> Iterator[Collection]:
        """Give the collection, made where it is not there; other models' collections go."""
        with _guard, self._lock:
            try:
                handle = _handles.get(str(self._path))
                if handle is None or handle.collection.name != self._name:
                    self.close()
                    handle = _handles[str(self._path)] = self._make()
                yield handle.collection
            except _failures() as error:
                self.close()
                raise IndexDamaged(str(error)) from error

    def _make(self) -> _Handle:
        with _client(self._path) as client:
            for other in client.list_collections():
                if other.name != self._name:
                    client.delete_collection(other.name)
            collection = client.get_or_create_collection(
                self._name, embedding_function=None, configuration={"hnsw": _HNSW}
            )
        return _Handle(client, collection, None)


def _ask(collection: Collection, query: Vectors, n: int) -> list[str]:
    found = collection.query(query_embeddings=query[None, :], n_results=n, include=[])
    return list(found["ids"][0])


@contextmanager
def _client(path: Path) -> Iterator[Client]:
    """Open a client, which is closed again only if what follows fails: a client that is left open would
    hold on to files that are about to be removed."""
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    try:
        client = cast("Client", chromadb.PersistentClient(str(path), settings=settings))
    except Exception as error:  # its own clean-up after a failed start fails in ways of its own
        SharedSystemClient.clear_system_cache()  # or it would hand out the broken one for ever
        raise RuntimeError(f"Chroma cannot open {path}: {error.__context__ or error}") from error
    try:
        yield client
    except BaseException:
        client.close()
        raise


def _failures() -> tuple[type[Exception], ...]:
    from chromadb.errors import ChromaError

    return (ChromaError, OSError, ValueError, RuntimeError, KeyError)  # Timeout is an OSError
