"""Bulletins put together by event, so that a chain of likenesses does not join what has nothing in common.

Pairs are taken from the likest down. Two groups become one only where the likeness of all their pairs is enough on
average and no pair of them is ruled out: a town, a date or a toll that forbids it forbids it for the whole group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from briefer.model import Bulletin
from briefer.writing.stories.likeness import LONGEST_GAP, RELATED_FROM, SAME_FROM, days_between, likeness
from briefer.writing.stories.marks import Marks

LEAST_LIKE = 0.1  # of any pair in a group
_BLOCK = 1024  # rows of the matrix of cosines that are held at once

Pairs = Mapping[tuple[int, int], float]


def clusters(bulletins: Sequence[Bulletin], meanings: Mapping[str, NDArray[np.float32]]) -> list[list[int]]:
    """Return the places of the bulletins of each event, in order; events in the order of their first bulletin."""
    marks = [Marks(each) for each in bulletins]
    scores = {
        (one, other): score
        for one, other, cosine in _candidates(marks, meanings)
        if (score := likeness(marks[one], marks[other], cosine)) >= LEAST_LIKE
    }
    groups = {place: [place] for place in range(len(marks))}
    member = list(range(len(marks)))
    likest = sorted((-score, pair) for pair, score in scores.items() if score >= SAME_FROM)
    for _, (one, other) in likest:
        left, right = sorted((member[one], member[other]))
        if left != right and _belong(groups[left], groups[right], scores):
            for place in groups[right]:
                member[place] = left
            groups[left] += groups.pop(right)
    return sorted(sorted(group) for group in groups.values())


def _belong(left: Sequence[int], right: Sequence[int], scores: Pairs) -> bool:
    found = [scores.get((min(a, b), max(a, b)), 0.0) for a in left for b in right]
    return min(found) >= LEAST_LIKE and sum(found) / len(found) >= SAME_FROM


def _candidates(
    marks: Sequence[Marks], meanings: Mapping[str, NDArray[np.float32]]
) -> Iterator[tuple[int, int, float | None]]:
    """Yield the pairs near enough in time and meaning to be compared, with their cosine where both have a vector."""
    known = [place for place, each in enumerate(marks) if each.bulletin.id in meanings]
    yield from _by_meaning(marks, known, meanings)
    unknown = sorted(set(range(len(marks))) - set(known))
    for place in unknown:
        for other in range(len(marks)):
            is_new = other not in unknown or other > place
            if other != place and is_new and days_between(marks[place], marks[other]) <= LONGEST_GAP:
                yield min(place, other), max(place, other), None


def _by_meaning(
    marks: Sequence[Marks], known: Sequence[int], meanings: Mapping[str, NDArray[np.float32]]
) -> Iterator[tuple[int, int, float]]:
    if not known:
        return
    vectors = np.stack([meanings[marks[place].bulletin.id] for place in known])
    first, last = _days(marks, known)
    for start in range(0, len(known), _BLOCK):
        rows = slice(start, start + _BLOCK)
        cosines = vectors[rows] @ vectors.T
        apart = np.maximum(first[None, :] - last[rows, None], first[rows, None] - last[None, :])
        near = (cosines >= RELATED_FROM) & (apart <= LONGEST_GAP)
        for row, column in np.argwhere(np.triu(near, start + 1)):
            yield known[start + row], known[column], float(cosines[row, column])


def _days(marks: Sequence[Marks], known: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first and last day of each as a number; a date that is not known may be any."""
    days = [(marks[place].first, marks[place].last) for place in known]
    first = np.array([a.toordinal() if a and b else 0 for a, b in days], dtype=np.int64)
    last = np.array([b.toordinal() if a and b else 2**31 for a, b in days], dtype=np.int64)
    return first, last
