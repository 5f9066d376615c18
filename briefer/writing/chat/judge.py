"""A chat model as the judge: asked once for each claim, and believed only where its reply has the form asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefer.grounding.judges import Judgement
from briefer.grounding.pairs import Pair, Premise
from briefer.reading.dates import describe_date
from briefer.writing.chat.model import ChatModel, Reply, load_chat_model
from briefer.writing.prompts import Prompt, data_line, load_prompt

PREFIX = "llm:"
UNREADABLE = "the judge's reply could not be read"
AT_ONCE = 8  # requests
LONGEST_REASON = 300  # characters

_VERDICT = re.compile(
    r"^\W*verdict\W+(supported|contradicted|not[ _]found)\W*$", re.IGNORECASE | re.MULTILINE
)
_REASON = re.compile(r"^\W*reason\W+(\S.*)$", re.IGNORECASE | re.MULTILINE)
_SCORES = {"supported": 1.0, "contradicted": 0.0, "not found": 0.0}


@dataclass(frozen=True)
class ChatJudge:
    """A Judge whose scores are 1 for supported and 0 for anything else."""

    model: ChatModel
    prompt: Prompt
    threshold: float = 0.5

    @property
    def name(self) -> str:
        """ "llm:provider:model"."""
        return PREFIX + self.model.name

    @cached_property
    def revision(self) -> str:
        """A hash of the prompt: what the provider changes behind the model's name cannot be seen."""
        return hashlib.sha256(self.prompt.sha256.encode()).hexdigest()[:12]

    def judge(
        self, pairs: Sequence[Pair], progress: Callable[[int], None] | None = None
    ) -> tuple[Judgement, ...]:
        """Ask for each pair, several at once. Raises ModelError where the model fails."""
        from langchain_core.runnables.config import ContextThreadPoolExecutor

        done: list[Judgement] = []
        # Its threads share the caller's context: callbacks hear of each call, and each is counted.
        with ContextThreadPoolExecutor(AT_ONCE) as pool:
            try:
                for judgement in pool.map(self._judge, pairs):
                    done.append(judgement)
                    if progress:
                        progress(len(done))
            except BaseException:
                pool.shutdown(cancel_futures=True)  # a model that fails is not asked a thousand times more
                raise
        return tuple(done)

    def _judge(self, pair: Pair) -> Judgement:
        sources = "\n\n".join(_source(number, premise) for number, premise in enumerate(pair.premises, 1))
        return read_judgement(
            self.model.ask(self.prompt.render(sources=sources, claim=data_line(pair.claim)))
        )


def chat_judge(model: str, *, timeout: float, retries: int) -> ChatJudge:
    """Build the judge for "provider:name". Raises ModelError and InputError as the chat engine does."""
    return ChatJudge(load_chat_model(model, timeout=timeout, retries=retries), load_prompt("judge"))


def read_judgement(reply: Reply) -> Judgement:
    """Read a verdict; a reply without exactly one supports nothing. Never raises."""
    verdicts = {" ".join(each.lower().replace("_", " ").split()) for each in _VERDICT.findall(reply.text)}
    if reply.cut or len(verdicts) != 1:
        return Judgement(0.0, reason=UNREADABLE)
    (verdict,) = verdicts
    given = _REASON.search(reply.text)
    reason = data_line(given[1])[:LONGEST_REASON].rstrip(".") if given else ""
    return Judgement(_SCORES[verdict], verdict == "contradicted", reason)


def _source(number: int, premise: Premise) -> str:
    lines = [f"Source {number}, {describe_date(premise.date)}"]
    if premise.context:
        lines.append(f"Before the words cited: {data_line(premise.context)}")
    return "\n".join((*lines, f"Words cited: {data_line(premise.text)}"))
