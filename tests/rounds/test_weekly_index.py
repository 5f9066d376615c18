"""The index pages: read back with a parser, hostile words in them, and in a real browser where there is one."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from briefer.rendering.json import dumped
from briefer.rounds.pages import week_page, weeks_in, weeks_page
from briefer.rounds.papers import (
    Chapter,
    GateResult,
    LostSource,
    Paper,
    PaperFile,
    Week,
    read_week,
    record_of,
)

HOSTILE = '</bdi></p><script>alert("x")</script><img src="http://192.0.2.1/a.png" onerror=alert(1)>{{ 7*7 }}'
PASSED = Paper(
    slug="ivory-coast",
    template="weekly",
    chapters=(Chapter("CIV", "Ivory Coast", "The market in Bouaké reopened."),),
    gate=GateResult.PASSED,
    sentences=9,
    stories=1,
    sources=1200,
    engine="extractive",
    made=date(2025, 2, 24),
    files=(PaperFile("html", "0" * 64), PaperFile("md", "1" * 64), PaperFile("text", "2" * 64)),
    inputs="3" * 64,
)
FAILED = replace(
    PASSED,
    slug="mali",
    chapters=(Chapter("MLI", "Mali", HOSTILE),),
    gate=GateResult.FAILED,
    faults=(f"not found: “{HOSTILE}”",),
    withheld=2,
)
NOT_MADE = Paper(
    slug="niger",
    template="weekly",
    chapters=(Chapter("NER", "Niger", "", f"model {HOSTILE} failed", "try again"),),
    gate=GateResult.NOT_MADE,
)
EMPTY = replace(
    PASSED,
    slug="fiji",
    chapters=(Chapter("FJI", "Fiji", "The bulletins hold nothing on Fiji."),),
    sentences=0,
    stories=0,
    sources=0,
)
LOST = LostSource("Example <b>Post</b>", "failed", f"the server answers 500 {HOSTILE}", "try again")
REPORT = replace(PASSED, slug="report", chapters=(*PASSED.chapters, *NOT_MADE.chapters), withheld=1)


def week(*papers, number=8):
    monday = date.fromisocalendar(2025, number, 1)
    passed = all(paper.gate is GateResult.PASSED for paper in papers)
    return Week(
        "briefer.weekly/1", f"2025-W{number:02}", monday, monday.replace(day=monday.day + 6), passed, papers
    )


ALL = week(FAILED, NOT_MADE, PASSED, REPORT)


class Reader(HTMLParser):
    """Keeps tags, links and text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.words, self.meta = [], [], [], {}
        self.style = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.style = tag == "style"
        assert not any(name.startswith("on") or name in ("src", "srcset") for name in given), given
        if tag == "a":
            self.links.append(given["href"])
        if tag == "meta" and "http-equiv" in given:
            self.meta[given["http-equiv"]] = given["content"]

    def handle_endtag(self, tag):
        self.style = False

    def handle_data(self, data):
        if not self.style:
            self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def put(out: Path, made: Week) -> None:
    folder = out / made.week
    folder.mkdir(parents=True)
    (folder / "index.json").write_text(dumped(record_of(made)), encoding="utf-8")


def test_a_record_comes_back_as_it_was(tmp_path):
    put(tmp_path, ALL)
    assert read_week(tmp_path / "2025-W08" / "index.json") == ALL


def test_what_a_reader_of_the_week_sees():
    read = Reader(week_page(ALL))
    assert "Briefings for 17–23 February 2025" in read.text
    assert "Gate 2 passed, 1 failed, 1 not made" in read.text
    assert "The market in Bouaké reopened." in read.text
    assert "passed · 1 story, 1,200 sources, nothing withheld" in read.text
    assert "failed · 1 story, 1,200 sources, 2 sentences withheld" in read.text
    assert "Ivory Coast and Niger" in read.text
    assert {"ivory-coast.html", "ivory-coast.md", "ivory-coast.txt", "report.html", "../index.html"} <= set(
        read.links
    )
    assert not any(link.startswith("niger.") for link in read.links)


def test_a_paper_of_a_week_without_bulletins_did_not_pass_anything():
    for page in (week_page(week(EMPTY, PASSED)), weeks_page([week(EMPTY, PASSED)])):
        read = Reader(page)
        assert "1 passed, 1 with no bulletins in the period" in read.text
        assert "hold nothing on Fiji. no bulletins in the period HTML" in read.text
        assert "0 stories" not in read.text


def test_sources_that_gave_nothing_stand_beside_the_countries(tmp_path):
    made = replace(week(PASSED), lost_sources=(LOST,))
    for page in (week_page(made), weeks_page([made])):
        read = Reader(page)
        assert "Sources that gave nothing Example <b>Post</b>: failed: the server answers 500" in read.text
        assert "(try again)" in read.text
        assert "1 passed, 1 source gave nothing" in read.text
        assert "script" not in read.tags
    put(tmp_path, made)
    assert read_week(tmp_path / "2025-W08" / "index.json") == made
    record = record_of(made)
    del record["lost_sources"]  # as an earlier version wrote it
    (tmp_path / "2025-W08" / "index.json").write_text(dumped(record), encoding="utf-8")
    assert read_week(tmp_path / "2025-W08" / "index.json") == week(PASSED)


def test_bulletins_countries_and_models_put_no_markup_in_it():
    for page in (week_page(ALL), weeks_page([ALL])):
        read = Reader(page)
        assert not {"script", "img", "iframe", "link", "object", "form"} & set(read.tags)
        assert HOSTILE in read.text
        assert "49" not in read.text.replace("{{ 7*7 }}", "")
        assert read.meta["Content-Security-Policy"].startswith("default-src 'none'")
        assert not any("://" in link for link in read.links)


def test_all_weeks_the_latest_first_and_none_that_is_damaged(tmp_path):
    for made in (week(PASSED, number=7), ALL):
        put(tmp_path, made)
    (tmp_path / "2025-W09").mkdir()
    (tmp_path / "2025-W09" / "index.json").write_text("{", encoding="utf-8")
    put(tmp_path, replace(week(PASSED, number=6), week="2025-W06"))
    (tmp_path / "2025-W06").rename(tmp_path / "2025-W05")  # another week's record
    found = weeks_in(tmp_path)
    assert [each.week for each in found] == ["2025-W08", "2025-W07"]
    links = Reader(weeks_page(found)).links
    assert links.index("2025-W08/mali.html") < links.index("2025-W07/index.html")
    assert "2025-W07/ivory-coast.html" in links


@pytest.mark.parametrize("slug", ["../../etc/passwd", "a/b", "MALI", "", "javascript:alert(1)", "a\nb"])
def test_a_record_cannot_lead_elsewhere(tmp_path, slug):
    record = record_of(ALL)
    record["papers"][0]["slug"] = slug
    file = tmp_path / "2025-W08" / "index.json"
    file.parent.mkdir()
    file.write_text(json.dumps(record), encoding="utf-8")
    assert read_week(file) is None


def test_nothing_made_yet():
    assert "Nothing made yet" in Reader(weeks_page([])).text
    assert "1 not made" in Reader(week_page(week(NOT_MADE))).text


@pytest.mark.parametrize("width", [390, 1000])
def test_in_a_browser_nothing_is_asked_for_and_nothing_runs_over(tmp_path, width):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    whole = replace(week(*ALL.papers, EMPTY), lost_sources=(LOST,))
    pages = {"week.html": week_page(whole), "weeks.html": weeks_page([whole])}
    asked, said = [], []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        for name, html in pages.items():
            file = tmp_path / name
            file.write_text(html, encoding="utf-8")
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator("article.failed .verdict").inner_text() == "failed"
        browser.close()
    assert asked == [(tmp_path / name).as_uri() for name in pages]
    assert said == []
