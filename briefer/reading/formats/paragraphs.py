"""Lines as they were set on a page, joined to the paragraphs that they were."""

from __future__ import annotations

import re

_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|-\s*\d{1,4}\s*-", re.IGNORECASE)
_SHORT = 0.75  # of the widest line: a line that ends a sentence before this ends its paragraph


def join_pages(pages: list[str]) -> str:
    """Return the paragraphs of a document's pages, parted by blank lines, without page numbers."""
    lines: list[str] = []
    for page in pages:
        on_page = page.strip().split("\n")
        while on_page and _PAGE_NUMBER.fullmatch(on_page[-1].strip()):
            on_page.pop()
        while on_page and _PAGE_NUMBER.fullmatch(on_page[0].strip()):
            on_page.pop(0)
        lines += on_page
    return "\n\n".join(_paragraphs([line.strip() for line in lines]))


def _paragraphs(lines: list[str]) -> list[str]:
    width = max(map(len, lines), default=0)
    found: list[str] = []
    open_paragraph = False
    for line in lines:
        if line and open_paragraph:
            found[-1] = _joined(found[-1], line)
        elif line:
            found.append(line)
        ends = re.search(r"[.!?…:][\"'”’»)\]]*$", line) is not None
        open_paragraph = bool(line) and not (ends and len(line) < _SHORT * width)
    return found


def _joined(before: str, line: str) -> str:
    # "inter-" and "national" are one word; "Al-" and "Qaeda" keep their hyphen.
    if _BROKEN_WORD.search(before[-2:]):  # of a long paragraph the end alone
        return before[:-1] + line if line[0].islower() else before + line
    return f"{before} {line}"
