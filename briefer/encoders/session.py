"""A cross-encoder in the package: two texts in, scores out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from briefer.encoders.running import batches, padded, session_of, tokenizer_of
from briefer.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

WEIGHTS = Path(__file__).parent / "weights"  # the models that ship, a folder each: "judge", "reader"
Scores = npt.NDArray[np.float32]

MODEL = "model.onnx"
LONGEST = 256  # tokens of a pair that are read
_REVISION_DIGITS = 12
REINSTALL = "reinstall it: pip install --force-reinstall briefer"


@dataclass(frozen=True, slots=True)
class Read:
    """What the model gives for one pair."""

    labels: Scores  # one number for each label, not yet a probability
    spans: Scores | None = None  # tokens of the second text x 2: how well an answer starts, and ends, there
    offsets: tuple[tuple[int, int], ...] = ()  # the characters of those tokens


class PairEncoder:
    """One model: `folder` holds its weights and its tokenizer. A pair's longer text is cut where it is too long.

    A pair's scores do not depend on the pairs beside it but for the last digits, by the order of sums.
    """

    def __init__(self, folder: Path, longest: int = LONGEST, threads: int = 0) -> None:
        self.folder = folder
        self._longest = longest
        self._threads = threads

    @cached_property
    def revision(self) -> str:
        """A hash of the weights. Raises ModelError where there are none."""
        try:
            with (self.folder / MODEL).open("rb") as file:
                return file_digest(file, "sha256").hexdigest()[:_REVISION_DIGITS]
        except OSError as error:
            raise ModelError(
                f"{self.folder.name}: the weights are missing ({error.strerror})", REINSTALL
            ) from error

    def read(
        self, pairs: Sequence[tuple[str, str]], progress: Callable[[int], None] | None = None
    ) -> tuple[Read, ...]:
        """Return what the model gives for each pair, in order. Raises ModelError where it cannot be loaded."""
        codes = [self._tokenizer.encode(*pair) for pair in pairs]
        found: dict[int, Read] = {}
        for batch in batches([len(code.ids) for code in codes]):
            found |= zip(batch, self._run([codes[at] for at in batch]), strict=True)
            if progress:
                progress(len(found))
        return tuple(found[at] for at in range(len(pairs)))

    def length(self, text: str) -> int:
        """Return how many tokens a text has, cut or not."""
        return len(self._counter.encode(text, add_special_tokens=False).ids)

    def _run(self, codes: Sequence[Encoding]) -> list[Read]:
        widest = max(len(code.ids) for code in codes)
        inputs = {
            "input_ids": padded([code.ids for code in codes], widest),
            "token_type_ids": padded([code.type_ids for code in codes], widest),
            "attention_mask": padded([code.attention_mask for code in codes], widest),
        }
        labels, *spans = self._session.run(None, inputs)
        if not spans:
            return [Read(row) for row in labels]
        return [_with_spans(*each) for each in zip(labels, spans[0], codes, strict=True)]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = tokenizer_of(self.folder, REINSTALL)
        tokenizer.enable_truncation(self._longest, strategy="longest_first")
        return tokenizer

    @cached_property
    def _counter(self) -> Tokenizer:
        return tokenizer_of(self.folder, REINSTALL)

    @cached_property
    def _session(self) -> InferenceSession:
        try:
            return session_of(self.folder / MODEL, self._threads)
        except Exception as error:  # onnxruntime's own are of many kinds
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelError(
                f"{self.folder.name}: the weights cannot be loaded: {reason[:200]}", REINSTALL
            ) from error


def _with_spans(labels: Scores, spans: Scores, code: Encoding) -> Read:
    second = [at for at, sequence in enumerate(code.sequence_ids) if sequence == 1]
    return Read(labels, spans[second], tuple(code.offsets[at] for at in second))
