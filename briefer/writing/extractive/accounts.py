"""Accounts that conflict: a denial beside what it denies, and rival claims beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefer.grounding.language.attribution import Stance, attributions, main_attribution
from briefer.model import Bulletin, Evidence

_OF_RESPONSIBILITY = re.compile(
    r"\b(?:involvement|responsib\w+|accus\w+|role|part in|behind)\b", re.IGNORECASE
)
OF_A_CHARGE = re.compile(
    r"\b(?:den\w+|reject\w*|refut\w+|dismiss\w*|disput\w+)\s+"
    r"(?:this|that|it|them|the (?:charge|claim|allegation|accusation|report)s?)\b",
    re.IGNORECASE,
)
_CLAIMED = re.compile(r"\bclaim\w*\b.{0,40}\bresponsib|\bresponsib\w+.{0,40}\bclaim", re.IGNORECASE)
_REPORTED = frozenset({Stance.REPORTS, Stance.CLAIMS})
_ALLEGED = _REPORTED | {Stance.ACCUSES}
_WIDEST = 6  # sentences over which rival claims may stretch
_FARTHEST = 3  # sentences back that "denied it" may point


@dataclass(frozen=True, slots=True)
class Dispute:
    """Sentences of one bulletin that give different accounts of one thing."""

    bulletin: Bulletin
    evidence: tuple[Evidence, ...]


def disputes(evidence: Sequence[Evidence]) -> tuple[Dispute, ...]:
    """Find the disputes among sentences that stand in order, bulletin by bulletin."""
    runs: dict[str, list[Evidence]] = {}
    for item in evidence:
        runs.setdefault(item.bulletin.id, []).append(item)
    found = []
    for run in runs.values():
        indices = _denials(run) | _rival_claims(run)
        if len(indices) > 1:
            found.append(Dispute(run[0].bulletin, tuple(run[index] for index in sorted(indices))))
    return tuple(found)


def speaker_of(sentence: str) -> str | None:
    """Who speaks in a sentence: whoever denies first, otherwise the first who is named."""
    denying = next((each for each in attributions(sentence) if each.stance is Stance.DENIES), None)
    if denying and denying.speaker:
        return denying.speaker
    main = main_attribution(sentence)
    return main.speaker if main else None


def _stances(sentence: str) -> frozenset[Stance]:
    return frozenset(each.stance for each in attributions(sentence))


def _denials(run: Sequence[Evidence]) -> set[int]:
    """A denial, and beside it what reports or alleges the thing denied."""
    stances = [_stances(item.text) for item in run]
    indices: set[int] = set()
    for index, item in enumerate(run):
        if Stance.DENIES not in stances[index]:
            continue
        charged = _OF_RESPONSIBILITY.search(item.text) or OF_A_CHARGE.search(item.text)
        tells_it = bool(stances[index] & _REPORTED)  # what is denied stands in the sentence itself
        wanted = _ALLEGED if charged and not tells_it else _REPORTED
        around = [near for near in (index - 1, index + 1) if 0 <= near < len(run) and stances[near] & wanted]
        if not around and OF_A_CHARGE.search(item.text):
            around = _back_to_the_charge(stances, index)
        if around:
            indices |= {index, *around}
    return indices


def _back_to_the_charge(stances: Sequence[frozenset[Stance]], denial: int) -> list[int]:
    """From what "denied it" points to, a few sentences back, up to the denial."""
    for index in range(denial - 1, max(denial - 1 - _FARTHEST, -1), -1):
        if stances[index] & _ALLEGED:
            return list(range(index, denial))
    return [denial - 1] if denial and Stance.SAYS in stances[denial - 1] else []


def _rival_claims(run: Sequence[Evidence]) -> set[int]:
    """Claims to one attack that stand near each other, with the quotations between."""
    claims = [index for index, item in enumerate(run) if _CLAIMED.search(item.text)]
    if len(claims) < 2 or claims[-1] - claims[0] > _WIDEST:
        return set()
    return set(range(min(claims), max(claims) + 1))
