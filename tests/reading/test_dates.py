"""Dates in sentences: which words are dates, and which day each means."""

import string
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefer.model import UNDATED, Basis, BulletinDate, Precision
from briefer.reading.dates import describe_date, find_dates, resolve

REFERENCE = date(2025, 3, 10)
DAYS = st.dates(date(1900, 1, 1), date(2098, 12, 31))


def dates(text, reference=REFERENCE):
    return [describe_date(resolve(mention, reference)) for mention in find_dates(text)]


def words(text):
    return [mention.span.of(text) for mention in find_dates(text)]


STATED = [
    ("on Feb. 17 in Gao", "Feb. 17", "17 February 2025"),
    ("on February 17th", "February 17th", "17 February 2025"),
    ("17 Feb", "17 Feb", "17 February 2025"),
    ("on Feb. 17, 2024, in Gao", "Feb. 17, 2024", "17 February 2024"),
    ("the 17th of February", "17th of February", "17 February 2025"),
    ("on Sept. 17 carried out", "Sept. 17", "17 September 2024"),
    ("between Dec. 12 and 14, authorities said", "Dec. 12 and 14", "12–14 December 2024"),
    ("on December 12, 13 and 14 in Gao", "December 12, 13 and 14", "12–14 December 2024"),
    ("Dec. 12–14", "Dec. 12–14", "12–14 December 2024"),
    ("12 to 14 December", "12 to 14 December", "12–14 December 2024"),
    ("12-14 December 2023", "12-14 December 2023", "12–14 December 2023"),
    ("from Dec. 30 to Jan. 2", "Dec. 30 to Jan. 2", "30 December 2024 – 2 January 2025"),
    ("Dec. 30 – Jan. 2, 2024", "Dec. 30 – Jan. 2, 2024", "30 December 2023 – 2 January 2024"),
    ("12 December 2023 to 2 January", "12 December 2023 to 2 January", "12 December 2023 – 2 January 2024"),
    ("on 2025-02-17.", "2025-02-17", "17 February 2025"),
    ("at 2025-02-17T10:00:00Z", "2025-02-17", "17 February 2025"),
    ("on 17/02/2025", "17/02/2025", "17 February 2025"),
    ("on 02/17/2025", "02/17/2025", "17 February 2025"),
    ("in Sept. 2024", "Sept. 2024", "September 2024"),
    ("in September", "September", "September 2024"),
    ("last May", "May", "May 2024"),
    ("in March", "March", "March 2025"),
    ("in March of last year", "March of last year", "March 2024"),
    ("in mid-July", "mid-July", "July 2024"),
    ("late July 2023", "late July 2023", "July 2023"),
    ("from July 2022 to July 2023", "July 2022 to July 2023", "July 2022 – July 2023"),
    ("between July and September 2023", "July and September 2023", "July–September 2023"),
    ("in 2019", "2019", "2019"),
    ("since 2012", "2012", "2012"),
    ("the 2015–19 war", "2015–19", "2015–2019"),
    ("in the 1990s", "1990s", "1990–1999"),
    ("(2003–2007)", "2003–2007", "2003–2007"),
    ("in the summer of 2023", "2023", "2023"),
    ("on Sunday", "Sunday", "9 March 2025"),
    ("on Monday", "Monday", "10 March 2025"),
    ("last Monday", "last Monday", "3 March 2025"),
    ("yesterday", "yesterday", "9 March 2025"),
    ("last week", "last week", "3–9 March 2025"),
    ("last weekend", "last weekend", "8–9 March 2025"),
    ("two days ago", "two days ago", "8 March 2025"),
    ("two weeks ago", "two weeks ago", "24 February – 2 March 2025"),
    ("in the past three months", "past three months", "10 December 2024 – 10 March 2025"),
    ("Monday, Feb. 24", "Monday, Feb. 24", "24 February 2025"),
    ("On Feb. 17, 24 civilians died", "Feb. 17", "17 February 2025"),
    ("on Dec. 12 and 14 soldiers died", "Dec. 12", "12 December 2024"),
    ("on July 27, 2000 people fled", "July 27", "27 July 2024"),
    ("during the June 30 talks", "June 30", "30 June 2024"),
    ("In June 30 people died", "June", "June 2024"),
    ("killed in June. 30 people fled", "June", "June 2024"),
]


@pytest.mark.parametrize(("text", "found", "meaning"), STATED)
def test_reads(text, found, meaning):
    assert words(text) == [found]
    assert dates(text) == [meaning]


NONE = [
    "It may rain, and May will see it",
    "They march on. March they did",
    "Theresa May spoke of 1,500 people",
    "an AK-47, an F-16 and 24/7",
    "In 2000 people died",
    "2000 people and 21 were killed",
    "section 17, article 12 and No. 5",
    "it fell 17% to 3.5 and 2-1",
    "on the 17th he left",
    "on Feb. 30",
    "on 03/02/2025",
    "a week earlier, days later, the previous month",
    "next March and next year",
    "USA Today and The Sunday Times",
    "the September 11 attacks",
    "the March 14 Alliance",
    "17\n\nFebruary",
    "at 2015 GMT, by 1900 local time",
    "more than two years ago",
    "in the 1800s",
]


@pytest.mark.parametrize("text", NONE)
def test_is_no_date(text):
    assert words(text) == []


def test_two_dates_apart():
    assert dates("On Feb. 3 and March 9, 2024, and in 2012") == ["3 February 2025", "9 March 2024", "2012"]


def test_the_opener_is_kept():
    openers = [
        mention.opener for mention in find_dates("since July 2022, by Feb. 3, in the week of 17 February")
    ]
    assert openers == ["since", "by", "week of"]


@pytest.mark.parametrize(
    ("text", "reference", "meaning"),
    [
        ("Feb. 29", date(2025, 3, 10), "29 February 2024"),
        ("Feb. 29", date(1903, 3, 10), "29 February 1896"),
        ("Dec. 12-14", date(2024, 12, 13), "12–14 December 2023"),
        ("Dec. 12-14", date(2024, 12, 14), "12–14 December 2024"),
        ("from Dec. 30 to Jan. 2", date(2025, 1, 1), "30 December 2023 – 2 January 2024"),
        ("Feb. 17, 2026", date(2025, 3, 10), "17 February 2026"),
        ("Monday, Feb. 24", date(2028, 3, 10), "24 February 2025"),
        ("last September", date(2025, 9, 20), "September 2024"),
    ],
)
def test_a_missing_year_counts_back(text, reference, meaning):
    assert dates(text, reference) == [meaning]


def test_a_day_of_the_week_tells_of_a_date_to_come():
    (mention,) = find_dates("starting Monday, June 8")
    assert resolve(mention, date(2020, 6, 6)) == UNDATED


@pytest.mark.parametrize(
    "text",
    [
        "Leaders will meet on April 7.",
        "a vote scheduled for Feb. 28",
        "NATO is to meet on Tuesday",
        "due on May 5",
    ],
)
def test_a_date_to_come_is_found_and_not_turned_into_a_past_one(text):
    (mention,) = find_dates(text)
    assert mention.to_come
    assert resolve(mention, REFERENCE) == UNDATED


def test_a_year_places_a_date_to_come():
    assert dates("Leaders will meet on April 7, 2026.") == ["7 April 2026"]
    assert dates("It lost more than expected in February.") == ["February 2025"]
    assert dates("It will not be said. On Feb. 17 it fell.") == ["17 February 2025"]


def test_a_month_not_over_ends_at_the_reference():
    (mention,) = find_dates("in March")
    found = resolve(mention, REFERENCE)
    assert found == BulletinDate(date(2025, 3, 1), REFERENCE, Precision.MONTH, Basis.STATED)


def test_before_the_calendar_there_is_no_date():
    (mention,) = find_dates("Feb. 29")
    assert resolve(mention, date(1, 1, 1)) == UNDATED


FORMS = [
    "{m:%B} {d}, {y}",
    "{m:%b}. {d}, {y}",
    "{d} {m:%B} {y}",
    "{d} {m:%b} {y}",
    "{y}-{m:%m}-{m:%d}",
    "{m:%A}, {m:%B} {d}, {y}",
    "{d} of {m:%B}, {y}",
]


@pytest.mark.parametrize("form", FORMS)
@given(day=DAYS, reference=DAYS)
def test_recovers_any_date_in_each_form(form, day, reference):
    ordinal = f"{day.day}th" if " of " in form else day.day
    shown = form.format(m=day, d=ordinal, y=day.year).replace("May.", "May")
    (mention,) = find_dates(f"The town fell on {shown} after a siege.")
    assert mention.span.of(f"The town fell on {shown} after a siege.") == shown
    assert resolve(mention, reference) == BulletinDate(day, day, Precision.DAY, Basis.STATED)


def test_last_weekend_is_not_the_one_that_has_begun():
    saturday = date(2025, 3, 8)
    assert dates("last weekend", saturday) == ["1–2 March 2025"]
    assert dates("over the weekend", saturday) == ["8 March 2025"]


@given(day=DAYS, later=st.integers(0, 364))
def test_recovers_a_date_without_its_year(day, later):
    (mention,) = find_dates(f"on {day:%B} {day.day} in Gao")
    reference = day + timedelta(days=later)
    assert resolve(mention, reference).earliest == day


@given(first=DAYS, length=st.integers(1, 200), reference=DAYS)
def test_recovers_a_stretch(first, length, reference):
    last = min(first + timedelta(days=length), date(2098, 12, 31))
    text = f"from {first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}"
    found = resolve(find_dates(text)[0], reference)
    assert (found.earliest, found.latest) == (first, last)


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            "Feb. May March Sept 12 31 2024 2000 1990s 17th and to - – , . of the in last week".split()
        ),
        st.sampled_from(
            "since between from Monday on ago two days past this year next mid early ( ) / 1,500".split()
        ),
        st.sampled_from([" ", " ", " ", "\n", "\n\n", "2025-02-17", "17/02/2025"]),
    ),
    max_size=40,
)


@given(st.one_of(TEXTS.map("".join), TEXTS.map(" ".join)), st.dates())
@example("Feb. 29", date(1, 1, 1))
@example("9999-12-31 and in the 9990s", date.max)
@example("١٢ February " + "9" * 5000, REFERENCE)
def test_any_text_gives_dates_in_order_and_in_range(text, reference):
    mentions = find_dates(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    for mention in mentions:
        assert mention.span.of(text).strip() == mention.span.of(text) != ""
        found = resolve(mention, reference)
        assert found == UNDATED or found.earliest <= found.latest
        if found != UNDATED and not mention.has_year:
            assert found.latest <= reference


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        " ",
        "Feb. ",
        "12 and ",
        "12-",
        "May to ",
        "the ",
        "early ",
        "of ",
        "1/",
        "Dec. 12, ",
        "last ",
        "\n",
    ],
)
def test_long_repetition_comes_to_an_end(piece):
    text = piece * (100_000 // len(piece))
    assert all(mention.span.end <= len(text) for mention in find_dates(text))


@given(st.text(alphabet=string.digits + " -/.,", max_size=60))
def test_numbers_alone_are_dates_only_in_full(text):
    for mention in find_dates(text):
        assert any(len(run) == 4 for run in "".join(c if c.isdigit() else " " for c in text).split())
        assert mention.has_year


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (BulletinDate(date(2025, 2, 24), date(2025, 2, 24), Precision.DAY, Basis.STATED), "24 February 2025"),
        (
            BulletinDate(date(2026, 2, 17), date(2026, 2, 17), Precision.DAY, Basis.ASSUMED),
            "17 February 2026 (year assumed)",
        ),
        (
            BulletinDate(date(2025, 2, 24), date(2025, 3, 10), Precision.BOUNDS, Basis.PAGE_ORDER),
            "between 24 February and 10 March 2025, by its place on the page",
        ),
        (
            BulletinDate(None, date(2025, 3, 10), Precision.BOUNDS, Basis.PAGE_ORDER),
            "not after 10 March 2025, by its place on the page",
        ),
        (
            BulletinDate(date(2024, 12, 14), date(2025, 2, 24), Precision.BOUNDS, Basis.PAGE_ORDER),
            "between 14 December 2024 and 24 February 2025, by its place on the page",
        ),
        (UNDATED, "date unknown"),
    ],
)
def test_describes(found, said):
    assert describe_date(found) == said
