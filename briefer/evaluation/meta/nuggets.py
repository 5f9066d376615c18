"""Answers without a vital nugget: the coverage must fall, and of the whole answer it must be full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefer.evaluation.cases import Case, Nugget, QuestionCase
from briefer.evaluation.matching import sentences_of
from briefer.evaluation.meta.measuring import Rate
from briefer.evaluation.metrics import METRICS
from briefer.evaluation.metrics.observed import Observed

KIND = "vital nugget left out"
_METRIC = "nuggets_vital"


@dataclass(frozen=True, slots=True)
class NuggetResult:
    """How the metric takes whole answers and answers that lack something vital."""

    detected: Rate  # answers that lack a vital nugget and are scored lower
    false_alarms: Rate  # whole answers that are not scored full
    let_down: tuple[
        str, ...
    ]  # "seed-001: <nugget>" for a lack that is not seen, "seed-001" for a false alarm

    def to_json(self) -> dict[str, object]:
        """Return plain data."""
        return {
            "kind": KIND,
            "detected": self.detected.to_json(),
            "false_alarms": self.false_alarms.to_json(),
            "let_down": list(self.let_down),
        }


def leave_out_nuggets(cases: Iterable[Case]) -> NuggetResult:
    """Answer each question with the words that its nuggets are evidenced by, whole and without each vital one."""
    wholes = lacks = alarms = seen = 0
    let_down: list[str] = []
    for case in cases:
        if not isinstance(case, QuestionCase) or not case.answerable:
            continue
        full = _coverage(case, _answer(case.nuggets))
        wholes += 1
        if full < 1:
            alarms += 1
            let_down.append(case.id)
        for nugget in case.nuggets:
            kept = _without(case, nugget)
            # Where what is left tells the nugget as well, nothing is left out.
            if not nugget.vital or not nugget.evidence or len(kept) == len(_answer(case.nuggets)):
                continue
            lacks += 1
            if _coverage(case, kept) < full:
                seen += 1
            else:
                let_down.append(f"{case.id}: {nugget.text}")
    return NuggetResult(Rate(seen, lacks), Rate(alarms, wholes), tuple(let_down))


def _answer(nuggets: Iterable[Nugget]) -> tuple[str, ...]:
    return sentences_of(dict.fromkeys(each.quote for nugget in nuggets for each in nugget.evidence))


def _without(case: QuestionCase, nugget: Nugget) -> tuple[str, ...]:
    gone = set(_answer([nugget]))
    return tuple(sentence for sentence in _answer(case.nuggets) if sentence not in gone)


def _coverage(case: QuestionCase, sentences: tuple[str, ...]) -> float:
    measured = METRICS[_METRIC].measure(Observed(case, sentences=sentences, stated=sentences))
    return measured.num / measured.den if measured else 0.0
