from __future__ import annotations

import pytest
from round_site import Desk, served


@pytest.fixture
def site():
    with served() as made:
        yield made


@pytest.fixture
def desk(tmp_path, workplace, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return Desk(tmp_path / "archive")
