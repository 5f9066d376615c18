"""A suite run through what answers, briefs, rules and retrieves; a case that fails stops no other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefer.errors import BrieferError
from briefer.evaluation.cases import BriefingCase, Case, DraftCase, QuestionCase, dumped_case
from briefer.evaluation.metrics import Observed, summarise, tallies
from briefer.evaluation.observing import Archived, Rule, observe_draft, observe_output
from briefer.evaluation.outcomes import CaseError, CaseResult, Output, Status, SuiteResult
from briefer.evaluation.showing import shown
from briefer.evaluation.suites import CASES_FILE, Suite, check_against
from briefer.model import Answer, Briefing, Bulletin
from briefer.reading.cleaning import without_halves

Progress = Callable[[int, int, CaseResult], None]  # how many are done, how many there are, the last one


@dataclass(frozen=True, slots=True)
class Under:
    """What is under test. `retrieve` gives the bulletins found for a question, best first; None: not measured."""

    answer: Callable[[QuestionCase], Answer]
    brief: Callable[[BriefingCase], Briefing]
    rule: Rule
    retrieve: Callable[[QuestionCase], Sequence[Bulletin]] | None = None


def run_suite(
    suite: Suite, bulletins: Sequence[Bulletin], under: Under, progress: Progress | None = None
) -> SuiteResult:
    """Run every case of a suite.

    Raises InputError, before the first case, where one names what the bulletins do not hold. What is raised while a
    case runs makes it an error of that case, and the others go on.
    """
    check_against(suite, bulletins)
    archived = Archived(tuple(bulletins))
    results: list[CaseResult] = []
    for case in suite.cases:
        results.append(
            run_case(case, archived, under, f"{suite.name}/{CASES_FILE}, line {suite.lines[case.id]}")
        )
        if progress:
            progress(len(results), len(suite.cases), results[-1])
    return SuiteResult(suite.name, suite.title, tuple(results), summarise(results), suite.floors)


def run_case(case: Case, archived: Archived, under: Under, where: str = "") -> CaseResult:
    """Run one case, whatever happens; only an interruption is passed on."""
    error, output = None, None
    try:
        seen, output = _observed(case, archived, under)
    except Exception as caught:
        error = CaseError(type(caught).__name__, without_halves(_said(caught)))
        ranked = None if under.retrieve is None else ()
        seen = Observed(case, error=error.message, ranked=ranked)
    counted, failures = tallies(seen)
    failed = Status.FAILED if failures else Status.PASSED
    return CaseResult(
        id=case.id,
        kind=case.kind,
        task=_task(case),
        tags=case.tags,
        where=where,
        digest=hashlib.sha256(dumped_case(case).encode()).hexdigest()[:16],
        status=Status.ERRORED if error else failed,
        tallies=counted,
        failures=failures,
        output=output,
        error=error,
    )


def _observed(case: Case, archived: Archived, under: Under) -> tuple[Observed, Output]:
    if isinstance(case, DraftCase):
        seen = observe_draft(case, archived, under.rule)
        return seen, shown(seen)
    made: Answer | Briefing
    ranked = None
    if isinstance(case, QuestionCase):
        made = under.answer(case)
        if under.retrieve is not None:
            ranked = under.retrieve(case)
    else:
        made = under.brief(case)
    seen = observe_output(case, made, archived, under.rule, ranked)
    return seen, shown(seen, made)


def _said(error: Exception) -> str:
    if isinstance(error, BrieferError):
        return str(error)
    return " ".join(str(error).split()) or "no message"


def _task(case: Case) -> str:
    if isinstance(case, QuestionCase):
        return case.question
    if isinstance(case, BriefingCase):
        return f"{case.country}, {case.since} to {case.until}"
    return f"{len(case.claims)} drafted sentence{'s' * (len(case.claims) > 1)}"
