"""The reusable workflow: its steps run in a shell, with a `briefer` and a `python` that only note their arguments."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FILE = ROOT / ".github" / "workflows" / "evaluate.yml"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="a source distribution carries no workflows")

NOTES = """#!/bin/bash
for argument; do printf '%s\\n' "$argument" >>"$NOTED"; done
while (($#)); do
  if [[ $1 == --report && -n $WRITES ]]; then mkdir -p "${2%/*}"; echo "a report" >"$2"; fi
  shift
done
exit "${ENDS:-0}"
"""


@pytest.fixture(scope="module")
def workflow() -> dict:
    loaded = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    loaded["on"] = loaded.pop(True)  # what YAML 1.1 makes of "on"
    return loaded


def step_named(workflow: dict, name: str) -> dict:
    return next(step for step in workflow["jobs"]["evaluate"]["steps"] if step.get("name") == name)


class Shell:
    """A step's script, run as the runner of GitHub does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.noted = folder / "noted"
        self.summary = folder / "summary"
        programs = folder / "programs"
        programs.mkdir()
        for name in ("briefer", "python"):
            (programs / name).write_text(NOTES)
            (programs / name).chmod(0o755)
        self.env = {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "NOTED": str(self.noted),
            "REPORTS": str(folder / "reports"),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "WRITES": "yes",
        }

    def run(self, step: dict, **variables: str) -> int:
        """Return the exit status; inputs that are not named are empty, as GitHub has them."""
        empty = dict.fromkeys(step["env"], "")
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, env=empty | self.env | variables, cwd=self.folder, check=False)
        return done.returncode

    @property
    def arguments(self) -> list[str]:
        return self.noted.read_text().splitlines()


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


@pytest.mark.parametrize("status", [0, 1, 2, 3])
def test_the_step_ends_as_briefer_does_and_the_summary_is_there(workflow, shell, status):
    assert shell.run(step_named(workflow, "Evaluate"), ENDS=str(status)) == status
    assert shell.summary.read_text() == "a report\n"
    assert {each.name for each in (shell.folder / "reports").iterdir()} == {
        "report.json",
        "junit.xml",
        "report.html",
        "summary.md",
    }


def test_without_a_report_the_summary_says_so(workflow, shell):
    assert shell.run(step_named(workflow, "Evaluate"), ENDS="2", WRITES="") == 2
    assert "ended with exit status 2 and no report" in shell.summary.read_text()


def test_suites_case_and_baseline_are_passed_on(workflow, shell):
    shell.run(
        step_named(workflow, "Evaluate"), SUITES="seed\n evals/ours ", CASE="two words", BASELINE="b.json"
    )
    assert shell.arguments[0] == "eval"
    assert shell.arguments[-5:] == ["--case=two words", "--baseline=b.json", "--", "seed", "evals/ours"]


def test_inputs_stay_words(workflow, shell):
    mean = '$(touch "$REPORTS-broken"); `touch broken` && touch broken; --help *'
    for name in ("Evaluate", "Install"):
        step = step_named(workflow, name)
        inputs = [name for name, value in step["env"].items() if "inputs." in value]
        assert shell.run(step, **dict.fromkeys(inputs, mean)) == 0
    assert not list(shell.folder.glob("*broken"))
    assert f"--case={mean}" in shell.arguments
    assert mean in shell.arguments


@pytest.mark.parametrize("constrained", [True, False])
def test_a_checkout_is_installed_with_its_pins(workflow, shell, constrained):
    if constrained:
        (shell.folder / "constraints.txt").touch()
    step = step_named(workflow, "Install")
    assert shell.run(step, BRIEFER=".[offline]", PACKAGES="langchain-openai x") == 0
    pins = ["--constraint", "constraints.txt"] if constrained else []
    assert shell.arguments == ["-m", "pip", "install", *pins, "--", ".[offline]", "langchain-openai", "x"]


def test_another_version_is_installed_without_the_pins_of_this_one(workflow, shell):
    (shell.folder / "constraints.txt").touch()
    assert shell.run(step_named(workflow, "Install"), BRIEFER="briefer==9.9") == 0
    assert shell.arguments == ["-m", "pip", "install", "--", "briefer==9.9"]


def test_no_script_is_put_together_from_expressions(workflow):
    for step in workflow["jobs"]["evaluate"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_it_is_called_and_started_by_hand_with_the_same_inputs_each_of_which_is_used(workflow):
    inputs = workflow["on"]["workflow_call"]["inputs"]
    assert workflow["on"]["workflow_dispatch"]["inputs"] == inputs
    used = set(re.findall(r"\$\{\{ inputs\.(\w+) \}\}", FILE.read_text(encoding="utf-8")))
    assert used == set(inputs)
    assert all(each["type"] == "string" and "default" in each for each in inputs.values())
    secrets = set(re.findall(r"\$\{\{ secrets\.(\w+) \}\}", FILE.read_text(encoding="utf-8")))
    assert secrets == set(workflow["on"]["workflow_call"]["secrets"])


def test_reports_are_uploaded_when_it_fails_and_nothing_may_be_written_to_the_repository(workflow):
    *_, upload = workflow["jobs"]["evaluate"]["steps"]
    assert upload["uses"].startswith("actions/upload-artifact@")
    assert upload["if"] == "${{ !cancelled() }}"
    assert workflow["permissions"] == {"contents": "read"}
