"""A document with headings, Markdown or DOCX: one bulletin, or one under each heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from briefer.reading.formats.outlets import split_outlets
from briefer.reading.raw import RawItem

_LONGEST_FIRST_LINE = 150


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of some level (1 is the highest), or a paragraph (level 0)."""

    level: int
    text: str
    line: int | None = None
    style: str = ""  # of a word processor's paragraph, in small letters
    cells: tuple[
        str, ...
    ] = ()  # of a row of a word processor's table, merged ones as often as they span columns
    opens: bool = False  # it is the first row of a table


@dataclass(slots=True)
class _Part:
    title: str
    country: str | None
    line: int | None
    paragraphs: list[str] = field(default_factory=list)


def split_by_headings(blocks: Sequence[Block], country_of: Callable[[str], str | None]) -> list[RawItem]:
    """Return one item for each heading of the level that parts the document, or a single one.

    A heading that is exactly a country's name heads a section and is no item. Deeper headings stay in the
    body as lines of their own.
    """
    level = _parting_level(blocks, country_of)
    country: str | None = None
    parts = [_Part("", None, None)]
    for block in blocks:
        if block.level and (code := country_of(block.text)):
            country = code
            parts.append(_Part("", code, block.line))
        elif block.level and (block.level <= level or not (parts[-1].title or parts[-1].paragraphs)):
            parts.append(_Part(block.text, country, block.line))
        else:
            parts[-1].paragraphs.append(block.text)
    # A heading with nothing under it, such as the page's own title, is no news.
    filled = [part for part in parts if part.paragraphs] or [part for part in parts if part.title]
    return [_item(part) for part in filled]


def one_item(text: str) -> RawItem:
    """Return a plain text as one item: its first line is the title where it is short and no sentence."""
    first, _, rest = text.strip().partition("\n")
    titled = rest.strip() and len(first) <= _LONGEST_FIRST_LINE and not first.rstrip("\"'”’»)").endswith(".")
    title, body = (first, rest) if titled else ("", text)
    body, outlets = split_outlets(body.strip())
    return RawItem(title=title.strip(), body=body, outlets=outlets)


def _parting_level(blocks: Sequence[Block], country_of: Callable[[str], str | None]) -> int:
    counts = Counter(block.level for block in blocks if block.level and not country_of(block.text))
    return next((level for level in sorted(counts) if counts[level] > 1), 0)


def _item(part: _Part) -> RawItem:
    body, outlets = split_outlets("\n\n".join(part.paragraphs))
    return RawItem(title=part.title, body=body, outlets=outlets, country=part.country, line=part.line)
