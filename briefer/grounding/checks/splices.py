"""Splices: two events of two sources must not be made one where no source joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, permutations

from briefer.grounding.language.cues import Sentence, quoted, sentences_of, share
from briefer.grounding.language.words import Word, stems_of
from briefer.grounding.pairs import Pair, Premise
from briefer.grounding.verbatim import is_verbatim
from briefer.model import Finding

NAME = "splice"

# A cause between two sources is nobody's word; before and after may be worked out from their dates.
_CAUSE = (
    r"because(?: of)?|due to|owing to|in (?:response|reaction|retaliation|reprisal|revenge)(?: to| for| against)?"
    r"|as a result(?: of)?|in (?:an attempt|order|a bid) to|prompt(?:ed|ing)(?: by)?|trigger(?:ed|ing)(?: by)?"
    r"|l(?:ed|eading) to|forcing|causing"
)
_TIME = r"after|before|when|as|following|once|where|which|who|whom|having"
_JOINER = re.compile(rf"\b(?:(?P<cause>{_CAUSE})|(?P<time>{_TIME}))\b", re.IGNORECASE)
# What stands side by side is joined by nothing.
_COORDINATED = re.compile(
    r"[;—]|\s–\s|,\s+(?:and|but|or)\b|,?\s+\b(?:while|whilst|whereas|although|though)\b", re.IGNORECASE
)
_BORNE = 0.75  # of a side's words must stand in the source that tells of it,
_FOREIGN = 0.5  # and at most so many in the other
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Join:
    """What a sentence joins, and by which word."""

    word: str
    sides: tuple[tuple[Word, ...], tuple[Word, ...]]
    is_cause: bool


def check(pair: Pair) -> tuple[Finding, ...]:
    """Fire where the claim joins what only one premise tells to what only another does."""
    return () if len(pair.premises) < 2 or is_verbatim(pair) else findings(pair)


def findings(pair: Pair) -> tuple[Finding, ...]:
    """As `check`, also for a claim that is a sentence of the premise."""
    couples = tuple(permutations(dict.fromkeys(pair.premises), 2))
    for claim in sentences_of(pair.claim):
        for join in _joins(claim):
            for reason in _spliced(join, couples):
                return (Finding(NAME, reason),)
    return ()


@lru_cache(maxsize=1_024)
def _joins(claim: Sentence) -> tuple[_Join, ...]:
    cuts = [0, *(match.start() for match in _COORDINATED.finditer(claim.text)), len(claim.text)]
    return tuple(join for start, end in pairwise(cuts) for join in _joins_between(claim, start, end))


def _joins_between(claim: Sentence, start: int, end: int) -> Iterator[_Join]:
    words = tuple(word for word in claim.words if start <= word.span.start < end)
    for match in _JOINER.finditer(claim.text, start, end):
        left = tuple(word for word in words if word.span.end <= match.start())
        right = tuple(word for word in words if word.span.start >= match.end())
        if not left:  # "After the rebels left, the army came"
            comma = claim.text.find(",", match.end(), end)
            left = tuple(word for word in right if word.span.start > comma > 0)
            right = tuple(word for word in right if word not in left)
        if min(len(left), len(right)) >= _FEWEST:
            yield _Join(match[0], (left, right), bool(match["cause"]))


def _spliced(join: _Join, couples: tuple[tuple[Premise, Premise], ...]) -> Iterator[str]:
    for one, other in couples:
        for mine, yours in (join.sides, join.sides[::-1]):
            moved = _moved(mine, one, other)
            if not (moved or join.is_cause):
                continue
            kept = [word.stem for word in mine if word not in moved]
            if (
                len(kept) >= _FEWEST
                and _tells(kept, one, other)
                and _tells([w.stem for w in yours], other, one)
            ):
                what = (
                    f'puts "{moved[0].text}" of one bulletin into another' if moved else "joins two bulletins"
                )
                yield f'the claim {what}: no bulletin says "{join.word}" of {quoted(one.text)} and {quoted(other.text)}'


def _moved(side: tuple[Word, ...], own: Premise, other: Premise) -> tuple[Word, ...]:
    """The names of a side that its own source does not know, and the other source does."""
    known, theirs = _known(own), stems_of(other.text)
    return tuple(w for w in side if w.is_capitalised and w.stem not in known and w.stem in theirs)


def _tells(stems: list[str], source: Premise, other: Premise) -> bool:
    """Say whether the one source tells of a side, and the other does not."""
    return share(stems, stems_of(source.text)) >= _BORNE and share(stems, _known(other)) <= _FOREIGN


def _known(premise: Premise) -> frozenset[str]:
    return stems_of(premise.text) | stems_of(premise.context)
