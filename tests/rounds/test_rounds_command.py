"""`briefer update` as it is typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from round_site import Page, text
from typer.testing import CliRunner

from briefer.cli.rounds import update
from briefer.errors import InputError

app = typer.Typer()
app.command()(update)
app.callback()(lambda: None)  # so that the command keeps its name


def run(*arguments):
    return CliRunner().invoke(app, ["update", *map(str, arguments)])


@pytest.fixture
def place(workplace, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("BRIEFER_ALLOW_PRIVATE_URLS", "1")
    return workplace


def name_sources(*tables):
    lines = [
        "[[sources]]\n" + "".join(f'{key} = "{value}"\n' for key, value in each.items()) for each in tables
    ]
    Path("briefer.toml").write_text("\n".join(lines), encoding="utf-8")


def test_lines_total_and_status(site, place, archive):
    site.pages["/a.txt"] = Page(text("Town taken"), etag="1")
    inbox = place / "inbox"
    inbox.mkdir()
    (inbox / "b.jsonl").write_bytes(b"{nonsense\n")
    (inbox / "c.txt").write_bytes(text("Bridge lost"))
    name_sources({"url": site.url("/a.txt"), "name": "Example"}, {"path": "inbox"})
    first = run("--archive", archive, "--as-of", "2025-03-12")
    assert first.stdout == (
        "Example: 1 new\ninbox: 1 new, 1 failed\n2 added, 0 changed, 0 unchanged, 0 linked, 0 dropped, 1 failed\n"
    )
    assert first.stderr.startswith("error: inbox/b.jsonl, line 1: ")
    assert first.exit_code == 0
    shutil.rmtree(inbox)
    second = run("--archive", archive, "--json")
    assert (second.exit_code, second.stderr) == (2, "")
    record = json.loads(second.stdout)
    assert [source["outcome"] for source in record["sources"]] == ["unchanged", "failed"]


def test_no_archive_is_made_where_nothing_is_named(place):
    with pytest.raises(InputError, match="names no sources"):
        raise run().exception
    assert not Path(".briefer").exists()
