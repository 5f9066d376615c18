"""The vectors of whole bulletins, from what is stored."""

from __future__ import annotations

import numpy as np
import pytest
from archive_fakes import HashEmbedder, bulletin, invented, reading

from briefer.archive.archive import open_archive
from briefer.archive.passages import cut_passages, embedded_text


class NoModel(HashEmbedder):
    """An embedder that may not be used."""

    def encode(self, texts, progress=None):
        raise AssertionError("a model was used")


def test_meanings_are_means_of_passages_of_length_one(archive, embedder):
    long = bulletin(
        "Report", " ".join(f"Sentence {n} tells of the town of Gao and of its market." for n in range(30))
    )
    short = bulletin("Note", "The bridge is open again.")
    archive.ingest([reading([long, short])])
    found = archive.meanings([short.id, long.id, "nobody", short.id])
    assert list(found) == [short.id, long.id]
    passages = cut_passages(long)
    assert len(passages) > 1
    mean = embedder.encode([embedded_text(long.title, each.span.of(long.body)) for each in passages]).mean(
        axis=0
    )
    np.testing.assert_allclose(found[long.id], mean / np.linalg.norm(mean), rtol=1e-5)
    assert found[long.id].dtype == np.float32
    assert all(np.linalg.norm(each) == pytest.approx(1, abs=1e-5) for each in found.values())


def test_meanings_of_many_need_no_model(tmp_path):
    many = invented(600)
    with open_archive(tmp_path / "a", embedder=HashEmbedder(), create=True) as made:
        made.ingest([reading(many)])
        expected = len(made.bulletins())
    with open_archive(tmp_path / "a", embedder=NoModel()) as opened:
        assert len(opened.meanings(each.id for each in opened.bulletins())) == expected > 500


def test_a_wire_copy_has_none(archive):
    first = bulletin(
        "Raid", "Gunmen killed twelve traders at a market in the town of Gao on Sunday morning, police said."
    )
    copy = bulletin("Raid at Gao", first.body + " It was early.")
    archive.ingest([reading([first, copy])])
    linked = {each.id for each in archive.linked(first.id)}
    assert linked == {copy.id}
    assert set(archive.meanings([first.id, copy.id])) == {first.id}
