"""`briefer weekly` as it is typed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
import typer
from command_line import start
from model_server import Reply, openai_server, says
from round_site import Page, feed
from typer.testing import CliRunner

from briefer.cli.rounds import weekly
from briefer.errors import InputError
from briefer.rounds.papers import read_week

app = typer.Typer()
app.command()(weekly)
app.callback()(lambda: None)  # so that the command keeps its name
WEEK = ("--week", "2024-W38", "--as-of", "2025-03-10")
INDEX = Path("briefings", "2024-W38", "index.json")


def run(*arguments):
    return CliRunner().invoke(app, ["weekly", *map(str, arguments)])


@pytest.fixture
def place(workplace, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("BRIEFER_ALLOW_PRIVATE_URLS", "1")
    return workplace


def write_settings(*lines):
    Path("briefer.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


TABLE = ("[weekly]", 'countries = ["Mali", "Iceland"]')


def test_the_round_updates_writes_and_tells(site, place, archive):
    site.pages["/feed.xml"] = Page(
        feed(("Iceland: road closed", "The road board of Iceland closed the ring road on March 8.")), etag="1"
    )
    write_settings(*TABLE, "[[sources]]", f'url = "{site.url("/feed.xml")}"', 'name = "Example"')
    done = run("--week", "2025-W10", "--archive", archive, "--as-of", "2025-03-12")
    assert done.exception is None
    assert done.stdout.splitlines() == [
        "Example: 1 new",
        "1 added, 0 changed, 0 unchanged, 0 linked, 0 dropped, 0 failed",
        "Week 2025-W10: 3–9 March 2025",
        done.stdout.splitlines()[3],
        "Iceland: made, 2 sentences from 1 source, passed the gate",
        "wrote briefings/2025-W10/index.html",
    ]
    assert done.stdout.splitlines()[3].startswith("Mali: made, ")
    again = run("--week", "2025-W10", "--archive", archive, "--as-of", "2025-03-12", "--json")
    record = json.loads(again.stdout)
    assert (record["schema"], record["week"]) == ("briefer.weekly.round/1", "2025-W10")
    assert record["update"]["sources"][0]["outcome"] == "unchanged"
    assert [paper["outcome"] for paper in record["papers"]] == ["unchanged", "unchanged"]


def test_the_seeds_of_mali(place, archive):
    done = run(
        *WEEK, "--no-update", "--country", "mali", "--country", "FJ", "--archive", archive,
        "--formats", "html,md,docx,json",
    )  # fmt: skip
    assert (done.exit_code, done.exception) == (0, None)
    week = read_week(INDEX)
    assert [(paper.slug, paper.gate.value) for paper in week.papers] == [
        ("mali", "passed"),
        ("fiji", "passed"),
    ]
    assert "Bamako" in week.papers[0].chapters[0].headline
    assert Path("briefings", "2024-W38", "mali.docx").read_bytes().startswith(b"PK")
    assert Path("briefings", "index.html").is_file()


def test_a_source_that_fails_is_told_and_the_papers_are_there(site, place, archive):
    site.pages["/feed.xml"] = Page(b"", status=500)
    write_settings(*TABLE, "[[sources]]", f'url = "{site.url("/feed.xml")}"', 'name = "Example"')
    done = run(*WEEK, "--archive", archive)
    assert done.exit_code == 2
    assert done.stdout.startswith("Example: failed: ")
    week = read_week(INDEX)
    assert week.passed
    (lost,) = week.lost_sources
    assert (lost.name, lost.outcome) == ("Example", "failed")
    assert lost.reason in done.stdout
    assert lost.reason in INDEX.with_suffix(".html").read_text(encoding="utf-8")
    again = run(*WEEK, "--no-update", "--archive", archive)  # which asks no source
    assert (again.exit_code, read_week(INDEX).lost_sources) == (0, week.lost_sources)
    site.pages["/feed.xml"] = Page(feed("Road closed"))
    assert run(*WEEK, "--archive", archive).exit_code == 0
    assert read_week(INDEX).lost_sources == ()


def test_a_week_without_bulletins_is_not_told_as_passed(place, archive):
    done = run(*WEEK, "--no-update", "--country", "Fiji", "--archive", archive)
    assert (done.exit_code, done.exception) == (0, None)
    assert done.stdout.splitlines()[1] == "Fiji: made, no bulletins in the period"
    assert "no bulletins in the period" in INDEX.with_suffix(".html").read_text(encoding="utf-8")


def test_without_sources_it_says_what_to_do(place, archive):
    write_settings(*TABLE)
    with pytest.raises(InputError, match="names no sources") as caught:
        raise run("--archive", archive).exception
    assert caught.value.hint.endswith("or pass --no-update to write from what the archive holds")


def test_nothing_is_fetched_for_a_folder_that_cannot_be_written_to(site, place, archive):
    write_settings(*TABLE, "[[sources]]", f'url = "{site.url("/feed.xml")}"')
    Path("briefings").write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="the folder briefings/2024-W38 cannot be written to"):
        raise run(*WEEK, "--archive", archive).exception
    assert site.asked == []


def test_without_an_archive_it_says_so(place):
    with pytest.raises(InputError, match="no archive"):
        raise run("--no-update", "--country", "Mali", *WEEK).exception


def test_a_paper_below_the_gate_ends_with_1_and_an_invented_number_withheld_with_0(
    place, archive, monkeypatch
):
    given = (*WEEK, "--no-update", "--country", "Mali", "--archive", archive, "--model", "openai:test-model")
    monkeypatch.setenv("BRIEFER_MODEL_RETRIES", "0")
    with openai_server(monkeypatch, "sk-test") as server:
        server.play(says("## Bottom line\nThe attack killed 7,000 people. [1]"))
        done = run(*given)
        assert done.exit_code == 1
        assert "FAILED the gate\n    Mali: all that was written of its news was withheld\n" in done.stdout
        assert read_week(INDEX).passed is False
        numbered = server.messages(0)["user"]
        line = next(each for each in numbered.splitlines() if each.startswith("[1] "))
        server.play(says(f"## Bottom line\n{line.removeprefix('[1] ')} [1] It killed 7,000 people. [1]"))
        done = run(*given)
    assert done.exit_code == 0
    assert "1 withheld, passed the gate" in done.stdout


class Silence(Event):
    """What a server waits for that never comes; `begun` is set when it waits."""

    def __init__(self):
        super().__init__()
        self.begun = Event()

    def wait(self, timeout=None):
        self.begun.set()
        return super().wait(timeout)


def test_an_interrupt_does_not_wait_for_the_model(place, archive, monkeypatch):
    with openai_server(monkeypatch, "sk-test") as server:
        silence = Silence()
        server.play(Reply(after=silence))
        given = (
            "weekly",
            *WEEK,
            "--no-update",
            "--country",
            "Mali",
            "--country",
            "Niger",
            "--archive",
            archive,
        )
        with start(
            *given, "--model", "openai:m", cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as going:
            assert silence.begun.wait(60)
            going.send_signal(signal.SIGINT)
            out, err = going.communicate(timeout=30)
        assert (going.returncode, out) == (130, b"")
        assert err.startswith(b"briefer: interrupted")
        assert not INDEX.exists()


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from briefer.archive.archive import open_archive
from briefer.rounds.order import order_of
from briefer.rounds.weekly import weekly
from briefer.settings import Settings

day = date(2025, 3, 10)
settings = Settings(archive=sys.argv[1])
order = order_of(settings, today=day, week="2024-W38", countries=["Mali", "Niger", "Chad"])
with open_archive(settings.archive) as archive:
    killed = lambda done, _: done < 2 or os.kill(os.getpid(), signal.SIGKILL)
    weekly(archive, settings, order, today=day, progress=killed)
"""


def test_killed_on_the_way_it_goes_on_to_the_same_end(place, archive):
    subprocess.run([sys.executable, "-c", KILLED, archive], cwd=place, check=False)
    folder = INDEX.parent
    there = {file.name: file.read_bytes() for file in folder.glob("*.*") if file.is_file()}
    assert set(there) == {"mali.html", "mali.md", "niger.html", "niger.md"}
    countries = [word for name in ("Mali", "Niger", "Chad") for word in ("--country", name)]
    done = run(*WEEK, "--no-update", *countries, "--archive", archive)
    assert [line.split(",")[0] for line in done.stdout.splitlines()[1:4]] == [
        "Mali: unchanged",
        "Niger: unchanged",
        "Chad: made",
    ]
    one = {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    run(*WEEK, "--no-update", *countries, "--archive", archive, "--out", "whole")
    two = {file.name: file.read_bytes() for file in Path("whole/2024-W38").rglob("*") if file.is_file()}
    assert one == two
