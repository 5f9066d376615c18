"""Which judge rules: the built-in one, a cross-encoder, or a chat model, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefer.errors import InputError
from briefer.grounding.gate import Gate
from briefer.grounding.judges import Judge
from briefer.settings import LEXICAL_SEMANTIC, TRAINED, Settings

if TYPE_CHECKING:
    from briefer.archive.embedding import Embedder, TokenEmbedder

CROSS_ENCODER = "cross-encoder:"
_FOLDER = f"{TRAINED}:"
LLM = "llm:"
KINDS = (
    LEXICAL_SEMANTIC,
    f"{CROSS_ENCODER}NAME-OR-PATH",
    TRAINED,
    f"{_FOLDER}FOLDER",
    f"{LLM}PROVIDER:MODEL",
)


def gate_for(settings: Settings, embedder: Callable[[], Embedder] | None = None) -> Gate:
    """Return the gate with the judge that the settings name, as `judge_for` does."""
    return Gate(judge_for(settings, embedder))


def judge_for(settings: Settings, embedder: Callable[[], Embedder] | None = None) -> Judge:
    """Return the judge that the settings name; weights are read at first use.

    `embedder` is what is loaded already: the built-in judge takes it where it is the model that the judge is
    made for. Raises InputError for a judge that there is not, ModelError where its model cannot be had.
    """
    name = settings.judge
    if name == LEXICAL_SEMANTIC:
        from briefer.grounding.judges.lexical_semantic import LexicalSemanticJudge

        return LexicalSemanticJudge(lambda: _of_the_judge(embedder))
    if name.startswith(CROSS_ENCODER) and name != CROSS_ENCODER:
        from briefer.grounding.judges.cross_encoder import cross_encoder_judge

        return cross_encoder_judge(name.removeprefix(CROSS_ENCODER))
    if name == TRAINED or (name.startswith(_FOLDER) and name != _FOLDER):
        from briefer.grounding.judges.trained import TrainedJudge

        return TrainedJudge(name.removeprefix(TRAINED).removeprefix(":"))
    if name.startswith(LLM) and name != LLM:
        from briefer.writing.chat.judge import chat_judge

        model = name.removeprefix(LLM)
        return chat_judge(model, timeout=settings.model_timeout, retries=settings.model_retries)
    raise InputError(f"there is no judge {name!r}", f"choose one of: {', '.join(KINDS)}")


def _of_the_judge(embedder: Callable[[], Embedder] | None) -> TokenEmbedder:
    from briefer.archive.embedding import DEFAULT_MODEL, TokenEmbedder, load_embedder

    given = embedder() if embedder else None
    if isinstance(given, TokenEmbedder) and given.name == DEFAULT_MODEL:
        return given
    return load_embedder()
