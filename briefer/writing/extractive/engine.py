"""The extractive engine behind the seam."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic

from briefer.grounding.draft import Draft
from briefer.settings import EXTRACTIVE
from briefer.writing.engine import AskTask, BriefTask, Task
from briefer.writing.extractive import answering, briefing
from briefer.writing.extractive.ranking import Ranking, read_ranking
from briefer.writing.extractive.reading import read_with
from briefer.writing.extractive.scoring import score_sentences
from briefer.writing.questions import analyse

if TYPE_CHECKING:
    from briefer.archive.embedding import Embedder
    from briefer.writing.reader import Reader


@dataclass(frozen=True, slots=True)
class Plainly(Generic[Task]):
    """A step that is a function: what is written without a model needs no LangChain, which takes half a second."""

    write: Callable[[Task], Draft]

    def invoke(self, task: Task, /) -> Draft:
        """Write."""
        return self.write(task)


class ExtractiveEngine:
    """Answers and briefs with the bulletins' own sentences."""

    name = EXTRACTIVE
    prompts: tuple[tuple[str, str], ...] = ()

    def __init__(self, embedder: Callable[[], Embedder], reader: Reader | None = None) -> None:
        """`embedder` is called when a question must be embedded: a briefing needs none, nor a reader."""
        self._embedder = embedder
        self._reader = reader

    @cached_property
    def _ranking(self) -> Ranking | None:
        return read_ranking(self._reader.folder, self._reader.revision) if self._reader else None

    @property
    def reader(self) -> str:
        """The reader's weights and its threshold; empty without one. Raises ModelError where they are missing."""
        if not self._reader or not self._ranking:
            return ""
        return f"{self._reader.revision}, threshold {self._ranking.threshold}"

    def answering(self) -> Plainly[AskTask]:
        """Return the step that chooses the sentences that answer."""
        return Plainly(self.answer)

    def briefing(self) -> Plainly[BriefTask]:
        """Return the step that orders a country's sentences into a briefing."""
        return Plainly(briefing.write)

    def repairing(self) -> None:
        """Nothing is to be mended: what it writes are the bulletins' sentences."""
        return

    def answer(self, task: AskTask) -> Draft:
        """Rank the sentences given and answer with the best, or refuse."""
        question = analyse(task.question)
        ranked = score_sentences(question, task.evidence, self._embedder())
        if self._reader and self._ranking:
            ranked = read_with(self._reader, self._ranking, question, ranked)
        return answering.answer(question, ranked, task.evidence, self._ranking)
