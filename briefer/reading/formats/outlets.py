"""The outlets that a bulletin names at its end: "(AFP, RFI, BBC News)"."""

from __future__ import annotations

import re

_TRAILING = re.compile(r"(?s)(?P<body>.*[.!?…][\"'”’»)\]]*)\s*\((?P<names>[^()]{2,300})\)[.]?\s*$")
_LEAD = re.compile(r"^(?:sources?|via|from|with)\b\s*:?\s*", re.IGNORECASE)
_NOT_OUTLETS = re.compile(
    r"[:?!]|\b(?:19|20)\d\d\b"
    r"|^(?:updated?|photos?|image|picture[ds]?|map|file|credit|video|see|translat\w+|note|ed(?:itor)?s?)\b"
    r"|^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s*\d",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[Tt]he )?[a-z]{0,4}[^\Wa-z_]"
)  # "RFI", "the Guardian", "eNCA", "openDemocracy", "20 Minutes"
_MOST_WORDS = 6


def split_outlets(body: str) -> tuple[str, tuple[str, ...]]:
    """Return the body without a trailing parenthesis of outlets, and the outlets in it.

    The parenthesis must follow a finished sentence: "the Coordinating Body (CMA)" names no outlet.
    """
    found = _TRAILING.match(body)
    if not found:
        return body, ()
    outlets = split_names(_LEAD.sub("", found["names"].strip()))
    if not outlets or not all(_is_outlet(name) for name in outlets):
        return body, ()
    return found["body"], outlets


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a list such as "AFP, RFI and BBC News", each once."""
    parts = re.split(r"\s*[,;|]\s*(?:and\s+)?|\s+and\s+(?=[A-Z])", " ".join(text.split()))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _is_outlet(name: str) -> bool:
    return (
        any(c.isupper() for c in name)
        and _NAME.match(name) is not None
        and len(name.split()) <= _MOST_WORDS
        and not (_NOT_OUTLETS.search(name))
    )
