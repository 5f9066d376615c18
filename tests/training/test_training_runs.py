"""Training, export and unpacking of real, small runs: it learns, goes on after a break, and the int8 graph agrees."""

from __future__ import annotations

import numpy as np
import pytest

from briefer.archive.embedding import packaged_model
from briefer.encoders.session import MODEL, TOKENIZER, PairEncoder
from briefer.errors import InputError
from briefer.evaluation.meta.text import random_of
from briefer.training.batches import encode
from briefer.training.encoder import save
from briefer.training.examples import NOT_ENOUGH, SUPPORTED, Example
from briefer.training.exporting import export
from briefer.training.loop import train
from briefer.training.recipe import Recipe
from briefer.training.unpacking import unpack

FOLDER = packaged_model()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="the embedding model's package is not installed")
pytest.importorskip("onnx", reason="onnx, of the extra train, is not installed")

RECIPE = Recipe(
    "test", reads=True, seed=5, months=0, learning_rate=3e-4, batch_tokens=256, longest=48, digest="one"
)
TOWNS = ("Gao", "Kayes", "Mopti", "Sikasso", "Koutiala", "Kidal", "Djenné", "Bougouni")


def asked() -> list[Example]:
    """Towns that are named, and towns that are not."""
    random = random_of(2)
    made = []
    for _ in range(48):
        town, other = random.sample(TOWNS, 2)
        text = f"The market of {town} opened on Friday."
        start = text.index(town)
        made.append(Example(text, f"Did {town} open?", (SUPPORTED,), "ours", start, start + len(town)))
        made.append(Example(text, f"Did {other} open?", (NOT_ENOUGH,), "ours"))
    return made


@pytest.fixture(scope="module")
def encoded():
    from tokenizers import Tokenizer

    return encode(asked(), Tokenizer.from_file(str(FOLDER / "tokenizer.json")), 48, asked_first=True)


@pytest.fixture(scope="module")
def trained(encoded, tmp_path_factory):
    from transformers import AutoTokenizer

    folder = tmp_path_factory.mktemp("trained")
    losses = []
    model, spans = train(RECIPE, encoded, folder, spans=True, report=lambda each: losses.append(each.loss))
    save(model, spans, AutoTokenizer.from_pretrained(str(FOLDER)), folder)
    export(folder, folder / MODEL)
    return folder, model, spans, losses


@pytest.fixture(scope="module")
def packed(trained):
    return PairEncoder(trained[0], 48, threads=1)


def pairs() -> list[tuple[str, str]]:
    return [(each.asked, each.text) for each in asked()]


def test_a_run_that_was_broken_off_ends_with_the_same_weights(encoded, trained, tmp_path, monkeypatch):
    monkeypatch.setattr("briefer.training.loop._EVERY", 0.0)  # a checkpoint after every step

    class Stop(Exception):
        pass

    def stop(progress):
        raise Stop

    monkeypatch.setattr("briefer.training.loop._REPORTED", 3)
    with pytest.raises(Stop):
        train(RECIPE, encoded, tmp_path, spans=True, report=stop)
    model, spans = train(RECIPE, encoded, tmp_path, spans=True, report=lambda _: None)
    for again, whole in ((model, trained[1]), (spans, trained[2])):
        for name, weights in again.state_dict().items():
            np.testing.assert_allclose(
                weights.numpy(), whole.state_dict()[name].numpy(), atol=1e-5, err_msg=name
            )


def test_a_checkpoint_of_another_recipe_is_not_taken(encoded, tmp_path, monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr("briefer.training.loop._EVERY", 0.0)
    few = encoded[:16]
    seen = []
    train(RECIPE, few, tmp_path, spans=False, report=lambda each: None)
    monkeypatch.setattr("briefer.training.loop._REPORTED", 1)
    train(
        replace(RECIPE, digest="two"), few, tmp_path, spans=False, report=lambda each: seen.append(each.step)
    )
    assert seen[0] == 1


def test_the_int8_graph_agrees_with_the_full_model(trained, packed):
    import torch
    from transformers import AutoTokenizer

    from briefer.training.encoder import run

    _, model, spans, _ = trained
    tokenizer = AutoTokenizer.from_pretrained(str(FOLDER))
    batch = tokenizer(*map(list, zip(*pairs(), strict=True)), padding=True, return_tensors="pt")
    with torch.inference_mode():
        labels, _ = run(model, spans, dict(batch))
    full, small = labels.softmax(1).numpy(), np.array([each.labels for each in packed.read(pairs())])
    small = np.exp(small) / np.exp(small).sum(axis=1, keepdims=True)
    assert np.abs(full - small).max() < 0.05
    assert (full.argmax(1) == small.argmax(1)).mean() > 0.98


def test_a_pair_scores_the_same_alone_and_among_others(packed):
    among = packed.read(pairs())
    for at in (0, 17, 95):
        alone = packed.read([pairs()[at]])[0]
        np.testing.assert_allclose(alone.labels, among[at].labels, atol=2e-5)
        np.testing.assert_allclose(alone.spans, among[at].spans, atol=2e-5)


def test_spans_stand_where_the_passage_says_it(packed):
    question, text = "Did Gao open?", "The market of Gao opened on Friday."
    read = packed.read([(question, text)])[0]
    assert read.spans.shape == (len(read.offsets), 2)
    assert [text[start:end] for start, end in read.offsets][3] == "Gao"


def test_the_packed_model_is_a_cross_encoder_again(trained, packed, tmp_path):
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity

    from briefer.archive.embedding import quiet_loading

    unpack(trained[0], tmp_path / "whole")
    with quiet_loading():
        model = CrossEncoder(str(tmp_path / "whole"))
    scores = model.predict(pairs(), activation_fn=Identity(), show_progress_bar=False)
    np.testing.assert_allclose(scores, [each.labels for each in packed.read(pairs())], atol=0.15)


def test_what_is_no_model_is_not_unpacked(tmp_path):
    with pytest.raises(InputError, match=r"holds no model\.onnx"):
        unpack(tmp_path, tmp_path / "whole")


def test_the_graph_is_small(trained):
    assert (trained[0] / MODEL).stat().st_size < 25_000_000
    assert (trained[0] / TOKENIZER).is_file()
