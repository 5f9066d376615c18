"""From a draft to what may be shown: every sentence through the gate, repaired at most once, withheld or admitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from briefer.grounding.draft import Draft, DraftSection, DraftSentence, resolve_sentence
from briefer.grounding.gate import Gate
from briefer.grounding.pairs import pair_of
from briefer.model import Claim, Evidence, Section, Support, Withheld
from briefer.writing.engine import AskTask, BriefTask, Engine, RepairTask
from briefer.writing.progress import Stage, Step, Watch, unwatched

Ruled = Claim | Withheld
Repair = Callable[[Draft, Mapping[DraftSentence, str]], Draft]


@dataclass(frozen=True, slots=True)
class Admitted:
    """What passed, by section, and what did not, with the reasons."""

    sections: tuple[Section, ...]
    withheld: tuple[Withheld, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All that passed, in order."""
        return tuple(claim for section in self.sections for claim in section.claims)


def repair_by(engine: Engine, task: AskTask | BriefTask) -> Repair | None:
    """Return what sends faulty sentences back to the engine; None where it mends nothing."""
    step = engine.repairing()
    return None if step is None else partial(_ask_to_repair, step.invoke, task)


def admit(
    draft: Draft,
    evidence: Sequence[Evidence],
    gate: Gate,
    repair: Repair | None = None,
    watch: Watch = unwatched,
) -> Admitted:
    """Rule on every sentence of a draft; with `repair`, those that fail are mended once and ruled on again.

    `watch` is told of each sentence, in order, once nothing more can change it. Raises ModelError where the judge
    fails.
    """
    by_number = {item.number: item for item in evidence}
    ruled = _rule(draft.sentences, by_number, gate)
    faults = {
        sentence: each.reason
        for sentence, each in ruled.items()
        if isinstance(each, Withheld) and not sentence.fault
    }
    if repair and faults:
        draft = repair(draft, faults)
        new = [sentence for sentence in draft.sentences if sentence not in ruled]
        ruled |= _rule(new, by_number, gate)
    _tell(watch, [ruled[sentence] for sentence in draft.sentences])
    sections = tuple(_section(section, ruled) for section in draft.sections)
    withheld = (ruled[sentence] for sentence in draft.sentences)
    return Admitted(
        tuple(section for section in sections if section.claims),
        tuple(each for each in withheld if isinstance(each, Withheld)),
    )


def _tell(watch: Watch, ruled: Sequence[Ruled]) -> None:
    for done, each in enumerate(ruled, start=1):
        watch(Step(Stage.CHECKING, done, len(ruled), each))


def _ask_to_repair(
    ask: Callable[[RepairTask], Draft],
    task: AskTask | BriefTask,
    draft: Draft,
    faults: Mapping[DraftSentence, str],
) -> Draft:
    return ask(RepairTask(task, draft, faults))


def _section(section: DraftSection, ruled: Mapping[DraftSentence, Ruled]) -> Section:
    passed = (_with_past(sentence, ruled) for sentence in section.sentences)
    return Section(section.title, tuple(each for each in passed if isinstance(each, Claim)), section.kind)


def _with_past(sentence: DraftSentence, ruled: Mapping[DraftSentence, Ruled]) -> Ruled:
    """A ruled sentence with what was told before, where that passed too."""
    now, was = ruled[sentence], sentence.was and ruled[sentence.was]
    return replace(now, was=was) if isinstance(now, Claim) and isinstance(was, Claim) else now


def _rule(
    sentences: Sequence[DraftSentence], evidence: Mapping[int, Evidence], gate: Gate
) -> dict[DraftSentence, Ruled]:
    past = [each.was for each in sentences if each.was]
    ruled: dict[DraftSentence, Ruled] = {
        each: resolve_sentence(each, evidence) for each in (*sentences, *past)
    }
    claims = {sentence: each for sentence, each in ruled.items() if isinstance(each, Claim)}
    verdicts = gate.rule([pair_of(claim) for claim in claims.values()])
    for (sentence, claim), verdict in zip(claims.items(), verdicts, strict=True):
        if verdict.support is Support.SUPPORTED:
            ruled[sentence] = replace(claim, verdict=verdict)
        else:
            ruled[sentence] = Withheld(claim.text, verdict.reason, claim.citations, verdict)
    return ruled
