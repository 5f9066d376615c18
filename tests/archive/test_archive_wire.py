from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from archive_fakes import bulletin, reading
from hypothesis import given
from hypothesis import strategies as st

from briefer.archive.wire import WireText, days_around
from briefer.model import Basis, BulletinDate, Period, Precision

REPORT = (
    "Gunmen on motorcycles attacked the village of Sanga on Tuesday evening, killing 14 people and burning "
    "several granaries, the mayor said. Survivors fled to the nearby town of Bandiagara, where aid groups "
    "handed out food."
)
COPY = REPORT.replace("the mayor said", "the local mayor said").replace("nearby town", "town")
LATER = REPORT + " Aid workers confirmed the raid."


@pytest.mark.parametrize(
    ("other", "copies"),
    [
        (REPORT, True),
        (COPY, True),
        (REPORT.upper().lower(), True),
        (REPORT + " It was reported by AFP.", True),
        (REPORT.replace("14", "17"), False),
        (REPORT.replace("14", "fourteen"), False),
        (REPORT.replace("the mayor said", "the mayor denied"), False),
        (REPORT.replace("fled to the nearby", "didn’t flee to the nearby"), False),
        (REPORT.replace("Sanga", "Koro"), False),
        (
            "A new bridge over the river opened to traffic, and the minister cut the ribbon in the rain.",
            False,
        ),
    ],
)
def test_what_is_a_copy(other, copies):
    one, two = WireText("Attack", REPORT), WireText("Attack", other)
    assert one.copies(two) is copies
    assert two.copies(one) is copies


def test_one_sentence_about_two_places_is_two_reports():
    line = "{} reports its first suspected case of monkeypox."
    assert not WireText("", line.format("Kosovo")).copies(WireText("", line.format("Arizona")))


def test_short_texts_must_be_equal_with_their_titles():
    assert WireText("Talks", "Details to follow.").copies(WireText("TALKS", "details to follow"))
    assert not WireText("Talks", "Details to follow.").copies(WireText("Floods", "Details to follow."))
    assert not WireText("Talks", "").copies(WireText("Floods", ""))


def test_accents_may_stand_apart():
    text = "Fighters from Tillabéri crossed the river to Ménaka at dawn and burned two trucks of the army."
    apart = WireText("Raid", unicodedata.normalize("NFD", text))
    assert apart.copies(WireText("Raid", text))


def test_thousands_are_one_number():
    body = "The agency said that {} people left their homes in the region since the start of the year."
    assert WireText("", body.format("1,500")).copies(WireText("", body.format("1500")))
    assert not WireText("", body.format("1,500")).copies(WireText("", body.format("1,5")))


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_is_a_copy_of_itself_and_similarity_is_symmetric(one, other):
    first, second = WireText("", one), WireText("", other)
    assert first.copies(WireText("", one))
    assert first.bands() == WireText("", one).bands()
    assert 0 <= first.similarity(second) == second.similarity(first) <= 1


@given(st.integers(0, 30), st.sampled_from(["quickly", "later", "then", "once more"]))
def test_texts_that_differ_in_a_word_share_a_band(position, word):
    words = REPORT.split()
    other = " ".join([*words[:position], word, *words[position:]])
    assert set(WireText("", REPORT).bands()) & set(WireText("", other).bands())


def test_bands_are_the_same_in_every_release():
    assert WireText("", REPORT).bands()[:2] == PINNED


PINNED = (4246933151343338815, 4976406604874825711)


def test_days_around_stay_within_the_calendar():
    ends = BulletinDate(date.min, date.max, Precision.RANGE, Basis.STATED)
    assert days_around(ends) == Period(date.min, date.max)


def counts(report):
    return report.added, report.linked


def test_a_copy_is_linked_and_is_no_second_hit(archive, embedder):
    first = bulletin("Attack in Sanga", REPORT, date=date(2025, 2, 4), outlets=("AFP",), main=("MLI",))
    archive.ingest([reading([first], source="a.txt")])
    embedder.embedded.clear()
    copy = bulletin("Raid kills 14", COPY, date=date(2025, 2, 6), outlets=("RFI",), main=("MLI",))
    assert counts(archive.ingest([reading([copy], source="b.txt")])) == (0, 1)
    assert embedder.embedded == []
    assert archive.linked(first.id) == (archive.bulletin(copy.id),)
    assert archive.original_of(copy.id) == archive.bulletin(first.id)
    assert archive.bulletin(copy.id).outlets == ("RFI",)
    assert [hit.bulletin.id for hit in archive.search("raid attack Sanga")] == [first.id]
    assert [found.id for found in archive.bulletins()] == [first.id]
    assert len(archive.bulletins(include_linked=True)) == 2
    assert (archive.stats().bulletins, archive.stats().linked) == (1, 1)


def test_a_copy_of_a_copy_is_linked_to_the_first(archive):
    bodies = [REPORT, COPY, LATER]
    made = [bulletin(f"Title {n}", body, date=date(2025, 2, 4 + n)) for n, body in enumerate(bodies)]
    assert counts(archive.ingest([reading(made)])) == (1, 2)
    assert {copy.id for copy in archive.linked(made[0].id)} == {made[1].id, made[2].id}


def test_the_same_words_weeks_later_are_other_news(archive):
    made = [bulletin("May", REPORT, date=date(2025, 5, 1)), bulletin("June", COPY, date=date(2025, 6, 1))]
    assert counts(archive.ingest([reading(made)])) == (2, 0)


def test_an_edge_of_three_days(archive):
    made = [bulletin("One", REPORT, date=date(2025, 5, 1)), bulletin("Two", COPY, date=date(2025, 5, 4))]
    assert counts(archive.ingest([reading(made)])) == (1, 1)


def test_when_the_original_goes_its_copy_takes_its_place(archive):
    made = [
        bulletin("First", REPORT, date=date(2025, 2, 4)),
        bulletin("Second", COPY, date=date(2025, 2, 4)),
        bulletin("Third", LATER, date=date(2025, 2, 4)),
    ]
    archive.ingest([reading(made)])
    report = archive.ingest([reading(made[1:])], prune=True)
    assert report.removed == 1
    assert [found.id for found in archive.bulletins()] == [made[1].id]
    assert [found.id for found in archive.linked(made[1].id)] == [made[2].id]
    assert [hit.bulletin.id for hit in archive.search("gunmen Sanga")] == [made[1].id]
    assert archive.stats().embedded == archive.stats().passages > 0


def test_an_edited_report_is_not_a_copy_of_itself(archive):
    archive.ingest([reading([bulletin("Attack", REPORT, date=date(2025, 2, 4))])])
    report = archive.ingest([reading([bulletin("Attack", COPY, date=date(2025, 2, 4))])])
    assert (report.changed, report.linked) == (1, 0)
    assert [found.body for found in archive.bulletins(include_linked=True)] == [COPY]
