"""The week's papers, from small archives: made, checked, left alone when nothing changed, gone on with when stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from threading import Barrier
from typing import ClassVar

import pytest
from briefed import HashEmbedder, about, archive_of, reading
from model_server import ModelServer, fails, openai_server, says

from briefer.archive.archive import open_archive
from briefer.errors import InputError
from briefer.rendering.starting import new_template
from briefer.rounds import weekly as rounds
from briefer.rounds.order import last_week, order_of, slug_of
from briefer.rounds.papers import GateResult, Shelf, name_of_week, read_week
from briefer.rounds.waiting import as_done
from briefer.rounds.weekly import Outcome, weekly
from briefer.settings import Settings

MONDAY = date(2025, 2, 24)
MALI = about(
    "Mali: raid on a market",
    "The governor says that at least 12 traders died in the raid near Gao. Gunmen on motorcycles came from the north "
    "of Mali.",
    date=date(2025, 2, 18),
)
NIGER = about(
    "Niger: new road opened",
    "The president of Niger opened a road to Agadez on Feb. 19. It cost Niger four years of work.",
    date=date(2025, 2, 19),
)


@pytest.fixture
def archive(tmp_path, workplace) -> Iterator:
    with archive_of(tmp_path, [MALI, NIGER]) as opened:
        yield opened


@pytest.fixture
def server(monkeypatch) -> Iterator[ModelServer]:
    with openai_server(monkeypatch, "sk-test") as running:
        yield running


def order(tmp_path, *countries, today=MONDAY, **other):
    settings = Settings(as_of=today)
    return order_of(
        settings, today=today, countries=countries or ("Mali", "Niger"), out=tmp_path / "out", **other
    )


def run(archive, wanted, today=MONDAY, progress=None, **settings):
    return weekly(archive, Settings(**settings), wanted, today=today, progress=progress)


def outcomes(report):
    return [outcome for _, outcome in report.papers]


def contents(folder):
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize(
    ("today", "week"),
    [
        (date(2023, 7, 30), "2023-W29"),  # a Sunday: its week has not ended before it
        (date(2023, 7, 31), "2023-W30"),
        (date(2023, 8, 6), "2023-W30"),
        (date(2025, 1, 6), "2025-W01"),
        (date(2021, 1, 5), "2020-W53"),
    ],
)
def test_the_week_is_the_one_that_ended_last(today, week):
    assert name_of_week(last_week(today)) == week


def test_before_the_first_week_there_is_none():
    with pytest.raises(InputError, match="no week ended before"):
        last_week(date.min)


def test_names_of_files_are_plain(tmp_path):
    assert [slug_of(code) for code in ("CIV", "ALA", "COD", "GNB", "CUW")] == [
        "ivory-coast",
        "aland-islands",
        "democratic-republic-of-the-congo",
        "guinea-bissau",
        "curacao",
    ]


def test_an_order_takes_what_is_given_before_the_settings(tmp_path):
    table = {"countries": ["Mali", "ML"], "forms": ["docx"], "out": "here", "template": "sitrep"}
    settings = Settings(weekly=table)
    given = order_of(settings, today=MONDAY)
    assert (given.forms, str(given.folder), given.layout.name) == (("docx",), "here/2025-W08", "sitrep")
    assert [wanted.slug for wanted in given.papers] == ["mali"]
    other = order_of(settings, today=MONDAY, forms="html, MD,html", template="africa-file", week="2025-W01")
    assert (other.forms, str(other.folder)) == (("html", "md"), "here/2025-W01")
    assert [(wanted.slug, wanted.countries) for wanted in other.papers] == [("report", ("MLI",))]


@pytest.mark.parametrize(
    ("settings", "given", "message"),
    [
        ({}, {}, "names no countries"),
        ({"weekly": {"countries": ["Mali"], "forms": ["odt"]}}, {}, r"\[weekly\]: forms: .* 'odt'"),
        ({"weekly": {"countries": ["Mali"], "forms": []}}, {}, "names no format"),
        ({}, {"countries": ["Mali"], "forms": "html,,md"}, "--formats: there is no output format ''"),
        ({}, {"countries": ["Atlantis"]}, "Atlantis"),
        ({}, {"countries": ["Mali"], "week": "2025-02"}, "is not a week"),
        ({}, {"countries": ["Mali"], "template": "monthly"}, "no template 'monthly'"),
    ],
)
def test_an_order_that_cannot_be_is_told(workplace, settings, given, message):
    with pytest.raises(InputError, match=message):
        order_of(Settings(**settings), today=MONDAY, **given)


def test_a_paper_for_each_country_in_a_dated_folder_with_an_index(archive, tmp_path):
    told = []
    report = run(archive, order(tmp_path, "Mali", "Niger", "Fiji"), progress=lambda *done: told.append(done))
    assert outcomes(report) == [Outcome.MADE] * 3
    assert (report.passed, report.complete, told) == (True, True, [(0, 3), (1, 3), (2, 3), (3, 3)])
    folder = tmp_path / "out" / "2025-W08"
    names = {name for name in contents(folder) if not name.startswith(".")}
    assert names == {
        *("fiji.html", "fiji.md", "mali.html", "mali.md", "niger.html", "niger.md"),
        *("index.html", "index.json"),
    }
    assert "at least 12 traders died" in (folder / "mali.md").read_text(encoding="utf-8")
    record = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert [record[key] for key in ("schema", "week", "passed")] == ["briefer.weekly/1", "2025-W08", True]
    mali, _, fiji = record["papers"]
    assert (mali["slug"], mali["gate"], mali["sources"]) == ("mali", "passed", 1)
    assert mali["chapters"][0]["headline"].startswith("The governor says")
    assert fiji["chapters"][0]["headline"] == "The bulletins hold nothing on Fiji for 17–23 February 2025."


def test_the_same_gives_the_same_bytes(archive, tmp_path):
    forms = "html,md,docx,json,text"
    for place in ("one", "two"):
        run(archive, order(tmp_path / place, forms=forms))
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert one
    assert one == two


def test_what_is_there_is_not_made_again_and_the_index_stays(archive, tmp_path):
    wanted = order(tmp_path)
    run(archive, wanted)
    before = contents(tmp_path / "out")
    report = run(archive, wanted, today=date(2025, 2, 26))
    assert outcomes(report) == [Outcome.UNCHANGED] * 2
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("harm", ["cut", "gone", "record", "other record"])
def test_what_is_not_whole_is_made_again(archive, tmp_path, harm):
    wanted = order(tmp_path)
    run(archive, wanted)
    before = contents(tmp_path / "out")
    page, record = wanted.folder / "mali.html", wanted.folder / ".made" / "mali.json"
    if harm == "cut":
        page.write_bytes(page.read_bytes()[:-9])
    elif harm == "gone":
        page.unlink()
    elif harm == "record":
        record.write_text('{"slug": "../../etc/passwd"}', encoding="utf-8")
    else:
        record.write_bytes((wanted.folder / ".made" / "niger.json").read_bytes())
    assert outcomes(run(archive, wanted)) == [Outcome.MADE, Outcome.UNCHANGED]
    found = contents(tmp_path / "out")
    edited = found.pop("2025-W08/mali.html.edited", None)
    assert (edited is not None) == (harm == "cut")  # somebody may have worked on it
    assert found == before


def test_what_was_edited_is_never_lost_however_often(archive, tmp_path):
    wanted = order(tmp_path, "Mali")
    run(archive, wanted)
    page = wanted.folder / "mali.html"
    made = page.read_bytes()
    for version in (b"one", b"two", b"three"):
        page.write_bytes(version)
        run(archive, wanted)
    assert page.read_bytes() == made
    kept = {file.name: file.read_bytes() for file in wanted.folder.glob("mali.html.edited*")}
    assert kept == {
        "mali.html.edited": b"one",
        "mali.html.edited.2": b"two",
        "mali.html.edited.3": b"three",
    }


def test_only_the_country_of_a_new_bulletin_is_made_again(archive, tmp_path):
    wanted = order(tmp_path)
    run(archive, wanted)
    new = about("Mali: curfew", "The army of Mali set a curfew in Gao.", date=date(2025, 2, 20))
    archive.ingest([reading([new], source="more.txt")])
    assert outcomes(run(archive, wanted)) == [Outcome.MADE, Outcome.UNCHANGED]
    assert "curfew" in (wanted.folder / "mali.md").read_text(encoding="utf-8")


def test_other_forms_and_templates_are_made_and_forms_made_before_stay(archive, tmp_path):
    run(archive, order(tmp_path, "Mali", forms="html,docx"))
    folder = tmp_path / "out" / "2025-W08"
    report = run(archive, order(tmp_path, "Mali", forms="html,md"))
    assert outcomes(report) == [Outcome.MADE]
    assert (folder / "mali.docx").exists()
    assert outcomes(run(archive, order(tmp_path, "Mali", template="sitrep"))) == [Outcome.MADE]


def test_a_template_of_ones_own_counts_with_its_files(archive, tmp_path):
    folder = tmp_path / "desk"
    folder.mkdir()
    for name, text in new_template("desk", "weekly").items():
        (folder / name).write_text(text, encoding="utf-8")
    wanted = order(tmp_path, "Mali", template=str(folder))
    assert outcomes(run(archive, wanted)) == [Outcome.MADE]
    assert outcomes(run(archive, wanted)) == [Outcome.UNCHANGED]
    (folder / "page.css").write_text("h1 { color: navy; }\n", encoding="utf-8")
    assert outcomes(run(archive, wanted)) == [Outcome.MADE]
    (folder / "foot.j2").write_text("<p>Desk</p>\n", encoding="utf-8")  # the page may include it
    assert outcomes(run(archive, wanted)) == [Outcome.MADE]
    assert outcomes(run(archive, wanted)) == [Outcome.UNCHANGED]


def test_stopped_in_the_middle_it_goes_on(archive, tmp_path):
    def stop(done, _):
        if done == 1:
            raise KeyboardInterrupt

    wanted = order(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        run(archive, wanted, progress=stop)
    there = contents(wanted.folder)
    assert set(there) == {"mali.html", "mali.md", ".made/mali.json"}
    report = run(archive, wanted)
    assert outcomes(report) == [Outcome.UNCHANGED, Outcome.MADE]
    assert there.items() <= contents(wanted.folder).items()
    assert read_week(wanted.folder / "index.json").passed


def test_countries_of_an_earlier_round_stay_in_the_index(archive, tmp_path):
    run(archive, order(tmp_path))
    run(archive, order(tmp_path, "Niger"))
    week = read_week(tmp_path / "out" / "2025-W08" / "index.json")
    assert [paper.slug for paper in week.papers] == ["niger", "mali"]


def test_a_template_by_country_makes_one_paper(archive, tmp_path):
    wanted = order(tmp_path, template="africa-file")
    ((paper, _),) = run(archive, wanted).papers
    assert (paper.slug, paper.names, paper.sources) == ("report", "Mali and Niger", 2)
    page = (wanted.folder / "report.md").read_text(encoding="utf-8")
    assert "12 traders" in page
    assert "Agadez" in page


def test_a_folder_that_cannot_be_written_to_is_told_before_anything_is_made(archive, tmp_path, server):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written to") as caught:
        run(archive, order(tmp_path), model="openai:test-model")
    assert "--out" in caught.value.hint
    assert server.requests == []


def test_a_page_that_is_not_ours_is_not_overwritten(archive, tmp_path):
    page = tmp_path / "out" / "index.html"
    page.parent.mkdir()
    page.write_text("<h1>My site</h1>", encoding="utf-8")
    with pytest.raises(InputError, match="was not written by briefer"):
        run(archive, order(tmp_path))
    assert page.read_text(encoding="utf-8") == "<h1>My site</h1>"


def test_a_file_that_cannot_be_written_stops_no_other_country(archive, tmp_path):
    wanted = order(tmp_path)
    (wanted.folder / "mali.md").mkdir(parents=True)
    report = run(archive, wanted)
    assert outcomes(report) == [Outcome.NOT_MADE, Outcome.MADE]
    (chapter,) = report.papers[0][0].chapters
    assert "mali.md cannot be written" in chapter.problem
    assert (report.passed, report.complete) == (True, False)
    (wanted.folder / "mali.md").rmdir()
    assert outcomes(run(archive, wanted)) == [Outcome.MADE, Outcome.UNCHANGED]


class TestWithAChatModel:
    """Through the real client, against a server on loopback."""

    settings: ClassVar[dict] = {"model": "openai:test-model", "model_retries": 0}

    def test_what_the_model_invents_is_not_shown_and_the_paper_stands(self, archive, tmp_path, server):
        server.play(
            says(
                "## Bottom line\nThe governor says that at least 12 traders died in the raid near Gao. [1] "
                "The raid killed 99 soldiers. [1]"
            ),
            says("1. The raid killed 99 soldiers. [1]"),
        )
        wanted = order(tmp_path, "Mali")
        report = run(archive, wanted, **self.settings)
        ((paper, _),) = report.papers
        assert (paper.gate, paper.withheld, report.passed) == (GateResult.PASSED, 1, True)
        page = (wanted.folder / "mali.md").read_text(encoding="utf-8")
        shown, withheld = page.split("## Withheld")
        assert "12 traders" in shown
        assert "99 soldiers" not in shown
        assert "99 soldiers" in withheld

    def test_a_draft_that_is_withheld_whole_fails_the_gate_and_is_tried_again(
        self, archive, tmp_path, server
    ):
        server.play(says("## Bottom line\nThe raid killed 99 soldiers. [1]"))
        wanted = order(tmp_path, "Mali")
        report = run(archive, wanted, **self.settings)
        ((paper, _),) = report.papers
        assert (paper.gate, report.passed, report.complete) == (GateResult.FAILED, False, True)
        assert paper.faults == ("Mali: all that was written of its news was withheld",)
        server.play(
            says("## Bottom line\nThe governor says that at least 12 traders died in the raid near Gao. [1]")
        )
        again = run(archive, wanted, **self.settings)
        assert (outcomes(again), again.passed) == ([Outcome.MADE], True)
        asked = len(server.requests)
        assert outcomes(run(archive, wanted, **self.settings)) == [Outcome.UNCHANGED]
        assert len(server.requests) == asked

    def test_a_model_that_fails_for_one_country_stops_no_other(self, archive, tmp_path, server, monkeypatch):
        monkeypatch.setattr(rounds, "MOST_WAITED_FOR", 1)  # so that it is known who is asked first
        server.play(
            fails(500, "overloaded"),
            says("## Bottom line\nThe president of Niger opened a road to Agadez on Feb. 19. [1]"),
        )
        report = run(archive, order(tmp_path), **self.settings)
        assert outcomes(report) == [Outcome.NOT_MADE, Outcome.MADE]
        (chapter,) = report.papers[0][0].chapters
        assert "openai:test-model" in chapter.problem
        week = read_week(tmp_path / "out" / "2025-W08" / "index.json")
        assert [paper.gate for paper in week.papers] == [GateResult.NOT_MADE, GateResult.PASSED]
        assert week.passed is False

    def test_a_paper_on_several_countries_is_made_of_the_rest_and_again_next_time(
        self, archive, tmp_path, server, monkeypatch
    ):
        monkeypatch.setattr(rounds, "MOST_WAITED_FOR", 1)
        said = says("## Bottom line\nThe president of Niger opened a road to Agadez on Feb. 19. [1]")
        server.play(fails(500, "overloaded"), said)
        wanted = order(tmp_path, template="africa-file")
        report = run(archive, wanted, **self.settings)
        ((paper, outcome),) = report.papers
        assert (outcome, report.complete, paper.gate) == (Outcome.MADE, False, GateResult.PASSED)
        assert [bool(chapter.problem) for chapter in paper.chapters] == [True, False]
        assert outcomes(run(archive, wanted, **self.settings)) == [Outcome.MADE]


def test_several_are_waited_for_at_a_time_and_all_come():
    together = Barrier(4, timeout=30)

    def work(number):
        together.wait()  # broken where fewer than four are under way
        return number * number

    assert sorted(as_done(work, list(range(8)), 4)) == [(n, n * n) for n in range(8)]


def test_nothing_more_is_begun_once_nobody_waits():
    begun = []
    going = as_done(lambda item: begun.append(item), [1, 2, 3], 1)
    next(going)
    going.close()
    assert begun == [1]


def test_a_damaged_index_is_no_week(tmp_path):
    file = tmp_path / "2025-W08" / "index.json"
    file.parent.mkdir()
    for content in (b"", b"[]", b'{"schema": "briefer.weekly/2"}', b"\xff\xfe", b"[" * 100_000):
        file.write_bytes(content)
        assert read_week(file) is None


def test_a_shelf_without_records_has_no_papers(tmp_path):
    assert Shelf(tmp_path / "nowhere").papers() == ()
    assert Shelf(tmp_path).whole("mali", "abc") is None


def test_an_archive_without_bulletins_on_a_country(tmp_path, workplace):
    with open_archive(tmp_path / "archive", embedder=HashEmbedder(), create=True) as empty:
        empty.ingest([reading([MALI], source="a.txt")])
        assert outcomes(run(empty, order(tmp_path, "Fiji"))) == [Outcome.MADE]
