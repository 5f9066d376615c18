"""What an output must say, must not say, and when it must say nothing."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.evaluation.cases import BriefingCase, Nugget, QuestionCase
from briefer.evaluation.matching import first_holding, holds, holds_any
from briefer.evaluation.metrics.definition import NUGGETS, OWN, UNANSWERABLE, Measured, Metric
from briefer.evaluation.metrics.observed import Observed
from briefer.evaluation.outcomes import Better, Evidence, Failure


def _unsaid(seen: Observed, nuggets: Sequence[Nugget]) -> tuple[Nugget, ...]:
    return tuple(each for each in nuggets if first_holding(seen.sentences, each.words) is None)


def _vital(seen: Observed) -> Measured | None:
    wanted = [each for each in seen.told.nuggets if each.vital] if seen.told else []
    if not wanted:
        return None
    unsaid = _unsaid(seen, wanted)
    failures = tuple(
        Failure(
            "nuggets_vital",
            f'no sentence says "{each.text}"',
            tuple(Evidence(quoted.bulletin, quoted.quote) for quoted in each.evidence),
        )
        for each in unsaid
        if seen.error is None
    )
    return Measured(len(wanted) - len(unsaid), len(wanted), failures)


def _all(seen: Observed) -> Measured | None:
    wanted = seen.told.nuggets if seen.told else ()
    return Measured(len(wanted) - len(_unsaid(seen, wanted)), len(wanted)) if wanted else None


def _right(seen: Observed) -> Measured | None:
    case = seen.case
    if not isinstance(case, QuestionCase) or not case.answerable:
        return None
    failures: tuple[Failure, ...] = ()
    if seen.claims and not seen.cites_relevant:
        failures = (Failure("right_answers", f"it cites none of {_listed(case.relevant)}"),)
    says_all = not _unsaid(seen, [each for each in case.nuggets if each.vital])
    return Measured(bool(seen.claims and says_all and seen.cites_relevant), 1, failures)


def _relevant_cited(seen: Observed) -> Measured | None:
    case = seen.case
    if not isinstance(case, BriefingCase) or not case.relevant:
        return None
    cited, wanted = len(seen.cites_relevant), len(seen.relevant) or len(set(case.relevant))
    failures: tuple[Failure, ...] = ()
    if cited < wanted and seen.error is None:
        failures = (Failure("relevant_cited", f"it cites {cited} of {_listed(case.relevant)}"),)
    return Measured(cited, wanted, failures)


def _listed(titles: Sequence[str]) -> str:
    return ", ".join(f'"{title}"' for title in titles)


def _forbidden(seen: Observed) -> Measured | None:
    never = seen.told.forbidden if seen.told else ()
    if not never:
        return None
    if seen.error is not None:
        return Measured(len(never), len(never))
    failures = []
    for each in never:
        said = (s for s in seen.stated if holds(s, each.words) and not holds_any(s, each.unless))
        if (sentence := next(said, None)) is not None:
            failures.append(Failure("forbidden_claims", f'"{each.text}" must not be stated: "{sentence}"'))
    return Measured(len(failures), len(never), tuple(failures))


def _conflicts(seen: Observed) -> Measured | None:
    wanted = seen.told.conflicts if seen.told else ()
    if not wanted:
        return None
    failures = []
    for each in wanted:
        hidden = [side.text for side in each.sides if first_holding(seen.sentences, side.words) is None]
        if hidden:
            failures.append(
                Failure("conflicts_shown", f'of "{each.text}" it does not show {_listed(hidden)}')
            )
    shown = len(wanted) - len(failures)
    return Measured(shown, len(wanted), tuple(failures) if seen.error is None else ())


def _refusal_recall(seen: Observed) -> Measured | None:
    if seen.told is None or seen.told.answerable:
        return None
    if seen.refused or seen.error is not None:
        return Measured(seen.refused and seen.error is None, 1)
    reason = (
        "the bulletins do not say, and it claims something" if seen.claims else "it is empty and says not why"
    )
    return Measured(0, 1, (Failure("refusal_recall", reason),))


def _false_refusals(seen: Observed) -> Measured | None:
    if seen.told is None or not seen.told.answerable:
        return None
    reason = "it claims nothing, and the bulletins say it"
    failed = not seen.claims and seen.error is None
    return Measured(not seen.claims, 1, (Failure("false_refusals", reason),) if failed else ())


CONTENT_METRICS = (
    Metric(
        "right_answers",
        "Right answers",
        "Answerable questions whose answer says every vital nugget and cites a relevant bulletin, divided by "
        "answerable questions. A question that errored or was refused is not right.",
        OWN,
        _right,
    ),
    Metric(
        "nuggets_vital",
        "Vital nuggets",
        "Vital nuggets that a sentence of the output says, divided by vital nuggets of all cases, those that errored "
        "or claim nothing among them.",
        NUGGETS,
        _vital,
    ),
    Metric(
        "nuggets_all",
        "All nuggets",
        "Nuggets, vital or only welcome, that a sentence of the output says, divided by nuggets of all cases.",
        NUGGETS,
        _all,
    ),
    Metric(
        "relevant_cited",
        "Relevant bulletins cited",
        "Bulletins that a briefing must cite and does, divided by bulletins that briefings must cite. A case that "
        "errored cites none.",
        OWN,
        _relevant_cited,
    ),
    Metric(
        "forbidden_claims",
        "Forbidden claims",
        "Forbidden statements that a sentence of the output makes, divided by forbidden statements. Of a case that "
        "errored all count as made, for nothing shows that they were not.",
        OWN,
        _forbidden,
        Better.LOWER,
        invariant=True,
    ),
    Metric(
        "conflicts_shown",
        "Conflicts shown",
        "Conflicts of which every side is told by some sentence, divided by conflicts of all cases.",
        OWN,
        _conflicts,
    ),
    Metric(
        "refusal_recall",
        "Refusals where the bulletins do not say",
        "Unanswerable cases that claim nothing and say why, divided by unanswerable cases. An empty output and one "
        "that errored are no refusals.",
        UNANSWERABLE,
        _refusal_recall,
    ),
    Metric(
        "false_refusals",
        "False refusals",
        "Answerable cases that claim nothing, divided by answerable cases; one that errored claims nothing.",
        UNANSWERABLE,
        _false_refusals,
        Better.LOWER,
    ),
)
