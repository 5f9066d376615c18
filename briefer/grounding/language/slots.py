"""Whether one name stands in the place of another: the words around the two are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefer.grounding.language.proper_names import Name, Reading
from briefer.grounding.language.words import STOP_WORDS, ideas_of, stem

_REACH = 4  # words on either side
_MISPLACED = 4  # neighbours that must agree before a name that stands in the source is held to be misplaced,
_AHEAD = 3  # and how many more than where the source has it
_PREPOSITIONS = frozenset("in at near by from to with against on of for between over into around".split())


def rival(claim: Reading, name: Name, source: Reading, others: Iterable[Name], *, sure: int) -> Name | None:
    """Return which of the source's names stands where the claim has `name`, or None where that is not plain."""
    scored = [(agreement(claim, name, source, other), -other.first, other) for other in others]
    best = max(scored, default=None, key=lambda entry: entry[:2])
    return best[2] if best and best[0] >= sure else None


def usurped(
    claim: Reading, name: Name, source: Reading, others: Iterable[Name], own: Iterable[Name]
) -> Name | None:
    """Return the source's name that `name` has taken the place of, though the source has `name` too (`own`).

    That needs plain words: the neighbours are the other's, and not those of `name` in the source.
    """
    other = rival(claim, name, source, others, sure=_MISPLACED)
    if other is None:
        return None
    if not fits(claim, name, source, other):
        return None
    at_home = max((agreement(claim, name, source, each) for each in own), default=0)
    return other if agreement(claim, name, source, other) >= at_home + _AHEAD else None


def agreement(claim: Reading, name: Name, source: Reading, other: Name) -> int:
    """Count the neighbours that two names share, each side for itself; the nearest count double."""
    return sum(_side(around(claim, name), around(source, other)) for around in (_before, _after))


def fits(claim: Reading, name: Name, source: Reading, other: Name) -> bool:
    """Say whether the next words on both sides agree, or where nothing stands beside the one, nothing does."""
    for around in (_before, _after):
        ours, theirs = around(claim, name)[:1], around(source, other)[:1]
        if bool(ours) != bool(theirs) or (ours and not _alike(ours[0], theirs[0])):
            return False
    return True


def _side(ours: list[str], theirs: list[str]) -> int:
    if not ours or not theirs:
        return int(not ours and not theirs)
    shared = sum(any(_alike(word, other) for other in theirs) for word in ours)
    return shared + int(_alike(ours[0], theirs[0]))


def _alike(one: str, other: str) -> bool:
    return one == other or bool(ideas_of((one,)) & ideas_of((other,)))


def _before(reading: Reading, name: Name) -> list[str]:
    return _neighbours(reading, range(name.first - 1, -1, -1), lambda index: reading.tokens[index + 1].opens)


def _after(reading: Reading, name: Name) -> list[str]:
    indices = range(name.last + 1, len(reading.tokens))
    return _neighbours(reading, indices, lambda index: reading.tokens[index].opens)


def _neighbours(reading: Reading, indices: Iterable[int], ends: Callable[[int], bool]) -> list[str]:
    """The stems of the nearest words that carry content, and a preposition that touches the name."""
    found: list[str] = []
    for index in indices:
        if ends(index) or len(found) == _REACH:
            break
        key = reading.tokens[index].text.lower()
        if key not in STOP_WORDS or (not found and key in _PREPOSITIONS):
            found.append(stem(reading.tokens[index].key))
    return found
