"""Vectors for what the catalog holds: embedding, and keeping the vector index equal to the catalog.

Each step is marked as done only after it is done, so whatever stops the process, the next write goes on
from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from briefer.archive.catalog import MANY, Catalog, marks
from briefer.archive.embedding import Embedder
from briefer.archive.passages import embedded_text, passage_id
from briefer.archive.records import Repairs
from briefer.archive.vectors import BATCH, IndexDamaged, VectorIndex
from briefer.encoders.sentences import Vectors
from briefer.errors import ArchiveError, ModelError

CHUNK = 256  # passages embedded between two commits: what kill -9 costs

Tell = Callable[[str, int, int], None]  # stage, done, total


def embed_pending(catalog: Catalog, embedder: Callable[[], Embedder], tell: Tell) -> int:
    """Embed the passages that have no vector yet; return how many. `embedder` is called only if any."""
    total = catalog.count("SELECT count(*) FROM passages WHERE embedded = 0")
    done = 0
    while done < total:
        rows = catalog.db.execute(
            'SELECT p.n, b.title, substr(b.body, p.start + 1, p."end" - p.start) FROM passages p '
            "JOIN bulletins b ON p.bulletin = b.n WHERE p.embedded = 0 ORDER BY p.n LIMIT ?",
            [CHUNK],
        ).fetchall()
        before = done
        vectors = embedder().encode(
            [embedded_text(title, text) for _, title, text in rows],
            lambda count: tell("embedding", before + count, total),  # noqa: B023
        )
        check_vectors(vectors, len(rows), embedder())
        with catalog.transaction():
            catalog.db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                [(row[0], vector.tobytes()) for row, vector in zip(rows, vectors, strict=True)],
            )
            catalog.vectors_changed()
            catalog.db.executemany("UPDATE passages SET embedded = 1 WHERE n = ?", [row[:1] for row in rows])
        done += len(rows)
    return done


def check_vectors(vectors: Vectors, rows: int, embedder: Embedder) -> None:
    """Raise ModelError for what would poison the archive: NaN, or rows of another length."""
    if vectors.shape != (rows, embedder.dimension) or not np.isfinite(vectors).all():
        raise ModelError(
            f"the embedding model {embedder.name} gave vectors that cannot be used "
            f"(shape {vectors.shape}, expected {(rows, embedder.dimension)})",
            "run: briefer doctor",
        )


def needs_sync(catalog: Catalog, index: VectorIndex) -> bool:
    """Say whether the vector index is known to differ from the catalog, without opening it."""
    removals = catalog.count("SELECT EXISTS (SELECT 1 FROM removals)")
    waiting = catalog.count("SELECT EXISTS (SELECT 1 FROM passages WHERE indexed = 0)")
    held = catalog.count("SELECT EXISTS (SELECT 1 FROM passages WHERE indexed = 1)")
    return bool(removals or waiting or (held and not index.exists()))


def sync(catalog: Catalog, index: VectorIndex, tell: Tell) -> Repairs:
    """Make the vector index hold just the catalog's embedded passages; rebuild it where it is damaged."""
    try:
        return _sync(catalog, index, tell)
    except IndexDamaged:
        index.discard()
        with catalog.transaction():
            catalog.db.execute("UPDATE passages SET indexed = 0 WHERE indexed = 1")
    try:
        mended = _sync(catalog, index, tell)
    except IndexDamaged as error:
        raise ArchiveError(
            f"the vector index of {catalog.folder} cannot be written ({error})",
            "check the disk's free space and the folder's permissions, then run: briefer doctor",
        ) from error
    return Repairs(indexed=mended.indexed, removed=mended.removed, rebuilt=True)


def _sync(catalog: Catalog, index: VectorIndex, tell: Tell) -> Repairs:
    removed = _remove_gone(catalog, index)
    indexed = _index_new(catalog, index, tell)
    # Counting is quick; only a difference, which a kill can leave, is worth reading all ids.
    if index.count() != catalog.count("SELECT count(*) FROM passages WHERE indexed = 1"):
        extra, missing = _differences(catalog, index)
        index.remove(extra)
        with catalog.transaction():
            catalog.db.executemany("UPDATE passages SET indexed = 0 WHERE n = ?", [(n,) for n in missing])
        removed += len(extra)
        indexed += _index_new(catalog, index, tell)
    if removed or indexed:
        with catalog.transaction():
            catalog.set_meta(generation=str(catalog.generation() + 1))
    index.caught_up(catalog.generation())
    return Repairs(indexed=indexed, removed=removed)


def _remove_gone(catalog: Catalog, index: VectorIndex) -> int:
    gone = [row[0] for row in catalog.db.execute("SELECT passage_id FROM removals ORDER BY passage_id")]
    if gone:
        index.remove(gone)
        with catalog.transaction():
            # A bulletin that went and came back is put in again below.
            for start in range(0, len(gone), MANY):
                part = gone[start : start + MANY]
                catalog.db.execute(f"DELETE FROM removals WHERE passage_id IN ({marks(part)})", part)  # noqa: S608
    return len(gone)


def _index_new(catalog: Catalog, index: VectorIndex, tell: Tell) -> int:
    waiting = "FROM passages p JOIN vectors v ON v.passage = p.n WHERE p.indexed = 0"
    total = catalog.count(f"SELECT count(*) {waiting}")
    done = 0
    while done < total:
        rows = catalog.db.execute(
            "SELECT p.n, b.id, p.ordinal, v.vector FROM passages p JOIN vectors v ON v.passage = p.n "
            "JOIN bulletins b ON p.bulletin = b.n WHERE p.indexed = 0 ORDER BY p.n LIMIT ?",
            [BATCH],
        ).fetchall()
        index.put([passage_id(row[1], row[2]) for row in rows], _matrix([row[3] for row in rows]))
        with catalog.transaction():
            catalog.db.executemany("UPDATE passages SET indexed = 1 WHERE n = ?", [row[:1] for row in rows])
        done += len(rows)
        tell("indexing", done, total)
    return done


def _matrix(blobs: Sequence[bytes]) -> Vectors:
    return np.frombuffer(b"".join(blobs), dtype=np.float32).reshape(len(blobs), -1)


def _differences(catalog: Catalog, index: VectorIndex) -> tuple[list[str], list[int]]:
    """Return the ids that only the index holds, and the catalog's passages that it lacks."""
    rows = catalog.db.execute(
        "SELECT p.n, b.id, p.ordinal FROM passages p JOIN bulletins b ON p.bulletin = b.n WHERE p.indexed = 1"
    )
    wanted = {passage_id(bulletin_id, ordinal): n for n, bulletin_id, ordinal in rows}
    present = index.ids()
    return sorted(present - wanted.keys()), sorted(wanted[key] for key in wanted.keys() - present)
