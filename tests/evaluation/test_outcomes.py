"""Results are plain data: to JSON and back unchanged, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluation_cases import (
    BRIEFING,
    BULLETINS,
    DRAFT,
    KILLED,
    QUESTION,
    UNANSWERABLE,
    answer,
    briefing,
    cited,
    claim,
    says,
    suite_of,
)

from briefer.errors import InputError
from briefer.evaluation.gating import gated
from briefer.evaluation.outcomes import Report, Status, from_json, to_json
from briefer.evaluation.running import Under, run_suite
from briefer.model import Withheld


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """A run of one case of each kind, with a sentence withheld and half a surrogate pair in it."""
    suite = suite_of(
        tmp_path, QUESTION, UNANSWERABLE, BRIEFING, DRAFT, header="[floors]\ngroundedness = 0.5\n"
    )

    def ask(case):
        if case.id == "q-2":
            raise RuntimeError("no \ud800 model")
        made = answer(claim(KILLED), claim("It rained \ud800.", cited(KILLED)))
        return type(made)(
            **{name: getattr(made, name) for name in made.__slots__}
            | {"withheld": (Withheld("Two \udfff fled.", "it cites no bulletin"),)}
        )

    under = Under(
        ask, lambda _: briefing(claim(KILLED), gaps=("Nothing of the south.",)), says, lambda _: BULLETINS
    )
    return Report("0.2", "extractive", "list@1", (gated(run_suite(suite, BULLETINS, under), {}),))


def test_a_report_comes_back_and_gives_the_same_bytes(report: Report):
    text = to_json(report)
    assert from_json(text) == report
    assert to_json(from_json(text)) == text
    assert text.isascii()
    assert json.loads(text)["schema"] == "briefer.evaluation/1"


def test_keys_are_sorted(report: Report):
    def check(value: object) -> None:
        if isinstance(value, dict):
            assert list(value) == sorted(value)
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(each)

    check(json.loads(to_json(report)))


def test_a_case_tells_what_was_printed_with_quotes_verdicts_and_what_was_withheld(report: Report):
    question, errored, brief, draft = report.suites[0].cases
    assert question.output is not None
    first, second = question.output.claims
    assert (first.citations[0].title, first.citations[0].quote) == ("Raid on Gao", KILLED)
    assert (second.support, second.findings[0].reason) == ("not found", "it does not say so")
    assert question.output.withheld[0].reason == "it cites no bulletin"
    assert (errored.output, errored.error.kind if errored.error else None) == (None, "RuntimeError")
    assert brief.output is not None
    assert (brief.output.claims[0].section, brief.output.gaps) == ("Developments", ("Nothing of the south.",))
    assert draft.output is not None
    assert [(each.label, each.fault) for each in draft.output.claims] == [
        ("supported", None),
        ("contradicted", "number"),
    ]


def test_a_suite_counts_its_cases_and_finds_its_metrics(report: Report):
    suite = report.suites[0]
    assert [suite.count(status) for status in Status] == [1, 2, 1]
    assert suite.metric("groundedness") is not None
    assert suite.metric("nothing") is None
    assert not suite.passed
    assert not report.passed


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": "briefer.evaluation/9"}'])
def test_a_text_that_is_no_report_is_named(text: str):
    with pytest.raises(InputError, match=r"a\.json is no evaluation report"):
        from_json(text, "a.json")
