"""A chat model that LangChain can reach: asked with care, and told apart from what it says.

The model is untrusted: its replies are text of a bounded length, its failures become one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from briefer.errors import ModelError
from briefer.writing.chat.faults import cannot_be_built, cannot_be_used, refuses_temperature

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, BaseMessage

LONGEST_REPLY = 200_000  # characters; a briefing has some 10,000

# What providers call an end that is not the model's own: of length, or because a filter stepped in.
_CUT_REASONS = frozenset(
    {
        "length",
        "max_tokens",
        "incomplete",
        "model_context_window_exceeded",
        "content_filter",
        "safety",
        "refusal",
    }
)
_END_KEYS = ("finish_reason", "stop_reason", "done_reason", "status")
_THINKING = re.compile(r"\A\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, without its thinking; `cut` where it was stopped before its end."""

    text: str
    cut: bool


@dataclass(slots=True)
class Usage:
    """What chat models took: the calls that they answered, and their tokens as far as the providers count them."""

    counts: dict[str, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)  # a judge asks in several threads

    def add(self, message: AIMessage) -> None:
        """Count one reply."""
        used = message.usage_metadata
        tokens = (
            {"input tokens": used["input_tokens"], "output tokens": used["output_tokens"]} if used else {}
        )
        with self._lock:
            for name, number in {"calls": 1, **tokens}.items():
                self.counts[name] = self.counts.get(name, 0) + number


_USAGE: ContextVar[Usage | None] = ContextVar("briefer_usage", default=None)


@contextmanager
def counting() -> Iterator[Usage]:
    """Count what every chat model takes while the block runs, in its threads too where they share its context."""
    usage = Usage()
    token = _USAGE.set(usage)
    try:
        yield usage
    finally:
        _USAGE.reset(token)


def counted() -> tuple[tuple[str, int], ...]:
    """Return what has been counted so far; nothing outside of `counting`."""
    usage = _USAGE.get()
    return tuple(usage.counts.items()) if usage else ()


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A chat model by the name that the user gave it."""

    name: str
    build: Callable[..., BaseChatModel]  # takes what may be set for the model, such as its temperature
    model: BaseChatModel
    timeout: float  # seconds

    def ask(self, parts: tuple[str, str]) -> Reply:
        """Send a system and a human message and return the reply.

        Raises ModelError when the model cannot be reached, refuses, or writes without end.
        """
        from langchain_core.messages import HumanMessage, SystemMessage

        reply = self._invoke([SystemMessage(parts[0]), HumanMessage(parts[1])])
        usage = _USAGE.get()
        if usage:
            usage.add(reply)
        return self._read(reply)

    def _invoke(self, messages: list[BaseMessage]) -> AIMessage:
        # Every provider raises its own kinds of exceptions; naming them would mean to import its package.
        try:
            try:
                return self.model.invoke(messages)
            except Exception as error:
                if not refuses_temperature(error):
                    raise
                return self.build().invoke(messages)
        except Exception as error:
            raise cannot_be_used(self.name, error, self.timeout) from None

    def _read(self, message: AIMessage) -> Reply:
        from langchain_core.output_parsers import StrOutputParser

        text = StrOutputParser().invoke(message)
        if len(text) > LONGEST_REPLY:
            problem = f"model {self.name} wrote {len(text)} characters, more than the {LONGEST_REPLY} allowed"
            raise ModelError(problem, "ask again, or use another model")
        return Reply(_THINKING.sub("", text).strip(), _was_cut(message))


def load_chat_model(model: str, *, timeout: float, retries: int) -> ChatModel:
    """Build the model for "provider:name", for example "ollama:llama3.1".

    `timeout` is in seconds, and for each try the longest wait for the model's next bytes; `retries` are the tries
    after the first, for failures that may pass (Ollama's client makes none). The model is asked with temperature
    0, and without a temperature where it refuses one. Raises ModelError when the name has no provider or an
    unknown one, when the provider's package or API key is missing.
    """
    provider, _, name = model.partition(":")
    if not provider.strip() or not name.strip():
        hint = "write it as provider:name, e.g. ollama:llama3.1; 'extractive' needs no model"
        raise ModelError(f"model '{model}' names no provider", hint)

    def build(**settings: float) -> BaseChatModel:
        from langchain.chat_models import init_chat_model

        options: dict[str, Any] = {**_limits(provider, timeout, retries), **settings}
        built: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
        return built

    try:
        built = build(temperature=0)
    except Exception as error:  # a provider's own kinds, as above
        raise cannot_be_built(model, error) from None
    return ChatModel(model, build, built, timeout)


def _limits(provider: str, timeout: float, retries: int) -> dict[str, Any]:
    # ChatOllama ignores `timeout` and `max_retries` without a word, and would wait for ever.
    if provider.lower() == "ollama":
        return {"client_kwargs": {"timeout": timeout}}
    return {"timeout": timeout, "max_retries": retries}


def _was_cut(message: AIMessage) -> bool:
    ends = (message.response_metadata.get(key) for key in _END_KEYS)
    return any(isinstance(end, str) and end.lower() in _CUT_REASONS for end in ends)
