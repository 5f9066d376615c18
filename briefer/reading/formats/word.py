"""DOCX files: one bulletin, or one under each heading."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefer.reading.assemble import country_line
from briefer.reading.cleaning import clean, one_line
from briefer.reading.formats.outline import Block, one_item, split_by_headings
from briefer.reading.raw import Document, Log, Parsed, Unreadable, guarded

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_NOTE_NUMBER = "footnote reference"
_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)


def read_docx(document: Document, log: Log) -> Parsed:
    """Read a Word document. Raises Unreadable where it is broken or holds no text."""
    blocks = read_blocks(document.read(), document.limit)
    if any(block.level for block in blocks):
        return Parsed("docx", split_by_headings(blocks, country_line))
    return Parsed("docx", [one_item("\n".join(block.text for block in blocks))])


def read_blocks(data: bytes, limit: int) -> list[Block]:
    """Return a Word document's headings, paragraphs and rows of tables.

    Raises Unreadable where it is broken, unpacks to more than `limit` bytes or holds no text.
    """
    import docx

    _check_size(data, limit)
    with guarded("DOCX file", "open it in a word processor and save it again"):
        loaded = docx.Document(io.BytesIO(data))
        blocks = [block for part in loaded.iter_inner_content() for block in _blocks(part)]
    if not blocks:
        raise Unreadable(
            "the DOCX file holds no text", "if it holds pictures of text, run them through OCR first"
        )
    return blocks


def _check_size(data: bytes, limit: int) -> None:
    """A small file can unpack to a huge one. Raises Unreadable."""
    with guarded("DOCX file", "open it in a word processor and save it again"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # Pictures too: python-docx loads every part that another refers to.
            size = sum(entry.file_size for entry in archive.infolist())
        if size > limit:
            raise Unreadable(f"unpacks to more than {limit / 2**20:g} MiB", "split the document")


def _blocks(part: Paragraph | Table) -> list[Block]:
    """Return the blocks of a paragraph or a table, whose rows become lines."""
    from docx.table import Table

    if isinstance(part, Table):
        return [row for row in _rows(part) if row.text.strip(" |")]
    text = clean(_words(part)).strip()
    name = (part.style.name or "") if part.style is not None else ""
    heading = _HEADING.search(name)
    level = int(heading[1]) if heading else int(name.lower() == "title")
    return [Block(level, one_line(text) if level else text, style=name.lower())] if text else []


def _rows(table: Table) -> Iterator[Block]:
    for place, row in enumerate(table.rows):
        cells = tuple(one_line("\n".join(map(_words, cell.paragraphs))) for cell in row.cells)
        yield Block(0, " | ".join(dict.fromkeys(cells)), cells=cells, opens=place == 0)


def _words(paragraph: Paragraph) -> str:
    """The text without the numbers of its footnotes: those that refer to one again are text to python-docx."""
    return "".join(
        "" if getattr(getattr(part, "style", None), "name", "") == _NOTE_NUMBER else part.text
        for part in paragraph.iter_inner_content()
    )
