"""In which order a body tells the sentences of a bulletin whose lead stands in the bottom line.

First what the talks that it tells of are about, then all else, last what is no news: last year, standing background.
Sentences that lean on one before them go where that goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from briefer.grounding.language.days import days_of
from briefer.grounding.language.words import content_words
from briefer.model import Evidence
from briefer.writing.leaning import leans_back

_TALKS = re.compile(r"\b(?:talks|negotiat\w+|dialogue|mediat\w+)\b", re.IGNORECASE)
_ON_THE_TABLE = re.compile(
    r"\b(?:(?:being|under|still) (?:negotiated|negotiation|discussed|discussion)|on the table|at issue"
    r"|sticking points?|stumbling blocks?|(?:talks|negotiations) (?:cover|centre|center|focus|turn|deal)\w*)\b",
    re.IGNORECASE,
)
# Told to explain the news, and no news itself.
_STANDING = re.compile(
    r"\b(?:last (?:year|month|decade|century)|(?:a|one|two|three|four|five|six|ten|several|many|\d+)"
    r" (?:years|months|decades) (?:ago|earlier|before)|(?:a|the) year (?:ago|earlier|before)"
    r"|(?:in|over|during|for) the (?:past|last) (?:\w+ )?(?:years?|decades?|months)"
    r"|for (?:years|decades|months)|historically|traditionally)\b",
    re.IGNORECASE,
)
_LONG_AGO = timedelta(days=45)  # before the bulletin's first day
_ACTORS = 2  # words, as for who acts, that a charge and the sentence on the talks have in common


def runs_of(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Cut a bulletin's sentences where one stands on its own feet; those that lean back stay with what they lean on."""
    runs: list[list[Evidence]] = []
    for item in evidence:
        if runs and runs[-1][-1].bulletin is item.bulletin and leans_back(item.text):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def as_news(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentences of a story, bulletin by bulletin, in the order in which a body tells them."""
    told: list[Evidence] = []
    for _, items in groupby(evidence, key=lambda item: item.bulletin.id):
        runs = runs_of(list(items))
        is_of_talks = bool(_TALKS.search(runs[0][0].text))
        told += [item for run in sorted(runs, key=lambda run: _rank(run[0], is_of_talks)) for item in run]
    return told


def is_standing(item: Evidence) -> bool:
    """Say whether a sentence tells of what was long before its bulletin, and does not open it."""
    if not item.bulletin.body[: item.span.start].strip():
        return False
    first = item.bulletin.date.earliest
    days = [each for each in days_of(item.text, item.bulletin.date) if each.has_year and each.said]
    if first and days and all(each.last < first - _LONG_AGO for each in days):
        return True
    return bool(_STANDING.search(item.text))


def is_on_the_talks(charge: Iterable[Evidence], evidence: Sequence[Evidence]) -> bool:
    """Say whether a charge is told in a bulletin of talks, and names those who talk."""
    lead, sides = evidence[0], list(charge)
    if not _TALKS.search(lead.text) or any(item.bulletin is not lead.bulletin for item in sides):
        return False
    shared = frozenset.intersection(
        *(_words(text) for text in (lead.text, " ".join(each.text for each in sides)))
    )
    return lead not in sides and len(shared) >= _ACTORS


def _words(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(text))


def _rank(item: Evidence, is_of_talks: bool) -> int:
    if not item.bulletin.body[: item.span.start].strip():
        return 0
    if is_standing(item):
        return 3
    return 1 if is_of_talks and _ON_THE_TABLE.search(item.text) else 2
