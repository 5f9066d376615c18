"""Digest pages: a country's name, then title and body lines in turn, newest first, furniture round them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from briefer.reading.formats.furniture import is_furniture, opens_sidebar
from briefer.reading.formats.outlets import split_outlets
from briefer.reading.raw import RawItem

_LONGEST_TITLE = 200
_CLOSERS = "\"'”’»)]"
_FINAL_PERIOD = re.compile(r"[.…;:,]$")
_ABBREVIATION = re.compile(r"(?:\b\w\.)+$|\b(?:Jr|Sr|Inc|Ltd|Co|St|etc|No)\.$")

CountryOf = Callable[[str], str | None]  # the code of a line that is exactly a country's name


@dataclass(frozen=True, slots=True)
class Digest:
    """The items of a digest page, and what was left out of them."""

    items: list[RawItem]
    dropped: int  # lines of furniture
    bare: list[tuple[int, str]]  # titles with no text under them, and their lines


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    block: int  # blank lines part the blocks


@dataclass(slots=True)
class _Section:
    country: str | None
    lines: list[_Line] = field(default_factory=list)


def opens_digest(text: str, country_of: CountryOf) -> bool:
    """Say whether the first line that is no furniture is a country's name."""
    for line in text.split("\n"):
        if line.strip() and country_of(line.strip()):
            return True
        if line.strip() and not is_furniture(line):
            return False
    return False


def read_digest(text: str, country_of: CountryOf, first_line: int = 1) -> Digest:
    """Return the items of a digest page; `first_line` is the number of its first line in the file."""
    sections, dropped = _sections(text, country_of, first_line)
    items: list[RawItem] = []
    bare: list[tuple[int, str]] = []
    for index, section in enumerate(sections):
        for title, paragraphs in _pair(section.lines):
            if not paragraphs:
                bare.append((title.number if title else 0, title.text if title else ""))
                continue
            body, outlets = split_outlets("\n".join(line.text for line in paragraphs))
            items.append(
                RawItem(
                    title=title.text if title else "",
                    body=body,
                    outlets=outlets,
                    country=section.country,
                    section=index,
                    line=(title or paragraphs[0]).number,
                )
            )
    return Digest(items, dropped, bare)


def _sections(text: str, country_of: CountryOf, first_line: int) -> tuple[list[_Section], int]:
    sections = [_Section(None)]
    dropped = block = 0
    sidebar: list[_Line] | None = None  # the titles of a list of links, until news follows
    for number, raw in enumerate(text.split("\n"), start=first_line):
        line = raw.strip()
        if not line:
            block += 1
        elif code := country_of(line):
            dropped += len(sidebar or ())
            sidebar = None
            sections.append(_Section(code))
        elif is_furniture(line):
            dropped += 1
            sidebar = (sidebar or []) if sidebar is not None or opens_sidebar(line) else None
        elif sidebar is not None and is_title(line):
            sidebar.append(_Line(number, line, block))
        else:
            if sidebar:  # the last "link" is the title of the news that follows
                sections[-1].lines.append(sidebar.pop())
                dropped += len(sidebar)
            sidebar = None
            sections[-1].lines.append(_Line(number, line, block))
    return [section for section in sections if section.lines], dropped + len(sidebar or ())


def is_title(line: str) -> bool:
    """Say whether a line looks like a title: short, and no finished sentence."""
    bare = line.rstrip(_CLOSERS)
    if len(line) > _LONGEST_TITLE or split_outlets(line)[1]:
        return False
    return not _FINAL_PERIOD.search(bare) or _ABBREVIATION.search(bare) is not None


def _pair(lines: list[_Line]) -> Iterable[tuple[_Line | None, list[_Line]]]:
    """Part the lines of a section into titles and their paragraphs."""
    if _alternates(lines):
        return [(lines[i], [lines[i + 1]]) for i in range(0, len(lines), 2)]
    blocks = [list(block) for _, block in groupby(lines, key=lambda line: line.block)]
    by_block = sum(1 for block in blocks if len(block) > 1 and is_title(block[0].text)) > 1
    items: list[tuple[_Line | None, list[_Line]]] = []
    for block in blocks:
        for position, line in enumerate(block):
            waiting = bool(items) and not items[-1][1]  # a title that has no text yet
            may_open = is_title(line.text) and not (by_block and position)
            if waiting or (items and not may_open):
                items[-1][1].append(line)
            else:
                items.append((line, []) if may_open else (None, [line]))
    return items


def _alternates(lines: list[_Line]) -> bool:
    """Say whether every second line is a title, as on a page without blank lines or stray paragraphs.

    Titles that end in a period are borne here, where the pattern as a whole is clear."""
    pairs = list(zip(lines[0::2], lines[1::2], strict=False))
    if len(lines) % 2 or not pairs:
        return False
    blocks = lines[0].block != lines[-1].block
    odd = 0
    for before, (title, body) in zip([None, *pairs], pairs, strict=False):
        if len(title.text) >= len(body.text) or len(title.text) > _LONGEST_TITLE:
            return False
        if not is_title(title.text):
            odd += 1
            inside_block = before is not None and before[1].block == title.block
            if (blocks and inside_block) or 2 * len(title.text) > len(body.text):
                return False
    return 2 * odd < len(pairs)
