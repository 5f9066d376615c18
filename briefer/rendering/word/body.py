"""The outline's blocks, its sources and its manifest as paragraphs and tables, in order."""

from __future__ import annotations

import io
from collections.abc import Iterable

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph as Line

from briefer.errors import InputError
from briefer.rendering.pictures.model import Picture
from briefer.rendering.plain import capitalised
from briefer.rendering.shown import HEADINGS, Block, Outline, Paragraph, Part, Sentence, Source
from briefer.rendering.unbroken import unbroken
from briefer.rendering.word.footnotes import Footnotes, bookmark_id, source_name
from briefer.rendering.word.inline import add_link, add_text, bookmark, safe
from briefer.rendering.word.tables import WIDTH, add_accounts, add_figures, add_pairs, add_sentence

_TALL = 100  # mm of a picture: what is taller is made smaller, as far as its words can be read
_SMALLEST = 0.7  # of its full width
_TALLEST = 210  # mm: what a page has room for, with a heading and a caption
_SHARPNESS = 2  # dots of a picture to one of the screen's, of which an inch has 96


def fill(document: Document, shown: Outline) -> None:
    """Write all that the outline shows into the document."""
    body = _Body(document, Footnotes(document, shown.sources))
    body.masthead(shown)
    for block in shown.blocks:
        body.block(block)
    body.sources("Nearest bulletins", shown.nearest)
    body.sources(HEADINGS["source"], shown.sources)
    body.withheld(shown)
    body.method(shown)


class _Body:
    """Adds to the end of the document."""

    def __init__(self, document: Document, notes: Footnotes) -> None:
        self._document = document
        self._notes = notes

    def masthead(self, shown: Outline) -> None:
        self._line(shown.kicker, "Kicker")
        self._line(unbroken(shown.title) if shown.is_briefing else shown.title, "Title")
        for name, value in shown.facts:
            line = self._document.add_paragraph(style="Facts")
            add_text(line, f"{safe(name)}: ", "Strong")
            add_text(line, safe(value))
        self._line(shown.made, "Subtitle")
        self._line(shown.nothing, "Lead")
        self._line(shown.narrowed, "Normal")

    def block(self, block: Block) -> None:
        self._heading(block.heading, block.level)
        for part in block.parts:
            self._heading(part.title, block.level + 1)
            self._part(block, part)
        if block.picture is not None:
            self._picture(block.picture)
        for line in block.lines:
            if block.arrow:
                self._line(f"{block.arrow} {line}", "Lead")
            else:
                self._line(line, "After" if block.parts else _style(block))

    def _part(self, block: Block, part: Part) -> None:
        title = part.title or block.heading or HEADINGS.get(block.kind, block.kind)
        if block.style == "table":
            add_figures(self._document, part.sentences, safe(title))
        elif block.style == "columns":
            add_accounts(self._document, self._notes, part.sentences, safe(title))
        else:
            for paragraph in part.paragraphs:
                self._paragraph(block, paragraph)

    def _paragraph(self, block: Block, paragraph: Paragraph) -> None:
        line = self._document.add_paragraph(style=_style(block))
        if paragraph.lead:
            add_text(line, f"{safe(paragraph.lead)}: ", "Strong")
        for place, sentence in enumerate(paragraph.sentences):
            if place:
                add_text(line, " ")
            if block.kind == "account" and sentence.voice:
                add_text(line, f"{safe(sentence.voice)}: ", "Strong")
            add_sentence(line, self._notes, sentence)
        if paragraph.note:
            add_text(line, f" ({safe(paragraph.note)})", "Remark")
        for sentence in paragraph.sentences:
            if sentence.was is not None:
                line.paragraph_format.keep_with_next = True
                line = self._before(sentence.was, sentence.former)

    def _before(self, sentence: Sentence, when: str) -> Line:
        line = self._document.add_paragraph(style="Before")
        add_text(line, f"{safe(capitalised(when))}: ", "Strong")
        add_sentence(line, self._notes, sentence)
        return line

    def _picture(self, picture: Picture) -> None:
        try:
            image = io.BytesIO(picture.png(round(WIDTH / 25.4 * 96 * _SHARPNESS)))
        except InputError as error:  # nothing is lost: its words say what it shows
            self._line(picture.alt, "Normal")
            self._line(f"{picture.title} (in words: {error.message})", "Caption")
            return
        drawn = self._document.add_paragraph(style="Picture").add_run().add_picture(image, width=Mm(WIDTH))
        scale = max(min(1, Mm(_TALL) / drawn.height), _SMALLEST)
        scale = min(scale, Mm(_TALLEST) / drawn.height)
        drawn.width, drawn.height = Length(int(drawn.width * scale)), Length(int(drawn.height * scale))
        for side in ("distT", "distB", "distL", "distR"):  # LibreOffice keeps 3 mm where none is named
            drawn._inline.set(side, "0")
        properties = drawn._inline.docPr
        properties.set("name", safe(picture.name))
        properties.set("descr", safe(picture.alt))
        properties.set("title", safe(picture.title))
        self._line(picture.title, "Caption")

    def sources(self, heading: str, sources: Iterable[Source]) -> None:
        """List bulletins; a numbered one can be jumped to."""
        for place, source in enumerate(sources):
            if place == 0:
                self._heading(heading, 2)
            line = self._document.add_paragraph(style="Source")
            add_text(line, f"[{source.number}]\t" if source.number else "•\t")
            first, *others = source.lines
            add_link(line, safe(first), source.url)
            if source.number:
                name, number = source_name(source.number), bookmark_id(source=source.number)
                bookmark(line, name, number, first=line._p.find(qn("w:r")))
            # A row of sources that all keep to the next would leave the heading behind.
            line.paragraph_format.keep_with_next = bool(others or source.url)
            for each in others:
                self._line(each, "Source Facts")
            if source.url:
                add_link(self._document.add_paragraph(style="Source Facts"), safe(source.url), source.url)

    def withheld(self, shown: Outline) -> None:
        if not shown.withheld:
            return
        self._heading(HEADINGS["withheld"], 2)
        for text, reason in shown.withheld:
            line = self._document.add_paragraph(style="List Bullet")
            add_text(line, safe(text))
            add_text(line, f" ({safe(reason)})", "Remark")
        self._line(shown.withheld_count, "Normal")

    def method(self, shown: Outline) -> None:
        heading = HEADINGS["method"]
        self._heading(heading, 2)
        self._line(shown.method, "Normal")
        add_pairs(self._document, ("Setting", "Value"), shown.settings, heading, 45)
        if shown.bulletins:
            self._heading("Bulletins", 3)
            head = ("Bulletin", "SHA-256 of its title and body")
            add_pairs(self._document, head, shown.bulletins, "Bulletins", 62)
        self._document.add_paragraph(style="Table After")  # no document ends in a table

    def _heading(self, text: str, level: int) -> None:
        """Add a heading: level 2 of the page is Word's first, as the title has a style of its own."""
        self._line(text, f"Heading {min(level - 1, 3)}")

    def _line(self, text: str, style: str) -> None:
        if safe(text):
            add_text(self._document.add_paragraph(style=style), safe(text))


def _style(block: Block) -> str:
    """Return the style of the block's paragraphs; what is read first stands out."""
    if block.style != "paragraphs":
        return "List Bullet"
    return "Lead" if block.kind in ("bottom line", "answer") else "Normal"
