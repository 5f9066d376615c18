"""Addresses: a claim must not send its reader where the cited words do not."""

from __future__ import annotations

import re

from briefer.grounding.pairs import Pair
from briefer.model import Finding

NAME = "links"

_ADDRESS = re.compile(
    r"\b(?:[a-z][a-z+.-]{1,10}://|www\.)[^\s<>\"'“”()\[\]]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_LAST = ".,;:!?…"


def check(pair: Pair) -> tuple[Finding, ...]:
    """Find the web and mail addresses of the claim that do not stand in the cited words."""
    given = _addresses(pair.text)
    return tuple(
        Finding(NAME, f'the claim gives the address "{address}", which the bulletin does not')
        for key, address in _addresses(pair.claim).items()
        if key not in given
    )


def _addresses(text: str) -> dict[str, str]:
    found = (match[0].rstrip(_LAST) for match in _ADDRESS.finditer(text))
    return {address.casefold(): address for address in found}
