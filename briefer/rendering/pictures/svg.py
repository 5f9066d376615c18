"""The little SVG that the pictures need: escaping, numbers, the width of a text, and the frame around a drawing.

Colours are given as presentation attributes, which a strict Content-Security-Policy allows, and not as styles.
"""

from __future__ import annotations

import html
import unicodedata
import zlib
from collections.abc import Sequence

from briefer.reading.cleaning import cut
from briefer.rendering.pictures.model import Picture
from briefer.rendering.plain import one_line

WIDTH = 640  # units of the viewBox; a page shows them at about one pixel each
TEXT, SMALL = 14.0, 12.5

INK = "var(--ink, #1e2126)"
QUIET = "var(--quiet, #5c616a)"
RULE = "var(--rule, #d9d5cc)"
ACCENT = "var(--accent, #1f3a5f)"
PAPER = "var(--paper, #ffffff)"
TINT = "var(--tint, #f4f1ea)"
HALO = f' paint-order="stroke" stroke="{PAPER}" stroke-width="3"'  # `Picture.printed` knows how it begins and ends

_FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
_NOT_XML = dict.fromkeys((0xFFFE, 0xFFFF))
_ALT_LIMIT = 6000  # characters; a screen reader speaks them for six minutes

# Widths in thousandths of the size, of a wide sans-serif (DejaVu): a text set in another is seldom wider.
_WIDTHS = {
    "ijlI|'’‘.,:;": 300,
    " !()[]frt/-·": 400,
    'JcskvxyzF“”"': 580,
    "mwMW@%—…": 980,
    "ABCDEGHKNOPQRSUVXYZ&": 730,
}
_WIDTH_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER, _WIDE = 640, 1000


def plain(text: str) -> str:
    """Return the text on one line, without anything that XML does not hold."""
    return one_line(text.translate(_NOT_XML))


def escape(text: str) -> str:
    """Return the text for the inside of an element or an attribute."""
    return html.escape(plain(text))


def number(value: float) -> str:
    """Return a coordinate with at most one decimal place."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is, in the unit of the size; rather too much than too little."""
    return sum(_letter_width(letter) for letter in text) * size / 1000


def _letter_width(letter: str) -> int:
    if letter in _WIDTH_OF:
        return _WIDTH_OF[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    bare = unicodedata.normalize("NFD", letter)[0]
    return _WIDTH_OF.get(bare, _OTHER)


def fitted(text: str, room: float, size: float) -> str:
    """Return the text cut after a word, with an ellipsis, where it is wider than the room."""
    if text_width(text, size) <= room:
        return text
    limit = len(text) - 1
    shorter = cut(text, limit, "…")
    while limit > 1 and text_width(shorter, size) > room:
        limit = min(limit, len(shorter)) - 1
        shorter = cut(text, limit, "…")
    return shorter


def folded(text: str, room: float, size: float, lines: int) -> list[str]:
    """Return the text in at most so many lines; the last is cut where the text goes on."""
    rest, found = text.split(), list[str]()
    while rest and len(found) < lines - 1:
        taken = 1
        while taken < len(rest) and text_width(" ".join(rest[: taken + 1]), size) <= room:
            taken += 1
        found.append(fitted(" ".join(rest[:taken]), room, size))
        rest = rest[taken:]
    return [*found, fitted(" ".join(rest), room, size)] if rest else found


def label(
    x: float,
    y: float,
    words: str,
    *,
    size: float = TEXT,
    fill: str = INK,
    anchor: str = "",
    bold: bool = False,
) -> str:
    """Return a line of text on the base line `y`; `anchor` is "middle" or "end" where it is not the start."""
    marks = f' text-anchor="{anchor}"' if anchor else ""
    marks += ' font-weight="600"' if bold else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"{marks}>'
        f"{escape(words)}</text>"
    )


def haloed(x: float, y: float, words: str, *, size: float = TEXT, anchor: str = "") -> str:
    """Return a line of text that stays legible over other lines."""
    return label(x, y, words, size=size, anchor=anchor).replace("<text", f"<text{HALO}", 1)


def line(
    x: float, y: float, to_x: float, to_y: float, *, stroke: str = RULE, width: float = 1, extra: str = ""
) -> str:
    """Return a straight line."""
    return (
        f'<path d="M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}" fill="none" stroke="{stroke}" '
        f'stroke-width="{number(width)}"{extra}/>'
    )


def box(x: float, y: float, width: float, height: float, *, fill: str, extra: str = "") -> str:
    """Return a rectangle."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'fill="{fill}"{extra}/>'
    )


def capped(sentences: Sequence[str], more: str) -> str:
    """Join the sentences of a text alternative; where they are too many, `more` stands for the rest, with its {}
    for their number."""
    kept, length = list[str](), 0
    for sentence in sentences:
        length += len(sentence) + 1
        if length > _ALT_LIMIT:
            break
        kept.append(sentence)
    left = len(sentences) - len(kept)
    return " ".join([*kept, more.format(left)] if left else kept)


def picture(name: str, title: str, alt: str, height: float, parts: Sequence[str]) -> Picture:
    """Return the drawn parts as a picture.

    The ids carry a checksum of the content: several pictures of one name can stand in one page.
    """
    title, alt = plain(title), plain(alt)
    mark = f"{name}-{zlib.crc32((title + alt).encode()):08x}"
    tall = number(height)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall}" width="100%" role="img" '
        f'aria-labelledby="{mark}-title" aria-describedby="{mark}-desc" font-family="{_FONT}">'
        f'<title id="{mark}-title">{escape(title)}</title><desc id="{mark}-desc">{escape(alt)}</desc>'
        f"{box(0, 0, WIDTH, height, fill=PAPER)}{''.join(parts)}</svg>"
    )
    return Picture(name, title, svg, alt)
