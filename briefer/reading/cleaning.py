"""Makes untrusted text safe to store and print, without touching the characters that a quote needs."""

from __future__ import annotations

import re

TITLE_LIMIT = 300
BODY_LIMIT = 200_000

_BREAKS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")  # JSON escapes and odd file names carry them; UTF-8 cannot
_GAPS = re.compile(r"[ \t\n]+")


def clean(text: str) -> str:
    """Return the text with line feeds for line ends and without control characters."""
    return without_halves(_CONTROLS.sub("", _BREAKS.sub("\n", text)))


def without_halves(text: str) -> str:
    """Return the text with U+FFFD for each half of a surrogate pair."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def escape_halves(json_text: str) -> str:
    """Return JSON text in which each half of a surrogate pair is escaped: the same string, fit for UTF-8."""
    return _SURROGATES.sub(lambda half: f"\\u{ord(half[0]):04x}", json_text)


def one_line(text: str) -> str:
    """Return the text cleaned and on one line, runs of blanks made one space."""
    return _GAPS.sub(" ", clean(text)).strip()


def cut(text: str, limit: int, mark: str = "") -> str:
    """Return at most `limit` characters of the text, the mark included; cut after a word, unless that would
    cost half of them."""
    if len(text) <= limit:
        return text
    room = limit - len(mark)
    kept = text[:room]
    if not text[room].isspace():
        words = re.match(r"(?s)(.*\S)\s", kept)
        kept = words.group(1) if words and 2 * len(words.group(1)) > room else kept
    return kept.rstrip() + mark
