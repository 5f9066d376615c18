"""The engine that lets a chat model write: prompts out, one reply in, read as a draft.

The model is untrusted. Its sentences count only with markers that resolve, its headings only where they were
asked for, and a sentence at which it was cut short is withheld as such.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from briefer.errors import ModelError
from briefer.grounding.draft import Draft
from briefer.reading.dates import describe_period
from briefer.writing.chat.arranging import HEADINGS, arranged
from briefer.writing.chat.model import ChatModel, Reply, load_chat_model
from briefer.writing.chat.repairing import faulty_block, read_repair, repaired
from briefer.writing.chat.replies import read_reply
from briefer.writing.engine import AskTask, BriefTask, RepairTask
from briefer.writing.prompts import Prompt, bulletin_block, data_line, load_prompt

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

_NONE = "(none)"


@dataclass(frozen=True, slots=True)
class ChatEngine:
    """An Engine whose sentences a chat model writes."""

    reader: ClassVar[str] = ""  # it reads for itself

    model: ChatModel
    answer_prompt: Prompt
    briefing_prompt: Prompt
    repair_prompt: Prompt

    @property
    def name(self) -> str:
        """The model's name as the user gave it."""
        return self.model.name

    @property
    def prompts(self) -> tuple[tuple[str, str], ...]:
        """The prompt files and their sha256."""
        used = (self.answer_prompt, self.briefing_prompt, self.repair_prompt)
        return tuple((prompt.name, prompt.sha256) for prompt in used)

    def answering(self) -> Runnable[AskTask, Draft]:
        """Return the step that answers; it raises ModelError when the model fails."""
        return self._chain(self._render_question, ())

    def briefing(self) -> Runnable[BriefTask, Draft]:
        """Return the step that writes a briefing; it raises ModelError when the model fails."""
        from langchain_core.runnables import RunnableLambda

        chain = self._chain(self._render_briefing, HEADINGS)
        return RunnableLambda(lambda task: arranged(chain.invoke(task), task), name="briefing")

    def repairing(self) -> Runnable[RepairTask, Draft]:
        """Return the step that lets the model mend what did not pass; a failing model mends nothing."""
        from langchain_core.runnables import RunnableLambda

        return RunnableLambda(self._repair, name="repairing")

    def _chain(
        self, render: Callable[[Any], tuple[str, str]], headings: Collection[str]
    ) -> Runnable[Any, Draft]:
        from langchain_core.runnables import RunnableLambda

        def parse(reply: Reply) -> Draft:
            return read_reply(reply.text, cut=reply.cut, headings=headings)

        return RunnableLambda(render) | RunnableLambda(self.model.ask) | RunnableLambda(parse)

    def _render_question(self, task: AskTask) -> tuple[str, str]:
        block = bulletin_block(task.evidence) or _NONE
        return self.answer_prompt.render(question=data_line(task.question), bulletins=block)

    def _render_briefing(self, task: BriefTask) -> tuple[str, str]:
        return self.briefing_prompt.render(
            country=data_line(task.country_name),
            period=describe_period(task.period),
            bulletins=bulletin_block(task.current) or _NONE,
            background=bulletin_block(task.background) or _NONE,
        )

    def _repair(self, repair: RepairTask) -> Draft:
        faulty = tuple(repair.faults.items())
        try:
            reply = self.model.ask(
                self.repair_prompt.render(
                    sentences=faulty_block(faulty), bulletins=bulletin_block(repair.task.evidence) or _NONE
                )
            )
        except ModelError as error:  # what passed is not lost
            return repaired(repair, {}, f"not mended, for {error.message}")
        mended = read_repair(reply.text, cut=reply.cut)
        return repaired(
            repair,
            {sentence: mended[number] for number, (sentence, _) in enumerate(faulty, 1) if number in mended},
        )


def chat_engine(model: str, *, timeout: float, retries: int) -> ChatEngine:
    """Build the engine for "provider:name", as `load_chat_model` does.

    Raises ModelError when the model cannot be built; InputError when a prompt file is broken.
    """
    built = load_chat_model(model, timeout=timeout, retries=retries)
    return ChatEngine(built, load_prompt("answer"), load_prompt("briefing"), load_prompt("repair"))
