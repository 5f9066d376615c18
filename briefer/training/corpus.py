"""Bulletins of a corpus that a model may learn from: whole months, none of those that the evaluation draws from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from briefer.errors import InputError
from briefer.evaluation.meta.claims import is_held_out, open_corpus
from briefer.evaluation.meta.text import random_of
from briefer.model import Bulletin
from briefer.reading.assemble import assemble
from briefer.reading.raw import Log, RawItem

EVERY = 1_000  # months: more than a corpus has
_SHORTEST, _LONGEST = 50, 900  # characters of a bulletin


def months_of(
    path: Path, count: int, seed: int, taken: Sequence[tuple[int, int]] = ()
) -> Iterator[tuple[Bulletin, ...]]:
    """Yield the bulletins of `count` months drawn from those that are not held out, month by month.

    Whole months, so that each event has its neighbours and its retellings beside it. None that the counts and seeds of
    `taken` would draw. Raises InputError where the file cannot be read or has no such month.
    """
    log = Log(path.name)
    page, items = open_corpus(path, log)
    months: dict[tuple[int, int], list[RawItem]] = defaultdict(list)
    for item in items:
        if item.given and not is_held_out(item.given) and _SHORTEST <= len(item.body) <= _LONGEST:
            months[item.given.year, item.given.month].append(item)
    every = sorted(months)
    gone = {month for each in taken for month in _drawn(every, *each)}
    left = [month for month in every if month not in gone]
    if not left:
        raise InputError(
            f"{path.name} holds no bulletin to learn from", "give JSON lines with dates and texts"
        )
    for month in sorted(_drawn(left, count, seed)):
        yield tuple(assemble(page, months[month], log, date.max))


def _drawn(months: Sequence[tuple[int, int]], count: int, seed: int) -> list[tuple[int, int]]:
    return random_of("months", seed).sample(months, min(count, len(months)))


def raw_texts(path: Path) -> Iterator[tuple[date | None, str]]:
    """Yield the day and the text of every bulletin, held out or not."""
    for item in open_corpus(path, Log(path.name))[1]:
        yield item.given, item.body
