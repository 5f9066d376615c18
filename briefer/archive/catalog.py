"""The catalog: an SQLite file that is the truth about the archive. Reading it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np

from briefer.archive.folder import FILE, is_refused
from briefer.archive.lock import not_writable
from briefer.archive.matrix import Matrix, open_matrix
from briefer.archive.passages import passage_id
from briefer.archive.schema import SCHEMA_VERSION, TABLES
from briefer.encoders.sentences import Vectors
from briefer.errors import ArchiveError, InputError
from briefer.model import Basis, Bulletin, BulletinDate, Countries, Passage, Period, Precision, Span

_FIELDS = (
    "b.id, b.key, b.title, b.body, b.source, b.place, b.outlets, b.earliest, b.latest, b.precision, b.basis, "
    "b.main, b.mentioned, b.url"
)
_NEWEST_FIRST = "b.latest IS NULL, b.latest DESC, b.earliest DESC, b.source, b.place, b.id"
MANY = 500  # parameters of one statement


@dataclass(frozen=True, slots=True)
class Filter:
    """Which bulletins are wanted."""

    country: str | None = None
    main_only: bool = False
    period: Period = field(default_factory=Period)
    include_linked: bool = False

    @property
    def is_open(self) -> bool:
        """True when every bulletin that is not a wire copy passes."""
        return self.country is None and self.period.is_open

    def sql(self) -> tuple[str, list[Any]]:
        """Return a condition on the table alias `b`, and its parameters."""
        terms: list[str] = []
        values: list[Any] = []
        if not self.include_linked:
            terms.append("b.linked IS NULL")
        if self.country is not None:
            role = " AND main = 1" if self.main_only else ""
            terms.append(f"b.n IN (SELECT bulletin FROM countries WHERE code = ?{role})")  # noqa: S608
            values.append(self.country)
        if self.period.since is not None:
            terms.append("b.earliest IS NOT NULL AND b.latest >= ?")
            values.append(day_number(self.period.since))
        if self.period.until is not None:
            terms.append("b.latest IS NOT NULL AND b.earliest <= ?")
            values.append(day_number(self.period.until))
        return " AND ".join(terms) or "1", values


class Catalog:
    """A connection to the catalog. `db` is for the modules of this package."""

    def __init__(self, folder: Path, db: sqlite3.Connection) -> None:
        self.folder = folder
        self.db = db
        self._matrix: Matrix | None = None

    def close(self) -> None:
        """Close the connection."""
        self._matrix = None
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is done inside, or nothing of it."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:  # an interrupt too must leave nothing half-written
            self.db.rollback()
            raise
        self.db.commit()

    def meta(self, key: str) -> str | None:
        """Return a remembered value."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
        return row[0] if row else None

    def set_meta(self, **values: str) -> None:
        """Remember values."""
        self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def generation(self) -> int:
        """Return a number that grows with each write to the vector index."""
        return int(self.meta("generation") or 0)

    def vectors_version(self) -> str:
        """Return what is another whenever a vector has come or gone; empty where nothing was noted yet."""
        return self.meta("vectors") or ""

    def matrix(self) -> Matrix | None:
        """Return the vectors in one piece, kept open; None where no such piece is what the catalog holds now."""
        matrix = self._matrix  # other threads may set it meanwhile
        if matrix is None or matrix.version != self.vectors_version():
            matrix = self._matrix = open_matrix(self)
        return matrix

    def vectors_changed(self) -> None:
        """Note, inside a transaction, that vectors come or go."""
        # Drawn, not counted: a catalog that is put back from a copy must not come to a number it had.
        self.set_meta(vectors=token_hex(8))

    def count(self, sql: str, *values: object) -> int:
        """Return the number that a query of one row and column gives."""
        return int(self.db.execute(sql, values).fetchone()[0])

    def bulletins(self, wanted: Filter) -> tuple[Bulletin, ...]:
        """Return the bulletins wanted, newest first."""
        return tuple(self.newest_first(wanted))

    def newest_first(self, wanted: Filter) -> Iterator[Bulletin]:
        """Yield the bulletins wanted one by one, for whoever needs only the first."""
        where, values = wanted.sql()
        sql = f"SELECT {_FIELDS} FROM bulletins b WHERE {where} ORDER BY {_NEWEST_FIRST}"  # noqa: S608
        return (_bulletin(row) for row in self.db.execute(sql, values))

    def bulletin(self, prefix: str) -> Bulletin:
        """Return the bulletin whose id starts so. Raises InputError unless there is exactly one."""
        wanted = prefix.strip().lower()
        sql = f"SELECT {_FIELDS} FROM bulletins b WHERE substr(b.id, 1, ?) = ? ORDER BY b.id LIMIT 2"  # noqa: S608
        rows = self.db.execute(sql, [len(wanted), wanted]).fetchall() if wanted else []
        if not rows:
            raise InputError(f"no bulletin {prefix!r} in the archive {self.folder}", "run: briefer list")
        if len(rows) > 1:
            raise InputError(f"more than one bulletin's id starts with {prefix!r}", "give more of its digits")
        return _bulletin(rows[0])

    def linked(self, bulletin_id: str) -> tuple[Bulletin, ...]:
        """Return the wire copies of a bulletin, in the order they came."""
        sql = (
            f"SELECT {_FIELDS} FROM bulletins b JOIN bulletins p ON b.linked = p.n "  # noqa: S608
            "WHERE p.id = ? ORDER BY b.n"
        )
        return tuple(_bulletin(row) for row in self.db.execute(sql, [bulletin_id]))

    def original_of(self, bulletin_id: str) -> Bulletin | None:
        """Return the bulletin that this one is a wire copy of."""
        sql = f"SELECT {_FIELDS} FROM bulletins b JOIN bulletins c ON c.linked = b.n WHERE c.id = ?"  # noqa: S608
        row = self.db.execute(sql, [bulletin_id]).fetchone()
        return _bulletin(row) if row else None

    def passages_of(self, bulletin_id: str) -> tuple[Passage, ...]:
        """Return a bulletin's passages in order; a wire copy has none."""
        sql = (
            'SELECT b.id, p.ordinal, p.start, p."end" FROM passages p JOIN bulletins b ON p.bulletin = b.n '
            "WHERE b.id = ? ORDER BY p.ordinal"
        )
        return tuple(_passage(row) for row in self.db.execute(sql, [bulletin_id]))

    def meanings(self, ids: Iterable[str]) -> dict[str, Vectors]:
        """Return the mean of the stored vectors of each bulletin's passages, at length 1, as far as it has any."""
        wanted = list(dict.fromkeys(ids))
        rows: dict[str, list[Vectors]] = {}
        for start in range(0, len(wanted), MANY):
            part = wanted[start : start + MANY]
            sql = (
                "SELECT b.id, v.vector FROM bulletins b JOIN passages p ON p.bulletin = b.n "  # noqa: S608
                f"JOIN vectors v ON v.passage = p.n WHERE b.id IN ({marks(part)}) ORDER BY p.n"
            )
            for bulletin_id, vector in self.db.execute(sql, part):
                rows.setdefault(bulletin_id, []).append(np.frombuffer(vector, dtype=np.float32))
        return {each: _mean(rows[each]) for each in wanted if each in rows}

    def hits(self, numbers: Sequence[int]) -> dict[int, tuple[Passage, Bulletin]]:
        """Return the passages with these row numbers, each with its bulletin."""
        found: dict[int, tuple[Passage, Bulletin]] = {}
        for start in range(0, len(numbers), MANY):
            part = numbers[start : start + MANY]
            sql = (
                f'SELECT p.n, p.ordinal, p.start, p."end", {_FIELDS} FROM passages p '  # noqa: S608
                f"JOIN bulletins b ON p.bulletin = b.n WHERE p.n IN ({marks(part)})"
            )
            for n, ordinal, begin, end, *rest in self.db.execute(sql, part):
                bulletin = _bulletin(rest)
                found[n] = _passage((bulletin.id, ordinal, begin, end)), bulletin
        return found


def open_catalog(folder: Path, *, create: bool = False) -> Catalog:
    """Open the catalog of the archive in `folder`, which exists; make its tables where `create` is given.

    One that may not be written to is opened for reading alone. Raises InputError where there is none, or it
    may not be made; ArchiveError where the file is no catalog, or another version's.
    """
    path = folder / FILE
    if not create and not path.is_file():
        raise InputError(f"no archive at {folder}", "run: briefer ingest PAGE")
    try:
        try:
            return _connected(folder, str(path), create=create)
        except sqlite3.Error as error:
            if create and is_refused(error):
                raise not_writable(folder, error) from error
            if not is_refused(error):
                raise
        _check_nothing_waits(folder)
        # SQLite needs files beside a catalog with a write-ahead log, unless nobody can change it.
        return _connected(folder, f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise ArchiveError(
            f"the archive {folder} cannot be opened ({error})",
            "check that you may write there; if it is damaged, move it away and run: briefer ingest PAGE",
        ) from error


def _connected(folder: Path, database: str, *, create: bool = False, uri: bool = False) -> Catalog:
    """Open the catalog by its path or URI, and look into it. Raises sqlite3.Error or ArchiveError."""
    db = sqlite3.connect(database, isolation_level=None, check_same_thread=False, timeout=30, uri=uri)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        catalog = Catalog(folder, db)
        if create:
            _create(catalog)
        _check_version(catalog)
    except BaseException:
        db.close()
        raise
    return catalog


def _check_nothing_waits(folder: Path) -> None:
    """Raise InputError where a writer was killed: what it wrote last is in the log, which would be passed over."""
    log = folder / f"{FILE}-wal"
    if log.exists() and log.stat().st_size:
        raise InputError(
            f"the archive {folder} may only be read, and its last writing was not finished",
            "make the folder writable once, or copy it to where you may write",
        )


def _create(catalog: Catalog) -> None:
    """Make the tables unless they are there; killed on the way, it starts again the next time."""
    catalog.db.execute("PRAGMA journal_mode = WAL")
    with catalog.transaction():
        if catalog.count("SELECT count(*) FROM sqlite_master") == 0:
            for statement in TABLES.split(";\n"):
                catalog.db.execute(statement)
            catalog.set_meta(schema=str(SCHEMA_VERSION), generation="0")


def _check_version(catalog: Catalog) -> None:
    tables = catalog.count("SELECT count(*) FROM sqlite_master WHERE name = 'meta'")
    found = catalog.meta("schema") if tables else None
    if found is None:
        raise ArchiveError(f"{catalog.folder / FILE} is not a briefer catalog", "name another folder")
    if found != str(SCHEMA_VERSION):
        raise ArchiveError(
            f"the archive {catalog.folder} was made by another version of briefer "
            f"(its format is {found}, this one reads {SCHEMA_VERSION})",
            "ingest the pages anew into another folder",
        )


def marks(values: Sequence[object]) -> str:
    """Return as many question marks as there are values."""
    return ",".join("?" * len(values))


def day_number(day: date) -> int:
    """Return a date as the integer YYYYMMDD."""
    return day.year * 10000 + day.month * 100 + day.day


def day_of(number: int | None) -> date | None:
    """Return the date of the integer YYYYMMDD."""
    return None if number is None else date(number // 10000, number // 100 % 100, number % 100)


def _passage(row: Sequence[Any]) -> Passage:
    bulletin_id, ordinal, start, end = row
    return Passage(passage_id(bulletin_id, ordinal), bulletin_id, Span(start, end))


def _mean(vectors: Sequence[Vectors]) -> Vectors:
    mean = np.mean(vectors, axis=0)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length if length else mean, dtype=np.float32)


def _bulletin(row: Sequence[Any]) -> Bulletin:
    (bulletin_id, key, title, body, source, place, outlets, earliest, latest, precision, basis) = row[:11]
    main, mentioned, url = row[11:]
    return Bulletin(
        id=bulletin_id,
        key=key,
        title=title,
        body=body,
        source=source,
        place=place,
        outlets=tuple(json.loads(outlets)),
        date=BulletinDate(day_of(earliest), day_of(latest), Precision(precision), Basis(basis)),
        countries=Countries(tuple(json.loads(main)), tuple(json.loads(mentioned))),
        url=url,
    )
