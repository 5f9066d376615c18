"""all-MiniLM-L6-v2 without torch: texts in, vectors out.

The graph ships (`python -m briefer.training graph` writes it) and holds no weights: they are read where they lie, in
the published file, whose layout it names. So it fits that one file, byte for byte, and whoever uses it checks that.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from briefer.encoders.running import batches, padded, session_of, tokenizer_of
from briefer.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

GRAPH = Path(__file__).parent / "weights" / "minilm.onnx"
WEIGHTS_FILE = "model.safetensors"
_LONGEST = 256  # tokens of a text that are read: what the published model was given
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of a text, in order: `spans[i]` characters of it have the vector `vectors[i]`, of length 1."""

    spans: tuple[tuple[int, int], ...]
    vectors: Vectors


class SentenceEncoder:
    """The model; `folder` holds its published weights and its tokenizer."""

    def __init__(self, folder: Path, hint: str, threads: int = 0) -> None:
        """`hint` tells what to do where the folder lacks something; `threads` 0 stands for all cores."""
        self._folder = folder
        self._hint = hint
        self._threads = threads

    def means(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one row of length 1 for each text, in order: the mean of its tokens. Raises ModelError."""
        codes = [self._tokenizer.encode(text) for text in texts]
        rows: list[Vectors] = []
        order: list[int] = []
        for batch in batches([len(code.ids) for code in codes]):
            rows.append(self._run("means", [codes[at] for at in batch]))
            order += batch
            if progress:
                progress(len(order))
        vectors = np.empty((len(texts), rows[0].shape[1]), dtype=np.float32)
        vectors[order] = np.concatenate(rows)
        return of_length_one(vectors)

    def tokens(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        """Return the tokens of each text, in order, as far as they are read. Raises ModelError."""
        codes = [self._tokenizer.encode(text) for text in texts]
        found: dict[int, TokenVectors] = {}
        for batch in batches([len(code.ids) for code in codes]):
            states = self._run("states", [codes[at] for at in batch])
            found |= {at: _kept(codes[at], rows) for at, rows in zip(batch, states, strict=True)}
        return tuple(found[at] for at in range(len(texts)))

    def _run(self, output: str, codes: Sequence[Encoding]) -> Vectors:
        widest = max(len(code.ids) for code in codes)
        inputs = {
            "input_ids": padded([code.ids for code in codes], widest),
            "attention_mask": padded([code.attention_mask for code in codes], widest),
        }
        return np.asarray(self._session.run([output], inputs)[0], dtype=np.float32)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = tokenizer_of(self._folder, self._hint)
        tokenizer.enable_truncation(_LONGEST)
        return tokenizer

    @cached_property
    def _session(self) -> InferenceSession:
        try:
            return session_of(GRAPH, self._threads, _real(self._folder))
        except Exception as error:  # onnxruntime's own are of many kinds
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelError(f"the embedding model cannot be loaded: {reason[:200]}", self._hint) from error


def _real(folder: Path) -> Path:
    """The folder in which the weights really lie under their own name.

    A model hub keeps its files under other names elsewhere and links to them, where onnxruntime reads nothing. Then a
    folder of our own holds a hard link, or a copy where there can be none.
    """
    weights = folder / WEIGHTS_FILE
    if weights.resolve() == folder.resolve() / WEIGHTS_FILE:
        return folder
    own = Path(mkdtemp(prefix="briefer-weights-"))
    atexit.register(rmtree, own, ignore_errors=True)
    try:
        os.link(weights.resolve(), own / WEIGHTS_FILE)
    except OSError:
        copyfile(weights, own / WEIGHTS_FILE)
    return own


def of_length_one(vectors: Vectors) -> Vectors:
    """Return rows of length 1, and rows of nothing as they are."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norms == 0, 1, norms), dtype=np.float32)


def _kept(code: Encoding, rows: Vectors) -> TokenVectors:
    """The tokens that stand somewhere: neither padding nor the model's own signs."""
    real = [at for at, (start, end) in enumerate(code.offsets) if start < end]
    return TokenVectors(tuple(code.offsets[at] for at in real), of_length_one(rows[real]))
