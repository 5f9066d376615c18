"""The one seam between the chains and whatever writes: a task goes in, a draft comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from briefer.grounding.draft import Draft, DraftSentence
from briefer.model import Bulletin, Evidence, Period, Story, Withheld

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Task = TypeVar("Task", contravariant=True)


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

    `current` are of the period; `background` are older, a choice for the engine; `earlier` are all of the period
    `before`, for what changed: some stand in both. Numbers run on from one to the other. `set_aside` are sentences
    of their bulletins that are no news but are addressed to a machine: no engine is offered them.
    """

    country: str  # ISO alpha-3
    country_name: str
    period: Period
    current: tuple[Evidence, ...]
    background: tuple[Evidence, ...]
    set_aside: tuple[Withheld, ...] = ()
    before: Period | None = None  # as long as the period, and just before it
    earlier: tuple[Evidence, ...] = ()
    stories: tuple[Story, ...] = ()  # of the period
    earlier_stories: tuple[Story, ...] = ()  # of the period before
    meanings: Mapping[str, NDArray[np.float32]] = field(
        default_factory=dict
    )  # of the stories' bulletins, by id
    named_by: Mapping[str, str] = field(
        default_factory=dict
    )  # bulletins that name no country: id, whom they name

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything that may be cited, in the order of the numbers."""
        by_number = {item.number: item for item in (*self.current, *self.background, *self.earlier)}
        return tuple(by_number[number] for number in sorted(by_number))

    def is_about(self, bulletin: Bulletin) -> bool:
        """Say whether a bulletin is about the country, and does not only mention it."""
        return self.country in bulletin.countries.main or bulletin.id in self.named_by


@dataclass(frozen=True, slots=True)
class RepairTask:
    """A draft with the sentences in it that did not pass, each with the reason."""

    task: AskTask | BriefTask
    draft: Draft
    faults: Mapping[DraftSentence, str]


def by_bulletin(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Return the sentences of each bulletin, by its id, in their order."""
    runs: dict[str, list[Evidence]] = {}
    for item in evidence:
        runs.setdefault(item.bulletin.id, []).append(item)
    return runs


class Writer(Protocol[Task]):
    """What makes a draft of a task: any LangChain runnable, or what needs none."""

    def invoke(self, task: Task, /) -> Draft:
        """Write. Raises ModelError when the model cannot be used."""


class Engine(Protocol):
    """Writes drafts that cite evidence by number. Raises ModelError when its model cannot be used."""

    @property
    def name(self) -> str:
        """What the manifest calls it: "extractive", "openai:gpt-5"."""

    @property
    def prompts(self) -> tuple[tuple[str, str], ...]:
        """The prompt files that it uses, with their sha256."""

    @property
    def reader(self) -> str:
        """What reads passages for its answers, and from which chance it is believed; empty where nothing does."""

    def answering(self) -> Writer[AskTask]:
        """Return the step that answers."""

    def briefing(self) -> Writer[BriefTask]:
        """Return the step that writes a briefing."""

    def repairing(self) -> Writer[RepairTask] | None:
        """Return the step that mends a draft's faulty sentences, once; None where the engine cannot.

        What cannot be mended stays in its place, with its reason as its `fault`: nothing is left out.
        """
