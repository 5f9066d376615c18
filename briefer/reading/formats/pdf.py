"""PDF files: one bulletin, the lines joined to paragraphs."""

from __future__ import annotations

import io
import logging
import re

from briefer.reading.cleaning import clean, one_line
from briefer.reading.formats.outlets import split_outlets
from briefer.reading.formats.outline import one_item
from briefer.reading.formats.paragraphs import join_pages, page_texts
from briefer.reading.raw import Document, Log, Parsed, RawItem, Unreadable, guarded

_NO_TITLE = re.compile(
    r"^(?:untitled|document\d*|microsoft (?:word|powerpoint).*|.*\.(?:docx?|pdf|indd|qxd|odt))$", re.I
)
_LONGEST_TITLE = 150


def read_pdf(document: Document, log: Log) -> Parsed:
    """Read a PDF file. Raises Unreadable where it is broken, encrypted or a scan without text."""
    from pypdf import PdfReader

    # pypdf logs each irregularity that it mends; a reader can do nothing about them.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    data = document.read()
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("not a PDF file", "give the file its right suffix")
    with guarded("PDF file", "open it and save it again, or give its text"):
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("the PDF file is encrypted", "save a copy without a password")
        title = one_line((reader.metadata.title if reader.metadata else None) or "")
        pages = [clean(page.extract_text()) for page in reader.pages]
    text = join_pages(pages)
    if not text.strip():
        raise Unreadable(
            f"the PDF file has no text on its {len(pages)} pages: it is a scan", "run it through OCR first"
        )
    return Parsed("pdf", [_item(title, pages, text)])


def _item(title: str, pages: list[str], text: str) -> RawItem:
    if not title or _NO_TITLE.match(title):
        # The first line as it was set, for joining has run it into the paragraph below it.
        title = next(line for lines in page_texts(pages) for line in lines if line)
        is_title = len(title) <= _LONGEST_TITLE and not title.endswith(".")
        if not (is_title and text.startswith(title) and text != title):
            return one_item(text)
    body, outlets = split_outlets(text.removeprefix(title).strip())
    return RawItem(title, body, outlets)
