"""Accounts that conflict, side by side: a denial and what it denies, rival claims, charges that are returned, tolls
that differ.

The sentences of one story are looked at together, whichever of its bulletins they stand in. A later toll from the same
speaker is an update and no dispute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import combinations

from briefer.grounding.language.attribution import Stance, attributions
from briefer.grounding.language.words import content_words, ideas_of, stems_of
from briefer.model import Bulletin, Evidence
from briefer.reading.countries import find_mentions
from briefer.reading.folding import fold
from briefer.writing.figures.stating import named, speaker_of, stance_of
from briefer.writing.figures.things import Stated, things_of

__all__ = ["OF_A_CHARGE", "Dispute", "disputes", "speaker_of", "stance_of"]

_OF_RESPONSIBILITY = re.compile(
    r"\b(?:involvement|responsib\w+|accus\w+|role|part in|behind)\b", re.IGNORECASE
)
OF_A_CHARGE = re.compile(
    r"\b(?:den\w+|reject\w*|refut\w+|dismiss\w*|disput\w+)\s+"
    r"(?:this|that|it|them|(?:the|these|those|all|such) (?:charge|claim|allegation|accusation|report)s?)\b",
    re.IGNORECASE,
)
_CLAIMED = re.compile(r"\bclaim\w*\b.{0,40}\bresponsib|\bresponsib\w+.{0,40}\bclaim", re.IGNORECASE)
_CHARGE = re.compile(r"\b(?:allegation|accusation)s?\b", re.IGNORECASE)
# Courts deny requests, and parties reject proposals: nothing is denied to be so.
_REFUSED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*)\s+(?:(?!and\b)[\w’']+\s+){0,4}?"
    r"(?:requests?|appeals?|motions?|petitions?|applications?|bids?|lawsuits?|cases?|protection|rights?|access|entry|visas?)\b"
    r"|\b(?:reject|dismiss)\w*\s+(?:(?!and\b)[\w’']+\s+){0,4}?"
    r"(?:proposals?|offers?|plans?|bills?|demands?|calls? (?:for|to)|ultimatums?|settlements?|ceasefire|deal)\b",
    re.IGNORECASE,
)
_IN_ITSELF = re.compile(
    r"\bwhich (?:[\w’']+ ){1,4}?(?:den|reject|disput|dismiss)\w+", re.IGNORECASE
)  # "..., which he denies"
_HEARSAY = re.compile(
    r"\breportedly\b|\b(?:is|are|was|were|been|being)\s+(?:\w+\s+)?reported\b|\bno \w+ reported\b",
    re.IGNORECASE,
)
_THE_REPORTS = re.compile(
    r"(?:However, )?(?:the|these|those) (?:report|claim|allegation|accusation)s?\b", re.IGNORECASE
)
_NOBODY = re.compile(r"\b(?:no (?:group|one|organi[sz]ation)|nobody|has not|have not)\b", re.IGNORECASE)
_REPORTED = frozenset({Stance.REPORTS, Stance.CLAIMS})
_ALLEGED = _REPORTED | {Stance.ACCUSES}
_REPORTING = stems_of("say report claim deny reject accuse confirm announce state declare yesterday today")
_ARTICLES = stems_of("the a an its his her their")
_WIDEST = 6  # sentences over which rival claims may stretch
_FARTHEST = 3  # sentences back that "denied it" may point
_OF_ONE_THING = (
    2  # words in common, or names with a word, from which sentences of two bulletins speak of one thing
)
_SAME_TIME = timedelta(days=1)  # a higher toll from another speaker is told later, where it does not conflict


@dataclass(frozen=True, slots=True)
class Dispute:
    """Sentences of one story that give different accounts of one thing, in order; `bulletin` is that of the first."""

    bulletin: Bulletin
    evidence: tuple[Evidence, ...]


def disputes(evidence: Sequence[Evidence]) -> tuple[Dispute, ...]:
    """Find the disputes among the sentences of one story, which stand in order, bulletin by bulletin."""
    runs: dict[str, list[int]] = {}
    for place, item in enumerate(evidence):
        runs.setdefault(item.bulletin.id, []).append(place)
    groups = [_within([evidence[place] for place in run], run) for run in runs.values()]
    groups += _across(evidence)
    return tuple(
        Dispute(evidence[min(places)].bulletin, tuple(evidence[place] for place in sorted(places)))
        for places in _joined(groups)
        if len(places) > 1
    )


@lru_cache(maxsize=4_096)
def _stances(sentence: str) -> frozenset[Stance]:
    stances = {each.stance for each in attributions(sentence)}
    return frozenset(stances - {Stance.DENIES} if _REFUSED.search(sentence) else stances)


def _joined(groups: Iterable[set[int]]) -> list[set[int]]:
    """Groups that share a sentence are one, in the order of their first sentences."""
    joined: list[set[int]] = []
    for group in groups:
        apart = [each for each in joined if not each & group]
        joined = [*apart, group.union(*(each for each in joined if each & group))]
    return sorted((group for group in joined if group), key=min)


def _within(run: Sequence[Evidence], places: Sequence[int]) -> set[int]:
    """The places of the sentences of one bulletin that are in dispute."""
    return {places[index] for index in _denials(run) | _rival_claims(run)}


def _denials(run: Sequence[Evidence]) -> set[int]:
    """A denial, and beside it what reports or alleges the thing denied."""
    stances = [_stances(item.text) for item in run]
    indices: set[int] = set()
    for index, item in enumerate(run):
        if Stance.DENIES not in stances[index] or _IN_ITSELF.search(item.text):
            continue
        wanted = _denied(item.text, stances[index])
        around = [
            near
            for near in (index - 1, index + 1)
            if 0 <= near < len(run) and stances[near] & wanted and _may_be_denied(run[near].text, item.text)
        ]
        if not around and OF_A_CHARGE.search(item.text):
            around = _back_to_the_charge(run, stances, index)
        around = around or _back_to_the_thing(run, index)
        if around:
            indices |= {index, *around}
    return indices


def _may_be_denied(told: str, denial: str) -> bool:
    """Say whether somebody speaks, or what is only "reported" has something to do with what is denied."""
    found = attributions(told)
    is_hearsay = _HEARSAY.search(told) and not any(named(each.speaker, told) for each in found)
    if (
        not is_hearsay
        or any(each.stance is not Stance.REPORTS for each in found)
        or _THE_REPORTS.match(denial)
    ):
        return True
    ideas = (ideas_of(stems_of(each)) for each in (told, denial))
    return bool(_content(told) & _content(denial) or frozenset.intersection(*ideas))


def _denied(denial: str, stances: frozenset[Stance]) -> frozenset[Stance]:
    """How the thing denied may be told; a charge that stands in the denial itself draws no other."""
    charged = _OF_RESPONSIBILITY.search(denial) or OF_A_CHARGE.search(denial)
    return _ALLEGED if charged and not stances & _REPORTED else _REPORTED


def _back_to_the_charge(
    run: Sequence[Evidence], stances: Sequence[frozenset[Stance]], denial: int
) -> list[int]:
    """From what "denied it" points to, a few sentences back, up to the denial."""
    for index in range(denial - 1, max(denial - 1 - _FARTHEST, -1), -1):
        if stances[index] & _ALLEGED or _CHARGE.search(run[index].text):
            return list(range(index, denial))
    return [denial - 1] if denial and Stance.SAYS in stances[denial - 1] else []


def _back_to_the_thing(run: Sequence[Evidence], denial: int) -> list[int]:
    """What another speaker said of the thing denied, a few sentences back."""
    for index in range(denial - 1, max(denial - 1 - _FARTHEST, -1), -1):
        speakers = {each.speaker for each in attributions(run[index].text) if each.speaker}
        if speakers - {speaker_of(run[denial].text)} and _content(run[index].text) & _content(
            run[denial].text
        ):
            return [index]
    return []


def _rival_claims(run: Sequence[Evidence]) -> set[int]:
    """Claims to one attack that stand near each other, with the quotations between."""
    claims = [index for index, item in enumerate(run) if _is_claim(item.text)]
    if len(claims) < 2 or claims[-1] - claims[0] > _WIDEST:
        return set()
    return set(range(min(claims), max(claims) + 1))


def _across(evidence: Sequence[Evidence]) -> list[set[int]]:
    """Pairs of sentences of different bulletins, or by different speakers, that give different accounts."""
    strong = [place for place, item in enumerate(evidence) if _takes_a_side(item.text)]
    pairs = {(min(one, other), max(one, other)) for one in strong for other in range(len(evidence))}
    told = [{one, other} for one, other in sorted(pairs) if _conflict(evidence[one], evidence[other])]
    return told + list(_rival_tolls(evidence))


def _takes_a_side(sentence: str) -> bool:
    return bool(_stances(sentence) & {Stance.DENIES, Stance.ACCUSES}) or _is_claim(sentence)


def _conflict(one: Evidence, other: Evidence) -> bool:
    """Say whether two sentences return a charge, or two bulletins tell of rival claims or a charge and its denial."""
    speakers = [speaker_of(item.text) for item in (one, other)]
    if None in speakers or fold(str(speakers[0])) == fold(str(speakers[1])):
        return False
    if Stance.ACCUSES in _stances(one.text) & _stances(other.text):
        returned = _names_speaker(one.text, other.text) and _names_speaker(other.text, one.text)
        return returned and not _are_named_alike(*speakers)
    if one.bulletin.id == other.bulletin.id:
        return False
    if _is_claim(one.text) and _is_claim(other.text):
        return True
    return _is_denied_by(one.text, other.text) or _is_denied_by(other.text, one.text)


def _is_claim(sentence: str) -> bool:
    return bool(_CLAIMED.search(sentence)) and not _NOBODY.search(sentence)


def _is_denied_by(told: str, denial: str) -> bool:
    """Say whether the second sentence denies what the first tells: its speaker is charged there, or what both speak of
    is one thing."""
    if Stance.DENIES not in _stances(denial) or Stance.DENIES in _stances(told):
        return False
    stances = {each.stance for each in attributions(told) if each.speaker}
    if Stance.ACCUSES in stances and _names_speaker(denial, told):
        return True
    wanted = _ALLEGED if _OF_RESPONSIBILITY.search(denial) else _ALLEGED | {Stance.SAYS, Stance.CONFIRMS}
    return bool(stances & wanted) and _are_of_one_thing(told, denial)


def _are_of_one_thing(one: str, other: str) -> bool:
    words, names = _content(one) & _content(other), _names(one) & _names(other)
    return len(words) >= _OF_ONE_THING or bool(words and len(names) >= _OF_ONE_THING)


def _names_speaker(sentence: str, other: str) -> bool:
    """Say whether another sentence names the speaker of a sentence, or the speaker's country."""
    return _are_named_alike(speaker_of(sentence), other)


def _are_named_alike(one: str | None, other: str | None) -> bool:
    """Say whether words name a country or a name in common."""
    left, right = one or "", other or ""
    return bool(_codes(left) & _codes(right) or _names(left) & _names(right))


@lru_cache(maxsize=4_096)
def _codes(words: str) -> frozenset[str]:
    return frozenset(mention.code for mention in find_mentions(words))


@lru_cache(maxsize=4_096)
def _names(words: str) -> frozenset[str]:
    return frozenset(word.folded for word in content_words(words) if word.is_capitalised)


@lru_cache(maxsize=4_096)
def _content(sentence: str) -> frozenset[str]:
    """What a sentence speaks of, without its names and its reporting verbs."""
    told = {word.stem for word in content_words(sentence) if not word.is_capitalised}
    return frozenset(told - _REPORTING)


def _rival_tolls(evidence: Sequence[Evidence]) -> Iterator[set[int]]:
    """Numbers of one thing that cannot both be right, from speakers who are named and differ."""
    places = {item.number: place for place, item in enumerate(evidence)}
    for thing in things_of(evidence):
        for one, other in combinations(thing.told, 2):
            if one.item is not other.item and _are_rivals(one, other):
                yield {places[one.item.number], places[other.item.number]}


def _are_rivals(one: Stated, other: Stated) -> bool:
    if not one.speaker or not other.speaker or fold(one.speaker) == fold(other.speaker):
        return False
    days = [each.item.bulletin.date.latest for each in (one, other)]
    if days[0] and days[1] and days[1] - days[0] > _SAME_TIME and _least(other) > _least(one):
        return False
    return _excludes(one, other) or _excludes(other, one)


def _least(stated: Stated) -> float:
    return stated.figure.low or 0.0


def _excludes(one: Stated, other: Stated) -> bool:
    """Say whether the first is at most less than the second is at least."""
    return one.figure.high is not None and other.figure.low is not None and one.figure.high < other.figure.low


def is_one_speaker(one: str | None, other: str | None) -> bool:
    """Say whether one of two names is the other's short form."""
    if not one or not other:
        return False
    left, right = stems_of(one) - _ARTICLES, stems_of(other) - _ARTICLES
    return bool(left and right) and (left <= right or right <= left)


def rival_of(item: Evidence, accounts: Sequence[Evidence]) -> Evidence | None:
    """The first of the accounts whose speaker is another; None where there is none."""
    speaker = speaker_of(item.text)
    others = (each for each in accounts if each.number != item.number)
    return next(
        (each for each in others if (other := speaker_of(each.text)) and not is_one_speaker(speaker, other)),
        None,
    )
