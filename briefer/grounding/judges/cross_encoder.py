"""A judge from any sentence-transformers CrossEncoder: models of textual inference, and those with one score.

    three labels or more  entailment, neutral, contradiction in any order, read from the model's own names; the
                          score is the probability of entailment
    two labels            supported or not, by their names; without names the second is "supported"
    one label             the sigmoid of the score, as in HHEM and MiniCheck

Evidence that is longer than the model reads is cut into windows of whole sentences, and the best window counts,
as in MiniCheck (Tang et al. 2024). Context is not read: only the cited words support a claim.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from briefer.archive.embedding import quiet_loading, revision_of
from briefer.errors import ModelError
from briefer.grounding.judges import Judge, Judgement
from briefer.grounding.judges.windows import windows_of
from briefer.grounding.pairs import Pair

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

DEFAULT_THRESHOLD = 0.5
_BATCH = 32
_DIGITS = 4  # a pair's score moves by 1e-7 with the pairs that it is scored beside
_SPECIAL = 6  # tokens that mark the start, the middle and the end of a pair, and some slack
_SHORTEST = 32  # tokens that are left for evidence, however long the claim
_USUAL_LENGTH = 512  # tokens, where a model does not say what it reads

_NOT = re.compile(r"^(?:not?|un|in|non)[ _-]*(?:entail|support|consist|faith|ground|factual)|hallucinat")
_SUPPORT = re.compile(r"^(?:entail|support|consist|faith|ground|factual)")
_REFUTED = re.compile(r"^(?:contradict|refut)")
_UNDECIDED = re.compile(r"^(?:neutral|not[ _-]?enough|nei$|unknown|unrelated)")
_UNNAMED = re.compile(r"^(?:label[ _-]?)?\d+$")
_HINT = "give a CrossEncoder's folder or its name on the hub"


@dataclass(frozen=True, slots=True)
class _Labels:
    """Where a model's outputs stand; `support` is None for a model with one score."""

    support: int | None
    refuted: int | None


def cross_encoder_judge(name_or_path: str, threshold: float | None = None) -> Judge:
    """Return the judge for a CrossEncoder; the model is loaded at first need.

    The threshold is 0.5 where none is given. First use raises ModelError where the model is missing or its
    labels cannot be understood.
    """
    return _CrossEncoderJudge(name_or_path, DEFAULT_THRESHOLD if threshold is None else threshold)


class _CrossEncoderJudge:
    def __init__(self, source: str, threshold: float) -> None:
        path = Path(source).expanduser()
        self._source = str(path.resolve()) if path.is_dir() else source
        self.name = f"cross-encoder:{source}"
        self.threshold = threshold

    @cached_property
    def _model(self) -> CrossEncoder:
        return _load(self._source)

    @cached_property
    def _labels(self) -> _Labels:
        config: Any = self._model.config
        return _labels_of(self._source, dict(config.id2label), int(config.num_labels))

    @cached_property
    def revision(self) -> str:
        """A hash of the weights."""
        return revision_of(self._model)

    def judge(
        self, pairs: Sequence[Pair], progress: Callable[[int], None] | None = None
    ) -> tuple[Judgement, ...]:
        """Return one judgement for each pair, in order."""
        found: dict[int, Judgement] = {}
        # Short pairs first: pairs of like length share a batch, and little of it is padding.
        order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i].text) + len(pairs[i].claim), i))
        for start in range(0, len(order), _BATCH):
            block = order[start : start + _BATCH]
            found |= zip(block, self._judge_block([pairs[i] for i in block]), strict=True)
            if progress:
                progress(len(found))
        return tuple(found[i] for i in range(len(pairs)))

    def _judge_block(self, pairs: Sequence[Pair]) -> list[Judgement]:
        inputs = [(window, pair.claim) for pair in pairs for window in self._windows(pair)]
        outputs = iter(self._outputs(inputs) if inputs else ())
        return [self._judgement([next(outputs) for _ in self._windows(pair)]) for pair in pairs]

    def _windows(self, pair: Pair) -> tuple[str, ...]:
        room = max(_SHORTEST, _reads(self._model) - self._length(pair.claim) - _SPECIAL)
        return windows_of(pair.text, self._length, room)

    def _length(self, text: str) -> int:
        return len(self._model.tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"])

    def _outputs(self, inputs: list[tuple[str, str]]) -> npt.NDArray[np.float64]:
        """One row of probabilities for each input."""
        from torch.nn import Identity, Sigmoid

        single = self._labels.support is None
        raw: Any = self._model.predict(
            inputs,
            batch_size=_BATCH,
            show_progress_bar=False,
            activation_fn=Sigmoid() if single else Identity(),
        )
        values = np.asarray(raw, dtype=np.float64).reshape(len(inputs), -1)
        if single:
            return values
        powers = np.exp(values - values.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def _judgement(self, rows: Sequence[npt.NDArray[np.float64]]) -> Judgement:
        if not rows:
            return Judgement(0.0, reason="there are no words to hold it against")
        column = self._labels.support or 0
        best = max(rows, key=lambda row: float(row[column]))
        refuted = self._labels.refuted is not None and int(best.argmax()) == self._labels.refuted
        return Judgement(round(float(best[column]), _DIGITS), refuted=refuted)


def _load(source: str) -> CrossEncoder:
    try:
        with quiet_loading():
            from sentence_transformers import CrossEncoder

            model: CrossEncoder = CrossEncoder(source)
    except ImportError as error:
        raise ModelError(f"a package is missing: {error.name or error}", "pip install briefer") from error
    except (OSError, ValueError, RuntimeError, KeyError, AttributeError) as error:
        lines = str(error).splitlines()
        reason = lines[0] if lines else type(error).__name__
        raise ModelError(f"the cross-encoder {source} cannot be loaded: {reason[:200]}", _HINT) from error
    made_for = getattr(model.config, "architectures", None) or ()
    if not any(str(each).endswith("ForSequenceClassification") for each in made_for):
        # Such a model is loaded all the same, with a head of random weights.
        raise ModelError(f"{source} is not a cross-encoder: it was not trained to score pairs", _HINT)
    return model


def _labels_of(source: str, names: dict[int, str], count: int) -> _Labels:
    if count == 1:
        return _Labels(None, None)
    folded = {int(index): str(name).strip().lower() for index, name in names.items()}
    support = [i for i, name in folded.items() if _SUPPORT.match(name)]
    refuted = [i for i, name in folded.items() if _REFUTED.match(name)]
    if len(folded) == count and len(support) == 1 and len(refuted) <= 1:
        rest = [name for i, name in folded.items() if i not in support + refuted]
        if all(_NOT.search(name) or _UNDECIDED.match(name) for name in rest):
            return _Labels(support[0], refuted[0] if refuted else None)
    if count == 2 and all(_UNNAMED.match(name) for name in folded.values()):
        return _Labels(1, None)
    listed = ", ".join(str(names[index]) for index in sorted(names))
    raise ModelError(
        f"the labels of the cross-encoder {source} cannot be understood: {listed}",
        "name them entailment, neutral and contradiction in id2label of its config.json",
    )


def _reads(model: CrossEncoder) -> int:
    """How many tokens the model reads."""
    stated = (
        getattr(model, "max_seq_length", None),
        getattr(model.tokenizer, "model_max_length", None),
        getattr(model.config, "max_position_embeddings", None),
    )
    known = [int(each) for each in stated if isinstance(each, int) and 0 < each < 1_000_000]
    return min(known, default=_USUAL_LENGTH)
