"""Bulletins, one bulletin and the archive's counts, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.model import Bulletin
from briefer.reading.countries import country_by_code
from briefer.reading.dates import describe_date
from briefer.rendering.plain import one_line

if TYPE_CHECKING:
    from briefer.archive.records import ArchiveStats


def list_bulletins(bulletins: Sequence[Bulletin], limit: int, form: str) -> str:
    """One line a bulletin: id, date, main countries, title."""
    shown = bulletins[:limit]
    if form == "json":
        return _json([_record(each) for each in shown])
    lines = [
        f"{each.id}  {describe_date(each.date)}  {','.join(each.countries.main) or '-'}  {one_line(each.title)}"
        for each in shown
    ]
    more = len(bulletins) - len(shown)
    if more:
        lines.append(f"... and {more} more: pass --limit {len(bulletins)}")
    return "".join(f"{line}\n" for line in lines or ["no bulletins"])


def show_bulletin(bulletin: Bulletin, copies: Sequence[Bulletin], form: str) -> str:
    """One bulletin whole, with the wire copies linked to it."""
    if form == "json":
        record = _record(bulletin) | {"body": bulletin.body, "copies": [_record(each) for each in copies]}
        return _json(record)
    names = [country_by_code(code).name for code in bulletin.countries.main]
    mentioned = [country_by_code(code).name for code in bulletin.countries.mentioned]
    rows = [
        ("id", bulletin.id),
        ("date", f"{describe_date(bulletin.date)} ({bulletin.date.basis})"),
        ("about", ", ".join(names) or "no country"),
        ("mentions", ", ".join(mentioned)),
        ("outlets", ", ".join(bulletin.outlets)),
        ("source", bulletin.source),
        ("url", bulletin.url or ""),
        ("copies", ", ".join(f"{each.id} ({', '.join(each.outlets)})" for each in copies)),
    ]
    head = "".join(f"{name + ':':<10}{one_line(value)}\n" for name, value in rows if value)
    body = "\n".join(one_line(line) for line in bulletin.body.split("\n"))
    return f"{one_line(bulletin.title)}\n\n{head}\n{body}\n"


def show_stats(stats: ArchiveStats, path: Path, form: str) -> str:
    """What the archive holds, a line each."""
    if form == "json":
        return _json({"path": path.as_posix(), **asdict(stats)})
    days = f"{stats.first} to {stats.last}" if stats.first and stats.last else "none"
    rows = [
        ("archive", path.as_posix()),
        ("bulletins", f"{stats.bulletins}, and {stats.linked} linked copies"),
        ("pages", stats.pages),
        ("passages", f"{stats.passages}, {stats.embedded} of them embedded"),
        ("days", days),
        ("countries", ", ".join(f"{country_by_code(code).name} {count}" for code, count in stats.countries)),
        ("embedding", f"{stats.model} ({stats.revision})"),
        ("size", f"{stats.bytes / 1e6:.1f} MB"),
    ]
    return "".join(f"{name + ':':<11}{value}\n" for name, value in rows)


def _record(bulletin: Bulletin) -> dict[str, Any]:
    day = bulletin.date
    return {
        "bulletin_id": bulletin.id,
        "title": bulletin.title,
        "date": {
            "earliest": day.earliest and day.earliest.isoformat(),
            "latest": day.latest and day.latest.isoformat(),
            "precision": day.precision,
            "basis": day.basis,
        },
        "outlets": list(bulletin.outlets),
        "countries": {"main": list(bulletin.countries.main), "mentioned": list(bulletin.countries.mentioned)},
        "source": bulletin.source,
        "url": bulletin.url,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"
