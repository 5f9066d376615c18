"""All vectors of an archive in one file that is mapped into memory: what a question is held against.

It is made from the catalog after each writing and can be made again at any time. A file that is missing, cut short or
not of the catalog's present state is not used: the catalog's own vectors are read then, more slowly and with the same
result.

    8 bytes      how long the head is
    head         JSON: version (the catalog's), revision (the model's), rows, columns
    rows x 8     numbers of the passages, growing
    rows x columns x 4    their vectors
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import numpy.typing as npt

from briefer.encoders.sentences import Vectors

if TYPE_CHECKING:
    from briefer.archive.catalog import Catalog

FILE = "vectors.matrix"
_PREFIX = 8
_HEAD = 4096 - _PREFIX  # so that the numbers start on a page of memory
_CHUNK = 4096  # vectors that are copied at once

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The vectors of the passages with these numbers, row by row."""

    version: str
    numbers: Numbers
    vectors: Vectors

    def rows(self, numbers: Numbers) -> npt.NDArray[np.int64]:
        """Return the rows of the passages that it has among those named, whose numbers grow."""
        at = np.searchsorted(self.numbers, numbers)
        found = at < len(self.numbers)
        found[found] = self.numbers[at[found]] == numbers[found]
        return np.asarray(at[found], dtype=np.int64)


def open_matrix(catalog: Catalog) -> Matrix | None:
    """Map the file of an archive; None where it is not what the catalog holds now."""
    wanted = _stamp(catalog)
    if wanted is None:
        return None
    try:
        with (catalog.folder / FILE).open("rb") as file:
            size = int.from_bytes(file.read(_PREFIX), "little")
            head = json.loads(file.read(size)) if 0 < size <= _HEAD else {}
            if not isinstance(head, dict) or {key: head.get(key) for key in wanted} != wanted:
                return None
            return _mapped(file, head)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _mapped(file: BufferedReader, head: dict[str, Any]) -> Matrix | None:
    """What the open file holds: another may have taken its name meanwhile."""
    rows, columns = int(head["rows"]), int(head["columns"])
    start = _PREFIX + _HEAD
    if not rows or os.fstat(file.fileno()).st_size != start + rows * (8 + 4 * columns):
        return None
    numbers = np.memmap(file, np.int64, "r", start, (rows,))
    vectors = np.memmap(file, np.float32, "r", start + 8 * rows, (rows, columns))
    return Matrix(str(head["version"]), np.array(numbers), np.asarray(vectors))


def write_matrix(catalog: Catalog) -> None:
    """Make the file say what the catalog holds; nothing where it does already, or where it cannot be written."""
    if not catalog.vectors_version() and catalog.count("SELECT EXISTS (SELECT 1 FROM vectors)"):
        with catalog.transaction():  # an archive from before there was such a file
            catalog.vectors_changed()
    stamp = _stamp(catalog)
    if stamp is None or open_matrix(catalog) is not None:
        return
    target = catalog.folder / FILE
    part = target.with_suffix(".part")
    with suppress(OSError):  # a full disk: the file is a help, not a need
        try:
            with part.open("wb") as file:
                _write(file, catalog, stamp)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def _write(file: BinaryIO, catalog: Catalog, stamp: dict[str, Any]) -> None:
    numbers = np.array(
        [row[0] for row in catalog.db.execute("SELECT passage FROM vectors ORDER BY passage")], np.int64
    )
    columns = int(catalog.meta("dimension") or 0)
    head = json.dumps(stamp | {"rows": len(numbers), "columns": columns}).encode()
    file.write(len(head).to_bytes(_PREFIX, "little") + head.ljust(_HEAD))
    file.write(numbers.tobytes())
    for blobs in _blobs(catalog):
        file.write(blobs)


def _blobs(catalog: Catalog) -> Iterator[bytes]:
    rows = catalog.db.execute("SELECT vector FROM vectors ORDER BY passage")
    while chunk := rows.fetchmany(_CHUNK):
        yield b"".join(row[0] for row in chunk)


def _stamp(catalog: Catalog) -> dict[str, Any] | None:
    """What tells the catalog's vectors from those of any other moment; None where there are none."""
    version = catalog.vectors_version()
    return {"version": version, "revision": catalog.meta("revision")} if version else None
