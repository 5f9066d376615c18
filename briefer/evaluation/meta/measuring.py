"""How much of what is wrong a gate detects, and how often it fires on what is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from briefer.evaluation.meta.generating import HALVES, Harmless, Mutation
from briefer.evaluation.statistics import wilson
from briefer.grounding.gate import Gate
from briefer.model import Support, Verdict

_DIGITS = 6
Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, with Wilson's 95% interval."""

    fired: int
    n: int

    @property
    def rate(self) -> float:
        """The share; 0 of none."""
        return round(self.fired / self.n, _DIGITS) if self.n else 0.0

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return round(wilson(self.fired, self.n).low, _DIGITS)

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return round(wilson(self.fired, self.n).high, _DIGITS)

    def to_json(self) -> dict[str, object]:
        """Return plain data."""
        return {"fired": self.fired, "n": self.n, "rate": self.rate, "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class KindResult:
    """What became of the claims of one kind. `parts` are the halves of mutations, the makers of harmless edits."""

    kind: str
    fired: Rate  # not supported: of a mutation that is right, of a harmless edit it is a false alarm
    parts: tuple[tuple[str, Rate], ...]
    origins: tuple[tuple[str, Rate], ...]  # "seeds" and "corpus"
    contradicted: int
    not_found: int
    first: Counts  # by check, "judge" among them: whose finding comes first
    any: Counts  # by check: who fired at all
    let_down: tuple[str, ...]  # ids of what went wrong: mutations that passed, harmless edits that did not

    def to_json(self) -> dict[str, object]:
        """Return plain data."""
        return {
            "kind": self.kind,
            **self.fired.to_json(),
            "parts": {name: rate.to_json() for name, rate in self.parts},
            "origins": {name: rate.to_json() for name, rate in self.origins},
            "contradicted": self.contradicted,
            "not_found": self.not_found,
            "first": dict(self.first),
            "any": dict(self.any),
            "let_down": list(self.let_down),
        }


@dataclass(frozen=True, slots=True)
class MetaResult:
    """One evaluator, measured."""

    evaluator: str
    threshold: float
    detection: tuple[KindResult, ...]
    false_alarms: tuple[KindResult, ...]

    @property
    def detected(self) -> Rate:
        """Over all mutations."""
        return _sum(self.detection)

    @property
    def alarmed(self) -> Rate:
        """Over all harmless edits."""
        return _sum(self.false_alarms)

    @property
    def balanced_accuracy(self) -> float:
        """The mean of the share of mutations detected and of harmless edits let through."""
        return (self.detected.rate + 1 - self.alarmed.rate) / 2

    def to_json(self) -> dict[str, object]:
        """Return plain data."""
        return {
            "evaluator": self.evaluator,
            "threshold": round(self.threshold, _DIGITS),
            "detected": self.detected.to_json(),
            "alarmed": self.alarmed.to_json(),
            "detection": [each.to_json() for each in self.detection],
            "false_alarms": [each.to_json() for each in self.false_alarms],
        }


def _sum(kinds: Sequence[KindResult]) -> Rate:
    return Rate(sum(each.fired.fired for each in kinds), sum(each.fired.n for each in kinds))


def measure(
    gate: Gate,
    mutations: Sequence[Mutation],
    harmless: Sequence[Harmless],
    name: str = "",
    progress: Callable[[int], None] | None = None,
) -> MetaResult:
    """Rule on all claims in one call, and count what is fired on, kind by kind.

    Raises ModelError where the judge fails.
    """
    pairs = [*(each.pair for each in mutations), *(each.pair for each in harmless)]
    verdicts = gate.rule(pairs, progress)
    return MetaResult(
        name or gate.judge.name,
        gate.judge.threshold,
        _by_kind(mutations, verdicts[: len(mutations)], wrong=True),
        _by_kind(harmless, verdicts[len(mutations) :], wrong=False),
    )


def _by_kind(
    items: Sequence[Mutation | Harmless], verdicts: Sequence[Verdict], *, wrong: bool
) -> tuple[KindResult, ...]:
    kinds: dict[str, list[tuple[Mutation | Harmless, Verdict]]] = {}
    for item, verdict in zip(items, verdicts, strict=True):
        kinds.setdefault(item.kind, []).append((item, verdict))
    return tuple(_kind(kind, ruled, wrong=wrong) for kind, ruled in kinds.items())


def _kind(kind: str, ruled: Sequence[tuple[Mutation | Harmless, Verdict]], *, wrong: bool) -> KindResult:
    verdicts = [verdict for _, verdict in ruled]
    parts: dict[str, list[Verdict]] = {half: [] for half in HALVES} if wrong else {}
    origins: dict[str, list[Verdict]] = {}
    for item, verdict in ruled:
        parts.setdefault(_part(item), []).append(verdict)
        origins.setdefault(item.origin, []).append(verdict)
    return KindResult(
        kind,
        _rate(verdicts),
        tuple((name, _rate(each)) for name, each in parts.items()),
        tuple((name, _rate(each)) for name, each in origins.items()),
        contradicted=sum(verdict.support is Support.CONTRADICTED for verdict in verdicts),
        not_found=sum(verdict.support is Support.NOT_FOUND for verdict in verdicts),
        first=_counted(verdict.findings[0].check for verdict in verdicts if verdict.findings),
        any=_counted(check for verdict in verdicts for check in {each.check for each in verdict.findings}),
        let_down=tuple(item.id for item, verdict in ruled if (verdict.support is Support.SUPPORTED) is wrong),
    )


def _part(item: Mutation | Harmless) -> str:
    return item.half if isinstance(item, Mutation) else item.maker


def _rate(verdicts: Sequence[Verdict]) -> Rate:
    return Rate(sum(verdict.support is not Support.SUPPORTED for verdict in verdicts), len(verdicts))


def _counted(checks: Iterable[str]) -> Counts:
    return tuple(sorted(Counter(checks).items(), key=lambda each: (-each[1], each[0])))
