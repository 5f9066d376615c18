"""Citations as footnotes: the notes part of the package, which python-docx does not know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph

from briefer.rendering.shown import Marker, Source
from briefer.rendering.word.inline import add_field, add_jump, add_link, add_text, bookmark, safe
from briefer.rendering.word.package import part

_REFERENCE = "footnote reference"


class Footnotes:
    """The notes of one document, numbered in the order in which they are cited."""

    def __init__(self, document: Document, sources: Iterable[Source]) -> None:
        package = document.part.package
        assert package is not None  # noqa: S101 - a part that was loaded has one
        self._part = StoryPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(part("footnotes.xml")),
            package,
        )
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._sources: Mapping[int, Source] = {source.number: source for source in sources}
        self._numbers: dict[int, int] = {}

    def cite(self, paragraph: Paragraph, markers: Iterable[Marker]) -> None:
        """Add the markers' notes to a paragraph; a source that is cited again refers to the note that it has."""
        for place, marker in enumerate(markers):
            if place:
                add_text(paragraph, ", ", _REFERENCE)
            known = self._numbers.get(marker.number)
            if known is None:
                self._numbers[marker.number] = len(self._numbers) + 1
                self._add(paragraph, marker, self._numbers[marker.number])
            else:
                add_field(paragraph, rf"NOTEREF {_name(known)} \f \h", str(known), _REFERENCE)

    def _add(self, paragraph: Paragraph, marker: Marker, number: int) -> None:
        reference = OxmlElement("w:footnoteReference", {qn("w:id"): str(number)})
        run = paragraph.add_run(None, _REFERENCE)
        run._r.append(reference)
        bookmark(paragraph, _name(number), bookmark_id(note=number), first=run._r)
        note = OxmlElement("w:footnote", {qn("w:id"): str(number)})
        self._part.element.append(note)
        line = OxmlElement("w:p")
        note.append(line)
        self._fill(Paragraph(line, self._part), marker, number)

    def _fill(self, paragraph: Paragraph, marker: Marker, number: int) -> None:
        paragraph.style = "footnote text"
        paragraph.add_run(None, _REFERENCE)._r.append(OxmlElement("w:footnoteRef"))
        source = self._sources.get(marker.number)
        if source is None:
            return
        add_text(paragraph, " ")
        if marker.number != number:
            add_jump(paragraph, f"[{marker.number}]", source_name(marker.number))
            add_text(paragraph, " ")
        if source.title:
            add_link(paragraph, safe(source.title), source.url)
            add_text(paragraph, f" — {safe(source.pointer)}")
        else:
            add_link(paragraph, safe(source.pointer), source.url)
        # A sentence that is the words cited is not printed again below it.
        if source.needed:
            add_text(paragraph, ": " + " … ".join(f"“{safe(words)}”" for words in source.needed))


def _name(number: int) -> str:
    return f"_note_{number}"  # a name that begins so is hidden in Word's list of bookmarks


def source_name(number: int) -> str:
    """Return the bookmark of a source in the list."""
    return f"_source_{number}"


def bookmark_id(*, note: int = 0, source: int = 0) -> int:
    """Return the bookmark's own number: even for notes, odd for sources."""
    return 2 * note if note else 2 * source + 1
