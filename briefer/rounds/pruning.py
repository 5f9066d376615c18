"""`update --prune`: what the archive has of sources that `briefer.toml` names no longer, and of files that are gone
from a folder that it names. What stands on a page that stays is never removed, nor what was ingested in another way.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from briefer.archive.archive import Archive
from briefer.archive.catalog import Catalog, open_catalog
from briefer.archive.folder import told
from briefer.archive.lock import writer_lock
from briefer.archive.store import Store
from briefer.reading.cleaning import one_line
from briefer.rounds.plan import NamedSource, sources_of
from briefer.rounds.remembering import remembering
from briefer.settings import SETTINGS_FILE, Settings


class Why(StrEnum):
    """Why a page is to go."""

    NOT_NAMED = f"{SETTINGS_FILE} names it no longer"
    GONE = "gone from its folder"


@dataclass(frozen=True, slots=True)
class LostPage:
    """A page that is to go, with how many bulletins it has."""

    source: str
    why: Why
    bulletins: int


@dataclass(frozen=True, slots=True)
class PruneReport:
    """What is to go, or went. `bulletins` are those that stand on no other page, copies included."""

    pages: tuple[LostPage, ...]
    bulletins: int
    removed: bool


def prune(archive: Archive, settings: Settings, *, yes: bool) -> PruneReport:
    """Find the pages that are to go, and with `yes` remove them with what stands on no other page.

    Raises InputError where no source is named, ArchiveBusy while another process writes to the archive or updates it.
    """
    named = sources_of(settings)
    with remembering(archive.path) as memory:
        known = memory.named()
        with writer_lock(archive.path), told(archive.path), closing(open_catalog(archive.path)) as catalog:
            pages = tuple(_lost(catalog, named, known))
            bulletins = _remove(catalog, pages, yes=yes)
        if yes:
            memory.forget_named(known - {source.where for source in named})
    if yes and pages:
        archive.repair()  # the index of meanings, and what stood behind the bulletins that went
    return PruneReport(pages, bulletins, yes and bool(pages))


def _lost(catalog: Catalog, named: Iterable[NamedSource], known: frozenset[str]) -> Iterator[LostPage]:
    urls = {one_line(source.where) for source in named if source.is_url}
    folders = [Path(source.where) for source in named if not source.is_url]
    there = {name for folder in folders for name in _files(folder)}
    rows = catalog.db.execute(
        "SELECT source, count(o.key) FROM pages LEFT JOIN occurrences o USING (source) "
        "GROUP BY source ORDER BY source"
    )
    for source, bulletins in rows.fetchall():
        homes = [folder for folder in folders if _lies_under(source, folder)]
        if source not in urls and not homes:
            if any(source == one_line(old) or _lies_under(source, Path(old)) for old in known):
                yield LostPage(source, Why.NOT_NAMED, bulletins)
        elif source not in there and any(map(Path.is_dir, homes)) and not os.path.lexists(source):
            yield LostPage(source, Why.GONE, bulletins)


def _files(folder: Path) -> Iterator[str]:
    """Yield the files under a folder, called as the archive calls them."""
    for parent, _, files in os.walk(folder):
        yield from (one_line((Path(parent) / file).as_posix()) for file in files)


def _lies_under(source: str, place: Path) -> bool:
    page = Path(source)
    return "://" not in source and (page == place or place in page.parents)


def _remove(catalog: Catalog, pages: Iterable[LostPage], *, yes: bool) -> int:
    """Remove the pages and return how many bulletins that takes; without `yes` all is put back."""
    store = Store(catalog)
    before = catalog.count("SELECT count(*) FROM bulletins")
    catalog.db.execute("BEGIN IMMEDIATE")
    try:
        for page in pages:
            store.remove_page(page.source)
        after = catalog.count("SELECT count(*) FROM bulletins")
        catalog.db.execute("COMMIT" if yes else "ROLLBACK")
    except BaseException:  # an interrupt too must leave nothing half-written
        catalog.db.rollback()
        raise
    return before - after
