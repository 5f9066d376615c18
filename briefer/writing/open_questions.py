"""Questions that the told bulletins leave open: one sentence raises each, and none answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefer.model import Bulletin, Citation, Claim, Evidence
from briefer.writing.asking import ASKED, AWAITED, REPORTED, Reported
from briefer.writing.engine import BriefTask
from briefer.writing.weighing import gravity_of

MOST = 4
_MOST_OF_A_KIND = 2
NOT_SAID = "The bulletins of the period do not say"
_Raised = tuple[str, str, Evidence]  # kind, words, the sentence that raises it


def open_questions(task: BriefTask, quoted: Sequence[Bulletin]) -> tuple[Claim, ...]:
    """Return at most four questions that sentences of the quoted bulletins leave open, the gravest first."""
    cited = {each.id for each in quoted}
    raised = [
        each for each in _raised(task) if each[2].bulletin.id in cited and task.is_about(each[2].bulletin)
    ]
    kept: dict[str, _Raised] = {}
    for each in sorted(raised, key=lambda one: -gravity_of(one[2].text)):
        if sum(kind == each[0] for kind, _, _ in kept.values()) < _MOST_OF_A_KIND:
            kept.setdefault(each[1].partition(REPORTED)[0], each)
    return tuple(
        Claim(f"{NOT_SAID} {words}.", (Citation(item.bulletin, item.span),))
        for _, words, item in list(kept.values())[:MOST]
    )


def _raised(task: BriefTask) -> Iterator[_Raised]:
    """All questions: those of the period, and what was awaited before and the period still speaks of."""
    known = Reported(task)
    for item in task.current:
        for kind, ask in ASKED.items():
            if words := ask(item, known):
                yield kind, words, item
    for item in task.earlier:
        if item.bulletin.id not in known.current and known.speaks_of(item):
            for kind in AWAITED:
                if words := ASKED[kind](item, known):
                    yield kind, words, item
