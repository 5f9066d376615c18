"""Public sets of evidence and claims, beside word overlap.

Balanced accuracy is the mean of the share of supported claims that pass and of others that do not (Laban et al. 2022,
SummaC, https://doi.org/10.1162/tacl_a_00453). AUROC is the rank statistic of Mann and Whitney (1947), ties counted
half: the chance that a supported claim is scored above another.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from briefer.errors import InputError
from briefer.grounding.gate import Gate
from briefer.grounding.judges.word_overlap import word_overlap
from briefer.grounding.pairs import Pair, Premise

SUPPORTED = "supported"
_LABELS = (SUPPORTED, "refuted", "not_enough")
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One set. Word overlap is given its own best threshold on that very set; the judge has its fixed one."""

    name: str
    n: int
    supported: int
    judge: float  # balanced accuracy
    gate: float  # balanced accuracy of judge and checks
    overlap: float  # balanced accuracy
    judge_auroc: float
    gate_auroc: float  # a claim that a check vetoes is scored 0
    overlap_auroc: float

    def to_json(self) -> dict[str, object]:
        """Return plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Scored:
    name: str
    label: bool
    judge: float
    passed: bool  # by the judge alone
    vetoed: bool
    overlap: float


def public_sets(
    path: Path, gate: Gate, progress: Callable[[int], None] | None = None, limit: int | None = None
) -> tuple[PublicRow, ...]:
    """Measure on {set, evidence, claim, label} lines, set by set and at last all together.

    With a `limit`, on that many of each set, spread over it. Raises InputError naming the line that is none, and
    ModelError where the judge fails.
    """
    rows = list(read_pairs(path))
    sets = {name: [row for row in rows if row[0] == name] for name in dict.fromkeys(row[0] for row in rows)}
    if limit is not None:
        sets = {name: each[:: max(1, -(-len(each) // limit))] for name, each in sets.items()}
    chosen = [row for each in sets.values() for row in each]
    pairs = [pair for _, pair, _ in chosen]
    scored = []
    for (name, pair, label), judgement in zip(chosen, gate.judge.judge(pairs, progress), strict=True):
        passed = judgement.score >= gate.judge.threshold and not judgement.refuted
        scored.append(
            _Scored(name, label, judgement.score, passed, _is_vetoed(pair, gate), word_overlap(pair))
        )
    parts = [_row(name, list(each)) for name, each in groupby(scored, key=lambda one: one.name)]
    return (*parts, _row("all", scored))


def _is_vetoed(pair: Pair, gate: Gate) -> bool:
    return any(check(pair) for check in gate.checks.values())


def read_pairs(path: Path) -> Iterator[tuple[str, Pair, bool]]:
    """Yield set, pair and whether it is supported, line by line. Raises InputError naming the line that is none."""
    read = gzip.open if path.suffix == ".gz" else open
    try:
        with read(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                yield _line(line, f"{path.name}, line {number}")
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read ({error.strerror or error})", "check the file"
        ) from None


def _line(line: str, where: str) -> tuple[str, Pair, bool]:
    try:
        record = json.loads(line)
        label = record["label"]
        if label not in _LABELS:
            raise ValueError(label)
        return str(record["set"]), Pair(record["claim"], (Premise(record["evidence"]),)), label == SUPPORTED
    except (ValueError, KeyError, TypeError):
        labels = ", ".join(_LABELS)
        raise InputError(
            f"{where}: no labelled pair", f"give set, evidence, claim and label ({labels})"
        ) from None


def _row(name: str, scored: Sequence[_Scored]) -> PublicRow:
    labels = [each.label for each in scored]
    overlaps = [each.overlap for each in scored]
    judged = [each.judge for each in scored]
    gated = [0.0 if each.vetoed else each.judge for each in scored]
    return PublicRow(
        name,
        len(scored),
        sum(labels),
        judge=balanced_accuracy(labels, [each.passed for each in scored]),
        gate=balanced_accuracy(labels, [each.passed and not each.vetoed for each in scored]),
        overlap=max(balanced_accuracy(labels, [o >= t for o in overlaps]) for t in sorted(set(overlaps))),
        judge_auroc=auroc(labels, judged),
        gate_auroc=auroc(labels, gated),
        overlap_auroc=auroc(labels, overlaps),
    )


def balanced_accuracy(labels: Sequence[bool], passed: Sequence[bool]) -> float:
    """Return the mean of the two shares that are right; a label that does not occur counts as a half."""
    shares = []
    for wanted in (True, False):
        ruled = [each is wanted for label, each in zip(labels, passed, strict=True) if label is wanted]
        shares.append(sum(ruled) / len(ruled) if ruled else 0.5)
    return round(sum(shares) / 2, _DIGITS)


def auroc(labels: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the chance that a supported claim has the higher score, ties counted half; 0.5 where all are alike."""
    positives = sum(labels)
    if not 0 < positives < len(labels):
        return 0.5
    ranked = sorted(zip(scores, labels, strict=True), key=lambda each: each[0])
    rank_sum, before = 0.0, 0
    for _, group in groupby(ranked, key=lambda each: each[0]):
        tied = [label for _, label in group]
        rank_sum += sum(tied) * (before + (len(tied) + 1) / 2)
        before += len(tied)
    area = (rank_sum - positives * (positives + 1) / 2) / (positives * (len(labels) - positives))
    return round(area, _DIGITS)
