"""Bytes to text: UTF-8, UTF-16 and Windows-1252, also mixed in one file."""

from __future__ import annotations

import codecs
import re
import unicodedata

from briefer.reading.cleaning import clean
from briefer.reading.raw import Unreadable

_SAMPLE = 64 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"SQLite format 3\0")
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_BINARY_SHARE = 0.05  # random bytes hold 11% of control characters, text next to none
_HINT = "give the text itself, or a file whose suffix tells its format"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as Windows-1252, so that mixed files keep every character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("briefer.windows-1252", _as_windows_1252)


def encoding_of(data: bytes) -> str | None:
    """Return the encoding that the bytes show by a byte order mark or by their NUL bytes, if any."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    sample = data[: _SAMPLE // 2 * 2]
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if max(even, odd) < 0.1 or min(even, odd) > max(even, odd) / 10:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def decode(data: bytes, charset: str | None = None) -> str:
    """Return the text of the bytes, cleaned. A declared charset is honoured unless a byte order mark or
    the bytes themselves speak against it. Raises Unreadable where the bytes are no text."""
    if data.startswith(_MAGIC):
        raise Unreadable("looks binary", _HINT)
    shown = encoding_of(data)
    if shown is None:
        _check_is_text(data)
        return clean(_decode_8_bit(data, charset))
    text = data.decode(shown, "replace")
    sample = text[:_SAMPLE]
    odd = sum(c == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(c) in {"Cn", "Co"} for c in sample)
    if odd > _BINARY_SHARE * len(sample):
        raise Unreadable("looks binary", _HINT)
    return clean(text)


def _check_is_text(data: bytes) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls > 2 and controls > _BINARY_SHARE * len(sample):
        raise Unreadable("looks binary", _HINT)


def _decode_8_bit(data: bytes, charset: str | None) -> str:
    name = re.sub("[^a-z0-9]", "", (charset or "").lower())
    # Pages that declare Latin-1 or ASCII are read as Windows-1252 by every browser.
    if name in {"", "utf8", "usascii", "ascii", "iso88591", "latin1", "windows1252", "cp1252"}:
        if name in {"iso88591", "latin1", "windows1252", "cp1252"}:
            return data.decode("cp1252", "replace")
        return data.decode("utf-8", "briefer.windows-1252")
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return data.decode("utf-8", "briefer.windows-1252")
