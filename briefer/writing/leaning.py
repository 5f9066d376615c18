"""Sentences that lean on the one before them, and must not be quoted without it."""

from __future__ import annotations

import re

_NOUNS = (
    "statement attack attacks group groups move charge charges claim claims accusation accusations allegation "
    "allegations decision incident "
    "measure measures vote resolution three two four violence figure figures deal former latter announcement raid same "
    "attackers assailants victims dead bloc man woman men women pair others package tribunal suspect suspects"
).split()
_LEANS_BACK = re.compile(
    rf"^\W*(?:(?:the|this|that|these|those|such|another|both|neither) (?:\w+ )?(?:{'|'.join(_NOUNS)})\b"
    r"|(?:he|she|it|they|its|their|his|her|this|these|those)\b"
    r"|(?:another|a further) \d[\d,]*\b"
    rf"|[\w,-]+ (?:more|others|of (?:them|these|those|the (?:{'|'.join(_NOUNS)})))\b"
    r"|but\b|however\b|meanwhile\b|instead\b|also\b|while not\b|in response\b|in addition\b|as a result\b"
    r"|an even\b|a (?:still|separate|second|third)\b|according to the (?:statement|same)\b)",
    re.IGNORECASE,
)


# "voted no as well": as what, the sentence before says
_LEANS_AT_ITS_END = re.compile(
    r"\b(?:(?:as well|too|did so|likewise)[.!]?[\"”’]?$|vote[ds]? (?:against|for) (?:it|them)\b)",
    re.IGNORECASE,
)


def leans_back(sentence: str) -> bool:
    """Say whether a sentence begins, or ends, with words that point back to the one before it."""
    return bool(_LEANS_BACK.match(sentence) or _LEANS_AT_ITS_END.search(sentence))
