"""What tests of several folders share."""

from __future__ import annotations

import os
import shutil
import signal

import pytest
from command_line import SEEDS, here


@pytest.fixture(scope="session", autouse=True)
def interruptible():
    """Let what the tests start be interrupted: a shell's background job ignores it, and what it starts does too."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    """An archive of seeds/, to be read only."""
    folder = tmp_path_factory.mktemp("seeded") / "archive"
    done = here("ingest", SEEDS, "--archive", folder)
    assert (done.status, done.err) == (0, "")
    return folder


@pytest.fixture
def archive(seeded, tmp_path):
    """A copy of the archive of seeds/, to be written to."""
    return shutil.copytree(seeded, tmp_path / "archive")


@pytest.fixture
def workplace(tmp_path_factory, monkeypatch):
    """An empty folder to work in, and none of the settings of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("work")
    monkeypatch.chdir(folder)
    for name in list(os.environ):
        if name.upper().startswith("BRIEFER_"):
            monkeypatch.delenv(name)
    return folder
