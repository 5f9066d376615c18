"""Text broken into lines of a terminal's width."""

from __future__ import annotations

import re
import textwrap
from itertools import groupby

from briefer.rendering.columns import fitted, is_table


def wrap(text: str, width: int) -> str:
    """Return the text with lines of at most `width` characters where words allow.

    What is wrapped is set under the text that it continues: after an indent, "- ", "[1] " or in its column.
    """
    wrapped: list[str] = []
    for is_filled, group in groupby(text.splitlines(), bool):
        lines = list(group)
        wrapped += _block(lines, width) if is_filled else lines
    return "".join(f"{line}\n" for line in wrapped)


def _block(lines: list[str], width: int) -> list[str]:
    heads = (place for place in range(len(lines)) if is_table(lines[place : place + 2]))
    table = next((place for place in heads if is_table(lines[place:])), len(lines))
    wrapped = [part for line in lines[:table] for part in _wrapped(line, width) or [""]]
    return wrapped + (fitted(lines[table:], width) if table < len(lines) else [])


def _wrapped(line: str, width: int) -> list[str]:
    if line and not line.strip("=-"):  # the rule under a heading
        return [line[:width]]
    indent = len(line) - len(line.lstrip(" "))
    first = line[indent:].split(" ", 1)[0]
    if first in ("-", "▲", "▼", "►") or (first.startswith("[") and first[1:-1].isdigit()):
        indent += len(first) + 1
    wrapper = textwrap.TextWrapper(
        max(width, indent + 20),
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    # A space that is never broken at keeps a citation on the line of the sentence's last word.
    joined = re.sub(r" (?=\[\d+\])", "\0", line)
    return [each.replace("\0", " ") for each in wrapper.wrap(joined)]
