"""What every mutator gets and gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from briefer.evaluation.meta.claims import Base, Library
from briefer.evaluation.meta.text import capitalised
from briefer.model import Citation


@dataclass(frozen=True, slots=True)
class World:
    """What edits may draw on: other bulletins of the same origin, and what they name."""

    library: Library
    plain: frozenset[str]  # words that are no names: they stand in lower case somewhere
    towns: tuple[str, ...]
    people: tuple[str, ...]
    causes: tuple[str, ...]  # "because of" what, in other bulletins
    speakers: tuple[tuple[str, bool], ...]  # and whether they are plural


@dataclass(frozen=True, slots=True)
class Edit:
    """A claim that is no longer supported, and what was done to it."""

    text: str
    change: str  # "12 -> 37"
    citations: tuple[Citation, ...] = ()  # what it is held against; empty: what its base cites


Mutator = Callable[[Base, World, Random], Edit | None]


def swap(text: str, match: re.Match[str], new: str, group: int | str = 0) -> Edit:
    """Put `new` in the place of what a pattern found."""
    old = match[group]
    if match.start(group) == 0:
        new = capitalised(new)
    return Edit(text[: match.start(group)] + new + text[match.end(group) :], f"{old} -> {new}")
