"""The sides of a count of votes: "93 for, 18 against, 65 abstained", in whichever words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from briefer.grounding.language.quantities import NUMBER

_VOTERS = r"countries|nations|(?:member )?states|members|votes?|lawmakers|deputies|senators|MPs|judges|people"
_SIDE = re.compile(
    rf"\b{NUMBER}(?P<told>(?:\s+(?:{_VOTERS}))?(?:\s+(?:voting|voted|cast|were|was))?\s+(?:"
    r"(?P<favour>in favou?r|for\b|yes\b|ayes?\b)|(?P<against>against|opposed|opposing|no\b|noes\b|nays?\b)"
    r"|(?P<abstained>absten\w+|abstain\w*)))",
    re.IGNORECASE,
)
_OF_A_VOTE = re.compile(r"\b(?:vot(?:es?|ed|ing)|absten\w+|abstain\w*)\b", re.IGNORECASE)
_LEAST_SIDES = 2
_NOUNS = {"favour": "votes in favour", "against": "votes against", "abstained": "abstentions"}


@lru_cache(maxsize=4_096)
def sides_of(sentence: str) -> Mapping[int, tuple[str, int]]:
    """Return for each number of a count of votes, by where the number ends, its side as a noun and where its words end.

    A count has two sides or more; "93 for" alone is none.
    """
    if not _OF_A_VOTE.search(sentence):
        return {}
    found = {
        match.start("told"): (side, match.end("told"))
        for match in _SIDE.finditer(sentence)
        for side in _NOUNS
        if match[side]
    }
    if len({side for side, _ in found.values()}) < _LEAST_SIDES:
        return {}
    return {place: (_NOUNS[side], end) for place, (side, end) in found.items()}
