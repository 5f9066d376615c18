"""The two ways to have the round made every week: a line of a crontab, run as cron runs it, and a scheduled workflow,
whose steps run in a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from command_line import PROGRAM, ROOT

from briefer.rounds.papers import read_week

WORKFLOW = ROOT / ".github" / "workflows" / "weekly.yml.example"
README = ROOT / "README.md"
CRON = (
    '0 6 * * 1  cd "$HOME/desk" && flock -n -E 0 .round.lock '
    "sh -c '.venv/bin/briefer weekly >weekly.log 2>&1 || cat weekly.log'"
)
SETTINGS = """as_of = "2024-09-23"

[weekly]
countries = ["Mali", "Iceland"]

[[sources]]
path = "inbox"
retrieved = 2024-09-20
"""
NOTES = """#!/bin/bash
for argument; do printf '%s\\n' "$argument" >>"$NOTED"; done
"""
PAGE = """Mali
March in Bamako
On Sept. 17 thousands marched in Bamako, the capital of Mali, and called for elections.
AFP
"""


def desk(folder: Path) -> Path:
    """A desk's folder: its settings and a page that it saved."""
    (folder / "inbox").mkdir(parents=True)
    (folder / "inbox" / "page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "briefer.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def index_of(folder: Path):
    return read_week(folder / "briefings" / "2024-W38" / "index.json")


class TestCron:
    """An environment as cron's, and not a variable more."""

    @pytest.fixture
    def home(self, tmp_path):
        made = desk(tmp_path / "home" / "desk")
        (made / ".venv" / "bin").mkdir(parents=True)
        (made / ".venv" / "bin" / "briefer").symlink_to(PROGRAM)
        return made.parent

    @staticmethod
    def run(home: Path) -> subprocess.CompletedProcess:
        if shutil.which("flock", path="/usr/bin:/bin") is None:
            pytest.skip("there is no flock")
        minute, hour, day, month, weekday, command = CRON.split(maxsplit=5)
        assert (minute, hour, day, month, weekday) == ("0", "6", "*", "*", "1")
        assert "%" not in command  # cron takes it for a line break
        environment = {"HOME": str(home), "LOGNAME": "desk", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"}
        return subprocess.run(
            ["/bin/sh", "-c", command], env=environment, cwd=home, capture_output=True, text=True, check=False
        )

    def test_it_says_nothing_where_all_is_well(self, home):
        done = self.run(home)
        log = (home / "desk" / "weekly.log").read_text(encoding="utf-8")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), log
        assert "inbox: 1 new\n" in log
        assert log.endswith("wrote briefings/2024-W38/index.html\n")
        assert index_of(home / "desk").passed

    def test_what_is_wrong_is_mailed(self, home):
        (home / "desk" / "inbox" / "page.txt").unlink()
        done = self.run(home)
        assert "inbox: failed: " in done.stdout

    def test_a_round_under_way_is_not_disturbed(self, home):
        lock, log = home / "desk" / ".round.lock", home / "desk" / "weekly.log"
        log.write_text("of the round under way", encoding="utf-8")
        with subprocess.Popen(["flock", lock, "cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            other.stdin.write(b"held\n")
            other.stdin.flush()
            assert other.stdout.readline() == b"held\n"
            done = self.run(home)
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            other.stdin.close()
        assert log.read_text(encoding="utf-8") == "of the round under way"
        assert not (home / "desk" / "briefings").exists()

    def test_the_readme_says_the_same(self):
        lines = [line for line in README.read_text(encoding="utf-8").splitlines() if "flock" in line]
        assert all(line.strip() == CRON for line in lines)


@pytest.mark.skipif(not WORKFLOW.exists(), reason="a source distribution carries no workflows")
class TestWorkflow:
    """Each step that is a script, as the runner of GitHub runs it."""

    @pytest.fixture
    def workflow(self):
        loaded = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
        loaded["on"] = loaded.pop(True)  # what YAML 1.1 makes of "on"
        return loaded

    @staticmethod
    def step(workflow, name):
        return next(
            each
            for each in workflow["jobs"]["weekly"]["steps"]
            if name in (each.get("name"), each.get("uses"))
        )

    @staticmethod
    def run(step, folder: Path, **variables: str) -> subprocess.CompletedProcess:
        environment = {"PATH": f"{PROGRAM.parent}:/usr/bin:/bin", "HOME": str(folder), **variables}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            env=environment, cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def test_it_comes_on_mondays_and_fetches_on_the_other_days(self, workflow):
        monday, others = (each["cron"] for each in workflow["on"]["schedule"])
        assert (monday, others) == ("0 5 * * 1", "0 5 * * 0,2-6")
        steps = workflow["jobs"]["weekly"]["steps"]
        asked = [each["if"] for each in steps if "schedule" in each.get("if", "")]
        assert len(asked) == 3
        assert all(f"'{others}'" in each for each in asked)

    def test_it_installs(self, workflow, tmp_path):
        python = tmp_path / "python"
        python.write_text(NOTES, encoding="utf-8")
        python.chmod(0o755)
        path = f"{tmp_path}{os.pathsep}/usr/bin:/bin"
        packages = workflow["jobs"]["weekly"]["steps"][2]["env"]["BRIEFER"]
        noted = tmp_path / "noted"
        done = self.run(
            self.step(workflow, "Install"), tmp_path,
            PATH=path, NOTED=str(noted), BRIEFER=f"{packages} langchain-openai",
        )  # fmt: skip
        assert done.returncode == 0
        assert noted.read_text().split() == [
            "-m",
            "pip",
            "install",
            "--",
            "briefer[offline]",
            "langchain-openai",
        ]

    def test_it_updates_and_writes_the_week(self, workflow, tmp_path):
        folder, summary = desk(tmp_path / "checkout"), tmp_path / "summary"
        updated = self.run(self.step(workflow, "Update"), folder)
        assert (updated.returncode, updated.stdout.splitlines()[0]) == (0, "inbox: 1 new"), updated.stderr
        done = self.run(self.step(workflow, "Weekly"), folder, GITHUB_STEP_SUMMARY=str(summary))
        assert done.returncode == 0, done.stderr
        assert index_of(folder).passed
        assert summary.read_text() == "".join(f"    {line}\n" for line in done.stdout.splitlines())

    @pytest.mark.parametrize("status", [1, 2])
    def test_it_ends_as_briefer_does(self, workflow, tmp_path, status):
        stub = tmp_path / "briefer"
        stub.write_text(f"#!/bin/sh\necho told\nexit {status}\n", encoding="utf-8")
        stub.chmod(0o755)
        done = self.run(
            self.step(workflow, "Weekly"), tmp_path,
            PATH=f"{tmp_path}:/usr/bin:/bin", GITHUB_STEP_SUMMARY=str(tmp_path / "summary"),
        )  # fmt: skip
        assert (done.returncode, (tmp_path / "summary").read_text()) == (status, "    told\n")

    def test_what_was_fetched_is_kept_and_the_papers_are_uploaded_when_it_fails(self, workflow):
        restored = self.step(workflow, "actions/cache/restore@v4")["with"]
        saved = self.step(workflow, "actions/cache/save@v4")
        assert (saved["with"]["path"], saved["with"]["key"]) == (restored["path"], restored["key"])
        assert restored["key"].startswith(restored["restore-keys"])
        assert saved["if"].startswith("${{ !cancelled()")
        upload = self.step(workflow, "actions/upload-artifact@v4")
        assert upload["if"].startswith("${{ !cancelled()")
        assert upload["with"]["path"] in saved["with"]["path"].split()
        assert workflow["permissions"] == {"contents": "read"}

    def test_no_script_is_put_together_from_expressions(self, workflow):
        for step in workflow["jobs"]["weekly"]["steps"]:
            assert "${{" not in step.get("run", "")
