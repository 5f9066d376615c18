"""The extractive engine behind the seam."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefer.grounding.draft import Draft
from briefer.settings import EXTRACTIVE
from briefer.writing.engine import AskTask, BriefTask
from briefer.writing.extractive import answering, briefing
from briefer.writing.extractive.scoring import score_sentences
from briefer.writing.questions import analyse

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from briefer.archive.embedding import Embedder


class ExtractiveEngine:
    """Answers and briefs with the bulletins' own sentences."""

    name = EXTRACTIVE
    prompts: tuple[tuple[str, str], ...] = ()

    def __init__(self, embedder: Callable[[], Embedder]) -> None:
        """`embedder` is called when a question must be embedded: a briefing needs none."""
        self._embedder = embedder

    def answering(self) -> Runnable[AskTask, Draft]:
        """Return the step that chooses the sentences that answer."""
        from langchain_core.runnables import RunnableLambda

        return RunnableLambda(self.answer)

    def briefing(self) -> Runnable[BriefTask, Draft]:
        """Return the step that orders a country's sentences into a briefing."""
        from langchain_core.runnables import RunnableLambda

        return RunnableLambda(briefing.write)

    def repairing(self) -> None:
        """Nothing is to be mended: what it writes are the bulletins' sentences."""
        return

    def answer(self, task: AskTask) -> Draft:
        """Rank the sentences given and answer with the best, or refuse."""
        question = analyse(task.question)
        ranked = score_sentences(question, task.evidence, self._embedder())
        return answering.answer(question, ranked, task.evidence)
