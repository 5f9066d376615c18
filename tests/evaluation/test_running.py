"""A suite is run to its end, whatever a case does."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation_cases import (
    BRIEFING,
    BULLETINS,
    DRAFT,
    KILLED,
    QUESTION,
    REFUSAL,
    TALKS,
    UNANSWERABLE,
    answer,
    briefing,
    claim,
    says,
    suite_of,
)

from briefer.errors import InputError, ModelError
from briefer.evaluation.outcomes import CaseResult, Status
from briefer.evaluation.running import Under, run_suite
from briefer.evaluation.suites import Suite


def ask(case):
    return answer(claim(KILLED)) if case.answerable else REFUSAL


GOOD = Under(ask, lambda _: briefing(claim(KILLED)), says, lambda _: (TALKS, *BULLETINS))


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    return suite_of(tmp_path, QUESTION, UNANSWERABLE, BRIEFING, DRAFT)


def raising(error: BaseException):
    def raise_it(_):
        raise error

    return raise_it


def test_every_case_is_run_in_the_order_of_the_file(suite: Suite):
    found = run_suite(suite, BULLETINS, GOOD)
    assert [(each.id, each.kind, each.status) for each in found.cases] == [
        ("q-1", "question", Status.PASSED),
        ("q-2", "question", Status.PASSED),
        ("b-1", "briefing", Status.PASSED),
        ("d-1", "draft", Status.FAILED),  # the gate made up here does not know "Near Gao, 15 civilians ..."
    ]
    assert [each.task for each in found.cases][2:] == [
        "Mali, 2025-03-03 to 2025-03-09",
        "2 drafted sentences",
    ]
    assert found.cases[1].where == f"{suite.name}/cases.jsonl, line 2"


def test_a_case_that_raises_is_errored_and_the_others_go_on(suite: Suite):
    told = Under(raising(ModelError("the model is gone", "start it")), GOOD.brief, says)
    found = run_suite(suite, BULLETINS, told)
    assert [each.status.value for each in found.cases] == ["errored", "errored", "passed", "failed"]
    assert found.cases[0].error is not None
    assert (found.cases[0].error.kind, found.cases[0].error.message) == (
        "ModelError",
        "the model is gone: start it",
    )


@pytest.mark.parametrize("error", [ZeroDivisionError("by\n nothing"), MemoryError(), RecursionError("deep")])
def test_what_nobody_expects_is_caught_too(suite: Suite, error: Exception):
    found = run_suite(suite, BULLETINS, Under(GOOD.answer, GOOD.brief, raising(error)))
    assert {each.status for each in found.cases} == {
        Status.ERRORED,
        Status.PASSED,
    }  # the refusal needs no gate
    message = found.cases[0].error.message if found.cases[0].error else ""
    assert message in {"by nothing", "no message", "deep"}


def test_a_gate_that_leaves_a_claim_out_is_an_error(suite: Suite):
    found = run_suite(suite, BULLETINS, Under(GOOD.answer, GOOD.brief, lambda _: []))
    assert found.cases[0].status is Status.ERRORED


def test_an_interruption_is_passed_on(suite: Suite):
    with pytest.raises(KeyboardInterrupt):
        run_suite(suite, BULLETINS, Under(raising(KeyboardInterrupt()), GOOD.brief, says))


def test_a_suite_that_names_what_is_not_there_is_not_run(tmp_path: Path):
    wrong = suite_of(tmp_path, QUESTION | {"relevant": ["Nothing"]})
    with pytest.raises(InputError, match="line 1: case q-1 names"):
        run_suite(wrong, BULLETINS, Under(raising(AssertionError()), raising(AssertionError()), says))


def test_progress_is_told_after_each_case(suite: Suite):
    told: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, last: CaseResult) -> None:
        told.append((done, total, last.id))

    run_suite(suite, BULLETINS, GOOD, progress)
    assert told == [(1, 4, "q-1"), (2, 4, "q-2"), (3, 4, "b-1"), (4, 4, "d-1")]


def test_retrieval_is_measured_where_something_retrieves(suite: Suite):
    found = run_suite(suite, BULLETINS, GOOD)
    mrr = found.metric("retrieval_mrr")
    assert mrr is not None
    assert (mrr.value, mrr.cases) == (0.5, 1)
    assert run_suite(suite, BULLETINS, Under(GOOD.answer, GOOD.brief, says)).metric("retrieval_mrr") is None


def test_two_runs_are_equal(suite: Suite):
    assert run_suite(suite, BULLETINS, GOOD) == run_suite(suite, BULLETINS, GOOD)


def test_the_digest_changes_with_the_words_of_a_case_and_not_with_how_they_are_written(tmp_path: Path):
    first, spaced, edited = (
        run_suite(suite_of(tmp_path / name, record), BULLETINS, GOOD).cases[0].digest
        for name, record in (
            ("a", QUESTION),
            ("b", QUESTION | {"tags": [], "note": ""}),
            ("c", QUESTION | {"question": "How many died?"}),
        )
    )
    assert first == spaced != edited
