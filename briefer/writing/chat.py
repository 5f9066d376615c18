"""The engine that lets a chat model write: prompts out, one reply in, read as a draft.

The model is untrusted. Its sentences count only with markers that resolve, its headings only where they were
asked for, and a sentence at which it was cut short is withheld as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefer.errors import ModelError
from briefer.grounding.attribution import main_attribution
from briefer.grounding.draft import Draft, DraftSection, DraftSentence, parse_draft
from briefer.reading.dates import describe_period
from briefer.writing.engine import AskTask, BriefTask
from briefer.writing.model_faults import cannot_be_built, cannot_be_used, refuses_temperature
from briefer.writing.prompts import Prompt, bulletin_block, data_line, load_prompt
from briefer.writing.themes import OTHER, THEMES

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, BaseMessage
    from langchain_core.runnables import Runnable

REFUSAL_PHRASE = "not in the bulletins"
NO_ANSWER = "the model found no answer in the bulletins"
NOTHING = "the model returned nothing"
CUT_BEFORE = "the model's reply was cut off before it said anything"
CUT_SHORT = "the model's reply was cut off at this sentence"
LONGEST_REPLY = 200_000  # characters; a briefing has some 10,000

_BOTTOM_LINE = "Bottom line"
_ACCOUNTS = "Who says what"
_BACKGROUND = "Background"
_KINDS: Mapping[str, str] = {_BOTTOM_LINE: "bottom line", _ACCOUNTS: "account", _BACKGROUND: "background"}
_HEADINGS = (_BOTTOM_LINE, *THEMES, _ACCOUNTS, _BACKGROUND)  # those that the prompt asks for
_ORDER = (_BOTTOM_LINE, *THEMES, OTHER, _ACCOUNTS, _BACKGROUND)
_NONE = "(none)"

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
class ChatEngine:
    """An Engine whose sentences a chat model writes."""

    name: str
    answer_prompt: Prompt
    briefing_prompt: Prompt
    build: Callable[..., BaseChatModel]  # takes what may be set for the model, such as its temperature
    model: BaseChatModel
    timeout: float  # seconds

    @property
    def prompts(self) -> tuple[tuple[str, str], ...]:
        """The prompt files and their sha256."""
        return tuple((prompt.name, prompt.sha256) for prompt in (self.answer_prompt, self.briefing_prompt))

    def answering(self) -> Runnable[AskTask, Draft]:
        """Return the step that answers; it raises ModelError when the model fails."""
        return self._chain(self._render_question, ())

    def briefing(self) -> Runnable[BriefTask, Draft]:
        """Return the step that writes a briefing; it raises ModelError when the model fails."""
        from langchain_core.runnables import RunnableLambda

        chain = self._chain(self._render_briefing, _HEADINGS)
        return RunnableLambda(lambda task: _arranged(chain.invoke(task), task), name="briefing")

    def _chain(
        self, render: Callable[[Any], list[BaseMessage]], headings: Collection[str]
    ) -> Runnable[Any, Draft]:
        from langchain_core.output_parsers import StrOutputParser
        from langchain_core.runnables import RunnableLambda, RunnableParallel

        def parse(reply: dict[str, Any]) -> Draft:
            return self._parsed(reply["text"], reply["cut"], headings)

        # The text alone does not tell whether the model had finished.
        read = RunnableParallel(text=StrOutputParser(), cut=RunnableLambda(_was_cut))
        return RunnableLambda(render) | RunnableLambda(self._ask) | read | RunnableLambda(parse)

    def _render_question(self, task: AskTask) -> list[BaseMessage]:
        block = bulletin_block(task.evidence) or _NONE
        return _messages(self.answer_prompt.render(question=data_line(task.question), bulletins=block))

    def _render_briefing(self, task: BriefTask) -> list[BaseMessage]:
        return _messages(
            self.briefing_prompt.render(
                country=data_line(task.country_name),
                period=describe_period(task.period),
                bulletins=bulletin_block(task.current) or _NONE,
                background=bulletin_block(task.background) or _NONE,
            )
        )

    def _ask(self, messages: list[BaseMessage]) -> AIMessage:
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

    def _parsed(self, text: str, cut: bool, headings: Collection[str]) -> Draft:
        if len(text) > LONGEST_REPLY:
            message = f"model {self.name} wrote {len(text)} characters, more than the {LONGEST_REPLY} allowed"
            raise ModelError(message, "ask again, or use another model")
        return read_reply(text, cut=cut, headings=headings)


def chat_engine(model: str, *, timeout: float, retries: int) -> ChatEngine:
    """Build the engine for "provider:name", for example "ollama:llama3.1".

    `timeout` is in seconds, and for each try the longest wait for the model's next bytes; `retries` are the tries
    after the first, for failures that may pass (Ollama's client makes none). The model is asked with temperature
    0, and without a temperature where it refuses one. Raises ModelError when the name has no provider or an
    unknown one, when the provider's package or API key is missing; InputError when a prompt file is broken.
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

    prompts = load_prompt("answer"), load_prompt("briefing")
    try:
        built = build(temperature=0)
    except Exception as error:  # a provider's own kinds, as above
        raise cannot_be_built(model, error) from None
    return ChatEngine(model, *prompts, build, built, timeout)


def read_reply(text: str, *, cut: bool = False, headings: Collection[str] = ()) -> Draft:
    """Read what a model wrote; `cut` says that it was stopped before its end.

    Raises nothing. The last sentence of a reply that was cut short is marked, so that it is withheld. A reply
    that says it found nothing, and cites nothing, is a refusal; what else it says is kept to be withheld.
    """
    words = _THINKING.sub("", text).strip()
    if not words:
        return Draft((), refusal=CUT_BEFORE if cut else NOTHING)
    draft = parse_draft(words, headings)
    sections = _last_withheld(draft.sections) if cut else draft.sections
    cites = any(sentence.marks for sentence in draft.sentences)
    if not cites and any(_is_refusal(sentence.text) for sentence in draft.sentences):
        return Draft(_without_refusal(sections), refusal=NO_ANSWER)
    return Draft(sections)


def _limits(provider: str, timeout: float, retries: int) -> dict[str, Any]:
    # ChatOllama ignores `timeout` and `max_retries` without a word, and would wait for ever.
    if provider.lower() == "ollama":
        return {"client_kwargs": {"timeout": timeout}}
    return {"timeout": timeout, "max_retries": retries}


def _messages(parts: tuple[str, str]) -> list[BaseMessage]:
    from langchain_core.messages import HumanMessage, SystemMessage

    return [SystemMessage(parts[0]), HumanMessage(parts[1])]


def _was_cut(message: AIMessage) -> bool:
    ends = (message.response_metadata.get(key) for key in _END_KEYS)
    return any(isinstance(end, str) and end.lower() in _CUT_REASONS for end in ends)


def _is_refusal(sentence: str) -> bool:
    return " ".join(re.findall(r"\w+", sentence.casefold())) == REFUSAL_PHRASE


def _without_refusal(sections: Sequence[DraftSection]) -> tuple[DraftSection, ...]:
    kept = (
        replace(section, sentences=tuple(each for each in section.sentences if not _is_refusal(each.text)))
        for section in sections
    )
    return tuple(section for section in kept if section.sentences)


def _last_withheld(sections: Sequence[DraftSection]) -> tuple[DraftSection, ...]:
    if not sections:
        return ()
    *whole, last = sections[-1].sentences
    return (*sections[:-1], replace(sections[-1], sentences=(*whole, replace(last, fault=CUT_SHORT))))


def _arranged(draft: Draft, task: BriefTask) -> Draft:
    """Give the sections their kinds and order, and each sentence its place by what it cites.

    Older bulletins alone make background: told as news of the period they would mislead, and so would news as
    background.
    """
    older = {item.number for item in task.background}
    placed: dict[str, list[DraftSentence]] = {title: [] for title in _ORDER}
    for section in draft.sections:
        for sentence in section.sentences:
            placed[_place(section.title, sentence, older)].append(sentence)
    sections = (_section(title, sentences) for title, sentences in placed.items() if sentences)
    return replace(draft, sections=tuple(sections))


def _place(title: str, sentence: DraftSentence, older: Collection[int]) -> str:
    if not sentence.marks:
        return title or OTHER
    if all(mark in older for mark in sentence.marks):
        return _BACKGROUND
    return OTHER if title in ("", _BACKGROUND) else title


def _section(title: str, sentences: Sequence[DraftSentence]) -> DraftSection:
    kind = _KINDS.get(title, "development")
    return DraftSection(title, tuple(map(_spoken, sentences) if kind == "account" else sentences), kind)


def _spoken(sentence: DraftSentence) -> DraftSentence:
    attribution = main_attribution(sentence.text)
    return replace(sentence, speaker=attribution.speaker if attribution else None)
