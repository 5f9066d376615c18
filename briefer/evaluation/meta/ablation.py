"""Evaluators that must fail, and each check taken away in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefer.evaluation.meta.evaluators import ALWAYS_NO, ALWAYS_YES, Overlap, Remembered, without
from briefer.evaluation.meta.gating import MetaFailure, MetaGates, meta_gate
from briefer.evaluation.meta.generating import Material
from briefer.evaluation.meta.measuring import KindResult, MetaResult, measure
from briefer.grounding.gate import Gate
from briefer.model import JUDGE

_STEP = 0.025
_THRESHOLDS = tuple(round(_STEP * step, 3) for step in range(1, 41))


@dataclass(frozen=True, slots=True)
class Degenerate:
    """An evaluator that must fail, and what of the meta gate it fails."""

    result: MetaResult
    with_checks: bool
    failures: tuple[MetaFailure, ...]

    @property
    def name(self) -> str:
        """What it is."""
        return f"{self.result.evaluator}{', with the checks' if self.with_checks else ''}"

    def to_json(self) -> dict[str, object]:
        """Return plain data."""
        return {
            "evaluator": self.name,
            "threshold": self.result.threshold,
            "detected": self.result.detected.to_json(),
            "alarmed": self.result.alarmed.to_json(),
            "failures": [each.to_json() for each in self.failures],
        }


def degenerate(gate: Gate, material: Material, gates: MetaGates) -> tuple[Degenerate, ...]:
    """Measure judges that must fail in the place of the gate's own, without its checks and with them.

    Word overlap is measured at the threshold at which it fails the fewest gates, and among those is most accurate: it
    fails here only where it fails at every threshold.
    """
    found = []
    for with_checks in (False, True):
        checks = gate.checks if with_checks else {}
        for judge in (ALWAYS_YES, ALWAYS_NO):
            result = measure(Gate(judge, checks), material.mutations, material.harmless)
            found.append(Degenerate(result, with_checks, meta_gate(result, gates)))
        found.append(_best_overlap(gate, material, gates, with_checks=with_checks))
    return tuple(found)


def _best_overlap(gate: Gate, material: Material, gates: MetaGates, *, with_checks: bool) -> Degenerate:
    known = Remembered(Overlap(0.5)).known
    tried = []
    for threshold in _THRESHOLDS:
        judge = Remembered(Overlap(threshold), known)
        result = measure(
            Gate(judge, gate.checks if with_checks else {}), material.mutations, material.harmless
        )
        tried.append(Degenerate(result, with_checks, meta_gate(result, gates)))
    return min(tried, key=lambda each: (len(each.failures), -each.result.balanced_accuracy))


@dataclass(frozen=True, slots=True)
class Ablation:
    """What is lost and what is saved without one check."""

    check: str
    detection_lost: tuple[tuple[str, int], ...]  # by kind: mutations that then pass
    alarms_saved: tuple[tuple[str, int], ...]  # by kind: harmless edits that then pass
    lost_alone: int = 0  # mutations that then pass where no judge helps: judges differ, checks stay

    @property
    def lost(self) -> int:
        """Mutations that only this check detects."""
        return sum(count for _, count in self.detection_lost)

    @property
    def saved(self) -> int:
        """Harmless edits on which only this check fires."""
        return sum(count for _, count in self.alarms_saved)

    @property
    def earns_its_place(self) -> bool:
        """True where it detects more than it costs: what nothing else does, or what no other check does."""
        return max(self.lost, self.lost_alone) > self.saved

    def to_json(self) -> dict[str, object]:
        """Return plain data."""
        return {
            "check": self.check,
            "earns_its_place": self.earns_its_place,
            "lost": self.lost,
            "lost_alone": self.lost_alone,
            "saved": self.saved,
            "detection_lost": dict(self.detection_lost),
            "alarms_saved": dict(self.alarms_saved),
        }


def ablate(gate: Gate, material: Material) -> tuple[Ablation, ...]:
    """Take each check away in turn, and the judge's word last. Give a gate that remembers: each check runs once."""
    whole = measure(gate, material.mutations, material.harmless)
    checks_alone = Gate(ALWAYS_YES, gate.checks)
    alone = measure(checks_alone, material.mutations, material.harmless)
    found = [_ablation(JUDGE, whole, alone, 0)]
    for check in gate.checks:
        less = measure(without(gate, [check]), material.mutations, material.harmless)
        least = measure(without(checks_alone, [check]), material.mutations, material.harmless)
        found.append(_ablation(check, whole, less, alone.detected.fired - least.detected.fired))
    return (*found[1:], found[0])


def _ablation(name: str, whole: MetaResult, less: MetaResult, lost_alone: int) -> Ablation:
    lost = _fewer(whole.detection, less.detection)
    return Ablation(name, lost, _fewer(whole.false_alarms, less.false_alarms), lost_alone)


def _fewer(before: Sequence[KindResult], after: Sequence[KindResult]) -> tuple[tuple[str, int], ...]:
    gone = ((one.kind, one.fired.fired - other.fired.fired) for one, other in zip(before, after, strict=True))
    return tuple((kind, count) for kind, count in gone if count)
