"""What `update --prune` finds and removes: real folders and pages over loopback, a real archive."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import typer
from round_site import TODAY, Embedder, Page, feed, text
from typer.testing import CliRunner

from briefer.archive.archive import open_archive
from briefer.cli.rounds import update
from briefer.errors import InputError
from briefer.model import Period
from briefer.reading.sources import ReadOptions, read_sources
from briefer.rounds.pruning import LostPage, Why, prune
from briefer.rounds.remembering import FILE, remembering
from briefer.rounds.telling import prune_text
from briefer.settings import Settings


def pruned(desk, *sources, yes=False):
    tables = [{"url" if "://" in source else "path": source} for source in sources]
    with open_archive(desk.folder, embedder=Embedder()) as archive:
        report = prune(archive, Settings(sources=tables), yes=yes)
        assert all(check.ok for check in archive.checks())
    return report


@pytest.fixture
def inbox(desk):
    folder = Path("inbox")
    folder.mkdir()
    (folder / "a.txt").write_bytes(text("Town taken", "Market open"))
    (folder / "b.txt").write_bytes(text("Bridge lost"))
    return folder


def test_a_source_that_is_named_no_longer_goes_and_only_when_told(site, desk, inbox):
    site.pages["/feed.xml"] = Page(feed("Road closed"))
    url = site.url("/feed.xml")
    desk.update(url, "inbox")
    before = desk.titles()
    assert pruned(desk, url, "inbox").pages == ()
    report = pruned(desk, "inbox")
    assert report.pages == (LostPage(url, Why.NOT_NAMED, 1),)
    assert (report.bulletins, report.removed) == (1, False)
    assert desk.titles() == before
    assert pruned(desk, "inbox", yes=True).removed
    assert desk.titles() == ["Bridge lost", "Market open", "Town taken"]
    assert pruned(desk, "inbox").pages == ()
    desk.update(url, "inbox")  # named again, it is read again
    assert desk.titles() == before


def test_a_folder_that_is_named_no_longer_goes_with_its_files(site, desk, inbox):
    site.pages["/feed.xml"] = Page(feed("Road closed"))
    desk.update(site.url("/feed.xml"), "inbox")
    shutil.rmtree(inbox)
    report = pruned(desk, site.url("/feed.xml"), yes=True)
    assert [(page.source, page.bulletins) for page in report.pages] == [
        ("inbox/a.txt", 2),
        ("inbox/b.txt", 1),
    ]
    assert (report.bulletins, desk.titles()) == (3, ["Road closed"])


def test_a_file_that_is_gone_from_its_folder_goes(desk, inbox):
    desk.update("inbox")
    (inbox / "a.txt").unlink()
    assert pruned(desk, "inbox").pages == (LostPage("inbox/a.txt", Why.GONE, 2),)
    pruned(desk, "inbox", yes=True)
    assert desk.titles() == ["Bridge lost"]


def test_a_folder_that_is_not_there_loses_nothing(desk, inbox):
    desk.update("inbox")
    inbox.rename("elsewhere")  # a disk that is not mounted
    assert pruned(desk, "inbox", yes=True).pages == ()
    assert len(desk.titles()) == 3


def test_what_another_source_still_gives_stays(desk, inbox):
    (inbox / "b.txt").write_bytes((inbox / "a.txt").read_bytes())
    copies = Path("copies")
    copies.mkdir()
    (copies / "c.txt").write_bytes(text("Town taken"))
    desk.update("inbox", "copies")
    (inbox / "a.txt").unlink()
    report = pruned(desk, "inbox", yes=True)
    assert [page.source for page in report.pages] == ["copies/c.txt", "inbox/a.txt"]
    assert (report.bulletins, desk.titles()) == (0, ["Market open", "Town taken"])


def test_a_wire_copy_takes_the_place_of_what_goes(site, desk):
    story = (
        "Soldiers of the second battalion took the town of Ber from the fighters on March 6, residents said by "
        "telephone, and the market opened again after two days of shooting in its streets."
    )
    site.pages["/one.xml"] = Page(feed(("Army takes Ber", story)))
    site.pages["/two.xml"] = Page(feed(("Army takes Ber, residents say", f"{story} More followed.")))
    desk.update(site.url("/one.xml"), site.url("/two.xml"))
    with open_archive(desk.folder, embedder=Embedder()) as archive:
        assert (archive.stats().bulletins, archive.stats().linked) == (1, 1)
    pruned(desk, site.url("/two.xml"), yes=True)
    with open_archive(desk.folder, embedder=Embedder()) as archive:
        assert (archive.stats().bulletins, archive.stats().linked) == (1, 0)
        (hit, *_) = archive.search("battalion Ber", period=Period(date(2025, 3, 1), date(2025, 3, 31)))
    assert hit.bulletin.title == "Army takes Ber, residents say"


def test_what_was_ingested_in_another_way_stays(desk, inbox):
    saved = Path("saved")
    saved.mkdir()
    (saved / "page.txt").write_bytes(text("Court rules"))
    with open_archive(desk.folder, embedder=Embedder(), create=True) as archive:
        archive.ingest(read_sources(["saved"], ReadOptions(None, TODAY)))
    desk.update("inbox")
    (saved / "page.txt").unlink()
    assert pruned(desk, "inbox", yes=True).pages == ()
    assert "Court rules" in desk.titles()


def test_without_its_memory_nothing_goes_and_an_older_one_tells_of_pages(site, desk, inbox):
    site.pages["/a.txt"] = Page(text("Road closed"), etag="1")
    desk.update(site.url("/a.txt"), "inbox")
    with remembering(desk.folder) as memory:
        memory._db.execute("DROP TABLE named")  # as an earlier version left it
    assert [page.source for page in pruned(desk, "inbox").pages] == [site.url("/a.txt")]
    (desk.folder / FILE).unlink()
    assert pruned(desk, "inbox", yes=True).pages == ()


def test_a_file_whose_name_is_told_otherwise_is_not_gone(desk, inbox):
    (inbox / "b.txt").rename(inbox / "b\nc.txt")
    desk.update("inbox")
    assert pruned(desk, "inbox").pages == ()


def test_it_is_told(desk, inbox):
    desk.update("inbox")
    assert prune_text(pruned(desk, "inbox")) == "nothing to prune\n"
    (inbox / "b.txt").unlink()
    assert prune_text(pruned(desk, "inbox")) == (
        "1 page with 1 bulletin of their own would go: pass --yes to remove them\n"
        "    inbox/b.txt: 1 bulletin: gone from its folder\n"
    )
    assert prune_text(pruned(desk, "inbox", yes=True)).startswith(
        "removed 1 page with 1 bulletin of their own\n"
    )


# -- as it is typed

app = typer.Typer()
app.command()(update)
app.callback()(lambda: None)  # so that the command keeps its name


def run(*arguments):
    return CliRunner().invoke(app, ["update", *map(str, arguments)])


def test_the_command_lists_and_removes_only_with_yes(archive, inbox):
    Path("briefer.toml").write_text('[[sources]]\npath = "inbox"\n', encoding="utf-8")
    assert run("--archive", archive, "--as-of", "2025-03-12").exit_code == 0
    (inbox / "a.txt").unlink()
    listed = run("--prune", "--archive", archive, "--as-of", "2025-03-12")
    assert listed.exit_code == 0
    assert listed.stdout.splitlines()[-1] == "    inbox/a.txt: 2 bulletins: gone from its folder"
    record = json.loads(run("--prune", "--json", "--archive", archive, "--as-of", "2025-03-12").stdout)
    page = {"source": "inbox/a.txt", "why": "gone from its folder", "bulletins": 2}
    assert record["prune"] == {"pages": [page], "bulletins": 2, "removed": False}
    done = json.loads(run("--prune", "--yes", "--json", "--archive", archive, "--as-of", "2025-03-12").stdout)
    assert done["prune"]["removed"]
    with open_archive(archive) as opened:
        assert opened.stats().bulletins == 66 + 1  # the seeds, which no round read, and what is left
    assert json.loads(run("--json", "--archive", archive).stdout)["prune"] is None


def test_yes_alone_is_refused():
    with pytest.raises(InputError, match="--yes goes with --prune"):
        raise run("--yes").exception
