"""`make` on a machine that lacks something says so in a line, and sets up only what is not there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TARGETS = ("demo", "test", "eval", "format", "clean")
STAMPS = (".venv/demo.stamp", ".venv/test.stamp")

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def copy_to(folder: Path) -> Path:
    """Make a folder that holds what `make` reads."""
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def clone(tmp_path):
    return copy_to(tmp_path / "a clone")


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A clone whose virtual environment is there, with everything marked as installed."""
    folder = copy_to(tmp_path_factory.mktemp("ready") / "a clone")
    subprocess.run([sys.executable, "-m", "venv", folder / ".venv"], check=True)
    for stamp in STAMPS:
        (folder / stamp).touch()
    return folder


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *arguments], cwd=folder, env=outside, capture_output=True, text=True)


def python_where(folder: Path, change: str) -> Path:
    """Write an interpreter that differs from this one by the statements in `change`."""
    path = folder / "python-other"
    path.write_text(
        f"""#!/bin/sh\nexec '{sys.executable}' -c 'import sys; {change}; exec(sys.argv[1])' "$2"\n"""
    )
    path.chmod(0o755)
    return path


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the lines of an error that are not make's own."""
    return [line for line in done.stderr.splitlines() if not line.startswith("make")]


def test_make_alone_says_what_can_be_made(clone):
    done = make(clone)
    assert done.returncode == 0
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == ["help", *TARGETS]


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_a_python_out_of_range_is_named(clone, version):
    other = python_where(clone, f"sys.version_info = {version}")
    done = make(clone, "demo", f"PYTHON={other.name}", f"PATH={clone}:{os.environ['PATH']}")
    (line,) = told(done)
    assert "needs Python 3.11, 3.12 or 3.13" in line
    assert f"python-other is {version[0]}.{version[1]}" in line
    assert done.returncode == 2
    assert not (clone / ".venv").exists()


def test_a_missing_python_is_named(clone):
    done = make(clone, "demo", "PYTHON=python-not-there")
    (line,) = told(done)
    assert "found no python-not-there" in line
    assert done.returncode == 2


def test_a_python_without_venv_is_told_the_package(clone):
    other = python_where(clone, 'sys.modules["ensurepip"] = None')
    done = make(clone, "test", f"PYTHON={other}")
    (line,) = told(done)
    assert line.endswith(
        "lacks venv or ensurepip: install them (Debian and Ubuntu: apt-get install python3-venv)"
    )
    assert not (clone / ".venv").exists()


def installs(folder: Path, target: str) -> bool:
    done = make(folder, "--dry-run", target)
    assert done.returncode == 0, done.stderr
    return "pip install" in done.stdout


def makes_anew(folder: Path, target: str) -> bool:
    return "-m venv --clear .venv" in make(folder, "--dry-run", target).stdout and installs(folder, target)


def test_nothing_is_installed_twice(ready):
    assert not installs(ready, "demo")
    assert not installs(ready, "test")


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_change_of_the_pins_installs_again(ready, name):
    before = (ready / name).stat().st_mtime
    later = (ready / STAMPS[0]).stat().st_mtime + 10
    os.utime(ready / name, (later, later))
    assert installs(ready, "demo")
    assert installs(ready, "test")
    os.utime(ready / name, (before, before))


def test_after_the_demo_only_the_tests_need_more(ready):
    stamp = ready / ".venv" / "test.stamp"
    stamp.unlink()
    assert not installs(ready, "demo")
    assert installs(ready, "test")
    stamp.touch()


def test_an_environment_that_moved_is_made_anew(ready):
    moved = ready.rename(ready.with_name("moved"))
    assert makes_anew(moved, "demo")
    moved.rename(ready)
    assert not makes_anew(ready, "demo")


def test_an_environment_that_lost_its_python_is_made_anew(ready):
    python = ready / ".venv" / "bin" / "python"
    aside = python.rename(python.with_name("aside"))
    assert makes_anew(ready, "test")
    aside.rename(python)
    assert not makes_anew(ready, "test")
