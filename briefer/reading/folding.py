"""One way to compare words that are spelt alike: "Tillabéri", "TILLABERI" and "tillaberi" are the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Accents that stand as characters of their own (Unicode's form NFD), for the inside of a character class:
# they belong to the word, and are no letters to `\w`.
MARKS = r"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_LETTERS = str.maketrans("øØłŁđĐ", "oOlLdD")  # these do not come apart into a letter and an accent


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the text in lower case without accents."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()
