"""What the archive reports about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefer.reading.sources import Problem


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """How far an ingest has come."""

    stage: str  # "reading": bulletins; "embedding", "indexing": passages
    done: int
    total: int | None  # None while reading: the end of a page is not known before it is reached
    source: str = ""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, counted in bulletins; `failed` counts the errors among the problems."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    linked: int = 0  # stored as a wire copy of another bulletin
    dropped: int = 0  # what reading left out: furniture
    failed: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveStats:
    """What the archive holds."""

    bulletins: int  # without wire copies
    linked: int
    passages: int
    embedded: int
    pages: int
    countries: tuple[tuple[str, int], ...]  # the ten with the most bulletins as main country
    first: date | None
    last: date | None
    model: str | None
    revision: str | None
    bytes: int  # on disk


@dataclass(frozen=True, slots=True)
class Repairs:
    """What was mended."""

    embedded: int = 0  # passages that had no vector
    indexed: int = 0  # passages that the vector index lacked
    removed: int = 0  # passages that the vector index held and the catalog does not
    rebuilt: bool = False  # the vector index was made again from the catalog

    def __bool__(self) -> bool:
        return bool(self.embedded or self.indexed or self.removed or self.rebuilt)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `briefer doctor`."""

    name: str
    ok: bool
    detail: str
    fix: str = ""
