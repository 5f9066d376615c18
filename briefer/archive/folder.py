"""The archive's folder: making it, taking it back, and saying in words what cannot be done in it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefer.archive.lock import HOLDER, LOCK, not_writable
from briefer.errors import ArchiveError, BrieferError, InputError

FILE = "catalog.sqlite"

_OURS = (FILE, LOCK, HOLDER)  # with the files that SQLite keeps beside its own
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
_REFUSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def prepare(path: Path) -> tuple[Path, ...]:
    """Make the folder where it is not there; return what was made, the innermost first.

    Raises InputError where it holds another's files.
    """
    made = tuple(folder for folder in (path, *path.parents) if not folder.exists())
    path.mkdir(parents=True, exist_ok=True)
    # A creation that was killed leaves only our own files, and is gone on with.
    foreign = next((entry for entry in path.iterdir() if not entry.name.startswith(_OURS)), None)
    if foreign and not (path / FILE).exists():
        raise InputError(
            f"{path} is no archive and holds other files ({foreign.name})",
            "name a new or empty folder",
        )
    return made


def take_back(path: Path, made: tuple[Path, ...]) -> None:
    """Remove an archive that holds nothing, whose connections are closed, and the folders made for it."""
    with suppress(OSError):
        for entry in path.iterdir():
            if entry.name.startswith(_OURS):
                entry.unlink(missing_ok=True)
        for folder in made:
            folder.rmdir()  # fails, and all stays, where someone else has put something there


def is_refused(error: sqlite3.Error) -> bool:
    """Say whether SQLite was not allowed to open or to write a file, rather than finding it broken."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _REFUSED


def not_openable(path: Path, error: OSError) -> BrieferError:
    """Return the error of a folder that cannot be opened; who asks can mend permissions."""
    kind = InputError if error.errno in _NOT_ALLOWED else ArchiveError
    return kind(
        f"the archive {path} cannot be opened ({error.strerror or error})",
        "check the folder's permissions, or name another folder",
    )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say in words what SQLite could not do. Raises InputError where it may not write, else ArchiveError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if is_refused(error):
            raise not_writable(path, error) from error
        raise ArchiveError(
            f"the archive {path} cannot be used ({error})",
            "check the disk's free space and the folder's permissions, then run: briefer doctor",
        ) from error
