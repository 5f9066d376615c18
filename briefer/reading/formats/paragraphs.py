"""Lines as they were set on a page, joined to the paragraphs that they were."""

from __future__ import annotations

import re
from collections import Counter

_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|-\s*\d{1,4}\s*-", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)[0-9]{1,4}(?!\d)")
_BRACKET = re.compile(r"\([^()]*\)\.?")
_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_COVERS = 2  # pages that are not counted, or counted twice
_MOST_RUNNING = 3  # lines of a header or a footer
_SHORT = 0.75  # of the widest line: a line that ends a sentence before this ends its paragraph


def page_texts(pages: list[str]) -> list[list[str]]:
    """Return the lines of each page without page numbers and without the lines that run along the top or the
    bottom of most pages, which may hold the number of the page.

    On the first page the topmost of them stays where the document has no other heading: then it is the title.
    """
    texts = [[line.strip() for line in page.strip().split("\n")] for page in pages]
    widest = max((len(line) for lines in texts for line in lines), default=0)
    dropped = _drop_running(texts, 0)
    _drop_running(texts, -1)
    if dropped and not (texts[0] and _is_heading(texts[0][0], widest)):
        texts[0].insert(0, dropped[0])
    return texts


def _drop_running(texts: list[list[str]], place: int) -> list[str]:
    """Drop page numbers and running lines from one edge of all pages; return those of the first page."""
    _drop_numbers(texts, place)
    left = [lines[:] for lines in texts]
    dropped: list[str] = []
    for _ in range(_MOST_RUNNING + 1):
        running = _running(left, place)
        if not running:
            texts[:] = left
            return dropped
        for page in running:
            line = left[page].pop(place)
            dropped += [line] if page == 0 else []
        _drop_numbers(left, place)
    return []  # so many lines alike are no header: a page is there twice


def _drop_numbers(texts: list[list[str]], place: int) -> None:
    for lines in texts:
        while lines and (not lines[place] or _PAGE_NUMBER.fullmatch(lines[place])):
            lines.pop(place)


def _running(texts: list[list[str]], place: int) -> list[int]:
    """Return the pages at whose edge the line of most pages stands."""
    edges = {page: _keys(lines[place], page) for page, lines in enumerate(texts) if lines}
    counts = Counter(key for keys in edges.values() for key in keys)
    most = {key for key, count in counts.items() if count > 1 and 2 * count > len(edges)}
    return [page for page, keys in edges.items() if keys & most]


def _is_heading(line: str, widest: int) -> bool:
    return len(line) < _SHORT * widest and not _ENDS.search(line)


def _keys(line: str, page: int) -> set[str]:
    """Return what the line has in common with its like on other pages: itself, or itself but for the
    number of the page. A bracket that may name outlets has nothing in common with another."""
    if _BRACKET.fullmatch(line):
        return set()
    numbers = [(found, int(found[0]) - page) for found in _NUMBER.finditer(line)]
    return {line} | {
        f"{line[: found.start()]}\0{offset}\0{line[found.end() :]}"
        for found, offset in numbers
        if abs(offset) <= _COVERS
    }


def join_pages(pages: list[str]) -> str:
    """Return the paragraphs of a document's pages, parted by blank lines, without what stands round them."""
    return "\n\n".join(_paragraphs([line for lines in page_texts(pages) for line in lines]))


def _paragraphs(lines: list[str]) -> list[str]:
    width = max(map(len, lines), default=0)
    found: list[str] = []
    open_paragraph = False
    for line in lines:
        if line and open_paragraph:
            found[-1] = _joined(found[-1], line)
        elif line:
            found.append(line)
        ends = _ENDS.search(line) is not None
        open_paragraph = bool(line) and not (ends and len(line) < _SHORT * width)
    return found


def _joined(before: str, line: str) -> str:
    # "inter-" and "national" are one word; "Al-" and "Qaeda" keep their hyphen.
    if _BROKEN_WORD.search(before[-2:]):  # of a long paragraph the end alone
        return before[:-1] + line if line[0].islower() else before + line
    return f"{before} {line}"
