"""The README shows what really happens: its commands are run, and the output under them is compared.

In a ```console block, a line that starts with "$ " is a command and the lines under it are its output, where "..."
alone on a line stands for any lines, and a command that ends in "# exit status 1" must end so. `briefer` commands are
run in order, in one folder that holds a copy of seeds/ and the files that the README shows (a block after a comment
"<!-- file: NAME -->"); what needs a network or a model server belongs in a block of another kind.

UPDATE_README=1 writes the commands' help between the help markers anew.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from briefer.cli import app

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
HELP = re.compile(r"(?<=<!-- help -->\n).*?(?=<!-- /help -->)", re.DOTALL)

# Runs each command as the entry point would, in one process: the models are loaded once.
RUNNER = """
import contextlib, io, json, sys
from briefer.cli import main
results = []
for arguments in json.load(sys.stdin):
    sys.argv, printed = arguments, io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            main()
        except SystemExit as end:
            results.append([end.code, printed.getvalue()])
json.dump(results, sys.stdout)
"""


@dataclass(frozen=True)
class Shown:
    """A command that the README shows, and the output that it shows under it."""

    line: int
    command: tuple[str, ...]
    output: tuple[str, ...]
    status: int = 0


def shown_files(readme: str) -> dict[str, str]:
    """Return the files that the README shows, by name."""
    return dict(re.findall(r"^<!-- file: ([\w.]+) -->\n```\w*\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE))


def shown_commands(readme: str) -> list[Shown]:
    """Return the commands of the console blocks, in order."""
    found = []
    for block in re.finditer(r"^```console\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE):
        line = readme.count("\n", 0, block.start(1)) + 1
        for part in re.split(r"^(?=\$ )", block[1], flags=re.MULTILINE):
            if part.startswith("$ "):
                command, _, output = part.replace("\\\n", "").removeprefix("$ ").partition("\n")
                status = re.search(r"# exit status (\d+)$", command)
                words = tuple(shlex.split(command, comments=True))
                lines = tuple(output.strip("\n").splitlines())
                found.append(Shown(line, words, lines, int(status[1]) if status else 0))
            line += part.count("\n")
    return found


def matches(shown: tuple[str, ...], real: list[str]) -> bool:
    """Compare line by line, where a line "..." stands for any lines."""
    pattern = "".join(
        "(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + "\n" for line in shown
    )
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in real)) is not None


def commands_help() -> str:
    """Return the help of every command, each in a block of its own."""
    names = [[], *([name] for name in typer.main.get_group(app).commands)]
    runner = CliRunner(env={"COLUMNS": "80", "LANG": "C.UTF-8"})
    helps = (runner.invoke(app, [*name, "--help"], prog_name="briefer").output.strip("\n") for name in names)
    return "\n".join(f"```text\n{text}\n```\n" for text in helps)


def shown_python(readme: str) -> dict[int, str]:
    """Return the Python programs that the README shows, by line."""
    found = re.finditer(r"^```python\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    return {readme.count("\n", 0, block.start(1)) + 1: block[1] for block in found}


def environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFER_")}
    return clean | {"HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1", "COLUMNS": "80"}


COMMANDS = shown_commands(README.read_text(encoding="utf-8"))
BRIEFER = [shown for shown in COMMANDS if Path(shown.command[0]).name == "briefer"]


PYTHON = shown_python(README.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The reader's folder."""
    return tmp_path_factory.mktemp("reader")


@pytest.fixture(scope="module")
def results(folder):
    """Run the README's `briefer` commands in order; maps each to its exit status and output."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name, text in shown_files(README.read_text(encoding="utf-8")).items():
        (folder / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUNNER],
        input=json.dumps([shown.command for shown in BRIEFER]),
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(BRIEFER, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("shown", BRIEFER, ids=lambda shown: f"line-{shown.line}")
def test_a_command_does_what_the_readme_shows(shown, results):
    status, output = results[shown]
    assert (status or 0) == shown.status, output
    if shown.output:
        assert matches(shown.output, output.strip("\n").splitlines()), f"really printed:\n{output}"


@pytest.mark.parametrize("line", PYTHON, ids=lambda line: f"line-{line}")
def test_a_python_program_runs_on_the_readers_archive(line, folder, results):
    done = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:__main__", "-c", PYTHON[line]],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 2


def test_what_the_readme_has_made_can_be_made():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    asked = {
        word
        for shown in COMMANDS
        if shown.command[0] == "make"
        for word in shown.command[1:]
        if "=" not in word
    }
    assert asked <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_the_extras_that_the_readme_installs_exist():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    installing = [" ".join(shown.command) for shown in COMMANDS if "pip" in shown.command]
    asked = {
        extra
        for line in installing
        for group in re.findall(r"\[([\w, -]+)\]", line)
        for extra in group.split(",")
    }
    assert asked <= set(project["optional-dependencies"])


def test_the_help_in_the_readme_is_the_help_of_the_commands():
    readme = README.read_text(encoding="utf-8")
    if HELP.search(readme) is None:
        pytest.skip("the README has no help markers")
    current = HELP.sub(lambda _: commands_help(), readme)
    if os.environ.get("UPDATE_README") == "1":
        README.write_text(current, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == current, "UPDATE_README=1 writes it anew"


def test_dots_stand_for_any_lines():
    assert matches(("a", "...", "d"), ["a", "b", "c", "d"])
    assert matches(("a", "..."), ["a"])
    assert not matches(("a", "...", "d"), ["a", "b"])
    assert not matches(("a",), ["a", "b"])


def test_commands_are_read_with_their_output():
    readme = 'Text.\n\n```console\n$ make demo\n$ briefer ask "Who?" \\\n  --json\n{\n\n}\n```\n\n```sh\n$ no\n```\n'
    assert shown_commands(readme) == [
        Shown(4, ("make", "demo"), ()),
        Shown(5, ("briefer", "ask", "Who?", "--json"), ("{", "", "}")),
    ]


def test_a_command_may_be_shown_to_fail():
    (shown,) = shown_commands("```console\n$ briefer check a.md  # exit status 1\nno\n```\n")
    assert shown == Shown(2, ("briefer", "check", "a.md"), ("no",), 1)


def test_files_are_read_out_of_the_readme():
    assert shown_files("<!-- file: a.md -->\n```markdown\nOne.\nTwo.\n```\n") == {"a.md": "One.\nTwo.\n"}
