"""Bulletins of a corpus that a model may learn from: whole months, none of those that the evaluation draws from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from briefer.errors import InputError
from briefer.evaluation.meta.claims import is_held_out
from briefer.evaluation.meta.text import random_of
from briefer.model import Bulletin, Page
from briefer.reading.assemble import assemble
from briefer.reading.formats import parser_for
from briefer.reading.opening import open_file
from briefer.reading.raw import Document, Log, Parsed, RawItem

_LIMIT = 200 * 2**20  # bytes
_SHORTEST, _LONGEST = 50, 900  # characters of a bulletin


def months_of(path: Path, count: int, seed: int) -> Iterator[tuple[Bulletin, ...]]:
    """Yield the bulletins of `count` months drawn from those that are not held out, month by month.

    Whole months, so that each event has its neighbours and its retellings beside it. Raises InputError where the
    file cannot be read or has no such month.
    """
    log, document, parsed = _read(path)
    months: dict[tuple[int, int], list[RawItem]] = defaultdict(list)
    for item in parsed.items:
        if item.given and not is_held_out(item.given) and _SHORTEST <= len(item.body) <= _LONGEST:
            months[item.given.year, item.given.month].append(item)
    if not months:
        raise InputError(
            f"{path.name} holds no bulletin to learn from", "give JSON lines with dates and texts"
        )
    page = Page(path.name, parsed.kind, document.sha256)
    every = sorted(months)
    for month in sorted(random_of("months", seed).sample(every, min(count, len(every)))):
        yield tuple(assemble(page, months[month], log, date.max))


def raw_texts(path: Path) -> Iterator[tuple[date | None, str]]:
    """Yield the day and the text of every bulletin, held out or not."""
    for item in _read(path)[2].items:
        yield item.given, item.body


def _read(path: Path) -> tuple[Log, Document, Parsed]:
    log = Log(path.name)
    # The clock only bounds dates that records do not state themselves, and these do.
    document = open_file(path, path.name, limit=_LIMIT, today=date.max)
    return log, document, parser_for(document, "")(document, log)
