"""Word lists, written as they are read."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text that whitespace parts."""
    return frozenset(text.split())
