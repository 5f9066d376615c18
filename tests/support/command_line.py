"""Runs `briefer` as its users do: in this process, where a model is loaded once, or as the installed program."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from briefer.cli import main

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
PROGRAM = Path(sysconfig.get_path("scripts"), "briefer")


@dataclass(frozen=True)
class Done:
    """A command that ended."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on standard error of a command that printed nothing else."""
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("briefer: ")
        return self.err.removeprefix("briefer: ").rstrip("\n")


def here(*arguments: object, stdin: bytes = b"") -> Done:
    """Run a command in this process, in the working folder and environment that the test has set."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True) for _ in range(2))
    status = 0
    with (
        mock.patch.object(sys, "argv", ["briefer", *map(str, arguments)]),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="ascii")),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
    shown, told = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))
    return Done(status, shown, told)


def start(*arguments: object, cwd: Path, env: dict[str, str] | None = None, **streams) -> subprocess.Popen:
    """Start the installed program, with none of the settings of whoever runs the tests."""
    width = {"COLUMNS", "LINES"}  # they would speak for a terminal that is not this one
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("BRIEFER_") and name not in width
    }
    offline = {"HF_HUB_OFFLINE": "1", "no_proxy": "127.0.0.1"}
    return subprocess.Popen(
        [PROGRAM, *map(str, arguments)], cwd=cwd, env=clean | offline | (env or {}), **streams
    )


def program(*arguments: object, cwd: Path, env: dict[str, str] | None = None, stdin: bytes = b"") -> Done:
    """Run the installed program to its end."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with start(*arguments, cwd=cwd, env=env, **pipes) as running:
        out, err = running.communicate(stdin)
    return Done(running.returncode, out.decode("utf-8"), err.decode("utf-8"))
