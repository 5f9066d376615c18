"""Words that say the opposite of a word; the table is `data/opposites.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from briefer.grounding.language.words import STOP_WORDS, opposites_of, stem

_PREFIX = re.compile(r"(?:un|dis|non-?)(?P<base>\w{5,})$")
_PRO_ANTI = re.compile(r"(?P<side>pro|anti)-(?P<base>\w+)$")
_TIED = "next"


@dataclass(frozen=True, slots=True)
class Opposed:
    """The opposites of a word, all as stems."""

    stems: frozenset[str] = frozenset()
    tied: frozenset[str] = frozenset()  # those that are opposites only before the same word: "left Gao"
    fellows: frozenset[str] = frozenset()  # words that say the same as the word


@lru_cache(maxsize=8_192)
def opposed_to(word_stem: str, folded: str) -> Opposed:
    """The opposites of a word, by its stem, and by its prefix as written."""
    listed = _table().get(word_stem, Opposed())
    found = set(listed.stems | opposites_of(word_stem))
    prefixed = _PREFIX.match(folded)
    if prefixed:
        found.add(stem(prefixed["base"]))
    side = _PRO_ANTI.match(folded)
    if side:
        found.add(stem(f"{'anti' if side['side'] == 'pro' else 'pro'}-{side['base']}"))
    return Opposed(frozenset(found), listed.tied, listed.fellows)


@cache
def _table() -> dict[str, Opposed]:
    path = resources.files("briefer.grounding.language").joinpath("data", "opposites.tsv")
    table: dict[str, Opposed] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        left, right, *mark = line.split("\t")
        sides = [frozenset(stem(word) for word in side.split()) for side in (left, right)]
        for one, other in (sides, reversed(sides)):
            for each in one - STOP_WORDS:
                known = table.get(each, Opposed())
                table[each] = Opposed(
                    known.stems | other,
                    known.tied | (other if mark == [_TIED] else frozenset()),
                    known.fellows | (one - {each}),
                )
    return table
