"""One way to compare words that are spelt alike: "Tillabéri", "TILLABERI" and "tillaberi" are the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans("øØłŁđĐ", "oOlLdD")  # these do not come apart into a letter and an accent


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the text in lower case without accents."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()
