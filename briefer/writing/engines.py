"""Which engine writes: the extractive one, or a chat model by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefer.settings import Settings
from briefer.writing.engine import Engine

if TYPE_CHECKING:
    from briefer.archive.embedding import Embedder


def engine_for(settings: Settings, embedder: Callable[[], Embedder]) -> Engine:
    """Return the engine that the settings name. Raises ModelError when the model cannot be had."""
    if settings.is_extractive:
        from briefer.encoders.session import WEIGHTS, PairEncoder
        from briefer.writing.extractive.engine import ExtractiveEngine
        from briefer.writing.reader import Reader

        return ExtractiveEngine(embedder, Reader(PairEncoder(WEIGHTS / "reader")))
    from briefer.writing.chat.engine import chat_engine

    return chat_engine(settings.model, timeout=settings.model_timeout, retries=settings.model_retries)
