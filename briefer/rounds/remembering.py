"""What is remembered from one round to the next: which version of a page was read, each site's robots.txt, and which
sources were ever named.

An SQLite file in the archive's folder. Losing it costs another download, and keeps in the archive what `--prune` would
have removed; nothing else, so a damaged one is made anew. Its lock keeps two rounds of one archive apart.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from briefer.archive.catalog import day_of, open_catalog
from briefer.archive.folder import told
from briefer.archive.ingest import READING_VERSION
from briefer.errors import ArchiveBusy
from briefer.model import Page

FILE = "rounds.sqlite"
_VERSION = 1
_TABLES = """
CREATE TABLE pages (
    source TEXT PRIMARY KEY, url TEXT NOT NULL, etag TEXT, modified TEXT, sha256 TEXT NOT NULL, fetched TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE robots (origin TEXT PRIMARY KEY, body BLOB NOT NULL, fetched TEXT NOT NULL) WITHOUT ROWID
"""
# Later than the others: a file that lacks it keeps what it has.
_NAMED = "CREATE TABLE IF NOT EXISTS named (source TEXT PRIMARY KEY) WITHOUT ROWID"


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a page that was read."""

    url: str  # where it stood, after redirects
    etag: str | None
    modified: str | None  # the Last-Modified header
    sha256: str
    fetched: date

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it is another version."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


class Memory:
    """The open file; made by `remembering`. Safe from several threads."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lock = Lock()

    def version(self, source: str) -> Version | None:
        """Return the version of a source that was read last."""
        row = self._row("SELECT url, etag, modified, sha256, fetched FROM pages WHERE source = ?", source)
        return Version(row[0], row[1], row[2], row[3], date.fromisoformat(row[4])) if row else None

    def keep(self, source: str, version: Version) -> None:
        """Remember the version of a source that the archive has taken in."""
        values = (version.url, version.etag, version.modified, version.sha256, version.fetched.isoformat())
        self._write("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)", source, *values)

    def forget(self, source: str) -> None:
        """Let the source be fetched whole the next time."""
        self._write("DELETE FROM pages WHERE source = ?", source)

    def name(self, sources: Iterable[str]) -> None:
        """Remember that the settings name these sources."""
        for source in sources:
            self._write("INSERT OR IGNORE INTO named VALUES (?)", source)

    def named(self) -> frozenset[str]:
        """Return the sources that a round has read, whether the settings name them still or not."""
        with self._lock:
            rows = self._db.execute("SELECT source FROM named UNION SELECT source FROM pages").fetchall()
        return frozenset(row[0] for row in rows)

    def forget_named(self, sources: Iterable[str]) -> None:
        """Forget sources of which the archive has nothing left."""
        for source in sources:
            self.forget(source)
            self._write("DELETE FROM named WHERE source = ?", source)

    def robots(self, origin: str, today: date) -> bytes | None:
        """Return the robots.txt that a site gave today."""
        row = self._row("SELECT body FROM robots WHERE origin = ? AND fetched = ?", origin, today.isoformat())
        return row[0] if row else None

    def keep_robots(self, origin: str, body: bytes, today: date) -> None:
        """Remember a site's robots.txt, empty where it has none; those of other days go."""
        self._write("DELETE FROM robots WHERE fetched <> ?", today.isoformat())
        self._write("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", origin, body, today.isoformat())

    def _row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        with self._lock:
            row: tuple[Any, ...] | None = self._db.execute(sql, values).fetchone()
        return row

    def _write(self, sql: str, *values: object) -> None:
        with self._lock:
            self._db.execute(sql, values)  # committed at once


@contextmanager
def remembering(folder: Path) -> Iterator[Memory]:
    """Open the memory of the archive in `folder`, and keep others out of it.

    Raises ArchiveBusy while another round of the archive is under way, InputError where the folder may not be
    written to.
    """
    with told(folder), closing(_opened(folder)) as db:
        yield Memory(db)


def page_held(folder: Path, source: str) -> Page | None:
    """Return the page as the archive in `folder` read it whole, with this version of briefer."""
    with told(folder), closing(open_catalog(folder)) as catalog:
        row = catalog.db.execute(
            "SELECT source, kind, sha256, retrieved FROM pages "
            "WHERE source = ? AND completed = 1 AND reading_version = ?",
            [source, READING_VERSION],
        ).fetchone()
    return Page(row[0], row[1], row[2], day_of(row[3])) if row else None


def _opened(folder: Path) -> sqlite3.Connection:
    try:
        return _connected(folder)
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_BUSY:
            raise ArchiveBusy(
                f"another round of the archive {folder} is under way", "wait for it, or stop it"
            ) from None
        if code not in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR}:
            raise
    for name in (FILE, f"{FILE}-journal"):
        (folder / name).unlink(missing_ok=True)
    return _connected(folder)


def _connected(folder: Path) -> sqlite3.Connection:
    """Open the file, make its tables where it has none, and hold its lock until it is closed."""
    db = sqlite3.connect(folder / FILE, isolation_level=None, check_same_thread=False, timeout=0)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        found = db.execute("PRAGMA user_version").fetchone()[0]
        if found != _VERSION:
            for table in ("pages", "robots"):
                db.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _TABLES.split(";\n"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {_VERSION}")
        db.execute(_NAMED)
        db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db
