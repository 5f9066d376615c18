"""What a terminal, a pipe and a full disk get of the installed program."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import termios
from collections import Counter
from pathlib import Path

import pytest
from command_line import PROGRAM, SEEDS, here, program, start

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def env(seeded):
    return {"BRIEFER_ARCHIVE": str(seeded), "TERM": "xterm-256color"}


def in_terminal(*arguments, cwd, env, columns=60, out=True, err=True):
    """Run the program with standard output and error on a terminal or a pipe; return what each got.

    Where both are a terminal, it is the same one, and the first holds all.
    """
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, columns))
    streams = {"stdout": slave if out else subprocess.PIPE, "stderr": slave if err else subprocess.PIPE}
    with start(*arguments, cwd=cwd, env=env, stdin=subprocess.DEVNULL, **streams) as running:
        os.close(slave)
        shown = read_terminal(master)
        piped = b"".join(stream.read() for stream in (running.stdout, running.stderr) if stream)
    os.close(master)
    assert running.returncode == 0, (shown, piped)
    return shown.replace("\r\n", "\n"), piped.decode("utf-8")


def read_terminal(master):
    pieces = []
    try:
        while piece := os.read(master, 65536):
            pieces.append(piece)
    except OSError:
        pass  # nobody writes to it any more
    return b"".join(pieces).decode("utf-8")


def test_a_terminal_gets_lines_of_its_width_and_a_pipe_whole_ones(workplace, env):
    whole = program("brief", "Mali", cwd=workplace, env=env)
    assert (whole.status, whole.err) == (0, "")
    assert max(map(len, whole.out.splitlines())) > 200
    shown, told = in_terminal("brief", "Mali", cwd=workplace, env=env, err=False)
    assert told == ""
    assert max(map(len, shown.splitlines())) <= 60
    letters = re.compile(r"[^\s=-]")
    figures = re.compile(r"^Figures\n-+\n(.*?)\n\n", re.DOTALL | re.MULTILINE)
    kept = [Counter(letters.findall(figures.sub("", each))) for each in (shown, whole.out)]
    assert kept[0] == kept[1]
    # The table of figures is too wide: each of its rows is a paragraph.
    table, rows = (figures.search(each)[1] for each in (whole.out, shown))
    assert len(table.splitlines()) - 2 == rows.count("- ") > 0
    cells = [cell for row in table.splitlines()[2:] for cell in row.split("  ") if cell.strip(" –")]
    assert all(cell.strip() in " ".join(rows.split()) for cell in cells)
    assert not CONTROL.search(shown + whole.out)


def test_json_is_not_wrapped(workplace, env):
    shown, _ = in_terminal("list", "--json", "--limit", "1", cwd=workplace, env=env, columns=20, err=False)
    assert shown == program("list", "--json", "--limit", "1", cwd=workplace, env=env).out


def test_a_terminal_sees_that_something_goes_on_and_the_result_stays_clean(workplace, env):
    result, nothing = in_terminal("brief", "Mali", cwd=workplace, env=env, out=False)[::-1]
    assert not CONTROL.search(result)
    assert "Writing the briefing" in nothing


def test_a_progress_bar_on_a_terminal(workplace, env, archive):
    settings = env | {"BRIEFER_ARCHIVE": str(archive)}
    bar, result = in_terminal("ingest", SEEDS, cwd=workplace, env=settings, columns=80, out=False)
    assert "reading" in bar
    assert "\x1b[" in bar
    assert result.startswith("0 added, 0 changed, 66 unchanged, ")
    plain = program("ingest", SEEDS, cwd=workplace, env=settings)
    assert (plain.out, plain.err) == (result, "")


@pytest.mark.parametrize("wish", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_it_is_not_wanted(workplace, env, wish):
    both, _ = in_terminal("brief", "Mali", cwd=workplace, env=env | wish)
    coloured = [code for code in COLOUR.findall(both) if code != "\x1b[0m"]
    assert coloured == []
    assert "Bottom line" in both


def test_a_reader_that_leaves(workplace, env):
    """As `briefer list | head -1`, where the reader is gone before anything is written."""
    reading, writing = os.pipe()
    os.close(reading)
    with start("list", cwd=workplace, env=env, stdout=writing, stderr=subprocess.PIPE) as running:
        os.close(writing)
        _, err = running.communicate()
    assert (running.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full to write to")
def test_a_full_disk(workplace, env):
    with (
        Path("/dev/full").open("wb") as full,
        start("list", cwd=workplace, env=env, stdout=full, stderr=subprocess.PIPE) as running,
    ):
        _, err = running.communicate()
    assert running.returncode == 2
    assert err.decode() == (
        "briefer: standard output cannot be written (No space left on device): make room, or send it elsewhere\n"
    )


def test_closed_standard_streams(workplace, env):
    script = '"$0" ingest - <&- ; echo "status $?"; "$0" stats >&- ; echo "status $?"'
    done = subprocess.run(
        ["sh", "-c", script, PROGRAM], cwd=workplace, env=os.environ | env, capture_output=True, text=True
    )
    assert done.stderr == "error: -: there is no standard input: pipe a text into it\n"
    assert done.stdout.splitlines() == [
        "0 added, 0 changed, 0 unchanged, 0 linked, 0 dropped, 1 failed",
        "status 2",
        "status 0",
    ]


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_output_is_utf_8_whatever_the_locale(workplace, env, locale):
    done = program("brief", "Niger", "--week", "2024-W50", cwd=workplace, env=env | locale)
    assert (done.status, done.err) == (0, "")
    assert "Tillabéri" in done.out


@pytest.mark.parametrize(
    "arguments", [["show"], ["list", "--country"], ["list", "--since"], ["list", "--archive"]]
)
def test_an_argument_that_is_no_text_controls_no_terminal(workplace, env, arguments):
    done = program(*arguments, os.fsdecode(b"\xff\x1b[31m"), cwd=workplace, env=env)
    assert done.status == 2
    assert not CONTROL.search(done.complaint)


def test_a_question_that_is_no_text_is_asked_without_what_is_none(seeded):
    done = here("ask", os.fsdecode(b"Who attacked Bamako\xff?"), "--archive", seeded)
    assert done.status == 0
    assert done.out.startswith("Who attacked Bamako\N{REPLACEMENT CHARACTER}?\n")
