"""Figures as worded, each with who stated it: never added, averaged or rounded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.grounding.attribution import main_attribution
from briefer.grounding.draft import DraftSentence
from briefer.grounding.quantities import Quantity, find_quantities
from briefer.model import Evidence

_CLAUSE_END = re.compile(r"[,;:—–.]\s|[,;:—–]$|\s(?:and|but|while|after|which|who|with|including)\s|[\"”]")
_WIDEST = 70


def figures(evidence: Sequence[Evidence]) -> tuple[DraftSentence, ...]:
    """One entry for each quantity that counts something, in order; the same words are listed once."""
    entries: dict[tuple[str, str], DraftSentence] = {}
    for item in evidence:
        attribution = main_attribution(item.text)
        for quantity in find_quantities(item.text):
            if not _counts_something(quantity, item.text):
                continue
            worded = quantity_in_words(quantity, item.text)
            entries.setdefault(
                (item.bulletin.id, worded),
                DraftSentence(
                    item.text,
                    (item.number,),
                    speaker=attribution.speaker if attribution else None,
                    figure=worded,
                ),
            )
    return tuple(entries.values())


def _counts_something(quantity: Quantity, text: str) -> bool:
    """A number with a noun, a unit or a verb after it; "one of the two" and list numbers count nothing."""
    if quantity.noun or quantity.is_percent or quantity.currency:
        return quantity.value >= 2 or quantity.is_percent
    following = text[quantity.span.end :].lstrip()
    return bool(
        re.match(
            r"(?:(?:were|are|was|have|had|have been|had been)\s+)?\w+ed\b|dead\b|in\b|killed\b", following
        )
    )


def quantity_in_words(quantity: Quantity, text: str) -> str:
    """The figure with what it counts, verbatim: "21 were killed in Libiri village"."""
    tail = text[quantity.span.end : quantity.span.end + _WIDEST]
    stop = _CLAUSE_END.search(tail)
    cut = tail[: stop.start()] if stop else tail.rsplit(" ", 1)[0] if len(tail) == _WIDEST else tail
    return (quantity.span.of(text) + cut).rstrip(' .,;:"”')
