from __future__ import annotations

import json

import numpy as np
import pytest

from briefer.errors import ModelError
from briefer.grounding.judges.cross_encoder import cross_encoder_judge
from briefer.grounding.pairs import Pair, Premise

WORDS = "the army rebels took left town of gao kidal . , not a in on and rain fell night it was".split()
SHORT = Pair("the army took gao", (Premise("the army took the town of gao ."),))
OTHER = Pair("rain fell", (Premise("the rebels left kidal in the night ."),))
NAMES = ("entailment", "neutral", "contradiction")


def _config(labels, names=None, **more):
    from transformers import BertConfig

    return BertConfig(
        vocab_size=5 + len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=48,
        num_labels=labels,
        **({"id2label": names, "label2id": {name: i for i, name in names.items()}} if names else {}),
        **more,
    )


def _save(folder, model):
    from transformers import BertTokenizerFast

    folder.mkdir(exist_ok=True)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]), encoding="utf-8")
    BertTokenizerFast(str(vocabulary), model_max_length=48).save_pretrained(folder)
    model.save_pretrained(folder)
    return folder


def _classifier(folder, labels, names=None, bias=None):
    """A real model with random weights; `bias` says which label it leans to."""
    import torch
    from transformers import BertForSequenceClassification

    torch.manual_seed(7)
    model = BertForSequenceClassification(_config(labels, names))
    with torch.no_grad():
        model.classifier.weight.mul_(20)
        if bias is not None:
            model.classifier.bias.copy_(torch.tensor(bias))
    return _save(folder, model)


def _logits(folder, pair):
    import torch
    from transformers import AutoTokenizer, BertForSequenceClassification

    model = BertForSequenceClassification.from_pretrained(folder).eval()
    given = AutoTokenizer.from_pretrained(folder)(pair.text, pair.claim, return_tensors="pt")
    with torch.inference_mode():
        return model(**given).logits[0].double().numpy()


def _softmax(values):
    powers = np.exp(values - values.max())
    return powers / powers.sum()


@pytest.mark.parametrize(
    "names",
    [
        ("entailment", "neutral", "contradiction"),
        ("CONTRADICTION", "ENTAILMENT", "NEUTRAL"),
        ("Refutes", "Not Enough Info", "Supports"),
    ],
)
def test_the_score_is_the_probability_of_entailment_in_any_order_of_labels(tmp_path, names):
    folder = _classifier(tmp_path / "nli", 3, dict(enumerate(names)))
    support = next(i for i, name in enumerate(names) if name.lower()[:6] in ("entail", "suppor"))
    refuted = next(i for i, name in enumerate(names) if name.lower()[:6] in ("contra", "refute"))
    for pair, found in zip(
        (SHORT, OTHER), cross_encoder_judge(str(folder)).judge([SHORT, OTHER]), strict=True
    ):
        expected = _softmax(_logits(folder, pair))
        assert found.score == pytest.approx(expected[support], abs=1e-4)
        assert found.refuted == (int(expected.argmax()) == refuted)


def test_refuted_where_contradiction_is_the_highest(tmp_path):
    names = dict(enumerate(NAMES))
    leaning = {
        name: cross_encoder_judge(
            str(_classifier(tmp_path / name, 3, names, bias=[9.0 * (name == each) for each in NAMES]))
        ).judge([SHORT])[0]
        for name in NAMES
    }
    assert leaning["contradiction"].refuted
    assert leaning["contradiction"].score < 0.5
    assert not leaning["neutral"].refuted
    assert not leaning["entailment"].refuted
    assert leaning["entailment"].score > 0.5


def test_one_label_is_a_sigmoid(tmp_path):
    folder = _classifier(tmp_path / "single", 1)
    (found,) = cross_encoder_judge(str(folder)).judge([SHORT])
    assert found.score == pytest.approx(1 / (1 + np.exp(-_logits(folder, SHORT)[0])), abs=1e-4)
    assert not found.refuted


@pytest.mark.parametrize(
    ("names", "support"),
    [(None, 1), (("consistent", "hallucinated"), 0), (("not_entailment", "entailment"), 1)],
)
def test_two_labels(tmp_path, names, support):
    folder = _classifier(tmp_path / "two", 2, dict(enumerate(names)) if names else None)
    (found,) = cross_encoder_judge(str(folder)).judge([SHORT])
    assert found.score == pytest.approx(_softmax(_logits(folder, SHORT))[support], abs=1e-4)
    assert not found.refuted


def test_the_best_window_of_long_evidence_counts(tmp_path):
    judge = cross_encoder_judge(str(_classifier(tmp_path / "long", 1)))
    sentences = [
        "rain fell in the night and it was not a town .",
        "the army took the town of gao .",
        "the rebels left kidal .",
    ] * 4
    pair = Pair("the army took gao", (Premise(" ".join(sentence.capitalize() for sentence in sentences)),))
    windows = judge._windows(pair)
    assert len(windows) > 1
    alone = [judge.judge([Pair(pair.claim, (Premise(window),))])[0].score for window in windows]
    assert judge.judge([pair])[0].score == pytest.approx(max(alone), abs=1e-4)
    assert judge.judge([Pair("the army took gao", (Premise(""),))])[0].score == 0.0


def test_scores_do_not_hang_on_what_is_judged_beside(tmp_path):
    judge = cross_encoder_judge(str(_classifier(tmp_path / "nli", 3, dict(enumerate(NAMES)))))
    told = []
    together = judge.judge([SHORT, OTHER] * 20, told.append)
    assert told == [32, 40]
    for pair, found in zip([SHORT, OTHER], together, strict=False):
        assert judge.judge([pair])[0].score == pytest.approx(found.score, abs=1e-4)
    assert judge.judge([]) == ()


def test_its_name_threshold_and_revision(tmp_path):
    folder = str(_classifier(tmp_path / "one", 1))
    judge = cross_encoder_judge(folder)
    assert (judge.name, judge.threshold) == (f"cross-encoder:{folder}", 0.5)
    assert cross_encoder_judge(folder, threshold=0.7).threshold == 0.7
    assert judge.revision == cross_encoder_judge(folder).revision
    assert judge.revision != cross_encoder_judge(str(_classifier(tmp_path / "other", 1, bias=[1.0]))).revision


def _refusal(source):
    with pytest.raises(ModelError) as caught:
        cross_encoder_judge(str(source)).judge([SHORT])
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    return caught.value.message


def test_labels_that_cannot_be_understood_are_refused(tmp_path):
    folder = _classifier(tmp_path / "moods", 3, {0: "joy", 1: "anger", 2: "fear"})
    assert "joy, anger, fear" in _refusal(folder)
    assert "LABEL_0" in _refusal(_classifier(tmp_path / "unnamed", 3))


def test_a_model_without_a_trained_head_is_refused(tmp_path):
    from transformers import BertModel

    assert "not a cross-encoder" in _refusal(_save(tmp_path / "encoder", BertModel(_config(1))))


def test_a_model_that_cannot_be_loaded_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    assert "cannot be loaded" in _refusal("nobody/has-such-a-model")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "config.json").write_text(
        json.dumps({"model_type": "no such type"}), encoding="utf-8"
    )
    assert "cannot be loaded" in _refusal(tmp_path / "broken")
    assert "cannot be loaded" in _refusal(tmp_path / "missing")
