"""Briefings from small archives, with an embedder that needs no model."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from gated import verbatim_only

from briefer.archive.archive import Archive, open_archive
from briefer.model import Briefing, Bulletin, Citation, Claim, Evidence, Period
from briefer.reading.countries import tag_countries
from briefer.reading.dates import parse_day
from briefer.reading.sentences import sentence_spans
from briefer.reading.sources import ReadOptions, read_sources
from briefer.writing.chains.brief import Brief, brief_chain
from briefer.writing.extractive.engine import ExtractiveEngine
from briefer.writing.planning import period_for

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"
REAL_PAGE = SHARED / "seeds" / "mali.txt"
CORPUS = SHARED / "data" / "current-events" / "2003-2023.jsonl.gz"
RETRIEVED = date(2025, 3, 10)

sys.path.append(str(ROOT / "tests" / "archive"))  # the fakes are those of the archive's tests
from archive_fakes import HashEmbedder, bulletin, day, reading  # noqa: E402

__all__ = ["HashEmbedder", "bulletin", "day", "reading"]


def about(title: str, body: str, **other: object) -> Bulletin:
    """Make a bulletin with the countries that its words name."""
    countries = tag_countries(title, body)
    return bulletin(title, body, main=countries.main, mentioned=countries.mentioned, **other)


@contextmanager
def archive_of(folder: Path, bulletins: Sequence[Bulletin]) -> Iterator[Archive]:
    """Open an archive of these bulletins."""
    with open_archive(folder / "archive", embedder=HashEmbedder(), create=True) as opened:
        sources = dict.fromkeys(each.source for each in bulletins)
        opened.ingest(
            [reading([b for b in bulletins if b.source == source], source=source) for source in sources]
        )
        yield opened


@contextmanager
def archive_of_page(folder: Path, page: Path, retrieved: date | None = RETRIEVED) -> Iterator[Archive]:
    """Open an archive of a page or a folder."""
    with open_archive(folder / "archive", embedder=HashEmbedder(), create=True) as opened:
        report = opened.ingest(read_sources([str(page)], ReadOptions(retrieved=retrieved, today=RETRIEVED)))
        assert report.added
        yield opened


def brief(archive: Archive, country: str, when: str | Period = "", today: date = RETRIEVED) -> Briefing:
    """Write the extractive briefing of a week, month or year; without one of the latest week."""
    given = parse_day(when) if isinstance(when, str) and when else Period() if when == "" else when
    assert isinstance(given, Period)
    period = period_for(archive, country, given, today)
    engine = ExtractiveEngine(lambda: archive.embedder)
    return brief_chain(archive, engine, verbatim_only(), today=today).invoke(Brief(country, period))


def sentences(of: Bulletin, first: int = 1) -> tuple[Evidence, ...]:
    """Number every sentence of a bulletin."""
    return tuple(Evidence(first + n, of, span) for n, span in enumerate(sentence_spans(of.body)))


def claims(briefing: Briefing, *kinds: str) -> list[Claim]:
    """The claims of a briefing, or of its sections of some kinds."""
    return [
        claim
        for section in briefing.sections
        if not kinds or section.kind in kinds
        for claim in section.claims
    ]


def told(briefing: Briefing, *kinds: str) -> str:
    """All the words of those claims."""
    return "\n".join(claim.text for claim in claims(briefing, *kinds))


def citations(briefing: Briefing) -> list[Citation]:
    return [citation for claim in claims(briefing) for citation in claim.citations]
