"""Where bytes come from: a file, standard input, a download; compressed or not."""

from __future__ import annotations

import gzip
import hashlib
import io
import tempfile
import zlib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from briefer.reading.raw import Document, Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

UNPACKED_LIMIT = 4 * 2**30  # bytes, of a compressed source that is streamed
_HEAD = 64 * 1024
_PIECE = 1024 * 1024
_IN_MEMORY = 16 * 2**20
_GZIP = b"\x1f\x8b\x08"


def open_file(path: Path, source: str, *, limit: int, today: date) -> Document:
    """Return the document in a file. Raises Unreadable."""
    try:
        if not path.is_file():
            raise Unreadable("not a regular file", "give a file, a folder, a URL or - for standard input")
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            for piece in iter(lambda: stream.read(_PIECE), b""):
                digest.update(piece)
        return _document(source, digest.hexdigest(), lambda: path.open("rb"), limit, today)
    except OSError as error:
        raise Unreadable(f"cannot be opened ({error.strerror})", "check its permissions") from None


def open_pieces(
    pieces: Iterable[bytes],
    source: str,
    *,
    limit: int,
    today: date,
    charset: str | None = None,
    url: str | None = None,
    retrieved: date | None = None,
) -> Document:
    """Return the document whose bytes arrive once, in pieces; a long one is kept in a temporary file.

    Raises Unreadable where nothing arrives."""
    spool = _Spool()
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        spool.write(piece)
    if not spool.size:
        raise Unreadable("nothing came", "check that the source is not empty")
    return _document(source, digest.hexdigest(), spool.open, limit, today, charset, url, retrieved)


def _document(
    source: str,
    sha256: str,
    opened: Callable[[], BinaryIO],
    limit: int,
    today: date,
    charset: str | None = None,
    url: str | None = None,
    retrieved: date | None = None,
) -> Document:
    with opened() as stream:
        packed = stream.read(len(_GZIP)) == _GZIP
    unpacked = (lambda: io.BufferedReader(_Unpacked(opened()))) if packed else opened
    with unpacked() as stream:
        head = stream.read(_HEAD)
    return Document(source, sha256, head, unpacked, limit, today, charset, url, retrieved)


class _Unpacked(io.RawIOBase):
    """A gzip stream that stops a bomb, and whose faults are Unreadable."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=packed)
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        try:
            size = self._stream.readinto(buffer)
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(f"broken gzip file ({error})", "download or compress it again") from None
        self._size += size
        if self._size > UNPACKED_LIMIT:
            raise Unreadable(f"unpacks to more than {UNPACKED_LIMIT / 2**30:g} GiB", "split it")
        return size

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()


class _Spool:
    """Bytes that can be read again, in memory while they are few."""

    def __init__(self) -> None:
        self.size = 0
        # Kept as long as the document is: a context manager would end before the reading starts.
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115

    def write(self, piece: bytes) -> None:
        self._file.write(piece)
        self.size += len(piece)

    def open(self) -> BinaryIO:
        return io.BufferedReader(_View(self))

    def read_at(self, position: int, size: int) -> bytes:
        self._file.seek(position)
        return self._file.read(size)

    def __del__(self) -> None:
        self._file.close()


class _View(io.RawIOBase):
    """One reading of a spool, with its own position."""

    def __init__(self, spool: _Spool) -> None:
        self._spool = spool
        self._position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        piece = self._spool.read_at(self._position, len(view))
        view[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)
