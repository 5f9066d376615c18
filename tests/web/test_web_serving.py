"""`briefer serve`: where it listens, whom it lets in, how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import typer
from typer.testing import CliRunner

pytest.importorskip("fastapi", reason="FastAPI is not installed: pip install fastapi")

from briefer.cli.serving import serve
from briefer.errors import InputError
from briefer.settings import Settings
from briefer.web.security import is_loopback
from briefer.web.serving import run

PROGRAM = """
import typer
from briefer.cli.serving import serve
typer.run(serve)
"""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example", ""])  # noqa: S104
def test_an_address_that_others_reach_needs_a_token(host, tmp_path):
    with pytest.raises(InputError, match="there is no token"):
        run(Settings(archive=tmp_path / "a"), host=host, port=0, token=None, evals=tmp_path, embedder=None)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_what_is_loopback(host):
    assert is_loopback(host)


def test_a_port_that_is_taken_is_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"cannot listen on 127.0.0.1, port {port}"):
            run(
                Settings(archive=tmp_path),
                host="127.0.0.1",
                port=port,
                token=None,
                evals=tmp_path,
                embedder=None,
            )


def test_the_token_may_come_from_the_environment(workplace, monkeypatch):
    monkeypatch.setenv("BRIEFER_TOKEN", "short")
    app = typer.Typer()
    app.command()(serve)
    done = CliRunner().invoke(app, ["--port", "0"])
    assert isinstance(done.exception, InputError)
    assert "fewer than 16 characters" in str(done.exception)


def test_it_says_where_it_is_serves_and_ends_when_interrupted(tmp_path):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFER_")}
    command = [sys.executable, "-c", PROGRAM, "--port", "0", "--archive", str(tmp_path / "archive")]
    with subprocess.Popen(command, cwd=tmp_path, env=clean, stderr=subprocess.PIPE, text=True) as running:
        try:
            first = running.stderr.readline()
            address = first.split()[3]
            assert first == f"briefer is at {address} (Ctrl-C ends it)\n"
            answer = httpx.get(f"{address}api/v1/stats", trust_env=False, timeout=60)
            assert answer.json()["bulletins"] == 0
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(60) == 0
        assert running.stderr.read() == ""
    assert Path(tmp_path, "archive").is_dir()
