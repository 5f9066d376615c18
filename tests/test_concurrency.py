"""Two at one archive, and one that is stopped on its way."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from command_line import SEEDS, here, start
from slow_page import LONGEST, slow_page

pytestmark = pytest.mark.usefixtures("workplace")
PAGE = (
    "---\nretrieved: 2025-03-10\n---\nMali\nMarket in Gao reopens\nThe market in Gao reopened on March 3.\n"
)


@contextmanager
def ingesting(page, archive, *sources):
    """An ingest that has begun to write, and waits for a page."""
    running = start(
        *("ingest", *sources, page.url, "--archive", archive),
        cwd=Path.cwd(),
        env={"BRIEFER_ALLOW_PRIVATE_URLS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with running:
        try:
            assert page.asked.wait(LONGEST), running.communicate()
            yield running
        finally:
            running.kill()


def test_a_second_writer_is_told_who_writes_and_readers_are_not_kept_waiting(archive):
    known = (SEEDS / "mali.txt").read_bytes()
    with slow_page(known) as page, ingesting(page, archive) as running:
        Path("page.txt").write_text(PAGE, encoding="utf-8")
        for command in (["ingest", "page.txt"], ["reembed"]):
            second = here(*command, "--archive", archive)
            assert second.status == 2
            assert second.complaint == (
                f"the archive {archive} is being written to by process {running.pid} (briefer ingest): "
                "wait for it, or stop it"
            )
        assert "bulletins: 66," in here("stats", "--archive", archive).out
        assert here("brief", "Mali", "--archive", archive).status == 0
        page.answer.set()
        out, err = running.communicate(timeout=LONGEST)
    assert (running.returncode, err) == (0, b"")
    assert out.startswith(b"0 added, 0 changed, 8 unchanged, ")
    assert here("ingest", "page.txt", "--archive", archive).out.startswith("1 added, ")


def test_an_interrupt_says_so_in_one_line_and_loses_nothing(archive):
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    before = here("list", "--archive", archive)
    with slow_page(b"") as page, ingesting(page, archive, "page.txt") as running:
        os.kill(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=LONGEST)
    assert (running.returncode, out) == (130, b"")
    assert err == b"briefer: interrupted: nothing stored is lost; run it again to go on\n"
    assert here("list", "--archive", archive) == before
    assert here("ingest", "page.txt", "--archive", archive).out.startswith("1 added, ")
    assert here("doctor", "--archive", archive).status == 0


def test_a_killed_writer_blocks_nobody(archive):
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    with slow_page(b"") as page, ingesting(page, archive, "page.txt") as running:
        running.kill()
        running.communicate(timeout=LONGEST)
    assert "bulletins: 66," in here("stats", "--archive", archive).out
    assert here("ingest", "page.txt", "--archive", archive).out.startswith("1 added, ")
