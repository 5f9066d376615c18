"""Cases as tests of pytest, run as a user runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

BODY = "Floods displaced up to 300 people in Agadez, Niger, the governor said."
CITES = [{"bulletin": "Floods in Agadez", "quote": BODY}]
RIGHT = {"text": BODY, "cites": CITES, "label": "supported"}
WRONG = {
    "text": "Floods displaced 900 people in Agadez, Niger.",
    "cites": CITES,
    "label": "contradicted",
    "fault": "number",
}


@dataclass(frozen=True)
class Ran:
    status: int
    out: str


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> str:
    """One for all, so that the embedding model is loaded once."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def run(tmp_path, cache):
    """Run pytest with the plugin in an empty folder, with no settings or plugins of whoever runs the tests."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("BRIEFER_", "PYTEST_"))
    }
    env = clean | {"XDG_CACHE_HOME": cache, "HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"}
    env["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "briefer.evaluation.pytest_plugin",
        "-p",
        "no:cacheprovider",
    ]

    def running(*arguments: str | Path, **variables: str) -> Ran:
        done = subprocess.run(
            [*command, *map(str, arguments)],
            cwd=tmp_path,
            env=env | variables,
            text=True,
            capture_output=True,
            check=False,
        )
        return Ran(done.returncode, done.stdout + done.stderr)

    return running


def write_suite(folder: Path, *cases: dict) -> Path:
    folder.mkdir(parents=True)
    bulletin = {"date": "2025-01-05", "title": "Floods in Agadez", "text": BODY, "sources": ["Desert Wire"]}
    (folder / "bulletins.jsonl").write_text(json.dumps(bulletin) + "\n")
    (folder / "suite.toml").write_text(
        'schema = 1\ntitle = "Floods"\nsources = ["bulletins.jsonl"]\nas_of = 2025-03-10\n'
    )
    (folder / "cases.jsonl").write_text("".join(json.dumps(case) + "\n" for case in cases))
    return folder


def draft(identity: str, *claims: dict, tags: tuple[str, ...] = ()) -> dict:
    return {"schema": 1, "id": identity, "kind": "draft", "tags": tags, "claims": claims}


def test_cases_are_chosen_by_id_and_tag_and_fail_with_reason_and_evidence(run, tmp_path):
    mislabelled = WRONG | {"label": "supported", "fault": None}
    floods = write_suite(
        tmp_path / "floods",
        draft("right-1", RIGHT),
        draft("bad-1", RIGHT, mislabelled, tags=("figures",)),
        draft("right-2", RIGHT, WRONG),
    )
    done = run("--briefer-suite", floods, "-k", "right-2 or figures", "-v")
    assert done.status == 1, done.out
    assert "floods/cases.jsonl::right-2 PASSED" in done.out
    assert "floods/cases.jsonl::bad-1 FAILED" in done.out
    assert "right-1" not in done.out
    assert "Draft accuracy: " in done.out
    assert f"Floods in Agadez: “{BODY}”" in done.out
    assert "1 failed, 1 passed, 1 deselected" in done.out
    assert "Traceback" not in done.out


def test_a_suite_that_its_bulletins_do_not_bear_out_is_an_error_that_stops_no_other(run, tmp_path):
    strange = RIGHT | {"cites": [{"bulletin": "Floods in Agadez", "quote": "These words are nowhere."}]}
    wrong = write_suite(tmp_path / "wrong", draft("strange-1", strange))
    right = write_suite(tmp_path / "elsewhere" / "right", draft("right-1", RIGHT))
    done = run("--briefer-suite", wrong, "--briefer-suite", right)
    assert done.status == 1
    assert "1 passed, 1 error" in done.out, done.out
    assert 'case strange-1 quotes "These words are nowhere."' in done.out
    assert "During handling" not in done.out


def test_a_suite_that_cannot_be_read_is_a_usage_error(run, tmp_path):
    done = run("--briefer-suite", "nowhere")
    assert done.status == pytest.ExitCode.USAGE_ERROR
    assert done.out.startswith("ERROR: no suite is called nowhere")
    broken = write_suite(tmp_path / "broken", {"schema": 1, "id": "x", "kind": "riddle"})
    done = run("--briefer-suite", broken)
    assert done.status == pytest.ExitCode.USAGE_ERROR
    assert "cases.jsonl, line 1: no case" in done.out


def collected(out: str) -> list[str]:
    return re.findall(r"^(\S+::\S+)$", out, re.MULTILINE)


def test_other_tests_are_collected_only_where_they_are_named(run, tmp_path):
    floods = write_suite(tmp_path / "floods", draft("right-1", RIGHT), draft("right-2", RIGHT))
    (tmp_path / "test_own.py").write_text("def test_own():\n    pass\n")
    only = ("--collect-only", "-q", "--briefer-suite", floods)
    cases = ["floods/cases.jsonl::right-1", "floods/cases.jsonl::right-2"]
    assert collected(run(*only).out) == cases
    assert collected(run(*only, "test_own.py").out) == ["test_own.py::test_own", *cases]
    assert collected(run(*only, "floods/cases.jsonl::right-2").out) == cases[1:]


def test_without_a_suite_nothing_of_briefer_is_loaded(run, tmp_path):
    (tmp_path / "test_own.py").write_text(
        "import sys\n\ndef test_own():\n"
        "    assert not {'numpy', 'pydantic', 'briefer.evaluation.suites'} & set(sys.modules)\n"
    )
    assert "1 passed" in run().out
