"""What every encoder here runs on: a session of onnxruntime, a tokenizer, and batches of like length."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from briefer.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

TOKENIZER = "tokenizer.json"
_BATCH_TOKENS = 4_096  # padding included
_WEIGHTS_BESIDE = "session.model_external_initializers_file_folder_path"
_SPINNING = (
    "session.intra_op.allow_spinning"  # of threads that wait: they would take what other processes need
)


def session_of(graph: Path, threads: int, weights: Path | None = None) -> InferenceSession:
    """Open a graph, its weights in it or in a file of the folder `weights`; `threads` 0 stands for all cores.

    Raises whatever onnxruntime raises, and OSError.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = threads
    options.add_session_config_entry(_SPINNING, "0")
    if weights:
        options.add_session_config_entry(_WEIGHTS_BESIDE, str(weights))
    providers = ["CPUExecutionProvider"]
    return onnxruntime.InferenceSession(graph.read_bytes(), options, providers=providers)


def tokenizer_of(folder: Path, hint: str) -> Tokenizer:
    """Read the tokenizer in a folder, to cut and pad nothing. Raises ModelError with the hint."""
    from tokenizers import Tokenizer

    path = folder / TOKENIZER
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library's own, of no narrower kind
        raise ModelError(f"{path.name} cannot be read ({error})", hint) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def batches(lengths: Sequence[int]) -> list[list[int]]:
    """Texts of like length together, so that little is padded, as many as make a batch."""
    made: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if not made or (len(made[-1]) + 1) * lengths[at] > _BATCH_TOKENS:
            made.append([])
        made[-1].append(at)
    return made


def padded(rows: Sequence[Sequence[int]], width: int) -> npt.NDArray[np.int64]:
    """Return the rows with zeros up to a width."""
    filled = np.zeros((len(rows), width), np.int64)
    for at, row in enumerate(rows):
        filled[at, : len(row)] = row
    return filled
