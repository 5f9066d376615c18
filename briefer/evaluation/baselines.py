"""A baseline: what each case measured once, committed beside the suites, and how a run differs from it.

    {"schema": "briefer.baseline/1", "suites": {SUITE: {CASE: {"digest": ..., "values": {METRIC: VALUE}}}}}

Only cases whose words are the same (the digest) are compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefer.errors import InputError
from briefer.evaluation.metrics import METRICS
from briefer.evaluation.outcomes import Better, SuiteResult
from briefer.evaluation.statistics import paired_p

SCHEMA: Literal["briefer.baseline/1"] = "briefer.baseline/1"
_DIGITS = 6


class CaseBaseline(BaseModel):
    """What one case measured, by metric."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: str
    values: Mapping[str, float]


SuiteBaseline = Mapping[str, CaseBaseline]  # by case id


class Baseline(BaseModel):
    """All suites."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal["briefer.baseline/1"] = Field(default=SCHEMA, alias="schema")
    suites: Mapping[str, SuiteBaseline] = {}


@dataclass(frozen=True, slots=True)
class Change:
    """A metric then and now, as the mean over the cases that both measured."""

    metric: str
    before: float
    after: float
    cases: int
    worse: tuple[str, ...]  # ids of the cases that lost
    better: tuple[str, ...]
    p: float  # how likely a loss this large is by chance

    @property
    def loss(self) -> float:
        """How much worse it is; below 0 where it is better."""
        fell = self.before - self.after
        return fell if METRICS[self.metric].better is Better.HIGHER else -fell


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a suite differs from its baseline."""

    changes: tuple[Change, ...]  # in the order of the registry
    lost: tuple[str, ...]  # metrics that the cases in both measured then and none measures now
    added: tuple[str, ...]  # cases
    removed: tuple[str, ...]
    edited: tuple[str, ...]  # the same id, and other words


def baseline_of(result: SuiteResult) -> SuiteBaseline:
    """Return what the cases of a run measured."""
    return {
        case.id: CaseBaseline(
            digest=case.digest, values={each.metric: round(each.value, _DIGITS) for each in case.tallies}
        )
        for case in result.cases
    }


def updated(baseline: Baseline, results: Iterable[SuiteResult]) -> Baseline:
    """Return the baseline with these suites in place of the old ones; the others stay."""
    return Baseline(suites={**baseline.suites, **{each.name: baseline_of(each) for each in results}})


def load_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises InputError naming the file."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(
            f"the baseline {path} cannot be read ({error.strerror or error})",
            "make one with `briefer eval --update-baseline`",
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise InputError(
            f"{path} is no baseline ({f'{place}: ' if place else ''}{first['msg']})",
            "make it anew with `briefer eval --update-baseline`",
        ) from None


def dumped_baseline(baseline: Baseline) -> str:
    """Return the baseline as JSON, sorted, a case a line, so that a change is read in a diff."""
    suites = []
    for name, cases in sorted(baseline.suites.items()):
        lines = [
            f"   {json.dumps(identity)}: {json.dumps(case.model_dump(), sort_keys=True)}"
            for identity, case in sorted(cases.items())
        ]
        suites.append(f"  {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n  }")
    return f'{{\n "schema": "{SCHEMA}",\n "suites": {{\n' + ",\n".join(suites) + "\n }\n}\n"


def compare(before: SuiteBaseline, result: SuiteResult) -> Comparison:
    """Hold a run against its baseline, case by case."""
    after = baseline_of(result)
    shared = [identity for identity in after if identity in before]
    same = [identity for identity in shared if after[identity].digest == before[identity].digest]
    changes = (_change(name, before, after, same) for name in METRICS)
    measured_then = {name for identity in same for name in before[identity].values}
    measured_now = {name for case in after.values() for name in case.values}
    return Comparison(
        changes=tuple(change for change in changes if change),
        lost=tuple(sorted(measured_then - measured_now)),
        added=tuple(identity for identity in after if identity not in before),
        removed=tuple(identity for identity in before if identity not in after),
        edited=tuple(identity for identity in shared if identity not in set(same)),
    )


def _change(name: str, before: SuiteBaseline, after: SuiteBaseline, cases: Iterable[str]) -> Change | None:
    sign = 1 if METRICS[name].better is Better.HIGHER else -1
    both = {
        identity: (before[identity].values[name], after[identity].values[name])
        for identity in cases
        if name in before[identity].values and name in after[identity].values
    }
    if not both:
        return None
    gains = {identity: sign * (now - then) for identity, (then, now) in both.items()}
    return Change(
        metric=name,
        before=sum(then for then, _ in both.values()) / len(both),
        after=sum(now for _, now in both.values()) / len(both),
        cases=len(both),
        worse=tuple(identity for identity, gain in gains.items() if gain < 0),
        better=tuple(identity for identity, gain in gains.items() if gain > 0),
        p=paired_p(tuple(gains.values())),
    )
