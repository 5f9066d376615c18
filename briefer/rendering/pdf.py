"""An answer or a briefing as a tagged PDF, laid out by WeasyPrint from the page that `html.render` makes."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from datetime import datetime
from importlib import import_module, resources
from typing import Any
from xml.etree.ElementTree import Element

from briefer.errors import BrieferError, InputError
from briefer.rendering.pictures.model import Picture

# The page is our own or comes from a user's template, which may leave any of these out.
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_HEAD_ENDS = re.compile(r"</head>", re.IGNORECASE)
_BODY_BEGINS = re.compile(r"<body[^>]*>", re.IGNORECASE)
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SVG = "{http://www.w3.org/2000/svg}"
_NO_PACKAGE = "install it with: pip install 'briefer[pdf]'; or choose another form"
_NO_LIBRARY = (
    "on Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "or choose another form"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_DATE = "1970-01-01"  # of a page that says none: the clock is not read


def write(page: str, manifest: str = "") -> bytes:
    """Return a page as a PDF file: A4, tagged (PDF/UA-1), with bookmarks, page numbers and links within it.

    `manifest` is JSON that the file carries inside as manifest.json. Nothing is fetched but `data:` addresses. The
    file's date is the page's `dcterms.created`. The same page gives the same bytes on one machine; another may have
    other fonts. Raises InputError where WeasyPrint or Pango is not installed, BrieferError where the page's own rules
    are too much for WeasyPrint.
    """
    weasyprint = _weasyprint()
    only_data = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    html = weasyprint.HTML(string=_for_print(page), url_fetcher=only_data)
    for drawing in html.etree_element.iter(f"{_SVG}svg"):
        _tell_in_full(drawing)
    try:
        document = html.render()
    except AssertionError as error:  # WeasyPrint takes for granted what some style sheets do not give
        raise BrieferError(
            "this page cannot be set as PDF", "choose another form, or another template"
        ) from error
    metadata = document.metadata
    metadata.authors = metadata.authors or ["briefer"]
    if manifest:
        stated = _DAY.match(metadata.created or "")
        day = datetime.fromisoformat(stated[0] if stated else _NO_DATE)
        metadata.attachments.append(
            weasyprint.Attachment(
                string=manifest,
                name="manifest.json",
                description="How this document was made",
                created=day,
                modified=day,
                relationship="Data",
            )
        )
    identifier = hashlib.sha256(f"{page}\0{manifest}".encode()).digest()[:16]
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=identifier))


def _weasyprint() -> Any:  # noqa: ANN401 - it has no types
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # where a library is missing it prints, and raises
            return import_module("weasyprint")
    except ImportError:
        raise InputError("PDF needs WeasyPrint, which is not installed", _NO_PACKAGE) from None
    except OSError:
        raise InputError("PDF needs the library Pango, which is not installed", _NO_LIBRARY) from None


def _for_print(page: str) -> str:
    """Return the page with the rules for paper, and with its title as the line over each page but the first."""
    template = resources.files("briefer.rendering").joinpath("templates", "print.css")
    rules = f"<style>\n{template.read_text(encoding='utf-8')}</style>\n"
    found = _TITLE.search(page)
    running = f'<div class="running">{found[1]}</div>' if found else ""
    # WeasyPrint knows neither the page's CSS variables nor halos within a picture.
    drawn = _DRAWING.sub(lambda drawing: Picture("", "", drawing[0], "").printed, page)
    styled = _HEAD_ENDS.sub(lambda end: rules + end[0], drawn, count=1)
    return _BODY_BEGINS.sub(lambda start: start[0] + running, styled, count=1)


def _tell_in_full(drawing: Element) -> None:
    """Make a picture's description its title: WeasyPrint takes the text alternative from the title alone."""
    title, description = drawing.find(f"{_SVG}title"), drawing.find(f"{_SVG}desc")
    if title is not None and description is not None and description.text:
        title.text = description.text
