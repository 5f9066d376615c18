"""Judges: how far some words support a claim. One interface, so that a better one is only plugged in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from briefer.grounding.pairs import Pair


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge says of one pair."""

    score: float  # from 0, not supported at all, to 1
    refuted: bool = False  # the words say the contrary: only judges that can tell say so
    reason: str = ""  # in words, where the judge gives one; without a full stop


class Judge(Protocol):
    """Scores pairs. Raises ModelError where its model is missing or cannot be reached."""

    @property
    def name(self) -> str:
        """What the user calls it: "lexical-semantic", "cross-encoder:PATH", "llm:openai:gpt-5"."""

    @property
    def revision(self) -> str:
        """What tells one set of weights, prompt and rules from another: part of the key of what is cached."""

    @property
    def threshold(self) -> float:
        """The score from which a claim counts as supported."""

    def judge(
        self, pairs: Sequence[Pair], progress: Callable[[int], None] | None = None
    ) -> tuple[Judgement, ...]:
        """Return one judgement for each pair, in order; `progress` is told how many are done."""
