"""The suites that ship, as tests of pytest: every case by its id, with the outcome that `briefer eval` has."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from command_line import ROOT, here

from briefer.evaluation.outcomes import Status
from briefer.evaluation.suites import load_suite, shipped_suites

CHOSEN = "seed-00"


def run(*arguments: str, cache: str) -> str:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("BRIEFER_", "PYTEST_"))
    }
    plain = ("-p", "briefer.evaluation.pytest_plugin", "-p", "no:cacheprovider", "-o", "addopts=")
    settings = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plain, *arguments],
        cwd=ROOT,
        env=clean | settings | {"XDG_CACHE_HOME": cache},
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED), done.stdout + done.stderr
    return done.stdout


def test_every_case_of_every_suite_is_a_test_named_by_its_id(tmp_path):
    names = shipped_suites()
    assert names
    chosen = [part for name in names for part in ("--briefer-suite", name)]
    out = run("--collect-only", "-q", *chosen, cache=str(tmp_path))
    assert re.findall(r"^(\S+)::(\S+)$", out, re.MULTILINE) == [
        (f"evals/{name}/cases.jsonl", case.id) for name in names for case in load_suite(name).cases
    ]


def test_a_case_passes_where_briefer_eval_says_so(tmp_path, workplace):
    report = tmp_path / "report.json"
    done = here("eval", "seed", "-k", CHOSEN, "--report", report, "--cache", tmp_path / "briefer")
    assert done.status in (0, 1), done.err
    cases = json.loads(report.read_text())["suites"][0]["cases"]
    assert len(cases) > 1
    out = run("--briefer-suite", "seed", "-k", CHOSEN, "-v", cache=str(tmp_path))
    assert re.findall(r"::(\S+) (PASSED|FAILED) ", out) == [
        (case["id"], "PASSED" if case["status"] == Status.PASSED else "FAILED") for case in cases
    ]
