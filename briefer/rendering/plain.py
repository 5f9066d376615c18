"""A bulletin's words made safe to print: one line, no control characters, no links but to the web."""

from __future__ import annotations

import re

from briefer.reading.cleaning import without_halves

# CSI, then OSC/DCS/SOS/PM/APC strings with their text, then the short sequences. Only the 7-bit forms: what
# looks like an 8-bit one is more often a wrongly decoded quotation mark, and no word is lost with it.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]"
)
_BLANKS = re.compile(r"[ \t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# Controls, and the marks that make a line read in another order than it is written.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_WEB = re.compile(r"https?://[^\s<>\"'`\\|]+", re.IGNORECASE)


def one_line(text: str) -> str:
    """Return the text on one line, trimmed, without control characters.

    Line breaks and tabs become one space, escape sequences and marks that reorder text are dropped, half
    of a surrogate pair becomes U+FFFD. A text without any of these comes back character for character.
    """
    without_sequences = _ESCAPES.sub("", text)
    folded = _BLANKS.sub(lambda run: run[0] if not run[0].strip(" ") else " ", without_sequences)
    return without_halves(_UNSEEN.sub("", folded)).strip()


def pieces_of(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return a text on one line in three pieces: what stands before `start`, up to `end`, and after it.

    The pieces together are `one_line(text)`; the middle one is empty where nothing is left of it.
    """
    line, words = one_line(text), one_line(text[start:end])
    at = line.find(words, len(one_line(text[:start])))
    return (line, "", "") if at < 0 or not words else (line[:at], words, line[at + len(words) :])


def capitalised(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def web_address(url: str | None) -> str | None:
    """Return the URL when it is one of the web (http, https) that can be linked, else None."""
    if url is None or one_line(url) != url or not _WEB.fullmatch(url):
        return None
    return url
