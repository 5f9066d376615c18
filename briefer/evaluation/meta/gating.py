"""The meta gate: what an evaluator must reach before its verdicts are believed.

schema = 1
fewest = 20             # claims; a kind with fewer is not gated

[detection]             # kind -> the least share detected
number = 0.9
[detection_by_half]     # "verbatim" and "reworded" -> the least share detected, over all kinds
[false_alarms]          # kind -> the greatest share of harmless edits fired on
[overall]               # detection = the least, false_alarms = the greatest

Each is held against the rate itself: the claims are the same at every run, so nothing moves by chance. The intervals
stand beside the rates.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.errors import InputError
from briefer.evaluation.meta.generating import HALVES
from briefer.evaluation.meta.measuring import MetaResult, Rate
from briefer.resources import shipped

GATES_FILE = "gates.toml"
_TABLES = ("detection", "detection_by_half", "false_alarms", "overall")


@dataclass(frozen=True, slots=True)
class MetaGates:
    """Floors and ceilings by kind."""

    fewest: int
    detection: Mapping[str, float]
    detection_by_half: Mapping[str, float]
    false_alarms: Mapping[str, float]
    overall: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MetaFailure:
    """A gate that does not hold."""

    gate: str  # "detection: number"
    rate: Rate
    asked: float

    def __str__(self) -> str:
        side = "at most" if self.gate.endswith("alarms") or self.gate.startswith("false") else "at least"
        return f"{self.gate}: {self.rate.rate:.1%} of {self.rate.n}, {side} {self.asked:.1%} is asked"

    def to_json(self) -> dict[str, object]:
        """Return plain data."""
        return {"gate": self.gate, "asked": self.asked, **self.rate.to_json()}


def load_gates(path: Path | None = None) -> MetaGates:
    """Read the gates; those that ship where no path is given. Raises InputError naming the file and what is wrong."""
    path = path or shipped("evals") / "meta" / GATES_FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path.name} cannot be read ({error.strerror})", "check the installation") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path.name} is not TOML: {error}", "mend it") from None
    if table.get("schema") != 1 or not isinstance(table.get("fewest"), int):
        raise InputError(f"{path.name} has no schema = 1 or no fewest", "see the head of the file that ships")
    return MetaGates(
        table["fewest"], *(_shares(table.get(name, {}), f"{path.name}, [{name}]") for name in _TABLES)
    )


def _shares(table: Any, where: str) -> Mapping[str, float]:  # noqa: ANN401 (whatever TOML holds)
    if not isinstance(table, dict):
        raise InputError(f"{where} is no table", "write kind = share lines")
    for kind, share in table.items():
        if not isinstance(share, int | float) or not 0 <= share <= 1:
            raise InputError(f"{where}: {kind} is no share", "write a number from 0 to 1")
    return {kind: float(share) for kind, share in table.items()}


def meta_gate(result: MetaResult, gates: MetaGates) -> tuple[MetaFailure, ...]:
    """Return every gate that does not hold. A gated kind of which there is no claim at all fails too."""
    found = [
        *_below(
            "detection", {each.kind: each.fired for each in result.detection}, gates.detection, gates.fewest
        ),
        *_below("detection by half", _by_half(result), gates.detection_by_half, gates.fewest),
        *_above(
            "false alarms",
            {each.kind: each.fired for each in result.false_alarms},
            gates.false_alarms,
            gates.fewest,
        ),
        *_below("overall", {"detection": result.detected}, _only(gates, "detection"), 1),
        *_above("overall", {"false_alarms": result.alarmed}, _only(gates, "false_alarms"), 1),
    ]
    return tuple(found)


def _by_half(result: MetaResult) -> dict[str, Rate]:
    rates = [(name, rate) for kind in result.detection for name, rate in kind.parts]
    return {
        half: Rate(sum(r.fired for n, r in rates if n == half), sum(r.n for n, r in rates if n == half))
        for half in HALVES
    }


def _only(gates: MetaGates, name: str) -> Mapping[str, float]:
    return {name: gates.overall[name]} if name in gates.overall else {}


def _below(
    group: str, rates: Mapping[str, Rate], floors: Mapping[str, float], fewest: int
) -> list[MetaFailure]:
    measured = {kind: rates.get(kind, Rate(0, 0)) for kind in floors}
    return [
        MetaFailure(f"{group}: {kind}", rate, floors[kind])
        for kind, rate in measured.items()
        if not rate.n or (rate.n >= fewest and rate.rate < floors[kind])
    ]


def _above(
    group: str, rates: Mapping[str, Rate], ceilings: Mapping[str, float], fewest: int
) -> list[MetaFailure]:
    measured = {kind: rates.get(kind, Rate(0, 0)) for kind in ceilings}
    return [
        MetaFailure(f"{group}: {kind}", rate, ceilings[kind])
        for kind, rate in measured.items()
        if not rate.n or (rate.n >= fewest and rate.rate > ceilings[kind])
    ]
