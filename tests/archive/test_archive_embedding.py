from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from archive_fakes import bulletin, reading

from briefer.archive import embedding
from briefer.archive.archive import open_archive
from briefer.archive.embedding import DEFAULT_MODEL, check_weights, load_embedder
from briefer.encoders.sentences import SentenceEncoder
from briefer.errors import InputError, ModelError

ROOT = Path(__file__).parents[2]


def test_the_default_model_says_what_it_is_before_it_is_loaded():
    embedder = load_embedder()
    assert (embedder.name, embedder.revision, embedder.dimension) == (DEFAULT_MODEL, "53aa51172d14", 384)
    assert load_embedder("sentence-transformers/all-MiniLM-L6-v2").name == DEFAULT_MODEL


def test_vectors_have_length_one_and_stand_in_order(real_embedder):
    texts = [
        "A drought.",
        "The army of Mali said that it had retaken the town from the rebels. " * 5,
        "A drought.",
    ]
    told = []
    vectors = real_embedder.encode(texts, told.append)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(vectors[0], vectors[2], atol=1e-6)
    np.testing.assert_allclose(vectors[1], real_embedder.encode([texts[1]])[0], atol=1e-5)
    assert told == [3]
    assert real_embedder.encode([]).shape == (0, 384)


def test_meaning_is_found_without_a_shared_word(tmp_path, real_embedder):
    made = [
        bulletin("Sahel", "Insurgents shot dead several farmers near the frontier.", date=date(2024, 5, 1)),
        bulletin("Sport", "The national side won the handball cup after extra time.", date=date(2024, 5, 2)),
        bulletin("Economy", "The central bank left interest rates where they were.", date=date(2024, 5, 3)),
    ]
    with open_archive(tmp_path / "archive", embedder=real_embedder, create=True) as archive:
        archive.ingest([reading(made)])
        hits = archive.search("Who was killed by gunmen at the border?")
        assert hits[0].bulletin == archive.bulletin(made[0].id)
        assert hits[0].keyword_rank is None
    # The archive remembers its model.
    with open_archive(tmp_path / "archive") as archive:
        assert archive.search("monetary policy")[0].bulletin.title == "Economy"
        assert archive.stats().model == DEFAULT_MODEL
        assert all(check.ok for check in archive.checks())


def test_a_model_in_a_folder_has_a_revision_of_its_own(real_embedder):
    folder = embedding.packaged_model()
    embedder = load_embedder(str(folder))
    assert embedder.name == str(folder.resolve())
    assert embedder.dimension == 384
    assert len(embedder.revision) == 12
    text = ["The same weights give the same vector."]
    np.testing.assert_allclose(embedder.encode(text), real_embedder.encode(text), atol=1e-6)


def test_other_weights_are_refused(tmp_path):
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"something else")
    with pytest.raises(ModelError, match="published weights"):
        check_weights(weights)
    with pytest.raises(ModelError, match="cannot read"):
        check_weights(tmp_path / "none")


def test_a_missing_default_model_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setattr(embedding, "_DEFAULT_PACKAGE", "no_such_package_of_briefer")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with open_archive(tmp_path / "archive", create=True) as archive:
        assert [check.name for check in archive.checks() if not check.ok] == ["model"]
        with pytest.raises(ModelError) as told:
            archive.ingest([reading([bulletin("Flood", "Water rose in the town.")])])
        assert told.value.hint == 'pip install "briefer[offline]"'
        # The model was tried first, and an archive that was made for nothing is gone.
        assert list(tmp_path.iterdir()) == []


def test_an_unknown_model_is_said_in_one_line(tmp_path):
    (tmp_path / "junk").mkdir()
    with pytest.raises(ModelError, match="cannot be loaded") as told:
        load_embedder(str(tmp_path / "junk")).encode(["x"])
    assert "\n" not in str(told.value)


def test_opening_an_archive_loads_nothing_heavy(archive):
    archive.ingest([reading([bulletin("Flood", "Water rose in the town of Mopti.")])])
    code = (
        "import sys; from pathlib import Path; from briefer.archive.archive import open_archive\n"
        f"archive = open_archive(Path({str(archive.path)!r})); archive.bulletins(); archive.stats()\n"
        "heavy = {'torch', 'chromadb', 'sentence_transformers', 'langchain_core', 'langchain', 'transformers'}\n"
        "archive.close(); print(sorted(heavy & set(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert done.stdout == "[]\n", done.stderr


def test_the_default_model_needs_no_torch_and_gives_what_sentence_transformers_gives(real_embedder):
    reference = load_embedder(str(embedding.packaged_model()))
    texts = [
        "Jihadists attacked the town of Djibo at dawn, the governor said.",
        "A drought.",
        "",
        "Ça va à Gao? 日本語 \U0001f600",
        "The army of Mali said that it had retaken the town from the rebels. " * 60,  # longer than is read
    ]
    np.testing.assert_allclose(real_embedder.encode(texts), reference.encode(texts), atol=2e-6)
    for own, other in zip(real_embedder.encode_tokens(texts), reference.encode_tokens(texts), strict=True):
        assert own.spans == other.spans
        np.testing.assert_allclose(own.vectors, other.vectors, atol=2e-5)


def test_embedding_a_question_loads_no_torch(real_embedder):
    code = (
        "import sys; from briefer.archive.embedding import load_embedder\n"
        "load_embedder().encode(['Who holds Kidal?'])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert done.stdout == "[]\n", done.stderr


def test_the_graph_that_ships_is_the_one_that_is_written_for_the_published_weights(real_embedder, tmp_path):
    pytest.importorskip("onnx", reason='onnx is not installed: pip install "briefer[train]"')
    from briefer.encoders.sentences import GRAPH
    from briefer.training.sentence_graph import write_graph

    write_graph(embedding.packaged_model(), tmp_path / "made.onnx")
    assert (tmp_path / "made.onnx").read_bytes() == GRAPH.read_bytes()


def test_a_folder_without_a_model_has_no_graph(tmp_path):
    pytest.importorskip("onnx", reason='onnx is not installed: pip install "briefer[train]"')
    from briefer.training.sentence_graph import write_graph

    (tmp_path / "model.safetensors").write_bytes(b"junk")
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(InputError, match="holds no sentence-transformers model"):
            write_graph(folder, tmp_path / "made.onnx")


def test_a_tokenizer_that_cannot_be_read_is_said_in_one_line(tmp_path):
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match=r"tokenizer\.json cannot be read") as told:
        SentenceEncoder(tmp_path, "reinstall it").means(["x"])
    assert told.value.hint == "reinstall it"


@pytest.mark.parametrize("can_link", [True, False])
def test_weights_that_a_hub_links_to_are_read(real_embedder, tmp_path, monkeypatch, can_link):
    blobs, snapshot = tmp_path / "blobs", tmp_path / "snapshot"
    blobs.mkdir()
    snapshot.mkdir()
    for name in ("model.safetensors", "tokenizer.json"):
        (blobs / f"of-{name}").write_bytes((embedding.packaged_model() / name).read_bytes())
        (snapshot / name).symlink_to(blobs / f"of-{name}")
    if not can_link:
        monkeypatch.setattr("briefer.encoders.sentences.os.link", _no_link)
    text = ["The army retook the town."]
    vectors = SentenceEncoder(snapshot, "hint").means(text)
    np.testing.assert_allclose(vectors, real_embedder.encode(text), atol=1e-6)


def _no_link(*_: object) -> None:
    raise OSError(18, "Invalid cross-device link")
