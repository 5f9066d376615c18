"""What an update takes in, what it leaves, and what it says: real pages over loopback, a real archive."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from round_site import TODAY, Desk, Embedder, Page, feed, text
from slow_page import slow_page

from briefer.archive.archive import open_archive
from briefer.archive.lock import writer_lock
from briefer.errors import ArchiveBusy, InputError
from briefer.reading.sources import ReadOptions, read_sources
from briefer.rounds.remembering import FILE, page_held, remembering
from briefer.rounds.telling import further_problems, update_record, update_text
from briefer.rounds.update import Outcome

HERE = Path(__file__).parent
TOMORROW = TODAY + timedelta(days=1)


def said(report):
    """The lines, without the total."""
    return update_text(report).splitlines()[:-1]


def total(report):
    return update_text(report).splitlines()[-1]


def asked_with(site, path):
    """The conditions of each request for the path."""
    names = ("if-none-match", "if-modified-since")
    return [
        {name: headers[name] for name in names if name in headers}
        for asked, headers in site.asked
        if asked == path
    ]


def test_an_etag_goes_and_comes_back(site, desk):
    site.pages["/a.txt"] = Page(text("Town taken", "Market open"), etag='"one"')
    first = desk.update({"url": site.url("/a.txt"), "name": "Example"})
    assert said(first) == ["Example: 2 new"]
    assert total(first) == "2 added, 0 changed, 0 unchanged, 0 linked, 0 dropped, 0 failed"
    second = desk.update({"url": site.url("/a.txt"), "name": "Example"}, today=TOMORROW)
    assert said(second) == ["Example: unchanged"]
    assert total(second) == "0 added, 0 changed, 2 unchanged, 0 linked, 0 dropped, 0 failed"
    assert asked_with(site, "/a.txt") == [{}, {"if-none-match": '"one"'}]


def test_another_etag_brings_the_page(site, desk):
    site.pages["/a.txt"] = Page(text("Town taken"), etag='"one"')
    desk.update(site.url("/a.txt"))
    site.pages["/a.txt"] = Page(text("Market open", "Town taken"), etag='W/"two"')
    assert said(desk.update(site.url("/a.txt"))) == [f"{site.url('/a.txt')}: 1 new"]
    assert said(desk.update(site.url("/a.txt"))) == [f"{site.url('/a.txt')}: unchanged"]
    assert asked_with(site, "/a.txt")[1:] == [{"if-none-match": '"one"'}, {"if-none-match": 'W/"two"'}]


def test_a_day_of_last_change_goes_and_comes_back(site, desk):
    changed = "Sun, 09 Mar 2025 08:00:00 GMT"
    site.pages["/a.txt"] = Page(text("Town taken"), modified=changed)
    desk.update(site.url("/a.txt"))
    (source,) = desk.update(site.url("/a.txt")).sources
    assert (source.outcome, source.ingested.unchanged) == (Outcome.UNCHANGED, 1)
    assert asked_with(site, "/a.txt") == [{}, {"if-modified-since": changed}]


def test_a_304_may_bring_a_newer_etag(site, desk):
    changed = "Sun, 09 Mar 2025 08:00:00 GMT"
    site.pages["/a.txt"] = Page(text("Town taken"), etag='"one"', modified=changed)
    desk.update(site.url("/a.txt"))
    site.pages["/a.txt"] = Page(text("Town taken"), etag='"one"', headers={"ETag": '"two"'})
    desk.update(site.url("/a.txt"))
    desk.update(site.url("/a.txt"))
    assert asked_with(site, "/a.txt")[2] == {"if-none-match": '"two"', "if-modified-since": changed}


def test_the_same_bytes_are_no_news_where_a_server_tells_no_version(site, desk):
    site.pages["/a.txt"] = Page(text("Town taken"))
    desk.update(site.url("/a.txt"))
    site.pages["/a.txt"].headers["Date"] = "Tue, 11 Mar 2025 08:00:00 GMT"
    (source,) = desk.update(site.url("/a.txt"), today=TOMORROW).sources
    assert (source.outcome, source.ingested.unchanged) == (Outcome.UNCHANGED, 1)
    assert page_held(desk.folder, site.url("/a.txt")).retrieved == date(2025, 3, 10)  # it was not read again


@pytest.mark.parametrize("etag", ['"caf\xe9"', '"' + "x" * 2000 + '"', ""])
def test_an_etag_that_cannot_be_sent_back_is_left(site, desk, etag):
    site.pages["/a.txt"] = Page(text("Town taken"), etag=etag)
    for _ in range(2):
        assert not desk.update(site.url("/a.txt")).gave_nothing
    assert asked_with(site, "/a.txt") == [{}, {}]


def test_a_version_is_named_only_where_it_came_from(site, desk):
    def onward(path):
        return Page(status=302, etag='"same"', headers={"Location": path})

    site.pages |= {"/now": onward("/a.txt"), "/a.txt": Page(text("Town taken"), etag='"same"')}
    site.pages["/b.txt"] = Page(text("Market open"), etag='"same"')
    desk.update(site.url("/now"))
    site.pages["/now"] = onward("/b.txt")
    assert said(desk.update(site.url("/now"))) == [f"{site.url('/now')}: 1 new"]
    assert asked_with(site, "/now") == [{}, {}]
    assert asked_with(site, "/b.txt") == [{}]


def test_a_changed_feed(site, desk):
    site.pages["/feed.xml"] = Page(feed("Town taken", "Market open"), etag="1")
    desk.update(site.url("/feed.xml"))
    edited = ("Town taken", "Officials denied on March 6 that the town was taken, and spoke of a drill.")
    site.pages["/feed.xml"] = Page(feed("Bridge lost", edited), etag="2")
    report = desk.update({"url": site.url("/feed.xml"), "name": "Feed"})
    assert said(report) == ["Feed: 1 new, 1 changed"]
    # What has left the feed stays in the archive.
    assert desk.titles() == ["Bridge lost", "Market open", "Town taken"]


def test_a_long_feed_is_one_request(site, desk):
    site.pages["/feed.xml"] = Page(feed(*(f"Story {number}" for number in range(1000))), etag="1")
    first = desk.update(site.url("/feed.xml"))
    assert first.total.added + first.total.linked == 1000
    assert desk.update(site.url("/feed.xml")).total.unchanged == 1000
    assert [path for path, _ in site.asked] == ["/robots.txt", "/feed.xml", "/feed.xml"]


def test_a_page_that_was_not_read_whole_is_fetched_whole_again(site, desk):
    broken = feed("Town taken").replace(b"</channel></rss>", b"")
    site.pages["/feed.xml"] = Page(feed("Town taken"), etag='"sound"')
    desk.update(site.url("/feed.xml"))
    site.pages["/feed.xml"] = Page(broken, etag='"broken"')
    report = desk.update({"url": site.url("/feed.xml"), "name": "Feed"})
    assert said(report) == ["Feed: 1 failed"]
    assert "not well-formed" in further_problems(report)[0].message
    with remembering(desk.folder) as memory:
        assert memory.version(site.url("/feed.xml")) is None
    site.pages["/feed.xml"] = Page(feed("Town taken"), etag='"sound"')
    assert said(desk.update({"url": site.url("/feed.xml"), "name": "Feed"})) == ["Feed: unchanged"]
    assert asked_with(site, "/feed.xml") == [{}, {"if-none-match": '"sound"'}, {}]


def test_what_the_archive_no_longer_holds_is_fetched_whole_again(site, desk, tmp_path):
    site.pages["/a.txt"] = Page(text("Town taken"), etag='"one"')
    desk.update(site.url("/a.txt"))
    other = Desk(tmp_path / "other")
    other.update(str(HERE))  # it gives nothing, and makes the archive
    shutil.copy(desk.folder / FILE, other.folder / FILE)
    assert other.update(site.url("/a.txt")).total.added == 1
    assert asked_with(site, "/a.txt") == [{}, {}]


def test_what_someone_else_has_read_since_is_fetched_whole_again(site, desk):
    url = site.url("/a.txt")
    site.pages["/a.txt"] = Page(text("Town taken"), etag='"one"')
    desk.update(url)
    site.pages["/a.txt"] = Page(text("Town lost"), etag='"two"')
    with open_archive(desk.folder, embedder=Embedder()) as archive:
        archive.ingest(read_sources([url], ReadOptions(None, TODAY, allow_private_urls=True)), prune=True)
    site.pages["/a.txt"] = Page(text("Town taken"), etag='"one"')
    assert desk.update(url).total.added == 1
    assert asked_with(site, "/a.txt") == [{}, {}, {}]


def test_a_bad_source_stops_no_other(site, desk):
    Path("news.txt").write_bytes(text("Bridge lost"))
    site.pages |= {"/a.txt": Page(text("Town taken")), "/empty.txt": Page()}
    report = desk.update(
        site.url("/none"), "gone", {"path": "news.txt", "retrieved": date(2025, 4, 1)}, "news.txt.bak",
        site.url("/empty.txt"), "http://127.0.0.1:1/x", "http://no-such-host.invalid/", "http://[bad/",
        site.url("/a.txt"),
    )  # fmt: skip
    assert [source.outcome for source in report.sources] == [Outcome.FAILED] * 8 + [Outcome.READ]
    assert desk.titles() == ["Town taken"]
    lines = said(report)
    assert lines[0] == f"{site.url('/none')}: failed: the server answered 404 Not Found: check the address"
    assert lines[1] == "gone: failed: no such file or folder: check the name"
    assert lines[2].startswith("news.txt: failed: retrieved 2025-04-01 is after today, 2025-03-12: ")
    assert all("\n" not in line and ": failed: " in line for line in lines[:8])
    assert report.total.failed == 8
    assert further_problems(report) == ()


def test_a_folder_with_a_new_file(desk):
    folder = Path("inbox")
    folder.mkdir()
    (folder / "a.txt").write_bytes(text("Town taken"))
    assert said(desk.update("inbox")) == ["inbox: 1 new"]
    assert said(desk.update("inbox")) == ["inbox: unchanged"]
    (folder / "b.txt").write_bytes(text("Bridge lost"))
    (folder / "c.jsonl").write_bytes(b"{nonsense\n")
    report = desk.update("inbox")
    assert said(report) == ["inbox: 1 new, 1 failed"]
    assert not report.gave_nothing
    shutil.rmtree(folder)
    assert [source.outcome for source in desk.update("inbox").sources] == [Outcome.FAILED]
    assert desk.titles() == ["Bridge lost", "Town taken"]


def test_the_day_of_retrieval_of_a_path(desk):
    Path("old.txt").write_bytes(text("Town taken"))
    desk.update({"path": "old.txt", "retrieved": "2021-06-01"})
    with open_archive(desk.folder) as archive:
        assert archive.bulletins()[0].date.earliest == date(2021, 3, 5)


def test_a_copy_of_a_wire_report_is_told(site, desk):
    body = "Officials said on March 5 that forty lorries with grain had reached the town after two weeks of waiting."
    site.pages |= {
        "/a.xml": Page(feed(("Grain comes", body))),
        "/b.xml": Page(feed(("Grain comes in", body))),
    }
    report = desk.update({"url": site.url("/a.xml"), "name": "A"}, {"url": site.url("/b.xml"), "name": "B"})
    assert said(report) == ["A: 1 new", "B: 1 copied from other outlets"]


def test_a_slow_host_does_not_hold_up_another(site, desk):
    def seen():
        page.answer.set()
        return Page(text("Town taken"))

    # The slow page comes only when the other host has been asked.
    with slow_page(text("Bridge lost")) as page:
        site.pages["/a.txt"] = seen
        slow = page.url.replace("127.0.0.1", "localhost")
        report = desk.update(slow, site.url("/a.txt"))
    assert [source.outcome for source in report.sources] == [Outcome.READ, Outcome.READ]
    assert desk.titles() == ["Bridge lost", "Town taken"]


def test_one_updates_an_archive_at_a_time(site, desk):
    site.pages["/a.txt"] = Page(text("Town taken"), etag="1")
    desk.update(site.url("/a.txt"))
    began = len(site.asked)
    with writer_lock(desk.folder), pytest.raises(ArchiveBusy):
        desk.update(site.url("/a.txt"))
    assert len(site.asked) == began  # nothing was fetched for nothing
    refused = []

    def again(progress):
        if progress.stage == "fetching" and not refused:
            with pytest.raises(ArchiveBusy) as busy:
                desk.update(site.url("/a.txt"))
            refused.append(busy.value.message)

    assert not desk.update(site.url("/a.txt"), progress=again).gave_nothing
    assert refused == [f"another round of the archive {desk.folder} is under way"]


def test_an_archive_that_becomes_busy_fails_one_source_and_not_the_next(site, desk):
    site.pages |= {"/a.txt": Page(text("Town taken")), "/b.txt": Page(text("Bridge lost"))}
    locks = []

    def progress(step):
        if step.stage == "fetching" and step.done == 0:
            locks.append(writer_lock(desk.folder))
            locks[0].__enter__()
        elif step.stage == "fetching" and step.done == 1:
            locks[0].__exit__(None, None, None)

    report = desk.update(site.url("/a.txt"), site.url("/b.txt"), progress=progress)
    assert [source.outcome for source in report.sources] == [Outcome.FAILED, Outcome.READ]
    assert "is being written to" in said(report)[0]
    assert desk.update(site.url("/a.txt")).total.added == 1


def test_progress_counts_the_sources(site, desk):
    site.pages["/a.txt"] = Page(text("Town taken"))
    steps = []
    desk.update({"url": site.url("/a.txt"), "name": "A"}, "gone", progress=steps.append)
    fetching = [(step.done, step.total, step.source) for step in steps if step.stage == "fetching"]
    assert fetching == [(0, 2, "A"), (1, 2, "gone"), (2, 2, "")]


@pytest.mark.parametrize("tables", [[], ["gone", "gone"]])
def test_no_sources_and_one_source_twice(desk, tables):
    with pytest.raises(InputError, match=r"^briefer\.toml"):
        desk.update(*tables)


def test_the_record_has_what_the_lines_say(site, desk):
    site.pages |= {"/a.txt": Page(text("Town taken")), "/robots.txt": Page(b"User-agent: *\nDisallow: /b")}
    report = desk.update({"url": site.url("/a.txt"), "name": "A"}, site.url("/b.txt"))
    record = update_record(report)
    assert (record["schema"], record["added"], record["failed"]) == ("briefer.update/1", 1, 1)
    read, refused = record["sources"]
    assert (read["name"], read["source"], read["outcome"]) == ("A", site.url("/a.txt"), "read")
    assert (read["reason"], read["hint"], read["added"], read["problems"]) == (None, None, 1, [])
    assert (refused["outcome"], refused["reason"]) == ("not allowed", "not allowed by robots.txt")
    assert refused["problems"][0]["severity"] == "error"


@pytest.mark.parametrize("point", ["before", "after"])
def test_killed_between_fetching_and_remembering(site, desk, point):
    site.pages["/a.txt"] = Page(text("Town taken"), etag='"one"')
    desk.update("gone")  # makes the archive
    arguments = [str(desk.folder), site.url("/a.txt"), point]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])])}
    done = subprocess.run(
        [sys.executable, HERE / "killed_round.py", *arguments],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    taken_in = desk.titles()
    assert taken_in == ([] if point == "before" else ["Town taken"])
    report = desk.update(site.url("/a.txt"))
    assert (report.total.added, report.total.unchanged) == (1 - len(taken_in), len(taken_in))
    assert desk.titles() == ["Town taken"]
    assert asked_with(site, "/a.txt") == [{}, {}]
    assert [path for path, _ in site.asked].count(
        "/robots.txt"
    ) == 1  # what was remembered before is not lost
