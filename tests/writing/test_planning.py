"""Which week, and which bulletins in which order."""

from __future__ import annotations

from datetime import date

import pytest
from briefed import archive_of, bulletin, day

from briefer.model import Basis, BulletinDate, Period, Precision
from briefer.writing.planning import latest_week, oldest_first, period_for, plan

TODAY = date(2025, 3, 10)
BODIES = {
    "before": "Farmers in Kayes await the rains.",
    "into": "Mali held talks in Bamako on the price of grain.",
}


def dated(name: str, when: date | BulletinDate | None, *, main: bool = True, **other: object):
    roles = {"main": ["MLI"]} if main else {"mentioned": ["MLI"]}
    given = when if isinstance(when, BulletinDate) else day(when)
    return bulletin(name, BODIES.get(name, f"Mali hears of {name} in Bamako."), date=given, **roles, **other)


def bounds(first: date, last: date) -> BulletinDate:
    return BulletinDate(first, last, Precision.BOUNDS, Basis.PAGE_ORDER)


MONTH = BulletinDate(date(2025, 3, 1), date(2025, 3, 31), Precision.MONTH, Basis.STATED)


class TestLatestWeek:
    def test_is_that_of_the_newest_bulletin_about_the_country(self) -> None:
        found = latest_week(
            [
                dated("a", date(2025, 1, 8)),
                dated("b", date(2025, 2, 19)),
                dated("c", date(2025, 3, 5), main=False),
            ],
            "MLI",
        )
        assert found == Period(date(2025, 2, 17), date(2025, 2, 23))

    def test_a_mention_counts_where_nothing_is_about_the_country(self) -> None:
        found = latest_week([dated("c", date(2025, 3, 5), main=False)], "MLI")
        assert found == Period(date(2025, 3, 3), date(2025, 3, 9))

    def test_a_place_on_the_page_counts_from_its_earliest_day(self) -> None:
        found = latest_week([dated("a", bounds(date(2025, 2, 24), date(2025, 3, 10)))], "MLI")
        assert found == Period(date(2025, 2, 24), date(2025, 3, 2))

    def test_a_month_counts_only_where_there_is_nothing_closer(self) -> None:
        assert latest_week([dated("a", date(2025, 1, 8)), dated("b", MONTH)], "MLI") == Period(
            date(2025, 1, 6), date(2025, 1, 12)
        )
        assert latest_week([dated("b", MONTH)], "MLI") == Period(date(2025, 2, 24), date(2025, 3, 2))

    def test_without_dates_there_is_none(self) -> None:
        assert latest_week([dated("a", None)], "MLI") is None
        assert latest_week([], "MLI") is None


class TestPeriodFor:
    @pytest.fixture
    def archive(self, tmp_path):
        days = (date(2024, 8, 5), date(2025, 2, 17))
        with archive_of(tmp_path, [dated(f"n{n}", when) for n, when in enumerate(days)]) as opened:
            yield opened

    def test_open_means_the_latest_week(self, archive) -> None:
        assert period_for(archive, "MLI", Period(), TODAY) == Period(date(2025, 2, 17), date(2025, 2, 23))

    def test_a_country_without_bulletins_has_this_week(self, archive) -> None:
        assert period_for(archive, "FJI", Period(), TODAY) == Period(date(2025, 3, 10), date(2025, 3, 16))

    def test_an_open_end_is_today(self, archive) -> None:
        given = Period(since=date(2025, 1, 1))
        assert period_for(archive, "MLI", given, TODAY) == Period(date(2025, 1, 1), TODAY)

    def test_an_open_end_after_today_is_one_day(self, archive) -> None:
        later = date(2026, 1, 1)
        assert period_for(archive, "MLI", Period(since=later), TODAY) == Period(later, later)

    def test_an_open_start_is_the_first_bulletin(self, archive) -> None:
        given = Period(until=date(2024, 12, 31))
        assert period_for(archive, "MLI", given, TODAY) == Period(date(2024, 8, 5), date(2024, 12, 31))

    def test_an_open_start_with_nothing_before_is_one_day(self, archive) -> None:
        early = date(1999, 1, 1)
        assert period_for(archive, "MLI", Period(until=early), TODAY) == Period(early, early)


class TestOrder:
    def test_by_date_then_up_a_page_that_runs_newest_first(self) -> None:
        when = date(2025, 2, 17)
        placed = [
            dated("late", date(2025, 2, 20), place=0),
            dated("second", when, place=1),
            dated("first", when, place=2),
        ]
        assert [each.title for each in oldest_first(placed)] == ["first", "second", "late"]

    def test_down_a_file_of_records_that_runs_oldest_first(self) -> None:
        when = day(date(2025, 2, 17), basis=Basis.FEED)
        placed = [
            dated("first", when, place=0),
            dated("second", when, place=1),
            dated("late", day(date(2025, 2, 20), basis=Basis.FEED), place=2),
        ]
        assert [each.title for each in oldest_first(reversed(placed))] == ["first", "second", "late"]

    def test_undated_bulletins_are_ordered_too(self) -> None:
        assert [each.title for each in oldest_first([dated("b", date(2025, 1, 1)), dated("a", None)])] == [
            "a",
            "b",
        ]


class TestPlan:
    def test_current_then_background_numbered_through(self, tmp_path) -> None:
        bulletins = [
            dated("old", date(2025, 1, 8)),
            dated("now", date(2025, 2, 18)),
            dated("next", date(2025, 2, 25)),
            dated("ancient", date(2020, 1, 8)),
        ]
        with archive_of(tmp_path, bulletins) as archive:
            task = plan(archive, "MLI", Period(date(2025, 2, 17), date(2025, 2, 23)))
        assert [item.bulletin.title for item in task.current] == ["now"]
        assert [item.bulletin.title for item in task.background] == ["old"]
        assert [item.number for item in task.evidence] == [1, 2]

    def test_background_ended_before_the_period(self, tmp_path) -> None:
        into = bounds(date(2025, 2, 10), date(2025, 2, 17))
        with archive_of(tmp_path, [dated("into", into), dated("before", date(2025, 2, 16))]) as archive:
            task = plan(archive, "MLI", Period(date(2025, 2, 17), date(2025, 2, 23)))
        assert [item.bulletin.title for item in task.current] == ["into"]
        assert [item.bulletin.title for item in task.background] == ["before"]

    def test_background_is_about_the_country(self, tmp_path) -> None:
        with archive_of(tmp_path, [dated("old", date(2025, 1, 8), main=False)]) as archive:
            assert plan(archive, "MLI", Period(date(2025, 2, 17), date(2025, 2, 23))).background == ()

    @pytest.mark.parametrize("since", [date.min, date(1, 1, 2)])
    def test_from_the_beginning_of_the_calendar(self, tmp_path, since: date) -> None:
        with archive_of(tmp_path, [dated("now", date(2025, 2, 18))]) as archive:
            task = plan(archive, "MLI", Period(since, TODAY))
        assert (len(task.current), task.background) == (1, ())
