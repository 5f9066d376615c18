"""Writing to the catalog: bulletins come, change, are linked, and go.

Every function is called inside a transaction, which its caller opened.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import Enum
from typing import Any

from briefer.archive.catalog import Catalog, day_number, marks
from briefer.archive.passages import cut_passages, passage_id
from briefer.archive.wire import WireText, days_around
from briefer.model import Basis, Bulletin, Page

_BASES = tuple(Basis)  # best first: of two pages with the same bulletin, the better date counts


class Outcome(Enum):
    """What became of a bulletin that was read."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LINKED = "linked"


class Store:
    """The catalog, to be written to."""

    def __init__(self, catalog: Catalog, cut: Callable[[Bulletin], Any] = cut_passages) -> None:
        self._catalog = catalog
        self._db = catalog.db
        self._cut = cut

    def begin_page(self, page: Page, reading_version: str) -> int:
        """Enter the page in the ledger as not yet completed; return the number of this reading."""
        retrieved = day_number(page.retrieved) if page.retrieved else None
        self._db.execute(
            "INSERT INTO pages VALUES (?, ?, ?, ?, ?, 0, 1, 0, '[]') ON CONFLICT (source) DO UPDATE SET "
            "kind = excluded.kind, sha256 = excluded.sha256, retrieved = excluded.retrieved, "
            "reading_version = excluded.reading_version, completed = 0, run = run + 1",
            [page.source, page.kind, page.sha256, retrieved, reading_version],
        )
        return self._catalog.count("SELECT run FROM pages WHERE source = ?", page.source)

    def complete_page(self, source: str, dropped: int, problems: str) -> None:
        """Enter that the page was read to its end."""
        self._db.execute(
            "UPDATE pages SET completed = 1, dropped = ?, problems = ? WHERE source = ?",
            [dropped, problems, source],
        )

    def put(self, bulletin: Bulletin, run: int) -> Outcome:
        """Store a bulletin as its page tells it, in place of what had its key there."""
        details = _details(bulletin)
        row = self._db.execute(
            "SELECT o.bulletin, b.id, o.place, o.details FROM occurrences o "
            "JOIN bulletins b ON o.bulletin = b.n WHERE o.source = ? AND o.key = ?",
            [bulletin.source, bulletin.key],
        ).fetchone()
        if row is None:
            return self._add(bulletin, details, run)
        n, old_id, old_place, old_details = row
        if old_id == bulletin.id:
            details = _keeping_known_date(details, old_details)
        else:
            self._remove_occurrence(bulletin.source, bulletin.key)
            self._add(bulletin, details, run)
            return Outcome.CHANGED
        self._db.execute(
            "UPDATE occurrences SET place = ?, details = ?, run = ? WHERE source = ? AND key = ?",
            [bulletin.place, details, run, bulletin.source, bulletin.key],
        )
        if (old_place, old_details) != (bulletin.place, details):
            self._settle(n)
        return Outcome.UNCHANGED if old_details == details else Outcome.CHANGED

    def prune_page(self, source: str) -> int:
        """Remove what the page no longer has; return how many."""
        gone = self._db.execute(
            "SELECT o.key FROM occurrences o JOIN pages p USING (source) WHERE source = ? AND o.run < p.run",
            [source],
        ).fetchall()
        for (key,) in gone:
            self._remove_occurrence(source, key)
        return len(gone)

    def remove_page(self, source: str) -> int:
        """Remove the page and what stands on no other; return how many bulletins it had."""
        keys = self._db.execute("SELECT key FROM occurrences WHERE source = ?", [source]).fetchall()
        for (key,) in keys:
            self._remove_occurrence(source, key)
        self._db.execute("DELETE FROM pages WHERE source = ?", [source])
        return len(keys)

    def _add(self, bulletin: Bulletin, details: str, run: int) -> Outcome:
        row = self._db.execute("SELECT n FROM bulletins WHERE id = ?", [bulletin.id]).fetchone()
        n = row[0] if row else self._insert(bulletin)
        self._db.execute(
            "INSERT INTO occurrences VALUES (?, ?, ?, ?, ?, ?)",
            [bulletin.source, bulletin.key, bulletin.place, n, details, run],
        )
        changed = self._settle(n)
        if row:
            return Outcome.CHANGED if changed else Outcome.UNCHANGED
        return Outcome.ADDED if self._find_place(n, bulletin) is None else Outcome.LINKED

    def _insert(self, bulletin: Bulletin) -> int:
        cursor = self._db.execute(
            "INSERT INTO bulletins (id, key, title, body, source, place, outlets, precision, basis, main, "
            "mentioned) VALUES (?, '', ?, ?, '', 0, '', '', '', '', '')",
            [bulletin.id, bulletin.title, bulletin.body],
        )
        return int(cursor.lastrowid or 0)

    def _settle(self, n: int) -> bool:
        """Take the bulletin's details from its occurrences, whatever order they came in.

        The best date's page tells the details; outlets are those of all pages. Say whether it changed.
        """
        rows = self._db.execute(
            "SELECT source, key, place, details FROM occurrences WHERE bulletin = ?", [n]
        ).fetchall()
        told = [(source, key, place, json.loads(details)) for source, key, place, details in rows]
        told.sort(key=lambda row: (_BASES.index(Basis(row[3]["basis"])), row[0], row[2], row[1]))
        source, key, place, best = told[0]
        outlets = list(dict.fromkeys(outlet for row in told for outlet in row[3]["outlets"]))
        told_columns = [json.dumps(outlets), *(best[name] for name in _COLUMNS[1:3])]
        told_columns += [best["precision"], best["basis"], json.dumps(best["main"])]
        told_columns += [json.dumps(best["mentioned"]), best["url"]]
        columns = ", ".join(_COLUMNS)
        before = self._db.execute(f"SELECT {columns} FROM bulletins WHERE n = ?", [n]).fetchone()  # noqa: S608
        self._db.execute(
            "UPDATE bulletins SET key = ?, source = ?, place = ?, outlets = ?, earliest = ?, latest = ?, "
            "precision = ?, basis = ?, main = ?, mentioned = ?, url = ? WHERE n = ?",
            [key, source, place, *told_columns, n],
        )
        if list(before) == told_columns:
            return False
        self._db.execute("DELETE FROM countries WHERE bulletin = ?", [n])
        roles = [(code, 1, n) for code in best["main"]] + [(code, 0, n) for code in best["mentioned"]]
        self._db.executemany("INSERT OR IGNORE INTO countries VALUES (?, ?, ?)", roles)
        return True

    def _find_place(self, n: int, bulletin: Bulletin) -> int | None:
        """Link the new bulletin to the one that it copies and return that one, or make it a primary."""
        text = WireText(bulletin.title, bulletin.body)
        bands = text.bands()
        primary = self._primary_of(n, bulletin, text, bands)
        if primary is None:
            self._make_primary(n, bulletin, bands)
        else:
            self._db.execute("UPDATE bulletins SET linked = ? WHERE n = ?", [primary, n])
        return primary

    def _primary_of(self, n: int, bulletin: Bulletin, text: WireText, bands: tuple[int, ...]) -> int | None:
        around = days_around(bulletin.date)
        sql = (
            "SELECT DISTINCT b.n, b.title, b.body FROM bands k JOIN bulletins b ON k.bulletin = b.n "  # noqa: S608
            f"WHERE k.band IN ({marks(bands)}) AND b.n <> ?"
        )
        values: list[Any] = [*bands, n]
        if around and around.since and around.until:
            sql += " AND (b.earliest IS NULL OR b.latest IS NULL OR (b.earliest <= ? AND b.latest >= ?))"
            values += [day_number(around.until), day_number(around.since)]
        best: tuple[float, int] | None = None
        for other, title, body in self._db.execute(sql, values).fetchall():
            candidate = WireText(title, body)
            if text.copies(candidate):
                best = max(best or (0.0, 0), (text.similarity(candidate), -other))
        return -best[1] if best else None

    def _make_primary(self, n: int, bulletin: Bulletin, bands: tuple[int, ...]) -> None:
        self._db.execute("UPDATE bulletins SET linked = NULL WHERE n = ?", [n])
        self._db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, n) for band in bands])
        for ordinal, passage in enumerate(self._cut(bulletin)):
            cursor = self._db.execute(
                'INSERT INTO passages (bulletin, ordinal, start, "end") VALUES (?, ?, ?, ?)',
                [n, ordinal, passage.span.start, passage.span.end],
            )
            self._db.execute(
                "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
                [cursor.lastrowid, bulletin.title, passage.span.of(bulletin.body)],
            )

    def _remove_occurrence(self, source: str, key: str) -> None:
        (n,) = self._db.execute(
            "DELETE FROM occurrences WHERE source = ? AND key = ? RETURNING bulletin", [source, key]
        ).fetchone()
        if self._catalog.count("SELECT count(*) FROM occurrences WHERE bulletin = ?", n):
            self._settle(n)
        else:
            self._remove(n)

    def _remove(self, n: int) -> None:
        bulletin_id = self._db.execute("SELECT id FROM bulletins WHERE n = ?", [n]).fetchone()[0]
        passages = self._db.execute("SELECT n, ordinal FROM passages WHERE bulletin = ?", [n]).fetchall()
        gone = [(number,) for number, _ in passages]
        self._db.executemany(
            "INSERT OR IGNORE INTO removals VALUES (?)",
            [(passage_id(bulletin_id, ordinal),) for _, ordinal in passages],
        )
        self._db.executemany("DELETE FROM words WHERE rowid = ?", gone)
        self._db.executemany("DELETE FROM vectors WHERE passage = ?", gone)
        self._catalog.vectors_changed()
        for table in ("passages", "bands", "countries"):
            self._db.execute(f"DELETE FROM {table} WHERE bulletin = ?", [n])  # noqa: S608
        self._promote(n)
        self._db.execute("DELETE FROM bulletins WHERE n = ?", [n])

    def _promote(self, n: int) -> None:
        """Let the first copy of a bulletin that goes take its place."""
        copies = self._db.execute("SELECT n, id FROM bulletins WHERE linked = ? ORDER BY n", [n]).fetchall()
        if copies:
            first, first_id = copies[0]
            bulletin = self._catalog.bulletin(first_id)
            self._db.execute("UPDATE bulletins SET linked = ? WHERE linked = ?", [first, n])
            self._make_primary(first, bulletin, WireText(bulletin.title, bulletin.body).bands())


_DATE = ("earliest", "latest", "precision", "basis")
_COLUMNS = ("outlets", *_DATE, "main", "mentioned", "url")


def _details(bulletin: Bulletin) -> str:
    """Return, as JSON, what a page says of a bulletin beside its words."""
    day = bulletin.date
    return json.dumps(
        {
            "outlets": bulletin.outlets,
            "earliest": day_number(day.earliest) if day.earliest else None,
            "latest": day_number(day.latest) if day.latest else None,
            "precision": day.precision,
            "basis": day.basis,
            "main": bulletin.countries.main,
            "mentioned": bulletin.countries.mentioned,
            "url": bulletin.url,
        }
    )


def _keeping_known_date(details: str, before: str) -> str:
    """Return a page's details with the date that it gave earlier for the same words, where it now assumes one:
    it was read with its retrieval date then, and without it now."""
    told, known = json.loads(details), json.loads(before)
    assumed = _BASES.index(Basis.ASSUMED)
    if told["basis"] != Basis.ASSUMED or _BASES.index(Basis(known["basis"])) >= assumed:
        return details
    return json.dumps(told | {name: known[name] for name in _DATE})
