"""Sentences that lean on the one before them, and must not be quoted without it."""

from __future__ import annotations

import re

_LEANS_BACK = re.compile(
    r"^\W*(?:(?:the|this|that|these|those|such|another|both|neither) (?:\w+ )?"
    r"(?:statement|attack|attacks|group|groups|move|charge|claim|accusation|decision|incident|measure|vote|resolution|three|two|four|violence|figure|figures|deal|former|latter|announcement|"
    r"raid|same|attackers|assailants|victims|dead|bloc|man|woman|pair|others)\b|"
    r"(?:he|she|it|they|its|their|his|her|this|these|those)\b|but\b|however\b|meanwhile\b|instead\b|also\b|"
    r"while not\b|in response\b|an even\b|a separate\b|according to the (?:statement|same)\b)",
    re.IGNORECASE,
)


def leans_back(sentence: str) -> bool:
    """Say whether a sentence begins with words that point back to the one before it."""
    return bool(_LEANS_BACK.match(sentence))
