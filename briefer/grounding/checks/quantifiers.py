"""Quantifiers: a claim must not say "all", "most" or "both" where the words say "some", "many" or a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.amounts import find_amounts
from briefer.grounding.language.counted import Counted, agree_on_people, counted_at
from briefer.grounding.language.hedges import Bound
from briefer.grounding.language.words import ideas_of
from briefer.grounding.pairs import Pair
from briefer.model import Finding

NAME = "quantifiers"
# How much of what is spoken of, from none to all; the names are those of the groups of the pattern.
_RANKS = {"none": 0, "few": 1, "some": 2, "several": 3, "many": 4, "half": 5, "most": 6, "both": 7, "all": 7}
_NUMBER = r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen)"
_QUANTIFIER = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<none>none(?= of\b| were\b| was\b| had\b)|neither(?= of\b))"
    rf"|(?P<all>(?<!at )(?<!above )(?<!first of )(?:nearly |almost )?all(?! but\b| out\b| but|-|[ ]{_NUMBER}\b)(?=\s)"
    r"|every(?= [a-z])(?! (?:day|week|month|year|time|effort|other)\b)|each(?= of the\b| of its\b| of their\b)|"
    r"everyone|the (?:entire|whole))"
    r"|(?P<both>both(?! sides)(?= (?:of|the|were|are|had|have|its|their|his|her)?\s?[a-z]))"
    r"|(?P<most>(?<!the )(?<!at )most(?= of\b| [a-z]+s\b| were\b| are\b| people\b)|(?:the |a )?(?:vast |large |great )?"
    r"majority(?= of\b)|(?<!for )the bulk(?= of\b))"
    r"|(?P<half>(?<!first )(?<!second )half(?= of\b))"
    r"|(?P<many>(?<!as )(?<!how )(?<!so )(?<!too )many(?! of whom| of them)(?= )|(?:a )?large numbers?(?= of\b)|"
    r"numerous|a lot(?= of\b))"
    r"|(?P<several>several(?! (?:hundred|thousand|million|dozen)))"
    rf"|(?P<some>some(?! {_NUMBER}|time|what|how|one|where)(?= [a-z])|certain(?= [a-z]+s\b))"
    r"|(?P<few>(?<!the )(?<!past )(?<!last )(?:a |very |only a )?few(?!er)(?! (?:hundred|thousand|million|dozen))(?= )|"
    r"(?:a |the )?(?:small )?minority(?= of\b)|a handful(?= of\b))"
    r")(?![\w])",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"\s(?:[\w’'-]+\s){1,6}and\b")
_OFTEN = {
    word: rank
    for rank, words in enumerate(
        (
            "never",
            "seldom rarely hardly",
            "sometimes occasionally",
            "often frequently regularly commonly",
            "always",
        )
    )
    for word in words.split()
}
_FREQUENCY = re.compile(
    rf"(?P<not>\b(?:not|\w+n['’]t)\s+(?:[a-z]+\s)?)?\b(?P<word>{'|'.join(_OFTEN)})\b", re.IGNORECASE
)
_DENIED = {1: 3, 3: 1, 4: 2}
_PART = re.compile(r"\bof (?:the|his|her|its|their|these|those)\b")
_STRONG = 5  # from "half" on, a quantifier says more than a number of things does


@dataclass(frozen=True, slots=True)
class _Quantifier:
    worded: str
    kind: str
    counted: Counted

    @property
    def rank(self) -> int:
        return _RANKS[self.kind]


def check(pair: Pair) -> tuple[Finding, ...]:
    """Find the quantifiers of the claim that say more, or the contrary, of the same things than the words."""
    stated = [each for premise in pair.premises for each in _quantifiers(premise.text)]
    found = [finding for each in _quantifiers(pair.claim) if (finding := _judged(each, stated, pair))]
    frequency = _frequency(pair)
    return (*found, frequency) if frequency else tuple(found)


@lru_cache(maxsize=8_192)
def _quantifiers(text: str) -> tuple[_Quantifier, ...]:
    found = []
    for match in _QUANTIFIER.finditer(text):
        kind = match.lastgroup or ""
        if kind == "both" and _COORDINATED.match(text, match.end()):
            continue  # "both soldiers and civilians" counts nobody
        counted = counted_at(text, match.end())
        found.append(_Quantifier(f"{match[0]} {counted.worded}".strip(), kind, counted))
    return tuple(found)


def _judged(claimed: _Quantifier, stated: list[_Quantifier], pair: Pair) -> Finding | None:
    alike = [each for each in stated if _of_the_same(claimed.counted, each.counted)]
    if any(_follows(claimed, each) for each in alike):
        return None
    if alike:
        nearest = max(alike, key=lambda each: each.rank)
        contrary = min(claimed.rank, nearest.rank) <= _RANKS["few"] < max(claimed.rank, nearest.rank) and (
            max(claimed.rank, nearest.rank) >= _RANKS["many"] or min(claimed.rank, nearest.rank) == 0
        )
        return _finding(claimed.worded, nearest.worded, contradicts=contrary)
    if any(_follows(claimed, each) for each in stated if not each.counted.nouns):
        return None
    return _beside_number(claimed, pair)


def _beside_number(claimed: _Quantifier, pair: Pair) -> Finding | None:
    """ "Most soldiers" or "none of the soldiers" where the words only count some."""
    if _STRONG > claimed.rank > 0 or not claimed.counted.nouns:
        return None
    counts = [
        each
        for premise in pair.premises
        for each in find_amounts(premise.text)
        if not each.unit and each.counted.nouns and _of_the_same(claimed.counted, each.counted)
    ]
    # "the 12 countries" may be all of them; "some 12 countries" and "two of the countries" are not
    whole = [each for each in counts if each.bound is Bound.EXACT and not _PART.search(each.worded)]
    if not counts or (claimed.kind == "both" and any(each.value == 2 for each in whole)):
        return None
    if claimed.kind == "all" and len(whole) == len(counts):
        return None
    return _finding(claimed.worded, counts[0].worded, contradicts=claimed.rank == 0)


def _follows(claimed: _Quantifier, stated: _Quantifier) -> bool:
    """Whether what the claim says holds where the words are true."""
    if claimed.rank == stated.rank or claimed.kind == "some":
        return claimed.rank == stated.rank or stated.rank > 0
    if claimed.kind == "few" or stated.kind == "none" or claimed.kind == "none":
        return claimed.kind == "few" and stated.kind in ("some", "several")
    return claimed.rank <= stated.rank or {claimed.kind, stated.kind} == {"several", "some"}


def _of_the_same(one: Counted, other: Counted) -> bool:
    if not one.nouns or not other.nouns:
        return not one.nouns and not other.nouns
    if one.classes and other.classes:
        return agree_on_people(one.classes, other.classes)
    return bool(set(one.nouns) & set(other.nouns) or ideas_of(one.nouns) & ideas_of(other.nouns))


def _frequency(pair: Pair) -> Finding | None:
    """ "Often" where the words say "seldom"."""
    stated = {_how_often(match): match[0] for match in _FREQUENCY.finditer(pair.text)}
    for match in _FREQUENCY.finditer(pair.claim):
        if stated and _how_often(match) not in stated:
            return _finding(match[0], next(iter(stated.values())), contradicts=True)
    return None


def _how_often(match: re.Match[str]) -> int:
    """The rank of a frequency; what is not often is seldom, and what is not seldom is often."""
    rank = _OFTEN[match["word"].lower()]
    return _DENIED.get(rank, rank) if match["not"] else rank


def _finding(claimed: str, stated: str, *, contradicts: bool) -> Finding:
    return Finding(NAME, f'the claim says "{claimed}", the bulletin "{stated}"', contradicts)
