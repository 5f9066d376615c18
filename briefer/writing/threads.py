"""Threads: stories that belong together, as a coup and who rules after it, or a threat and the answer to it.

A story is one event; a thread is what a reader follows from one event to the next. Stories are joined by average
linkage: the two groups whose stories are on average most alike are merged until none are alike enough. Alike are
stories with near meanings (cosine of their passages' mean vectors), with one kind of deed and not with two, and with
a name in common that not half of the others have too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from briefer.grounding.language.acronyms import known_names
from briefer.grounding.language.proper_names import read
from briefer.writing.weighing import POWER, Told

JOINED_FROM = 0.5  # average likeness of two groups from which they are one thread
_FOR_DEED = 0.15
_FOR_OTHER_DEED = -0.5  # a coup and the threat that answers it are two threads
_FOR_NAME = 0.1
_STATES = frozenset({"name", "demonym", "metonym"})

_CHARGE = "charge"
# The kinds of deed that make a thread, each by the words that tell it; the first that is told is the story's.
_DEEDS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for kind, words in {
        _CHARGE: r"accus(?:es?|ed|ing)\b|den(?:y|ies|ied) (?:the|any|having|that|it)\b|reject\w* (?:blame|accus)",
        "street": r"supporters? of|demonstrat\w+|protest\w*|rall(?:y|ies|ied)\b|riot\w*|march(?:es|ed)? (?:in|on|to)",
        "force": r"military intervention|interven\w+ militarily|intervene by force|intervention (?:in|from)|no-fly zone"
        r"|(?:use of|use|using) force|ultimatum|declaration of war|contribut\w+ troops|foreign intervention",
        "power": POWER.pattern.removeprefix(r"\b"),
        "attack": r"attack\w*|ambush\w*|airstrike\w*|(?:missile|drone) strikes?|forces strike|shell\w*|bomb\w*"
        r"|gunm[ae]n|clash\w*|massacre\w*|shootout",
        "disaster": r"flood\w*|earthquake|landslides?|storm|cyclone|lightning|collaps\w+|crash\w*|fire\b|explosion"
        r"|wildfires?",
        "aid": r"humanitarian|food aid|famine|refugees?|displaced|cholera",
        "leaving": r"evacuat\w*|withdraw\w*|withdrew|leav\w+|left|quits?|expel\w*",
        "ties": r"sanction\w*|embass\w+|ambassador\w*|sever\w*|recall\w*|vot(?:ed?|es|ing)\b",
    }.items()
}


def threads(told: Sequence[Told]) -> tuple[tuple[Told, ...], ...]:
    """Group stories into threads, each in the order of events; the threads in the order of their first story."""
    groups = [[place] for place in range(len(told))]
    alike = _table(told)

    def linked(left: list[int], right: list[int]) -> float:
        pairs = [alike[min(one, other), max(one, other)] for one in left for other in right]
        return sum(pairs) / len(pairs)

    while len(groups) > 1:
        best = max(combinations(range(len(groups)), 2), key=lambda pair: linked(*(groups[at] for at in pair)))
        if linked(*(groups[at] for at in best)) < JOINED_FROM:
            break
        groups[best[0]].extend(groups.pop(best[1]))
    return tuple(tuple(told[place] for place in sorted(group)) for group in sorted(groups, key=min))


def likeness(one: Told, other: Told, common: frozenset[str] = frozenset()) -> float:
    """How much two stories belong together, about 0 to 1.3; names in `common` tell nothing."""
    shared = (_names(one) & _names(other)) - common
    return _cosine(one, other) + _of_deeds(one, other) + _FOR_NAME * min(2, len(shared))


def _of_deeds(one: Told, other: Told) -> float:
    """A charge stands apart from all else: it is told with its denial."""
    deeds = deed_of(one), deed_of(other)
    if deeds[0] != deeds[1] and (all(deeds) or _CHARGE in deeds):
        return _FOR_OTHER_DEED
    return _FOR_DEED if deeds[0] == deeds[1] != "" else 0.0


def common_names(told: Sequence[Told]) -> frozenset[str]:
    """The keys of names that so many of the stories have that they tell nothing."""
    counted = Counter(name for each in told for name in _names(each))
    return frozenset(name for name, count in counted.items() if count > max(3, len(told) / 2))


def names_of(told: Iterable[Told]) -> frozenset[str]:
    """The keys of all names in some stories, but for those of countries."""
    return frozenset(name for each in told for name in _names(each))


def _table(told: Sequence[Told]) -> dict[tuple[int, int], float]:
    common = common_names(told)
    return {
        (one, other): likeness(told[one], told[other], common)
        for one, other in combinations(range(len(told)), 2)
    }


def _cosine(one: Told, other: Told) -> float:
    if one.meaning is None or other.meaning is None:
        return 0.0
    return float(one.meaning @ other.meaning)


def deed_of(told: Told) -> str:
    """The kind of deed of a story's opening; empty where it is of none."""
    opening = told.evidence[0].text
    return next((kind for kind, words in _DEEDS.items() if words.search(opening)), "")


@lru_cache(maxsize=4_096)
def _names_in(text: str) -> frozenset[str]:
    known = {f"known {min(name.lines)}" for name in known_names(text)}  # "ECOWAS" is one with its full name
    keys = (key for name in read(text).names if name.level not in _STATES for key in name.keys)
    return frozenset(keys) | known


def _names(told: Told) -> frozenset[str]:
    return _names_in(told.text)
