"""Which sentences of a bulletin concern a country.

A bulletin that is about one country is told whole, but for sentences that speak only of others. One that is about
several, or only mentions the country, gives the sentences that name it and those that lean on them.
"""

from __future__ import annotations

from briefer.model import Bulletin, Span
from briefer.reading.countries import find_mentions
from briefer.reading.sentences import sentence_spans
from briefer.writing.leaning import leans_back

_MANY = 3  # from so many main countries on, a bulletin is about a region
_FEWEST_WORDS = 4


def relevant_spans(bulletin: Bulletin, country: str) -> tuple[Span, ...]:
    """Return the spans of the sentences that concern the country, in order."""
    spans = sentence_spans(bulletin.body)
    named = [frozenset(each.code for each in find_mentions(span.of(bulletin.body))) for span in spans]
    is_main = country in bulletin.countries.main
    is_regional = len(bulletin.countries.main) >= _MANY
    kept: list[int] = []
    for index, span in enumerate(spans):
        words = span.of(bulletin.body)
        follows = bool(kept) and kept[-1] == index - 1
        if country in named[index]:
            if not is_main and index and not kept and leans_back(words):
                kept.append(index - 1)
            kept.append(index)
        elif len(words.split()) < _FEWEST_WORDS:
            continue
        elif is_main and not is_regional:
            if _speaks_of_the_main_ones(named[index], bulletin, leans_back(words) and follows):
                kept.append(index)
        elif follows and not named[index] and leans_back(words):
            kept.append(index)
    return tuple(spans[index] for index in kept)


def _speaks_of_the_main_ones(named: frozenset[str], bulletin: Bulletin, leaning: bool) -> bool:
    """A sentence that names nobody, or another main country, belongs; so does one that leans on a kept one."""
    return not named or leaning or bool(named & frozenset(bulletin.countries.main))
