"""The models that ship: small, whole, and held to the full digits that they were made from."""

from __future__ import annotations

import json

import numpy as np
import pytest

from briefer.encoders.running import TOKENIZER
from briefer.encoders.session import MODEL, WEIGHTS, PairEncoder

NAMES = ("judge", "reader")


def softmax(rows: np.ndarray) -> np.ndarray:
    shares = np.exp(rows - rows.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


@pytest.fixture(scope="module", params=NAMES)
def shipped(request: pytest.FixtureRequest) -> PairEncoder:
    return PairEncoder(WEIGHTS / request.param, threads=1)


@pytest.fixture(scope="module")
def reference(shipped: PairEncoder) -> list[dict]:
    lines = (shipped.folder / "reference.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_small_and_says_where_it_comes_from(name: str) -> None:
    assert (WEIGHTS / name / MODEL).stat().st_size <= 25_000_000
    assert (WEIGHTS / name / TOKENIZER).is_file()
    card = (WEIGHTS / name / "CARD.md").read_text(encoding="utf-8")
    for part in ("## Data", "## Licence", "## How it was trained", "## Results"):
        assert part in card


def test_eight_bits_say_what_all_digits_say(shipped: PairEncoder, reference: list[dict]) -> None:
    full = softmax(np.array([row["labels"] for row in reference]))
    small = softmax(
        np.array([each.labels for each in shipped.read([tuple(row["pair"]) for row in reference])])
    )
    assert len(reference) >= 60
    assert np.abs(full - small).mean() < 0.02
    assert (full.argmax(axis=1) == small.argmax(axis=1)).mean() >= 0.97


def test_a_pair_scores_the_same_alone_and_among_others(shipped: PairEncoder, reference: list[dict]) -> None:
    pairs = [tuple(row["pair"]) for row in reference]
    among = shipped.read(pairs)
    for at in (0, len(pairs) // 2, len(pairs) - 1):
        np.testing.assert_allclose(shipped.read([pairs[at]])[0].labels, among[at].labels, atol=2e-5)


def test_sentence_transformers_loads_it(shipped: PairEncoder, reference: list[dict], tmp_path) -> None:
    pytest.importorskip("onnx", reason="onnx, of the extra train, is not installed")
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity

    from briefer.training.unpacking import unpack

    unpack(shipped.folder, tmp_path / "whole")
    model = CrossEncoder(str(tmp_path / "whole"), activation_fn=Identity(), device="cpu")
    told = softmax(np.asarray(model.predict([tuple(row["pair"]) for row in reference])))
    full = softmax(np.array([row["labels"] for row in reference]))
    assert np.abs(full - told).mean() < 0.02
