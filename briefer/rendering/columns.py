"""A table for a terminal: columns two spaces apart, under a rule that says where each begins."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import accumulate

_GAP = "  "
_RULE = re.compile(r"-+(?:  -+)+")
_NUMBER = re.compile(r"[\d,.]*\d")
_NARROWEST = 12  # characters that a column keeps


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return one line for each row, the first row's over a rule."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = ["-" * width for width in widths]
    return [_line(row, widths) for row in (rows[0], rule, *rows[1:])]


def is_table(lines: Sequence[str]) -> bool:
    """Say whether the lines are such a table: a rule under the first, and nothing between the columns."""
    if len(lines) < 2 or not _RULE.fullmatch(lines[1]):
        return False
    return all(not line[start - len(_GAP) : start].strip() for line in lines for start in _starts(lines)[1:])


def fitted(lines: Sequence[str], width: int) -> list[str]:
    """Return the lines of a table, as `aligned` makes them, with cells wrapped so that `width` is kept.

    Where the columns would be too narrow to read, each row becomes a paragraph, which names what a bare number is
    and repeats the first cell where the row above has it. No word is cut.
    """
    starts = _starts(lines)
    ends = [*starts[1:], None]
    rows = [[line[start:end].strip() for start, end in zip(starts, ends, strict=True)] for line in lines]
    head, _, *body = rows
    widths = _widths([head, *body], width - len(_GAP) * (len(starts) - 1))
    if not widths:
        firsts = accumulate((row[0] for row in body), _first_or_above)
        filled = [[first, *row[1:]] for first, row in zip(firsts, body, strict=True)]
        return [part for row in filled for part in _paragraph(head, row, width)]
    rule = ["-" * each for each in widths]
    return [part for row in (head, rule, *body) for part in _wrapped(row, widths)]


def _starts(lines: Sequence[str]) -> list[int]:
    return [match.start() for match in re.finditer("-+", lines[1])]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Take from the widest column that can give until all have room; nothing where none can."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    longest = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    least = [min(own, max(_NARROWEST, word)) for own, word in zip(widths, longest, strict=True)]
    if sum(least) > room:
        return []
    cap = max(widths)
    while sum(fit := [max(low, min(own, cap)) for low, own in zip(least, widths, strict=True)]) > room:
        # By the excess shared out, so that a cell of many thousands of characters takes few steps.
        cap -= max(1, (sum(fit) - room) // len(fit))
    return fit


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [_filled(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    return [_line([cell[at] if at < len(cell) else "" for cell in cells], widths) for at in range(height)]


def _first_or_above(above: str, first: str) -> str:
    return first or above


def _paragraph(head: Sequence[str], row: Sequence[str], width: int) -> list[str]:
    *cells, last = row
    told = [
        f"{name.lower()} {cell}" if _NUMBER.fullmatch(cell) else cell
        for name, cell in zip(head, cells, strict=False)
        if cell not in ("", "–")
    ]
    first, *rest = _filled(f"{' — '.join(told)} {last}", max(width, 20) - 2) or [""]
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _filled(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(1, width), break_long_words=False, break_on_hyphens=False)
