"""The one seam between the chains and whatever writes: a task goes in, a draft comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from briefer.grounding.draft import Draft, DraftSentence
from briefer.model import Evidence, Period, Withheld

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable


@dataclass(frozen=True, slots=True)
class AskTask:
    """A question and the sentences that retrieval found for it, numbered from 1.

    `set_aside` are the sentences found that are no news but are addressed to a machine: no engine is offered them.
    """

    question: str
    evidence: tuple[Evidence, ...]
    period: Period
    country: str | None = None  # ISO alpha-3, where only one country's bulletins were asked
    set_aside: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefTask:
    """A country and a period, and the sentences that concern it.

    `current` are of the period; `background` are older. Numbers run on from one to the other. `set_aside` are
    sentences of their bulletins that are no news but are addressed to a machine: no engine is offered them.
    """

    country: str  # ISO alpha-3
    country_name: str
    period: Period
    current: tuple[Evidence, ...]
    background: tuple[Evidence, ...]
    set_aside: tuple[Withheld, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything that may be cited."""
        return self.current + self.background


@dataclass(frozen=True, slots=True)
class RepairTask:
    """A draft with the sentences in it that did not pass, each with the reason."""

    task: AskTask | BriefTask
    draft: Draft
    faults: Mapping[DraftSentence, str]


class Engine(Protocol):
    """Writes drafts that cite evidence by number. Raises ModelError when its model cannot be used."""

    @property
    def name(self) -> str:
        """What the manifest calls it: "extractive", "openai:gpt-5"."""

    @property
    def prompts(self) -> tuple[tuple[str, str], ...]:
        """The prompt files that it uses, with their sha256."""

    def answering(self) -> Runnable[AskTask, Draft]:
        """Return the step that answers."""

    def briefing(self) -> Runnable[BriefTask, Draft]:
        """Return the step that writes a briefing."""

    def repairing(self) -> Runnable[RepairTask, Draft] | None:
        """Return the step that mends a draft's faulty sentences, once; None where the engine cannot.

        What cannot be mended stays in its place, with its reason as its `fault`: nothing is left out.
        """
