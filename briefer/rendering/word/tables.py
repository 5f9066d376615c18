"""Tables: figures, accounts side by side, how the document was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from briefer.rendering.shown import FIGURE_COLUMNS, Sentence
from briefer.rendering.word.footnotes import Footnotes, source_name
from briefer.rendering.word.inline import add_jump, add_text, safe

WIDTH = 160  # mm of text on a page
_FIGURES = (31, 33, 13, 13, 29, 25, 16)  # mm of each column
_TINT = "F4F1EA"  # of a head, as in styles.xml
_ABREAST = 3  # accounts that stand side by side; more of them stand two by two


def add_table(
    document: Document, head: Sequence[str], widths: Sequence[float], title: str, rows: int
) -> Table:
    """Add a table with its head, which is repeated on each page, and so many empty rows; widths in mm."""
    table: Table = document.add_table(rows + 1, len(head), "Briefer Table")
    table.autofit = False
    caption = OxmlElement("w:tblCaption", {qn("w:val"): title})  # read out by screen readers, never printed
    table._tbl.tblPr.append(caption)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].style = "Table Text"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _head(table.rows[0].cells, head)
    return table


def _head(cells: Iterable[_Cell], names: Iterable[str]) -> None:
    for cell, name in zip(cells, names, strict=False):
        cell.paragraphs[0].style = "Table Head"
        add_text(cell.paragraphs[0], safe(name))


def add_figures(document: Document, sentences: Sequence[Sentence], title: str) -> None:
    """Add the table of figures; rows on one thing counted share their first cell."""
    table = add_table(document, FIGURE_COLUMNS, _FIGURES, title, len(sentences))
    rows = list(zip(table.rows[1:], sentences, strict=True))
    for row, sentence in rows:
        _figure(row.cells, sentence)
    for counted, run in groupby(rows, key=lambda pair: pair[1].counted):
        group = [row for row, _ in run]
        first = group[0].cells[0]
        add_text(first.paragraphs[0], safe(counted), "Strong")
        for row in group[:-1]:  # a thing counted is kept on one page as far as it goes
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        if len(group) > 1:
            first.merge(group[-1].cells[0])


def _figure(cells: Sequence[_Cell], sentence: Sentence) -> None:
    _, worded, *others, source = (cell.paragraphs[0] for cell in cells)
    _, figure, *values = sentence.cells
    add_text(worded, safe(figure))
    if sentence.note:
        add_text(worded, f" ({safe(sentence.note)})", "Remark")
    for line, value in zip(others, values, strict=True):
        add_text(line, safe(value))
    for marker in sentence.markers:
        add_jump(source, f"[{marker.number}]", source_name(marker.number))


def add_accounts(document: Document, notes: Footnotes, sentences: Sequence[Sentence], title: str) -> None:
    """Add accounts side by side: who says so and how over what is said."""
    runs = groupby(sentences, key=lambda each: each.voice)
    accounts = [(voice or "Not named", list(said)) for voice, said in runs]
    abreast = len(accounts) if len(accounts) <= _ABREAST else 2
    shelves = [accounts[start : start + abreast] for start in range(0, len(accounts), abreast)]
    heads = [[voice for voice, _ in shelf] for shelf in shelves]
    table = add_table(document, heads[0], [WIDTH / abreast] * abreast, title, 2 * len(shelves) - 1)
    for place, shelf in enumerate(shelves):
        head, body = table.rows[2 * place], table.rows[2 * place + 1]
        if place:
            _head(head.cells, heads[place])
            for cell in head.cells:
                _shade(cell)
        for cell, (_, said) in zip(body.cells, shelf, strict=False):
            for number, sentence in enumerate(said):
                line = cell.add_paragraph(style="Table Text") if number else cell.paragraphs[0]
                add_sentence(line, notes, sentence)


def _shade(cell: _Cell) -> None:
    # The table's style shades its first row only.
    colours = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): _TINT}
    cell._tc.get_or_add_tcPr().append(OxmlElement("w:shd", colours))


def add_sentence(paragraph: Paragraph, notes: Footnotes, sentence: Sentence) -> None:
    """Add a sentence with its notes and its remark."""
    for words, style in zip(sentence.answering or (sentence.text,), (None, "Strong", None), strict=False):
        add_text(paragraph, words if sentence.answering else safe(words), style)
    notes.cite(paragraph, sentence.markers)
    if sentence.note:
        add_text(paragraph, f" ({safe(sentence.note)})", "Remark")


def add_pairs(
    document: Document, head: tuple[str, str], pairs: Iterable[tuple[str, str]], title: str, first_mm: float
) -> None:
    """Add a table of names and values, values in type of one width."""
    rows = list(pairs)
    table = add_table(document, head, (first_mm, WIDTH - first_mm), title, len(rows))
    for row, (name, value) in zip(table.rows[1:], rows, strict=True):
        add_text(row.cells[0].paragraphs[0], safe(name))
        add_text(row.cells[1].paragraphs[0], safe(value), "Digest")
