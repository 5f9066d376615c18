"""`briefer doctor`: a line for each thing, and with each that fails the way to mend it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from command_line import Done, here

pytestmark = pytest.mark.usefixtures("workplace")


def checks(done: Done):
    """Map each check to its detail, failed ones to their fix."""
    sound, failed = {}, {}
    lines = iter(done.out.splitlines())
    for line in lines:
        state, name, detail = line[:4], *line[6:].split(": ", 1)
        if state == "FAIL":
            fix = next(lines)
            assert fix.startswith("      fix: ")
            failed[name] = (detail, fix.removeprefix("      fix: "))
        else:
            assert state == "ok  "
            assert name not in sound
            sound[name] = detail
    assert done.err == ""
    assert done.status == (2 if failed else 0)
    assert all(fix for _, fix in failed.values())
    return sound, failed


def test_a_sound_machine(seeded):
    sound, failed = checks(here("doctor", "--archive", seeded))
    assert failed == {}
    assert sound["embedding"].startswith("all-MiniLM-L6-v2, 384 dimensions")
    assert sound["engine"] == "extractive: no chat model is needed"
    assert sound["settings"].endswith("set by flags and defaults alone")
    assert f"archive {seeded}" in sound["settings"]
    assert sound["catalog"] == "66 bulletins"


def test_a_missing_archive():
    sound, failed = checks(here("doctor"))
    assert failed == {"archive": ("no archive at .briefer", "run: briefer ingest PAGE")}
    assert "embedding" in sound
    assert list(Path().iterdir()) == []


def test_a_damaged_archive():
    Path(".briefer").mkdir()
    Path(".briefer/catalog.sqlite").write_bytes(b"no database" * 1000)
    _, failed = checks(here("doctor"))
    assert list(failed) == ["archive"]
    assert "file is not a database" in failed["archive"][0]


@pytest.mark.parametrize(
    ("model", "detail"),
    [
        ("nope", "model 'nope' names no provider"),
        ("nope:x", "model nope:x: langchain knows no provider 'nope'"),
    ],
)
def test_an_unknown_model(seeded, model, detail):
    _, failed = checks(here("doctor", "--archive", seeded, "--model", model))
    assert list(failed) == ["engine"]
    assert failed["engine"][0] == detail


def test_a_model_that_can_be_built_is_not_called(seeded, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    sound, failed = checks(here("doctor", "--archive", seeded, "--model", "openai:large"))
    assert failed == {}
    assert sound["engine"] == "openai:large can be built (not called)"


def test_a_settings_file_that_is_wrong():
    Path("briefer.toml").write_text('modle = "x"\n', encoding="utf-8")
    _, failed = checks(here("doctor"))
    assert failed == {"settings": ("briefer.toml: there is no setting 'modle'", "did you mean model?")}


def test_a_variable_that_sets_nothing(seeded, monkeypatch):
    monkeypatch.setenv("BRIEFER_ARCHVE", "somewhere")
    _, failed = checks(here("doctor", "--archive", seeded))
    assert failed == {"settings": ("BRIEFER_ARCHVE sets nothing", "unset it; did you mean archive?")}


def test_where_the_settings_come_from(seeded, monkeypatch):
    Path("briefer.toml").write_text("passages = 5\n", encoding="utf-8")
    monkeypatch.setenv("BRIEFER_ARCHIVE", str(seeded))
    sound, _ = checks(here("doctor"))
    assert "passages 5" in sound["settings"]
    assert sound["settings"].endswith("; set by BRIEFER_ARCHIVE, briefer.toml")


def test_vectors_of_another_model(archive):
    with sqlite3.connect(archive / "catalog.sqlite") as db:
        db.execute("UPDATE meta SET value = '0123456789ab' WHERE key = 'revision'")
    db.close()
    _, failed = checks(here("doctor", "--archive", archive))
    assert "holds vectors of all-MiniLM-L6-v2 (revision 0123456789ab)" in failed["embedding"][0]
    assert failed["embedding"][1] == "use that model, or run: briefer reembed"


def test_an_embedding_model_that_is_none(workplace, seeded, monkeypatch):
    Path("model").mkdir()
    monkeypatch.setenv("BRIEFER_EMBEDDING", "model")
    sound, failed = checks(here("doctor", "--archive", seeded))
    assert list(failed) == ["embedding"]
    assert failed["embedding"][0].startswith(f"the embedding model {workplace / 'model'} cannot be loaded: ")
    assert "catalog" in sound
