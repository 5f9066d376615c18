"""The whole of it in one run, and as a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.evaluation.cases import Case
from briefer.evaluation.meta.ablation import Ablation, Degenerate, ablate, degenerate
from briefer.evaluation.meta.evaluators import remembering
from briefer.evaluation.meta.gating import MetaFailure, MetaGates, load_gates, meta_gate
from briefer.evaluation.meta.generating import PER_KIND, Material, generate
from briefer.evaluation.meta.measuring import KindResult, MetaResult, Rate, measure
from briefer.evaluation.meta.nuggets import KIND, NuggetResult, leave_out_nuggets
from briefer.evaluation.meta.public import PublicRow, public_sets
from briefer.grounding.gate import Gate
from briefer.model import Bulletin

SCHEMA = "briefer.meta/1"
_NAMED = 3  # checks, or failures, in a cell


@dataclass(frozen=True, slots=True)
class MetaReport:
    """What the evaluation suite's own evaluation found."""

    result: MetaResult
    failures: tuple[MetaFailure, ...]
    degenerate: tuple[Degenerate, ...]
    ablations: tuple[Ablation, ...]
    nuggets: NuggetResult | None = None
    public: tuple[PublicRow, ...] = ()

    @property
    def passed(self) -> bool:
        """True when the real evaluator holds every gate and each one that must fail does."""
        return not self.failures and all(each.failures for each in self.degenerate)

    @property
    def idle(self) -> tuple[str, ...]:
        """The checks that do not earn their place."""
        return tuple(each.check for each in self.ablations if not each.earns_its_place)

    def to_json(self) -> str:
        """Return it as JSON, the same for the same report."""
        record = {
            "schema": SCHEMA,
            "passed": self.passed,
            "result": self.result.to_json(),
            "failures": [each.to_json() for each in self.failures],
            "degenerate": [each.to_json() for each in self.degenerate],
            "ablations": [each.to_json() for each in self.ablations],
            "idle": list(self.idle),
            "nuggets": self.nuggets.to_json() if self.nuggets else None,
            "public": [each.to_json() for each in self.public],
        }
        return json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def run_meta(
    gate: Gate,
    bulletins: Sequence[Bulletin],
    *,
    cases: Iterable[Case] = (),
    corpus: Path | None = None,
    public: Path | None = None,
    gates: MetaGates | None = None,
    seed: int = 0,
    per_kind: int = PER_KIND,
    progress: Callable[[int], None] | None = None,
) -> MetaReport:
    """Measure a gate with mutations and harmless edits, hold it and the judges that must fail against the meta gate,
    and take each check away in turn.

    `cases` are those of the seed suite; `corpus` and `public` are left out where they are not given; `progress` is
    told how many claims are judged. Raises InputError for what cannot be read, ModelError where the judge fails.
    """
    material = generate(bulletins, corpus, seed, per_kind)
    gate = remembering(gate)
    gates = gates or load_gates()
    cases = tuple(cases)
    result = measure(gate, material.mutations, material.harmless, progress=progress)
    return MetaReport(
        result,
        meta_gate(result, gates),
        degenerate(gate, material, gates),
        ablate(gate, material),
        leave_out_nuggets(cases) if cases else None,
        public_sets(public, gate, progress) if public else (),
    )


def examples(material: Material, each: int = 3) -> str:
    """Show a few mutations of each kind as a Markdown table."""
    kinds = dict.fromkeys(mutation.kind for mutation in material.mutations)
    rows = []
    for kind in kinds:
        of_kind = [mutation for mutation in material.mutations if mutation.kind == kind]
        for mutation in of_kind[:: max(1, len(of_kind) // each)][:each]:
            rows.append((kind, mutation.half, mutation.change, mutation.pair.claim))
    return _markdown(("kind", "made on", "change", "claim"), rows)


def table(report: MetaReport) -> str:
    """Return the report as Markdown, which is also fit for a terminal."""
    parts = [
        _heading("Mutations: share detected", _kinds(report.result.detection, report.nuggets)),
        _heading("Harmless edits: share fired on", _kinds(report.result.false_alarms, None)),
        _heading("Evaluators that must fail", _degenerates(report)),
        _heading("Without each check", _ablations(report.ablations)),
    ]
    if report.public:
        parts.append(_heading("Public sets: balanced accuracy, AUROC", _publics(report.public)))
    verdict = "The meta gate holds." if report.passed else "The meta gate does not hold:"
    parts.append("\n".join([verdict, *(f"- {reason}" for reason in _reasons(report))]))
    return "\n\n".join(parts) + "\n"


def _reasons(report: MetaReport) -> list[str]:
    passing = [f"{each.name} passes and must not" for each in report.degenerate if not each.failures]
    return [*map(str, report.failures), *passing]


def _kinds(kinds: Sequence[KindResult], nuggets: NuggetResult | None) -> str:
    parts = tuple(dict.fromkeys(name for each in kinds for name, _ in each.parts))
    rows = [
        (
            each.kind,
            *_rate(each.fired),
            *(_share(dict(each.parts).get(name)) for name in parts),
            str(each.contradicted),
            str(each.not_found),
            _top(each.first),
            _top(each.any),
        )
        for each in kinds
    ]
    fired = Rate(sum(each.fired.fired for each in kinds), sum(each.fired.n for each in kinds))
    blank = ("",) * (len(parts) + 4)
    if nuggets:
        rows.append((KIND, *_rate(nuggets.detected), *blank))
    rows.append(("all", *_rate(fired), *blank))
    head = ("kind", "n", "share", "95%", *parts, "contradicted", "not found", "fired first", "fired at all")
    return _markdown(head, rows)


def _degenerates(report: MetaReport) -> str:
    rows = [
        (
            report.result.evaluator,
            f"{report.result.threshold:g}",
            *_both(report.result),
            str(len(report.failures)),
            "",
        )
    ]
    for each in report.degenerate:
        gates = "; ".join(failure.gate for failure in each.failures[:_NAMED])
        more = len(each.failures) - _NAMED
        rows.append(
            (
                each.name,
                f"{each.result.threshold:g}",
                *_both(each.result),
                str(len(each.failures)),
                gates + (f" and {more} more" if more > 0 else ""),
            )
        )
    return _markdown(("evaluator", "threshold", "detected", "false alarms", "gates failed", "which"), rows)


def _both(result: MetaResult) -> tuple[str, str]:
    return f"{result.detected.rate:.1%}", f"{result.alarmed.rate:.1%}"


def _ablations(ablations: Sequence[Ablation]) -> str:
    rows = [
        (
            each.check,
            str(each.lost),
            _top(each.detection_lost),
            str(each.lost_alone),
            str(each.saved),
            "yes" if each.earns_its_place else "no",
        )
        for each in ablations
    ]
    return _markdown(
        (
            "without",
            "mutations lost",
            "most of them",
            "lost without a judge",
            "false alarms saved",
            "earns its place",
        ),
        rows,
    )


def _publics(public: Sequence[PublicRow]) -> str:
    rows = [
        (
            each.name,
            str(each.n),
            *(f"{share:.3f}" for share in (each.judge, each.gate, each.overlap)),
            *(f"{area:.3f}" for area in (each.judge_auroc, each.gate_auroc, each.overlap_auroc)),
        )
        for each in public
    ]
    head = (
        "set",
        "n",
        "judge",
        "with checks",
        "overlap at its best",
        "judge AUROC",
        "with checks",
        "overlap AUROC",
    )
    return _markdown(head, rows)


def _rate(rate: Rate) -> tuple[str, str, str]:
    return str(rate.n), f"{rate.rate:.1%}", f"{rate.low:.1%} to {rate.high:.1%}"


def _share(rate: Rate | None) -> str:
    return f"{rate.rate:.1%} of {rate.n}" if rate and rate.n else ""


def _top(counts: Sequence[tuple[str, int]]) -> str:
    ordered = sorted(counts, key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{name} {count}" for name, count in ordered[:_NAMED])


def _heading(title: str, body: str) -> str:
    return f"## {title}\n\n{body}"


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])
