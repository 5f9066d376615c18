"""What came of a run, as plain data that reports are made of and that goes to JSON and back unchanged.

Report -> SuiteResult -> CaseResult -> Output -> ShownClaim -> ShownCitation
                      -> MetricValue, GateResult
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Literal

from briefer.errors import InputError
from briefer.model import Finding, Support

SCHEMA: Literal["briefer.evaluation/1"] = "briefer.evaluation/1"


class Better(StrEnum):
    """Which way a metric is good."""

    HIGHER = "higher"
    LOWER = "lower"


class Status(StrEnum):
    """What became of a case."""

    PASSED = "passed"
    FAILED = "failed"  # it ran, and something is wrong
    ERRORED = "errored"  # it did not run to its end


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a bulletin."""

    title: str
    quote: str


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that is wrong with a case."""

    metric: str
    reason: str  # in words, one line, without a full stop
    evidence: tuple[Evidence, ...] = ()  # what the bulletins say


@dataclass(frozen=True, slots=True)
class CaseError:
    """Why a case did not run to its end."""

    kind: str  # the exception's class: "ModelError"
    message: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What a case adds to a metric: `num` of `den`."""

    metric: str
    num: float
    den: int

    @property
    def value(self) -> float:
        """The share."""
        return self.num / self.den


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """A citation with the words that it shows."""

    bulletin_id: str
    title: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim that was printed, or a sentence of a frozen draft, as the gate rules on it."""

    text: str
    citations: tuple[ShownCitation, ...]
    support: Support
    score: float
    judge: str
    findings: tuple[Finding, ...] = ()
    section: str = ""  # of a briefing
    label: Support | None = None  # of a draft: what a reader says
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class ShownWithheld:
    """A sentence that was not printed as fact, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Output:
    """What a case printed."""

    claims: tuple[ShownClaim, ...] = ()
    withheld: tuple[ShownWithheld, ...] = ()
    abstained: bool = False
    reason: str | None = None  # why it abstained
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: what was asked, what came, what is wrong with it."""

    id: str
    kind: str  # "question", "briefing" or "draft"
    task: str  # the question; the country and period; the number of sentences
    tags: tuple[str, ...]
    where: str  # suite, file and line; no path, so that reports are the same everywhere
    digest: str  # of the case's words: says whether it is still the same case
    status: Status
    tallies: tuple[Tally, ...] = ()
    failures: tuple[Failure, ...] = ()
    output: Output | None = None  # None where it errored
    error: CaseError | None = None


@dataclass(frozen=True, slots=True)
class MetricValue:
    """A metric over the cases of a suite that it applies to."""

    name: str
    title: str
    value: float
    n: int  # units: the denominator
    cases: int
    low: float  # the 95% interval
    high: float
    better: Better
    invariant: bool
    floor: float | None = None  # where lower is better: the most that is let through
    passed: bool | None = None  # None: nothing is asked of it


@dataclass(frozen=True, slots=True)
class GateResult:
    """Whether one thing that was asked of a run holds."""

    name: str
    passed: bool
    reason: str  # in words, one line, without a full stop


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """What came of a suite: cases in the order of their file, metrics in the order of the registry."""

    name: str
    title: str
    cases: tuple[CaseResult, ...]
    metrics: tuple[MetricValue, ...]
    floors: tuple[tuple[str, float], ...] = ()  # what is asked of which metric, measured or not
    gates: tuple[GateResult, ...] = ()

    @property
    def passed(self) -> bool:
        """True where every gate holds; without gates, where every case passed."""
        if self.gates:
            return all(gate.passed for gate in self.gates)
        return all(case.status is Status.PASSED for case in self.cases)

    def count(self, status: Status) -> int:
        """Return how many cases have the status."""
        return sum(case.status == status for case in self.cases)

    def metric(self, name: str) -> MetricValue | None:
        """Return a metric's value, or None where no case measures it."""
        return next((each for each in self.metrics if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run."""

    briefer: str  # version
    engine: str
    judge: str  # name and revision
    suites: tuple[SuiteResult, ...]
    schema: Literal["briefer.evaluation/1"] = SCHEMA

    @property
    def passed(self) -> bool:
        """True where every suite passed."""
        return all(suite.passed for suite in self.suites)


def to_json(report: Report) -> str:
    """Return the report as JSON: keys sorted, ASCII, one line break at the end; equal reports give equal bytes."""
    return json.dumps(asdict(report), indent=1, sort_keys=True, allow_nan=False) + "\n"


def from_json(text: str, source: str = "the report") -> Report:
    """Read a report back. Raises InputError naming `source` where the text is none."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Report).validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "it"
        raise InputError(
            f"{source} is no evaluation report ({place}: {first['msg']})", "make it anew with `briefer eval`"
        ) from None
