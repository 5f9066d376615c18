"""What those who wait are told: which step is under way, and each sentence once it has passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from briefer.model import Claim, Withheld


class Stage(StrEnum):
    """The steps of an answer and of a briefing, in their order."""

    RETRIEVING = "retrieving"  # finding the bulletins
    GROUPING = "grouping"  # bulletins into stories; a briefing only
    WRITING = "writing"
    CHECKING = "checking"  # each sentence at the gate


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `ruled` is a sentence that was just admitted or withheld."""

    stage: Stage
    done: int = 0  # of `total`, in sentences or bulletins; 0 of 0 where a stage begins
    total: int = 0
    ruled: Claim | Withheld | None = None


Watch = Callable[[Step], None]


def unwatched(_: Step) -> None:
    """Tell nobody."""
