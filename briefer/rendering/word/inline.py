"""What stands in a paragraph: text, links, fields and bookmarks, with every character safe in XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from briefer.rendering.plain import one_line, web_address

_NOT_XML = re.compile("[\ufffe\uffff]")
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# From one right-to-left letter to the last, whatever stands between them but Latin letters and digits.
_RUN = re.compile(rf"[{_RIGHT_TO_LEFT}](?:[^\w]*[{_RIGHT_TO_LEFT}]+)*")
_LEFT_TO_RIGHT = "\u200e"
_LONGEST_LINK = 2_000  # characters; Word takes little more than 2,080


def safe(text: str) -> str:
    """Return the text on one line, with only characters that XML may hold."""
    return _NOT_XML.sub("\ufffd", one_line(text))


def add_text(paragraph: Paragraph, text: str, style: str | None = None) -> None:
    """Add text in a character style; stretches that are read from the right are marked so.

    Spaces and tabs at its ends stay as they are.
    """
    for words, is_rtl in _directed(text):
        # The mark keeps a number that comes next on the right of words that end here.
        ends_so = is_rtl and text.endswith(words)
        run = paragraph.add_run(f"{words}{_LEFT_TO_RIGHT}" if ends_so else words, style)
        if is_rtl:
            run.font.rtl = True


def _directed(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in stretches of one direction: and whether it is from right to left."""
    start = 0
    for found in _RUN.finditer(text):
        if found.start() > start:
            yield text[start : found.start()], False
        yield found[0], True
        start = found.end()
    if start < len(text):
        yield text[start:], False


def add_link(paragraph: Paragraph, text: str, url: str | None, style: str = "Hyperlink") -> None:
    """Add text that leads to a page of the web; plain text where the address is none."""
    address = linkable(url)
    if address is None:
        add_text(paragraph, text)
        return
    rel_id = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink", {qn("r:id"): rel_id})
    _add_within(paragraph, link, text, style)


def add_jump(paragraph: Paragraph, text: str, bookmark: str, style: str | None = None) -> None:
    """Add text that leads to a bookmark of the document."""
    _add_within(paragraph, OxmlElement("w:hyperlink", {qn("w:anchor"): bookmark}), text, style)


def _add_within(paragraph: Paragraph, element: BaseOxmlElement, text: str, style: str | None) -> None:
    before = len(paragraph._p)
    add_text(paragraph, text, style)
    added = list(paragraph._p)[before:]
    element.extend(added)
    paragraph._p.append(element)


def linkable(url: str | None) -> str | None:
    """Return the address where a word processor can follow it: http or https, well formed, not overlong."""
    address = web_address(url)
    if address is None or len(address) > _LONGEST_LINK or _NOT_XML.search(address):
        return None
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a bracket or a port that is none: Word would call the file damaged
        return None
    return address if is_whole else None


def add_field(paragraph: Paragraph, code: str, shown: str, style: str | None = None) -> None:
    """Add a field that the word processor works out, with what it shows until then."""
    _add_mark(paragraph, "begin", style)
    _run(paragraph, style)._r.append(_instruction(code))
    _add_mark(paragraph, "separate", style)
    add_text(paragraph, shown, style)
    _add_mark(paragraph, "end", style)


def _add_mark(paragraph: Paragraph, kind: str, style: str | None) -> None:
    _run(paragraph, style)._r.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))


def _instruction(code: str) -> BaseOxmlElement:
    element = OxmlElement("w:instrText", {qn("xml:space"): "preserve"})
    element.text = f" {code} "
    return element


def _run(paragraph: Paragraph, style: str | None) -> Run:
    return paragraph.add_run(None, style)


def bookmark(paragraph: Paragraph, name: str, number: int, first: BaseOxmlElement) -> None:
    """Name what the paragraph holds from its child `first` on; `number` is this bookmark's alone."""
    first.addprevious(OxmlElement("w:bookmarkStart", {qn("w:id"): str(number), qn("w:name"): name}))
    paragraph._p.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): str(number)}))
