"""Judges that must fail, and a gate that asks its judge and its checks each pair only once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from briefer.grounding.checks import Check
from briefer.grounding.gate import Gate
from briefer.grounding.judges import Judge, Judgement
from briefer.grounding.judges.word_overlap import word_overlap
from briefer.grounding.pairs import Pair
from briefer.model import Finding

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Constant:
    """Gives every pair the same score."""

    name: str
    score: float
    threshold: float = 0.5
    revision: str = "1"

    def judge(self, pairs: Sequence[Pair], progress: Progress | None = None) -> tuple[Judgement, ...]:
        """Return the same for all."""
        return (Judgement(self.score),) * len(pairs)


ALWAYS_YES = Constant("always yes", 1.0)
ALWAYS_NO = Constant("always no", 0.0)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Counts the claim's words that the words cited hold."""

    threshold: float
    name: str = "word overlap"
    revision: str = "1"

    def judge(self, pairs: Sequence[Pair], progress: Progress | None = None) -> tuple[Judgement, ...]:
        """Return the share of the claim's words."""
        return tuple(Judgement(word_overlap(pair)) for pair in pairs)


@dataclass(slots=True)
class Remembered:
    """A judge that is asked for each pair once."""

    inner: Judge
    known: dict[Pair, Judgement] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The judge's own."""
        return self.inner.name

    @property
    def revision(self) -> str:
        """The judge's own."""
        return self.inner.revision

    @property
    def threshold(self) -> float:
        """The judge's own."""
        return self.inner.threshold

    def judge(self, pairs: Sequence[Pair], progress: Progress | None = None) -> tuple[Judgement, ...]:
        """Ask for what is not known yet, in one call."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self.known]
        if new:
            self.known |= dict(zip(new, self.inner.judge(new, progress), strict=True))
        return tuple(self.known[pair] for pair in pairs)


@dataclass(slots=True)
class RememberedCheck:
    """A check that is run on each pair once."""

    inner: Check
    known: dict[Pair, tuple[Finding, ...]] = field(default_factory=dict)

    def __call__(self, pair: Pair) -> tuple[Finding, ...]:
        """Return its findings."""
        if pair not in self.known:
            self.known[pair] = self.inner(pair)
        return self.known[pair]


def remembering(gate: Gate) -> Gate:
    """Return a gate that rules as this one does, and does nothing twice."""
    return Gate(Remembered(gate.judge), {name: RememberedCheck(check) for name, check in gate.checks.items()})


def without(gate: Gate, checks: Iterable[str]) -> Gate:
    """Return the gate with some checks off."""
    off = frozenset(checks)
    return Gate(gate.judge, {name: check for name, check in gate.checks.items() if name not in off})
