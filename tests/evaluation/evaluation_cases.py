"""Two bulletins, cases over them, outputs that are made up, and a gate that goes by a list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefer.evaluation.cases import Case, parse_case
from briefer.evaluation.metrics import Observed, tallies
from briefer.evaluation.observing import Archived, Rule, observe_output
from briefer.evaluation.outcomes import CaseResult, Failure, Status, SuiteResult, Tally
from briefer.evaluation.suites import Suite, load_suite
from briefer.grounding.pairs import Pair
from briefer.model import (
    Answer,
    Briefing,
    Bulletin,
    Citation,
    Claim,
    Finding,
    Manifest,
    Period,
    Section,
    Span,
    Support,
    Verdict,
)

ROOT = Path(__file__).parents[2]


def bulletin(title: str, body: str) -> Bulletin:
    """A bulletin with an id of its own."""
    return Bulletin(
        hashlib.sha256(f"{title}{body}".encode()).hexdigest()[:12], title, title, body, "page.txt", 0
    )


RAID = bulletin("Raid on Gao", "Gunmen killed 15 civilians near Gao. The army denies any part in it.")
TALKS = bulletin("Talks in Niamey", "Ministers met in Niamey on Monday. They agreed on nothing.")
BULLETINS = (RAID, TALKS)
ARCHIVED = Archived(BULLETINS)
MADE = Manifest("0", date(2025, 3, 10), "extractive", "hash@1", (), (), ())
KILLED, DENIES = "Gunmen killed 15 civilians near Gao.", "The army denies any part in it."

QUESTION: dict[str, Any] = {
    "schema": 1,
    "id": "q-1",
    "kind": "question",
    "question": "How many were killed near Gao?",
    "answerable": True,
    "relevant": ["Raid on Gao"],
    "nuggets": [
        {
            "text": "15 civilians were killed",
            "words": [["15", "fifteen"], ["kill*", "died"]],
            "evidence": [{"bulletin": "Raid on Gao", "quote": KILLED}],
        }
    ],
}
UNANSWERABLE: dict[str, Any] = {
    "schema": 1,
    "id": "q-2",
    "kind": "question",
    "question": "Who won the match?",
    "answerable": False,
}
BRIEFING: dict[str, Any] = {
    "schema": 1,
    "id": "b-1",
    "kind": "briefing",
    "country": "Mali",
    "since": "2025-03-03",
    "until": "2025-03-09",
    "relevant": ["Raid on Gao"],
}
DRAFT: dict[str, Any] = {
    "schema": 1,
    "id": "d-1",
    "kind": "draft",
    "claims": [
        {
            "text": "Near Gao, 15 civilians were killed.",
            "cites": [{"bulletin": "Raid on Gao", "quote": KILLED}],
            "label": "supported",
        },
        {
            "text": "Near Gao, 50 civilians were killed.",
            "cites": [{"bulletin": "Raid on Gao", "quote": KILLED}],
            "label": "contradicted",
            "fault": "number",
        },
    ],
}


def case(record: dict[str, Any], **other: object) -> Case:
    """A case of the format, with some keys changed."""
    return parse_case(json.dumps(record | other))


def write_suite(folder: Path, *records: dict[str, Any], header: str = "") -> Path:
    """Write a suite of these cases."""
    folder.mkdir(parents=True, exist_ok=True)
    start = 'schema = 1\ntitle = "Two bulletins"\nsources = ["page.txt"]\nas_of = 2025-03-10\n'
    (folder / "suite.toml").write_text(start + header, encoding="utf-8")
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "cases.jsonl").write_text(lines, encoding="utf-8")
    return folder


def suite_of(folder: Path, *records: dict[str, Any], header: str = "") -> Suite:
    """Write a suite and read it."""
    return load_suite(write_suite(folder, *records, header=header))


def cited(words: str, of: Bulletin = RAID) -> Citation:
    start = of.body.index(words)
    return Citation(of, Span(start, start + len(words)))


def claim(text: str, *citations: Citation) -> Claim:
    return Claim(text, citations or (cited(text),))


def answer(*claims: Claim, reason: str | None = None) -> Answer:
    return Answer("?", claims, (), "extractive", MADE, reason=reason)


REFUSAL = answer(reason="no bulletin tells of it")


def briefing(*claims: Claim, gaps: tuple[str, ...] = ()) -> Briefing:
    sections = (Section("Developments", claims),) if claims else ()
    period = Period(date(2025, 3, 3), date(2025, 3, 9))
    return Briefing("MLI", "Mali", period, sections, gaps, (), "extractive", MADE)


SUPPORTED = Verdict(Support.SUPPORTED, 0.9, "list")


def unsupported(check: str, reason: str = "it does not say so", contradicts: bool = False) -> Verdict:
    support = Support.CONTRADICTED if contradicts else Support.NOT_FOUND
    return Verdict(support, 0.1, "list", (Finding(check, reason, contradicts),))


def rule_of(verdicts: dict[str, Verdict]) -> Rule:
    """Rule by the claim's words; what is not listed is supported."""
    return lambda pairs: [verdicts.get(pair.claim, SUPPORTED) for pair in pairs]


def says(pairs: Sequence[Pair]) -> list[Verdict]:
    """A gate for which a claim is supported where the cited words hold all of the claim's words."""
    return [
        SUPPORTED
        if set(pair.claim.rstrip(".").split()) <= set(pair.text.replace(".", "").split())
        else unsupported("judge")
        for pair in pairs
    ]


def observed(
    record: dict[str, Any], output: Answer | Briefing, rule: Rule = says, **other: object
) -> Observed:
    """What is seen of an output."""
    made = case(record, **other)
    assert made.kind != "draft"
    return observe_output(made, output, ARCHIVED, rule)


def measured(seen: Observed) -> dict[str, tuple[float, int]]:
    """Numerator and denominator of each metric that applies."""
    return {each.metric: (each.num, each.den) for each in tallies(seen)[0]}


def reasons(seen: Observed) -> dict[str, str]:
    """The last reason given for each metric that failed."""
    return {each.metric: each.reason for each in tallies(seen)[1]}


def result(
    values: dict[str, dict[str, tuple[float, int]]],
    *,
    name: str = "made-up",
    errored: Collection[str] = (),
    digests: dict[str, str] | None = None,
    floors: tuple[tuple[str, float], ...] = (),
) -> SuiteResult:
    """A suite's result from each case's numerators and denominators by metric."""
    from briefer.evaluation.metrics import summarise

    cases = tuple(
        CaseResult(
            id=identity,
            kind="question",
            task="?",
            tags=(),
            where="cases.jsonl, line 1",
            digest=(digests or {}).get(identity, "same"),
            status=Status.ERRORED if identity in errored else Status.PASSED,
            tallies=tuple(Tally(metric, num, den) for metric, (num, den) in sorted(of_case.items())),
            failures=(Failure("groundedness", "made up"),) if identity in errored else (),
        )
        for identity, of_case in values.items()
    )
    return SuiteResult(name, "Made up", cases, summarise(cases), floors)
