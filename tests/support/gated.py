"""Gates for tests: with a judge that is never to be asked, or with one that plays a script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from briefer.grounding.checks import Check
from briefer.grounding.gate import Gate
from briefer.grounding.judges import Judgement
from briefer.grounding.pairs import Pair


@dataclass
class Scripted:
    """Supports the claims named, and no other; keeps what it was asked."""

    supported: frozenset[str] = frozenset()
    refuted: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)
    name: str = "scripted"
    revision: str = "1"
    threshold: float = 0.5
    asked: list[str] = field(default_factory=list)

    def judge(
        self, pairs: Sequence[Pair], progress: Callable[[int], None] | None = None
    ) -> tuple[Judgement, ...]:
        """Answer from the script."""
        self.asked += [pair.claim for pair in pairs]
        return tuple(
            Judgement(
                float(pair.claim in self.supported),
                pair.claim in self.refuted,
                self.reasons.get(pair.claim, ""),
            )
            for pair in pairs
        )


class Unasked(Scripted):
    """A judge for the bulletins' own sentences, which need none."""

    def judge(
        self, pairs: Sequence[Pair], progress: Callable[[int], None] | None = None
    ) -> tuple[Judgement, ...]:
        """Fail the test."""
        raise AssertionError(f"not the bulletins' own words: {[pair.claim for pair in pairs]}")


def verbatim_only() -> Gate:
    """A gate that whole sentences pass, and that fails the test on anything else."""
    return Gate(Unasked())


def supporting(*claims: str, checks: Mapping[str, Check] | None = None) -> Gate:
    """A gate whose judge supports these claims; without `checks` the real ones veto."""
    judge = Scripted(frozenset(claims))
    return Gate(judge) if checks is None else Gate(judge, checks)
