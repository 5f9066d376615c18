"""What `pip install` gives: a wheel that holds all it needs, and a `briefer` that works far from this repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from briefer import __version__

ROOT = Path(__file__).parent.parent
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


def build_wheel(source: Path, folder: Path) -> Path:
    subprocess.run(
        [*PIP, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, source],
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def files_below(folder: Path, prefix: str) -> set[str]:
    """Return the files of a folder under the names that they bear in a wheel."""
    return {
        f"{prefix}/{path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            name for name in archive.namelist() if not name.startswith(f"briefer-{__version__}.dist-info/")
        }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(wheel):
    expected = files_below(ROOT / "briefer", "briefer")
    for name in ("prompts", "seeds", "evals"):
        expected |= files_below(ROOT / name, f"briefer/data/{name}")
    assert names_in(wheel) == expected


def test_the_wheel_carries_the_licence_and_the_notices(wheel):
    with zipfile.ZipFile(wheel) as archive:
        for name in ("LICENSE", "NOTICE"):
            carried = archive.read(f"briefer-{__version__}.dist-info/licenses/{name}")
            assert carried == (ROOT / name).read_bytes()


def test_a_wheel_built_from_the_sdist_is_the_same(wheel, tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (sdist,) = tmp_path.glob("*.tar.gz")
    assert names_in(build_wheel(sdist, tmp_path)) == names_in(wheel)


class Installed:
    """A `briefer` installed from the wheel into an environment of its own, and a folder to run it in."""

    def __init__(self, wheel: Path, folder: Path) -> None:
        self.environment = folder / "environment"
        self.work = folder / "work"
        self.work.mkdir()
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self.environment], check=True)
        self.bin = self.environment / "bin"
        subprocess.run(
            [*PIP, "--python", self.bin / "python", "install", "--no-deps", "--no-index", wheel], check=True
        )
        self._lend_dependencies()

    def _lend_dependencies(self) -> None:
        # The dependencies are those of the running environment, to download nothing. A folder that a .pth file
        # names comes after the environment's own packages, and its own .pth files (an editable briefer's) are
        # not read.
        (packages,) = self.environment.glob("lib/python*/site-packages")
        lent = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
        (packages / "dependencies.pth").write_text("".join(f"{path}\n" for path in lent))

    def run(self, program: str, *arguments: str) -> str:
        """Run a program of the environment, and return what it printed."""
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("BRIEFER_", "PYTHON", "VIRTUAL_ENV"))
        }
        done = subprocess.run(
            [self.bin / program, *arguments],
            cwd=self.work,
            env=clean | {"HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    installed = Installed(wheel, tmp_path_factory.mktemp("installed"))
    counts = installed.run("briefer", "ingest", "--seeds")
    assert " added, 0 changed, 0 unchanged," in counts
    assert counts.rstrip().endswith(" 0 failed")
    return installed


def test_it_is_the_installed_briefer_that_runs(installed):
    where = installed.run("python", "-c", "import briefer; print(briefer.__file__)").strip()
    assert Path(where).is_relative_to(installed.environment)
    assert installed.run("briefer", "--version") == f"briefer {__version__}\n"


def test_the_installed_briefer_answers(installed):
    answer = json.loads(
        installed.run("briefer", "ask", "How many people were killed in the attack on Bamako?", "--json")
    )
    assert not answer["abstained"]
    quotes = [citation["quote"] for claim in answer["claims"] for citation in claim["citations"]]
    assert any("up to 70" in quote for quote in quotes)


def test_the_installed_briefer_writes_a_briefing(installed):
    briefing = json.loads(installed.run("briefer", "brief", "Mali", "--format", "json"))
    assert briefing["country"] == "Mali"
    assert briefing["sections"]
    assert briefing["sources"]


def test_the_installed_briefer_writes_a_page(installed):
    done = installed.run("briefer", "brief", "Mali", "--out", "out/mali.html")
    assert done == "wrote out/mali.html\n"
    page = (installed.work / "out" / "mali.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "<style>" in page
