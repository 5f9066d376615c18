"""Bulletins, one bulletin and the archive's counts, as text or JSON.

The JSON is of the schemas `briefer.bulletins/1` {schema, total, bulletins}, `briefer.bulletin/1` {schema,
...bulletin, body, copies} and `briefer.stats/1`: {schema, path, bulletins, linked, passages, embedded, pages,
countries, first, last, model, revision, bytes}, in which countries is a list of {code, bulletins}. A bulletin
is what `json` says; `total` counts those that a limit left out too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.model import Bulletin
from briefer.reading.countries import country_by_code
from briefer.reading.dates import describe_date
from briefer.rendering.json import bulletin_record, dumped
from briefer.rendering.plain import one_line

if TYPE_CHECKING:
    from briefer.archive.records import ArchiveStats


def list_bulletins(bulletins: Sequence[Bulletin], limit: int, form: str) -> str:
    """One line a bulletin: id, date, main countries, title."""
    shown = bulletins[:limit]
    if form == "json":
        records = [bulletin_record(each) for each in shown]
        return dumped({"schema": "briefer.bulletins/1", "total": len(bulletins), "bulletins": records})
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
        linked = [bulletin_record(each) for each in copies]
        record = bulletin_record(bulletin) | {"body": bulletin.body, "copies": linked}
        return dumped({"schema": "briefer.bulletin/1", **record})
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
        record = {"schema": "briefer.stats/1", "path": path.as_posix(), **asdict(stats)}
        record["countries"] = [{"code": code, "bulletins": count} for code, count in stats.countries]
        for side in ("first", "last"):
            record[side] = record[side] and record[side].isoformat()
        return dumped(record)
    days = f"{stats.first} to {stats.last}" if stats.first and stats.last else "none"
    countries = ", ".join(f"{country_by_code(code).name} {count}" for code, count in stats.countries)
    rows = [
        ("archive", path.as_posix()),
        ("bulletins", f"{stats.bulletins}, and {stats.linked} linked copies"),
        ("pages", stats.pages),
        ("passages", f"{stats.passages}, {stats.embedded} of them embedded"),
        ("days", days),
        ("countries", countries or "none"),
        ("embedding", f"{stats.model} ({stats.revision})" if stats.model else "none yet"),
        ("size", f"{stats.bytes / 1e6:.1f} MB"),
    ]
    return "".join(f"{name + ':':<11}{value}\n" for name, value in rows)
