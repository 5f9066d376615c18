"""Stable names for bulletins: the id follows the words, the key survives their editing."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date

from briefer.reading.folding import fold
from briefer.reading.raw import RawItem


def bulletin_id(title: str, body: str, given: date | None) -> str:
    """Return 12 hex digits derived from title, body (differences in white space aside) and given date."""
    parts = (_spaced(title), _spaced(body), given.isoformat() if given else "")
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


class Keys:
    """Hands out the keys of one page's items: each once."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def key(self, item: RawItem) -> str:
        """Return the record's own id or URL, else its folded title and given date; a repeated one is
        numbered from 2."""
        day = item.given.isoformat() if item.given else ""
        stem = item.key or item.url or f"{_bare(item.title)} {day}".strip() or "untitled"
        stem = _spaced(stem)
        key = stem
        while self._given[key]:
            self._given[stem] += 1
            key = f"{stem} #{self._given[stem]}"
        self._given[key] += 1
        return key


def _bare(text: str) -> str:
    """The text folded, without punctuation."""
    return _spaced("".join(c if c.isalnum() else " " for c in fold(text)))


def _spaced(text: str) -> str:
    return " ".join(text.split())
