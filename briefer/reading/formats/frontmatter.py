"""The block of `key: value` lines between two `---` lines that may open a text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from briefer.reading.formats.outlets import split_names
from briefer.reading.raw import RawItem, Unreadable

_LONGEST = 100  # lines
_PAIR = re.compile(r"([A-Za-z][\w -]*?)\s*:(?:\s+(.*))?$")
_LIST_ITEM = re.compile(r"\s*-\s+(.+)$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block says; a key that is not there is None or empty."""

    title: str = ""
    date: datetime.date | None = None
    retrieved: datetime.date | None = None
    outlets: tuple[str, ...] = ()
    url: str | None = None
    country: str | None = None
    lines: int = 0  # how many lines the block takes, its fences included

    def fill(self, item: RawItem) -> RawItem:
        """Return the item with what it does not say itself."""
        return replace(
            item,
            title=item.title or self.title,
            given=item.given or self.date,
            outlets=item.outlets or self.outlets,
            url=item.url or self.url,
            country=item.country or self.country,
        )


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """Return the front matter of a text and the text after it.

    Raises Unreadable, naming the line, where a date in it is none.
    """
    lines = text.split("\n")
    block = _block(lines)
    if block is None:
        return FrontMatter(), text
    values: dict[str, tuple[list[str], int]] = {}
    key = ""
    for number, line in enumerate(block, start=2):
        if pair := _PAIR.match(line):
            key = pair[1].strip().lower()
            values[key] = (_values(pair[2] or ""), number)
        elif key and (listed := _LIST_ITEM.match(line)):
            values[key][0].append(_bare(listed[1]))
    return _build(values, len(block) + 2), "\n".join(lines[len(block) + 2 :])


def parse_date(text: str) -> datetime.date:
    """Return the day of an ISO date, with or without a time of day. Raises ValueError."""
    if not re.match(r"\d{4}-\d\d-\d\d(?:$|[T ])", text.strip()):
        raise ValueError(text)
    return datetime.date.fromisoformat(text.strip()[:10])


def _block(lines: list[str]) -> list[str] | None:
    if lines[0].rstrip() != "---":
        return None
    for end, line in enumerate(lines[1:_LONGEST], start=1):
        if line.rstrip() == "---":
            return lines[1:end]
        if line.strip() and not (_PAIR.match(line) or _LIST_ITEM.match(line) or line.startswith("#")):
            return None  # a rule above a text, not front matter
    return None


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_bare(part) for part in text[1:-1].split(",")]
    return [_bare(text)] if text else []


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _build(values: dict[str, tuple[list[str], int]], lines: int) -> FrontMatter:
    def first(key: str) -> str | None:
        found = values.get(key, ([], 0))[0]
        return found[0] if found and found[0] else None

    names: list[str] = [
        name for key in ("source", "sources", "outlets") for name in values.get(key, ([], 0))[0]
    ]
    return FrontMatter(
        title=first("title") or "",
        date=_day(values, "date", first),
        retrieved=_day(values, "retrieved", first),
        outlets=tuple(dict.fromkeys(part for name in names for part in split_names(name))),
        url=first("url"),
        country=first("country"),
        lines=lines,
    )


def _day(
    values: dict[str, tuple[list[str], int]], key: str, first: Callable[[str], str | None]
) -> datetime.date | None:
    text = first(key)
    if text is None:
        return None
    try:
        return parse_date(text)
    except ValueError:
        raise Unreadable(
            f'"{text}" is no date for "{key}" in the front matter', "write YYYY-MM-DD", values[key][1]
        ) from None
