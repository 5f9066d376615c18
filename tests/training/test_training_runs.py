"""Training, export and unpacking of real, small runs: it learns, goes on after a break, and the int8 graph agrees."""

from __future__ import annotations

import json
from shutil import copytree

import numpy as np
import pytest

from briefer.archive.embedding import packaged_model
from briefer.encoders.running import TOKENIZER
from briefer.encoders.session import MODEL, PairEncoder
from briefer.errors import InputError, ModelError
from briefer.evaluation.meta.public import balanced_accuracy
from briefer.evaluation.meta.text import random_of
from briefer.grounding.judges.signals import SIGNALS
from briefer.grounding.judges.stack import STACK, read_stack
from briefer.grounding.judges.trained import TrainedJudge
from briefer.grounding.pairs import Pair, Premise
from briefer.model import Bulletin, Evidence, Span
from briefer.training.answering import f1, labelled_questions, measure_answers
from briefer.training.batches import encode
from briefer.training.encoder import save, start_folder
from briefer.training.examples import NOT_ENOUGH, SUPPORTED, Example
from briefer.training.exporting import export
from briefer.training.fitting import record_of, write_stack
from briefer.training.loop import train
from briefer.training.measuring import alone, left_out, measured_signals
from briefer.training.recipe import Recipe
from briefer.training.unpacking import unpack
from briefer.writing.reader import Reader

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
    model, spans = train(
        RECIPE,
        encoded,
        folder,
        start=start_folder(),
        spans=True,
        report=lambda each: losses.append(each.loss),
    )
    save(model, spans, AutoTokenizer.from_pretrained(str(FOLDER)), folder)
    export(folder, folder / MODEL)
    return folder, model, spans, losses


@pytest.fixture(scope="module")
def packed(trained):
    return PairEncoder(trained[0], threads=1)


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
        train(RECIPE, encoded, tmp_path, start=start_folder(), spans=True, report=stop)
    model, spans = train(RECIPE, encoded, tmp_path, start=start_folder(), spans=True, report=lambda _: None)
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
    train(RECIPE, few, tmp_path, start=start_folder(), spans=False, report=lambda each: None)
    monkeypatch.setattr("briefer.training.loop._REPORTED", 1)
    train(
        replace(RECIPE, digest="two"),
        few,
        tmp_path,
        start=start_folder(),
        spans=False,
        report=lambda each: seen.append(each.step),
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


@pytest.fixture(scope="module")
def judge_folder(trained):
    """The folder with a stack fitted for its model on pairs whose words tell them apart."""
    folder = trained[0]
    encoder = PairEncoder(folder)
    pairs = [Pair(each.asked, (Premise(each.text),)) for each in asked()]
    signals = measured_signals(pairs, encoder, lambda _: None)
    labels = np.array([each.allowed == (SUPPORTED,) for each in asked()])
    sets = np.array(["one" if at % 2 else "two" for at in range(len(pairs))])
    write_stack(record_of(signals, labels, sets, encoder.revision), folder / STACK)
    return folder


def test_the_fitted_stack_tells_its_pairs_apart(judge_folder):
    judge = TrainedJudge(str(judge_folder))
    pairs = [Pair(each.asked, (Premise(each.text),)) for each in asked()]
    passed = [each.score >= judge.threshold for each in judge.judge(pairs)]
    right = [each.allowed == (SUPPORTED,) for each in asked()]
    assert balanced_accuracy(right, passed) > 0.8


def test_a_sentence_of_the_evidence_is_supported_and_no_words_are_not(judge_folder):
    judge = TrainedJudge(str(judge_folder))
    text = "The market of Gao opened on Friday. It rained."
    told = judge.judge([Pair("It rained.", (Premise(text),)), Pair("It rained.", (Premise(" "),))])
    assert [each.score for each in told] == [1.0, 0.0]


def test_a_claim_that_fails_names_the_words_that_nothing_bears_out(judge_folder, tmp_path):
    copytree(judge_folder, tmp_path / "words")
    tree = [["coverage", 0.5, 1, 2], [-4.0], [4.0]]
    stack = {"model": PairEncoder(judge_folder).revision, "bias": 0.0, "trees": [tree], "threshold": 0.5}
    (tmp_path / "words" / STACK).write_text(json.dumps(stack))
    evidence = (Premise("The market of Gao opened on Friday."),)
    told = TrainedJudge(str(tmp_path / "words")).judge(
        [
            Pair("Volcanoes destroyed Lisbon in 1755.", evidence),
            Pair("On Friday Gao's market opened.", evidence),
        ]
    )
    assert [each.score >= 0.5 for each in told] == [False, True]
    assert '"Lisbon"' in told[0].reason


def test_a_stack_of_another_model_is_refused(judge_folder, tmp_path):
    copytree(judge_folder, tmp_path / "other")
    record = json.loads((tmp_path / "other" / STACK).read_text())
    (tmp_path / "other" / STACK).write_text(json.dumps(record | {"model": "0123456789ab"}))
    with pytest.raises(ModelError, match="fitted for the model 0123456789ab"):
        TrainedJudge(str(tmp_path / "other")).judge([Pair("It rained.", (Premise("It snowed."),))])


@pytest.mark.parametrize("left_out_file", [MODEL, STACK, TOKENIZER])
def test_a_file_that_is_missing_is_told(judge_folder, tmp_path, left_out_file):
    copytree(judge_folder, tmp_path / "part")
    (tmp_path / "part" / left_out_file).unlink()
    with pytest.raises(ModelError):
        TrainedJudge(str(tmp_path / "part")).judge([Pair("It rained.", (Premise("It snowed."),))])


def test_a_set_is_measured_by_what_was_fitted_on_the_others(judge_folder):
    signals = np.random.default_rng(1).normal(size=(400, len(SIGNALS)))
    labels = signals[:, 0] > 0
    sets = np.array(["one", "two"] * 200)
    for score in left_out(signals, labels, sets, np.array([0, 1] * 200)):
        assert score.count == 200
        assert score.balanced > 0.9
    assert alone(signals, labels)["margin"] == 1.0


def test_the_trees_that_ship_give_what_they_gave_when_fitted(tmp_path):
    from sklearn.ensemble import HistGradientBoostingClassifier

    signals = np.random.default_rng(2).normal(size=(600, len(SIGNALS))).round(4)
    labels = signals[:, 0] + signals[:, 2] > 0
    sets = np.array(["one"] * 600)
    seen = []
    fit = HistGradientBoostingClassifier.fit

    def kept(self, *given, **named):
        seen.append(fit(self, *given, **named))
        return self

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HistGradientBoostingClassifier, "fit", kept)
        write_stack(record_of(signals, labels, sets, "0123456789ab"), tmp_path / STACK)
    stack = read_stack(tmp_path / STACK, "0123456789ab")
    np.testing.assert_allclose(stack.scores(signals), seen[0].predict_proba(signals)[:, 1], atol=1e-4)
    better = signals.copy()
    better[:, SIGNALS.index("margin")] += 1  # what is borne out better never scores worse
    assert (stack.scores(better) >= stack.scores(signals)).all()


@pytest.mark.parametrize(
    "nodes", [[["margin", 0.0, 0, 1], [1.0]], [["margin", 0.0, 1, 7], [1.0]], [["wit", 0.0, 1, 1], [1.0]]]
)
def test_trees_that_lead_nowhere_are_refused(tmp_path, nodes):
    record = {"model": "a", "threshold": 0.5, "bias": 0.0, "trees": [nodes]}
    (tmp_path / STACK).write_text(json.dumps(record))
    with pytest.raises(ModelError, match="cannot be read"):
        read_stack(tmp_path / STACK, "a")


def test_the_reader_is_measured_on_labelled_questions(packed, tmp_path):
    rows = [
        {
            "set": "ours",
            "question": e.asked,
            "passage": e.text,
            "answerable": e.start >= 0,
            "answers": [e.text[e.start : e.end]],
        }
        for e in asked()
    ]
    (tmp_path / "dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (score,) = measure_answers(labelled_questions(tmp_path / "dev.jsonl"), packed, lambda _: None)
    assert score.count == 96
    assert 0 <= score.area <= 1
    assert 0 <= score.f1 <= 1
    assert score.overlap > 0.9  # the town is named, or it is not


@pytest.mark.parametrize(
    ("answer", "right", "expected"),
    [
        ("the Gao market", "Gao market", 1.0),
        ("Gao", "Gao market", 2 / 3),
        ("Kayes", "Gao", 0.0),
        ("", "", 1.0),
    ],
)
def test_shared_words_make_f1(answer, right, expected):
    assert f1(answer, right) == pytest.approx(expected)


def test_the_reader_tells_of_each_sentence_which_words_answer(packed):
    body = "The market of Gao opened on Friday. Rain fell in Kayes."
    bulletin = Bulletin("b1", "b1", "Markets", body, "page", 0)
    evidence = (Evidence(1, bulletin, Span(0, 35)), Evidence(2, bulletin, Span(36, 55)))
    found = Reader(packed).read("Did Gao open?", evidence)
    assert set(found) == {1, 2}
    assert sum(each.chance for each in found.values()) <= 1.001
    for item in evidence:
        assert found[item.number].words is not None
        assert found[item.number].words.of(item.text).strip()
