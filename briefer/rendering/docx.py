"""An answer or a briefing as a Word document: real styles, footnotes, tables and fields."""

from __future__ import annotations

from briefer.rendering.shown import Outline
from briefer.rendering.unbroken import with_unbroken_dates


def write(shown: Outline) -> bytes:
    """Return the outline as a DOCX file.

    Each citation is a footnote with its source and the words quoted; the sources are listed at the end. A picture
    that cannot be drawn stands there in words. The same outline gives the same bytes.
    """
    from briefer.rendering.word.body import fill
    from briefer.rendering.word.package import new_document, to_bytes

    shown = with_unbroken_dates(shown)
    document = new_document(shown)
    fill(document, shown)
    return to_bytes(document)
