"""An embedder that embeds a text once: cases put many questions to the same sentences, run after run."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence

import numpy as np

from briefer.archive.embedding import Embedder
from briefer.encoders.sentences import Vectors
from briefer.evaluation.caching import Cache, key_of


class CachedEmbedder:
    """An Embedder that asks another only for texts that the cache does not hold."""

    def __init__(self, inner: Embedder, cache: Cache) -> None:
        self._inner = inner
        self._cache = cache
        self._known: dict[str, Vectors] = {}
        self._new: list[str] = []
        self.name, self.revision, self.dimension = inner.name, inner.revision, inner.dimension

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one row of length 1 for each text, in order."""
        self._recall([text for text in dict.fromkeys(texts) if text not in self._known])
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= zip(new, self._inner.encode(new, progress), strict=True)
            self._new += new
            self._cache.made += len(new)
        return np.array([self._known[text] for text in texts], dtype=np.float32).reshape(-1, self.dimension)

    def keep(self) -> None:
        """Write what is new into the cache: once, since each write waits for the disk."""
        self._cache.put({self._key(text): _packed(self._known[text]) for text in self._new})
        self._new = []

    def _recall(self, texts: Sequence[str]) -> None:
        keys = {text: self._key(text) for text in texts}
        kept = self._cache.get(list(keys.values()))
        for text, key in keys.items():
            vector = _unpacked(kept.get(key, ""))
            if vector is not None and vector.shape == (self.dimension,):
                self._known[text] = vector
                self._cache.reused += 1

    def _key(self, text: str) -> str:
        return key_of("vector", self.name, self.revision, text)


def _packed(vector: Vectors) -> str:
    return base64.b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode("ascii")


def _unpacked(text: str) -> Vectors | None:
    try:
        return np.frombuffer(base64.b64decode(text, validate=True), dtype="<f4").astype(np.float32)
    except ValueError:
        return None
