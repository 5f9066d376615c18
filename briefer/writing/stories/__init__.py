"""Stories: bulletins about one event, from several outlets and days, told and counted as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from briefer.model import Bulletin, Story
from briefer.writing.stories.clustering import clusters
from briefer.writing.stories.likeness import SAME_FROM, likeness
from briefer.writing.stories.marks import Marks
from briefer.writing.stories.outlets import independent

__all__ = ["SAME_FROM", "Story", "independent", "same_event", "stories_of"]


def stories_of(
    bulletins: Sequence[Bulletin], meanings: Mapping[str, NDArray[np.float32]]
) -> tuple[Story, ...]:
    """Cluster bulletins of one event; stories come in the order of their first bulletin.

    `meanings` are vectors of length 1 by bulletin id (`Archive.meanings`); a bulletin without one is judged by its
    words alone. Every bulletin is in exactly one story. A story's sources are those of its bulletins that are no
    copies of an earlier one; they are empty where none names an outlet, which is one source that is not known.
    """
    groups = (tuple(bulletins[place] for place in group) for group in clusters(bulletins, meanings))
    return tuple(Story(group, independent(_outlets(group))) for group in groups)


def same_event(a: Bulletin, b: Bulletin, cosine: float | None) -> float:
    """Return how likely two bulletins tell of one event, 0 to 1; from SAME_FROM they are taken to.

    `cosine` is that of their vectors; without it the words that they share stand for it.
    """
    return likeness(Marks(a), Marks(b), cosine)


def _outlets(bulletins: Sequence[Bulletin]) -> Iterator[str]:
    """The outlets of those that are no copies of an earlier one: whoever prints a report again is no source."""
    originals: list[Marks] = []
    for each in map(Marks, bulletins):
        if not any(each.wire.copies(other.wire) for other in originals):
            originals.append(each)
            yield from each.bulletin.outlets
