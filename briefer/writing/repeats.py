"""Sentences of different bulletins that tell the same thing, so that it is told once and cited twice."""

from __future__ import annotations

import re

from briefer.grounding.language.attribution import attributions
from briefer.grounding.language.quantities import find_quantities
from briefer.grounding.language.words import opposites_of, stems_of, words_of

_SAME_STORY = 0.6  # Jaccard of stems from which two sentences tell the same, if nothing in them conflicts
_DIGITS = re.compile(r"\d+")
_NEGATION = re.compile(r"\b(?:not|no|never|nor|neither|without)\b|n['’]t\b", re.IGNORECASE)


def tell_the_same(one: str, other: str) -> bool:
    """Say whether two sentences tell the same in nearly the same words.

    They do not where their numbers, names, stances or negations differ: "denied" beside "confirmed", or one
    village beside another.
    """
    if one == other:
        return True
    left, right = stems_of(one), stems_of(other)
    if not left or len(left & right) / len(left | right) < _SAME_STORY:
        return False
    return (
        _facts(one) == _facts(other) and not _opposed(left - right, right - left) and not _rivals(one, other)
    )


def _facts(sentence: str) -> tuple[object, ...]:
    return (
        sorted(each.value for each in find_quantities(sentence)),
        sorted(_DIGITS.findall(sentence)),
        {each.stance for each in attributions(sentence)},
        bool(_NEGATION.search(sentence)),
    )


def _opposed(left: frozenset[str], right: frozenset[str]) -> bool:
    return any(opposites_of(stem) & right for stem in left) or any(
        opposites_of(stem) & left for stem in right
    )


def _rivals(one: str, other: str) -> bool:
    """Each names somebody or some place that the other does not."""
    left, right = _names(one), _names(other)
    return bool(left - stems_of(other)) and bool(right - stems_of(one))


def _names(sentence: str) -> set[str]:
    return {word.stem for word in words_of(sentence) if word.is_capitalised and not word.is_stop}
