"""Shell completion: the scripts that are installed, and what they are told while someone types."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import PROGRAM

from briefer.cli.options import completed_country
from briefer.console.arguments import as_country
from briefer.evaluation.suites import shipped_suites
from briefer.reading.countries.gazetteer import country_rows
from briefer.rendering import FORMS
from briefer.rendering.layout import layout_names

pytestmark = pytest.mark.usefixtures("workplace")
SHELLS = ("bash", "zsh", "fish")


# The shell is named, not found among the processes.
NAMED = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}


def program(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program; it is asked for completions by variables."""
    return subprocess.run(
        [PROGRAM, *arguments],
        env=os.environ | NAMED | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def completions(line: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    count = len(line.split(" ")) - 1
    done = program(_BRIEFER_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(count))
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_shown(shell):
    done = program("--show-completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_BRIEFER_COMPLETE" in done.stdout
    assert f"complete_{shell}" in done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_one(shell):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = program("--show-completion", shell).stdout
    subprocess.run([shell, "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize(
    ("shell", "file"),
    [
        ("bash", ".bash_completions/briefer.sh"),
        ("zsh", ".zfunc/_briefer"),
        ("fish", ".config/fish/completions/briefer.fish"),
    ],
)
def test_it_is_installed_for_a_shell(shell, file):
    home = Path.cwd() / "home"
    home.mkdir()
    done = program("--install-completion", shell, HOME=str(home))
    assert (done.returncode, done.stderr) == (0, "")
    assert "briefer" in (home / file).read_text(encoding="utf-8")


def test_bash_completes_a_line():
    """As a reader's shell does it: the script is sourced and its function called."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    script = program("--show-completion", "bash").stdout
    asking = (
        f"{script}\nCOMP_WORDS=(briefer list --country Burk)\nCOMP_CWORD=3\n_briefer_completion briefer\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "-c", asking],
        env=os.environ | {"PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "Burkina-Faso\n"


def test_commands_and_options():
    assert {"ask", "brief", "check", "mcp"} <= set(completions("briefer "))
    assert completions("briefer sho") == ["show"]
    assert "--country" in completions("briefer list --c")


def test_values():
    assert completions("briefer list --country Mal") == ["Malawi", "Malaysia", "Maldives", "Mali", "Malta"]
    assert completions("briefer ask --model e") == ["extractive"]
    assert completions("briefer check --format h") == ["html"]
    assert completions("briefer brief Nige") == ["Niger", "Nigeria"]
    assert completions("briefer brief Niger Mal") == ["Malawi", "Malaysia", "Maldives", "Mali", "Malta"]
    assert completions("briefer brief Mali --template ") == list(layout_names())
    assert completions("briefer brief Mali --format ") == list(FORMS)
    assert completions("briefer eval ") == list(shipped_suites())


def test_a_country_completes_by_code_and_without_its_accents():
    assert completed_country("MLI") == ["MLI"]
    assert completed_country("curacao") == ["Curaçao"]
    assert completed_country("bosnia and") == ["Bosnia-and-Herzegovina"]
    assert completed_country("zz") == []


def test_each_completion_means_the_country_and_needs_no_quoting():
    for row in country_rows():
        words = [word for word in completed_country(row.name[:3]) if as_country(word) == row.code]
        assert words, row.name
    assert not [word for word in completed_country("") if set(word) & set(" '\"$&()")]


def test_completing_loads_nothing_heavy():
    script = (
        "import sys\nfrom briefer.cli.options import completed_country\n"
        "assert completed_country('mal')\n"
        "heavy = {'numpy', 'langchain_core', 'torch', 'chromadb', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
