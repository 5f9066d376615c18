from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest
from archive_fakes import bulletin, day, invented, reading

from briefer.archive import ingest as ingest_module
from briefer.archive.archive import open_archive
from briefer.errors import ArchiveBusy, InputError, ModelError
from briefer.model import Basis, Page
from briefer.reading.sources import Problem, Reading

FLOOD = "Heavy rain flooded the market in Mopti and the old bridge was closed to lorries on Monday morning."
STRIKE = "Teachers in Bamako began a strike over unpaid wages, and their union said schools would stay shut."


def counts(report):
    names = ("added", "changed", "unchanged", "linked", "removed")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def test_what_goes_in_comes_out_whole(archive):
    told = bulletin(
        "Flood in Mopti",
        FLOOD,
        date=day(date(2025, 2, 3), date(2025, 2, 5)),
        outlets=("AFP", "RFI"),
        main=("MLI",),
        mentioned=("NER", "FRA"),
        url="https://example.org/flood",
    )
    report = archive.ingest([reading([told], dropped=4)])
    assert counts(report) == {"added": 1}
    assert report.dropped == 4
    assert archive.bulletin(told.id) == told
    assert archive.bulletins() == (told,)


def test_a_bulletin_is_found_by_a_prefix_of_its_id_only_when_that_is_clear(archive):
    one, other = replace(bulletin("A", FLOOD), id="abc111"), replace(bulletin("B", STRIKE), id="abc222")
    archive.ingest([reading([one, other])])
    assert archive.bulletin("ABC2").title == "B"
    with pytest.raises(InputError, match="more than one"):
        archive.bulletin("abc")
    for unknown in ("ffff", "", "%", "abc111x"):
        with pytest.raises(InputError, match="no bulletin"):
            archive.bulletin(unknown)


def test_ingesting_again_costs_no_embedding(archive, embedder):
    archive.ingest([reading(invented(20))])
    embedder.embedded.clear()
    assert counts(archive.ingest([reading(invented(20))])) == {"unchanged": 20}
    assert counts(archive.ingest([reading(invented(20), content="saved anew")])) == {"unchanged": 20}
    assert embedder.embedded == []


def test_a_known_page_is_not_read(archive):
    archive.ingest([reading(invented(5), content="same", dropped=2)])

    def unread():
        raise AssertionError("the page is known: it must not be read")
        yield

    page = reading([], content="same").page
    report = archive.ingest([Reading(page, unread(), [], 0)])
    assert counts(report) == {"unchanged": 5}
    assert report.dropped == 2


def test_another_version_of_briefer_reads_a_known_page_again(archive, monkeypatch):
    archive.ingest([reading([bulletin("Flood", FLOOD)], content="same")])
    monkeypatch.setattr(ingest_module, "READING_VERSION", "99")
    dated = bulletin("Flood", FLOOD, date=date(2025, 2, 3))
    assert counts(archive.ingest([reading([dated], content="same")])) == {"changed": 1}
    assert archive.bulletin(dated.id).date == dated.date


def test_warnings_of_a_known_page_are_given_again(archive):
    warning = Problem(
        source="page.txt", line=3, message="no year", hint="pass --retrieved", severity="warning"
    )
    archive.ingest([reading(invented(2), content="same", problems=[warning])])
    report = archive.ingest([reading([], content="same")])
    assert report.problems == (warning,)
    assert report.failed == 0


def test_an_edited_bulletin_is_replaced_whole(archive, embedder):
    archive.ingest([reading([bulletin("Flood", FLOOD), bulletin("Strike", STRIKE)])])
    embedder.embedded.clear()
    edited = bulletin("Flood", FLOOD.replace("old bridge", "new bridge"))
    report = archive.ingest([reading([edited, bulletin("Strike", STRIKE)])])
    assert counts(report) == {"changed": 1, "unchanged": 1}
    assert len(embedder.embedded) == 1
    assert archive.bulletin(edited.id).body == edited.body
    assert {found.id for found in archive.bulletins(include_linked=True)} == {
        edited.id,
        bulletin("Strike", STRIKE).id,
    }
    assert "old" not in {word for hit in archive.search("old bridge") for word in hit.text.split()}


def test_new_details_change_a_bulletin_without_embedding_it_again(archive, embedder):
    archive.ingest([reading([bulletin("Flood", FLOOD, outlets=("AFP",), main=("MLI",))])])
    embedder.embedded.clear()
    told = bulletin("Flood", FLOOD, outlets=("AFP", "RFI"), main=("MLI",), mentioned=("NER",))
    assert counts(archive.ingest([reading([told])])) == {"changed": 1}
    assert embedder.embedded == []
    assert archive.bulletin(told.id) == told
    assert archive.bulletins(country="NER") == (told,)
    assert archive.bulletins(country="NER", main_only=True) == ()


def test_a_new_place_on_the_page_is_no_change(archive):
    flood, strike = bulletin("Flood", FLOOD), bulletin("Strike", STRIKE)
    archive.ingest([reading([flood])])
    assert counts(archive.ingest([reading([strike, flood])])) == {"added": 1, "unchanged": 1}
    assert archive.bulletin(flood.id).place == 1


def test_the_same_bulletin_from_two_files_is_one(archive):
    early = bulletin("Flood", FLOOD, outlets=("AFP",), date=day(date(2025, 2, 3), basis=Basis.ASSUMED))
    late = bulletin("Flood", FLOOD, outlets=("RFI", "AFP"), date=date(2025, 2, 3))
    first, second = reading([early], source="a.txt"), reading([late], source="b.txt")
    assert counts(archive.ingest([first, second])) == {"added": 1, "changed": 1}
    (found,) = archive.bulletins()
    assert found.date.basis is Basis.STATED
    assert found.outlets == ("RFI", "AFP")
    assert archive.stats().pages == 2
    # Both pages again, changed but for this bulletin: nothing flips to and fro.
    again = [reading([early], source="a.txt", content="1"), reading([late], source="b.txt", content="2")]
    assert counts(archive.ingest(again)) == {"unchanged": 2}


def test_details_do_not_depend_on_the_order_of_files(tmp_path, embedder):
    early = bulletin("Flood", FLOOD, outlets=("AFP",), key="x")
    late = bulletin("Flood", FLOOD, outlets=("RFI",), key="y", url="https://example.org")
    found = []
    for name, order in (("one", (0, 1)), ("two", (1, 0))):
        pages = [reading([early], source="a.txt"), reading([late], source="b.txt")]
        with open_archive(tmp_path / name, embedder=embedder, create=True) as archive:
            archive.ingest([pages[i] for i in order])
            found.append(archive.bulletins())
    assert found[0] == found[1]


def test_a_page_read_again_without_its_retrieval_day_keeps_the_years_that_were_known(archive):
    known = day(date(2024, 2, 17))
    assumed = day(date(2025, 2, 17), basis=Basis.ASSUMED)
    archive.ingest([reading([bulletin("Flood", FLOOD, date=known, main=["MLI"])])])
    again = bulletin("Flood", FLOOD, date=assumed, main=["MLI"])
    assert counts(archive.ingest([reading([again])])) == {"unchanged": 1}
    assert archive.bulletin(again.id).date == known
    # What else is new is taken, and a year that is stated replaces the one that was.
    named = bulletin("Flood", FLOOD, date=assumed, main=["MLI"], mentioned=["NER"])
    assert counts(archive.ingest([reading([named])])) == {"changed": 1}
    assert (archive.bulletin(named.id).date, archive.bulletins(country="NER")) == (
        known,
        archive.bulletins(),
    )
    corrected = bulletin("Flood", FLOOD, date=date(2023, 2, 17))
    assert counts(archive.ingest([reading([corrected])])) == {"changed": 1}
    assert archive.bulletin(corrected.id).date.earliest == date(2023, 2, 17)


def test_an_assumed_year_gives_way_to_a_known_one(archive):
    assumed = bulletin("Flood", FLOOD, date=day(date(2025, 2, 17), basis=Basis.ASSUMED))
    archive.ingest([reading([assumed])])
    archive.ingest([reading([bulletin("Flood", FLOOD, date=date(2024, 2, 17))])])
    assert archive.bulletin(assumed.id).date == day(date(2024, 2, 17))


def test_edited_words_are_dated_anew(archive):
    archive.ingest([reading([bulletin("Flood", FLOOD, date=date(2024, 2, 17))])])
    edited = bulletin("Flood", f"{FLOOD} Two died.", date=day(date(2025, 2, 17), basis=Basis.ASSUMED))
    archive.ingest([reading([edited])])
    assert archive.bulletin(edited.id).date.basis is Basis.ASSUMED


def test_a_model_that_fails_at_first_leaves_nothing(tmp_path, embedder, monkeypatch):
    path = tmp_path / "new" / "archive"
    for failure in (ModelError("no model"), KeyboardInterrupt(), MemoryError()):
        monkeypatch.setattr(embedder, "encode", failing := Mock(side_effect=failure))
        with (
            pytest.raises(type(failure)),
            open_archive(path, embedder=embedder, create=True) as opened,
        ):
            opened.ingest([reading([bulletin("Flood", FLOOD)])])
        assert failing.called
        assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    with open_archive(path, embedder=embedder, create=True) as opened:
        assert counts(opened.ingest([reading([bulletin("Flood", FLOOD)])])) == {"added": 1}


def test_a_model_that_fails_leaves_the_folder_that_was_there(tmp_path, embedder, monkeypatch):
    monkeypatch.setattr(embedder, "encode", Mock(side_effect=ModelError("no model")))
    with pytest.raises(ModelError), open_archive(tmp_path, embedder=embedder, create=True) as opened:
        opened.ingest([])
    assert list(tmp_path.iterdir()) == []
    open_archive(tmp_path, embedder=embedder, create=True).close()
    with pytest.raises(ModelError), open_archive(tmp_path, embedder=embedder, create=True) as opened:
        opened.ingest([])  # the archive was there before: it stays
    assert (tmp_path / "catalog.sqlite").exists()


def test_two_items_of_a_page_with_one_key_are_both_kept(archive):
    items = [bulletin("In brief", FLOOD), bulletin("In brief", STRIKE)]
    assert counts(archive.ingest([reading(items)])) == {"added": 2}
    assert counts(archive.ingest([reading(items, content="again")])) == {"unchanged": 2}


def test_what_is_gone_stays_until_it_is_pruned(archive):
    flood, strike = bulletin("Flood", FLOOD), bulletin("Strike", STRIKE)
    archive.ingest([reading([flood, strike])])
    assert counts(archive.ingest([reading([flood])])) == {"unchanged": 1}
    assert len(archive.bulletins()) == 2
    # The page is known by now, and what is gone from it is still known to be gone.
    assert counts(archive.ingest([reading([flood])], prune=True)) == {"unchanged": 1, "removed": 1}
    assert archive.bulletins() == (flood,)
    assert [hit.bulletin.id for hit in archive.search("teachers strike wages")] == [flood.id]


def test_pruning_keeps_what_stands_on_another_page(archive):
    flood = bulletin("Flood", FLOOD)
    archive.ingest([reading([flood], source="a.txt"), reading([flood], source="b.txt")])
    archive.ingest([reading([bulletin("Strike", STRIKE)], source="a.txt")], prune=True)
    assert archive.bulletin(flood.id).source == "b.txt"


def test_a_page_that_fails_loses_nothing(archive):
    flood, strike = bulletin("Flood", FLOOD), bulletin("Strike", STRIKE)
    archive.ingest([reading([flood, strike])])
    error = Problem(source="page.txt", line=9, message="bad line", hint="mend it", severity="error")
    report = archive.ingest([reading([flood], problems=[error])], prune=True)
    assert (report.failed, report.removed) == (1, 0)
    assert len(archive.bulletins()) == 2
    # It was not completed, so it is read again.
    assert counts(archive.ingest([reading([flood])], prune=True)) == {"unchanged": 1, "removed": 1}


def test_an_error_that_ends_a_page_is_reported_and_the_rest_goes_in(archive):
    def broken():
        yield bulletin("Flood", FLOOD, source="bad.txt")
        raise InputError("bad.txt is cut off", "save it again")

    bad = Reading(Page("bad.txt", "text", "0" * 64), broken(), [], 0)
    report = archive.ingest([bad, reading([bulletin("Strike", STRIKE)])])
    assert counts(report) == {"added": 2}
    assert [(problem.source, problem.message) for problem in report.problems] == [
        ("bad.txt", "bad.txt is cut off")
    ]
    assert report.failed == 1


def test_an_unreadable_source_is_counted(archive):
    error = Problem(source="gone.txt", line=None, message="no such file", hint="", severity="error")
    report = archive.ingest([Reading(None, iter(()), [error], 0)])
    assert (report.failed, report.problems) == (1, (error,))


def test_pages_that_are_no_longer_there_are_pruned(archive, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    files = {name: (folder / name).as_posix() for name in ("kept.txt", "gone.txt")}
    (folder / "kept.txt").touch()
    elsewhere = (tmp_path / "elsewhere.txt").as_posix()
    web = "https://example.org/feed"
    made = invented(4)
    sources = [*files.values(), elsewhere, web]
    archive.ingest([reading([item], source=source) for item, source in zip(made, sources, strict=True)])
    assert archive.ingest([], prune=False, roots=[folder.as_posix()]).removed == 0
    assert archive.ingest([], prune=True, roots=[str(tmp_path / "unmounted")]).removed == 0
    assert archive.ingest([], prune=True, roots=[folder.as_posix() + "/"]).removed == 1
    assert {found.source for found in archive.bulletins()} == {files["kept.txt"], elsewhere, web}
    assert archive.ingest([], prune=True, roots=[elsewhere]).removed == 1


def test_progress_is_told(archive):
    steps = []
    archive.ingest([reading(invented(30))], progress=steps.append)
    assert {step.stage for step in steps} == {"reading", "embedding", "indexing"}
    assert [(step.done, step.total) for step in steps if step.stage == "indexing"] == [(30, 30)]


def test_an_interrupt_leaves_an_archive_that_goes_on(archive, embedder):
    def interrupted():
        yield from (replace(item, source="page.txt") for item in invented(1100))
        raise KeyboardInterrupt

    page = reading([], content="x").page
    with pytest.raises(KeyboardInterrupt):
        archive.ingest([Reading(page, interrupted(), [], 0)])
    assert archive.stats().bulletins == 1000
    report = archive.ingest([reading(invented(1100), content="x")])
    assert counts(report) == {"added": 100, "unchanged": 1000}
    assert archive.stats().embedded == archive.stats().passages


def test_an_embedder_that_fails_midway_leaves_the_rest_for_later(archive, embedder, monkeypatch):
    archive.ingest([reading(invented(2))])
    whole = embedder.encode

    def failing(texts, progress=None):
        raise MemoryError

    monkeypatch.setattr(embedder, "encode", failing)
    with pytest.raises(MemoryError):
        archive.ingest([reading(invented(10))])
    monkeypatch.setattr(embedder, "encode", whole)
    assert archive.stats().embedded == 2
    assert not {check.name: check.ok for check in archive.checks()}["vectors"]
    assert any(hit.cosine is None for hit in archive.search("bridge day 8"))
    assert archive.repair().embedded == 8
    assert all(check.ok for check in archive.checks())


def test_a_second_writer_is_told_who_holds_the_archive(archive, embedder):
    def readings():
        with (
            open_archive(archive.path, embedder=embedder) as other,
            pytest.raises(ArchiveBusy, match=r"written to by process \d+ \(") as told,
        ):
            other.ingest([])
        assert told.value.hint == "wait for it, or stop it"
        yield reading(invented(1))

    archive.ingest(readings())
    assert counts(archive.ingest([reading(invented(2))])) == {"added": 1, "unchanged": 1}


def test_a_dead_holder_blocks_nobody(archive):
    stale = {"pid": 1, "host": "elsewhere", "command": "briefer ingest"}
    (archive.path / "write.holder").write_text(json.dumps(stale))
    (archive.path / "write.lock").touch()
    assert counts(archive.ingest([reading(invented(1))])) == {"added": 1}


def test_readers_go_on_while_another_writes(archive, embedder):
    archive.ingest([reading(invented(3))])

    def readings():
        with open_archive(archive.path, embedder=embedder) as reader:
            assert len(reader.bulletins()) == 3
            assert reader.search("harvest")
            yield reading(invented(1), source="other.txt")
            assert reader.search("election")

    archive.ingest(readings())


def test_a_file_that_another_process_removes_meanwhile_counts_nothing(archive, monkeypatch):
    listed = [(str(archive.path), [], ["catalog.sqlite", "gone"])]
    monkeypatch.setattr("briefer.archive.inspection.os.walk", lambda folder: listed)
    assert archive.stats().bytes == (archive.path / "catalog.sqlite").stat().st_size
