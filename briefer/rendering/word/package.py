"""The package around the text: a new document of our own parts, its properties, its bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import resources
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document

from briefer.reading.cleaning import cut
from briefer.rendering.shown import Outline
from briefer.rendering.word.inline import add_field, add_text, safe

_LONGEST = 120  # characters of a property, such as the title over each page; a question may be longer
_PARTS: Mapping[str, str] = {  # where each part lies in the package, and its file here
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/app.xml": "app.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # that a zip archive can tell


def part(name: str) -> bytes:
    """Return one of the parts that every document begins with."""
    return resources.files("briefer.rendering.word").joinpath("parts", name).read_bytes()


def new_document(shown: Outline) -> Document:
    """Return a document without text: styles, properties, header and footer."""
    # The template that python-docx brings is 160 styles wide and belongs to another application.
    members = {name: part(file) for name, file in _PARTS.items()}
    document = docx.Document(io.BytesIO(_zipped(members)))
    _describe(document, shown)
    _frame(document, shown)
    return document


def to_bytes(document: Document) -> bytes:
    """Return the document as a file, with nothing of the clock in it."""
    saved = io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as package:
        return _zipped({name: package.read(name) for name in package.namelist()})


def _zipped(members: Mapping[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as package:
        for name, content in members.items():
            entry = ZipInfo(name, _EARLIEST.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, content)
    return archive.getvalue()


def _describe(document: Document, shown: Outline) -> None:
    properties = document.core_properties
    properties.title = _short(shown.title)
    properties.subject = _short(shown.subject)
    properties.category = _short(shown.kicker)
    properties.author = properties.last_modified_by = "briefer"
    properties.language = "en-GB"
    properties.created = properties.modified = _made(shown)


def _short(text: str) -> str:
    return cut(safe(text), _LONGEST, "…")


def _made(shown: Outline) -> datetime:
    """The day on which it was made; never the clock, which python-docx would take."""
    return datetime.fromisoformat(shown.created).replace(tzinfo=UTC) if shown.created else _EARLIEST


def _frame(document: Document, shown: Outline) -> None:
    """Set the title over every page but the first, and the page's number under each."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    add_field(section.header.paragraphs[0], "TITLE", _short(shown.title))
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = document.styles["Footer"]
        add_text(line, f"{safe(shown.made)}\tPage ")
        add_field(line, "PAGE", "1")
        add_text(line, " of ")
        add_field(line, "NUMPAGES", "1")
