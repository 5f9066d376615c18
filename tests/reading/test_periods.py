"""Dates of pages, flags and questions."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import InputError
from briefer.model import UNDATED, Basis, BulletinDate, Period, Precision
from briefer.reading.dates import (
    date_page,
    describe_date,
    describe_period,
    parse_day,
    question_period,
    week_of,
)

SHARED = Path(__file__).parents[2].parent / "shared"
RETRIEVED = date(2025, 3, 10)
LATER = date(2026, 11, 22)


def page(*texts, retrieved=RETRIEVED, newest_first=True):
    return [
        describe_date(d)
        for d in date_page(texts, retrieved=retrieved, today=LATER, newest_first=newest_first)
    ]


def bounds(earliest, latest):
    return BulletinDate(earliest, latest, Precision.BOUNDS, Basis.PAGE_ORDER)


def test_the_real_page():
    path = SHARED / "seeds/mali.txt"
    if not path.exists():
        pytest.skip("the page of shared/seeds is not here")
    lines = path.read_text(encoding="utf-8").split("Recent Updates")[0].split("\n")[1:]
    lines = [line for line in lines if line.strip()]
    items = [f"{title}\n{body}" for title, body in zip(lines[::2], lines[1::2], strict=True)]
    found = date_page(items, retrieved=RETRIEVED, today=LATER, newest_first=True)
    assert [(d.earliest, d.latest) for d in found] == [
        (date(2025, 2, 24), date(2025, 3, 10)),
        (date(2025, 2, 17), date(2025, 3, 10)),
        (date(2025, 2, 24), date(2025, 2, 24)),
        (date(2024, 12, 14), date(2025, 2, 24)),
        (date(2024, 12, 12), date(2024, 12, 14)),
        (date(2024, 9, 17), date(2024, 9, 17)),
        (date(2024, 8, 5), date(2024, 8, 5)),
        (date(2024, 7, 27), date(2024, 7, 27)),
    ]
    kinds = [d.precision for d in found]
    assert kinds == [
        Precision.BOUNDS,
        Precision.BOUNDS,
        "day",
        Precision.BOUNDS,
        Precision.RANGE,
        "day",
        "day",
        "day",
    ]
    assert {d.basis for d in found} == {Basis.STATED, Basis.PAGE_ORDER}


def test_without_a_retrieval_date_years_are_assumed():
    found = date_page(
        ["It fell on Feb. 17.", "It rose on Feb. 3, 2026.", "Nothing."],
        retrieved=None,
        today=LATER,
        newest_first=True,
    )
    assert [d.basis for d in found] == [Basis.ASSUMED, Basis.STATED, Basis.PAGE_ORDER]
    assert found[0].earliest == date(2026, 2, 17)


def test_without_an_order_an_item_without_a_date_stays_so():
    found = date_page(
        ["It fell on Feb. 17.", "Nothing."], retrieved=RETRIEVED, today=LATER, newest_first=False
    )
    assert found[1] == UNDATED


def test_bounds_pass_over_an_item_out_of_order():
    found = date_page(
        ["On Feb. 24 it fell.", "On Feb. 3 it rose.", "Nothing.", "On Feb. 17 it stood."],
        retrieved=RETRIEVED,
        today=LATER,
        newest_first=True,
    )
    assert found[2] == bounds(date(2025, 2, 17), date(2025, 2, 24))


def test_bounds_at_the_ends_of_the_page():
    texts = ["Nothing.", "On Feb. 17, 2026, it fell.", "Nothing."]
    found = date_page(texts, retrieved=None, today=LATER, newest_first=True)
    assert found[0] == bounds(date(2026, 2, 17), LATER)
    assert found[2] == bounds(None, date(2026, 2, 17))


def test_bounds_are_no_surer_than_the_years_of_their_neighbours():
    texts = ["Nothing.", "On Feb. 17 it fell."]
    found = date_page(texts, retrieved=None, today=LATER, newest_first=True)[0]
    assert found.basis is Basis.ASSUMED
    assert describe_date(found).endswith("by its place on the page (year assumed)")


def test_a_page_longer_than_a_year():
    months = ["February", "November", "August", "May", "February", "December", "June"]
    assert page(*(f"It fell on 5 {month}." for month in months)) == [
        "5 February 2025",
        "5 November 2024",
        "5 August 2024",
        "5 May 2024",
        "5 February 2024",
        "5 December 2023",
        "5 June 2023",
    ]


def test_a_little_disorder_moves_no_year():
    assert page("On Jan. 20 it fell.", "On Feb. 24 it rose.") == [
        "between 20 January and 10 March 2025, by its place on the page",
        "24 February 2025",
    ]


def test_news_of_an_earlier_day_above_a_later_item_was_told_from_then_on():
    found = page(
        "The army denies the raid of Feb. 17.", "A vote was held on Feb. 24.", "It rained on Jan. 3."
    )
    assert found[0] == "between 17 February and 10 March 2025, by its place on the page"
    assert found[2] == "3 January 2025"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Killed since Feb. 3, 20 more died on Feb. 17.", "17 February 2025"),
        ("After the Feb. 3 attack, a curfew began on Feb. 5.", "5 February 2025"),
        ("The toll of the Feb. 3 attack rose.", "3 February 2025"),
        ("Elections will be held on Feb. 28. Talks began on Jan. 9.", "9 January 2025"),
        ("The vote, set for Feb. 28, was called off on Feb. 20.", "20 February 2025"),
        ("In January the junta left.", "January 2025"),
        ("In January the junta left; on Feb. 3 it came back.", "3 February 2025"),
        ("It killed more than the 650 from July 2022 to July 2023.", "not after 9 March 2025"),
        ("The war of 2012 goes on.", "not after 9 March 2025"),
        ("The invasion of Feb. 24, 2022 goes on.", "not after 9 March 2025"),
    ],
)
def test_an_item_is_dated_by_its_own_event(text, said):
    assert page("On March 9 it fell.", text)[1].split(", by its place")[0] == said


def test_a_page_that_gives_every_year_may_be_old():
    assert page("It fell on Feb. 24, 2015.", "It rose on Feb. 3, 2015.") == [
        "24 February 2015",
        "3 February 2015",
    ]


ITEMS = st.lists(
    st.sampled_from(
        [f"On {m} {d} it fell." for m in ("Jan.", "May", "Sept.", "Dec.") for d in (3, 28)]
        + [
            "Nothing.",
            "On Feb. 3, 2019 it fell.",
            "In June it fell.",
            "Between Dec. 12 and 14 it fell.",
            "Feb. 29",
        ]
    ),
    max_size=30,
)


@given(ITEMS, st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.booleans())
def test_no_item_of_any_page_is_later_than_the_page(texts, retrieved, newest_first):
    found = date_page(texts, retrieved=retrieved, today=date(2098, 1, 1), newest_first=newest_first)
    assert len(found) == len(texts)
    for text, item in zip(texts, found, strict=True):
        assert item.latest is None or item.latest <= retrieved or "2019" in text
        assert not (item.earliest and item.latest and item.earliest > item.latest)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2025-02-24", date(2025, 2, 24), date(2025, 2, 24)),
        (" 2024-02 ", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-W08", date(2025, 2, 17), date(2025, 2, 23)),
        ("2025-w1", date(2024, 12, 30), date(2025, 1, 5)),
    ],
)
def test_flag(text, since, until):
    assert parse_day(text) == Period(since, until)


@pytest.mark.parametrize("text", ["", "Feb. 17", "2025-02-30", "2025-13", "0000", "0000-W01", "25", "x" * 99])
def test_flag_that_is_no_date(text):
    with pytest.raises(InputError) as told:
        parse_day(text)
    assert "2025-W08" in told.value.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2023-W60", "2023 has 52 weeks"),
        ("2021-W53", "2021 has 52 weeks"),
        ("2020-W54", "2020 has 53 weeks"),
        ("2025-w0", "2025 has 52 weeks"),
        ("9999-W53", "9999 has 52 weeks"),
    ],
)
def test_a_week_that_its_year_has_not(text, hint):
    with pytest.raises(InputError) as told:
        parse_day(text)
    assert str(told.value) == f"'{text}' is not a week: {hint}"


def test_years_of_53_weeks():
    assert parse_day("2020-W53") == Period(date(2020, 12, 28), date(2021, 1, 3))


@given(st.text(max_size=20))
def test_any_flag_is_read_or_refused(text):
    try:
        period = parse_day(text)
    except InputError:
        return
    assert not period.is_open


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_week(day):
    week = week_of(day)
    assert week.since.weekday() == 0
    assert week.since <= day <= week.until
    year, number, _ = day.isocalendar()
    assert parse_day(f"{year:04}-W{number:02}") == week


QUESTIONS = [
    ("What happened in September?", "September 2024"),
    ("what happened in may?", "May 2024"),
    ("Who died in December 2024?", "December 2024"),
    ("What happened last week?", "3–9 March 2025"),
    ("What happened this month?", "1–10 March 2025"),
    ("Who died yesterday?", "9 March 2025"),
    ("What has happened since 5 August?", "since 5 August 2024"),
    ("What happened before July 2024?", "until 30 June 2024"),
    ("What happened after 5 August?", "since 6 August 2024"),
    ("Who died between July and September 2023?", "July–September 2023"),
    ("Who died from July to September 2023?", "July–September 2023"),
    ("Who was killed on Feb. 17?", "17 February 2025"),
    ("What happened in 2012?", "2012"),
    ("How many in the past three months?", "10 December 2024 – 10 March 2025"),
    ("What happened in the week of 17 February?", "17–23 February 2025"),
    ("What happened over the weekend?", "8–9 March 2025"),
    ("What happened since 5 August and before 1 September?", "5–31 August 2024"),
    ("What happened in January and what on Feb. 17?", "1 January – 17 February 2025"),
]


@pytest.mark.parametrize(("question", "period"), QUESTIONS)
def test_question(question, period):
    assert describe_period(question_period(question, RETRIEVED)) == period


@pytest.mark.parametrize(
    "question",
    [
        "What followed after the coup?",
        "Who may march on Bamako?",
        "What of the 2012 coup?",
        "Were 1,500 killed?",
        "",
    ],
)
def test_question_without_a_period(question):
    assert question_period(question, RETRIEVED) is None


@given(st.text(max_size=60), st.dates())
def test_any_question_can_be_asked(question, today):
    period = question_period(question, today)
    assert period is None or not period.is_open


def test_describes_open_periods():
    assert describe_period(Period()) == "any date"
    assert describe_period(Period(until=RETRIEVED)) == "until 10 March 2025"
    assert describe_period(week_of(date(2025, 1, 1))) == "30 December 2024 – 5 January 2025"
