"""Which days a question is about."""

from __future__ import annotations

from datetime import date

import pytest
from briefed import about, archive_of

from briefer.model import Period
from briefer.writing.narrowing import Narrowed, narrow

TODAY = date(2025, 3, 10)


@pytest.fixture
def archive(tmp_path):
    bulletins = [
        about("A coup in Niger", "Soldiers took power in Niger in a coup.", date=date(2023, 7, 26)),
        about("Grain in Mali", "Mali bought grain from Senegal.", date=date(2024, 9, 17)),
        about("Rain in Mali", "It rained in Kayes for a whole day.", date=date(2024, 12, 3)),
    ]
    with archive_of(tmp_path, bulletins) as opened:
        yield opened


def found(archive, question: str, given: Period | None = None, country: str | None = None) -> Narrowed:
    return narrow(archive, question, country, given, TODAY)


def test_a_question_without_time_is_open(archive) -> None:
    assert found(archive, "Who bought grain?") == Narrowed(Period())


def test_a_flag_is_strict_and_overrides_the_words(archive) -> None:
    given = Period(since=date(2024, 1, 1))
    assert found(archive, "What happened in September?", given) == Narrowed(given, strict=True)


def test_an_open_flag_is_no_flag(archive) -> None:
    assert found(archive, "Who bought grain?", Period()) == Narrowed(Period())


def test_a_month_is_the_latest_before_today(archive) -> None:
    assert found(archive, "What was bought in September?").period == Period(
        date(2024, 9, 1), date(2024, 9, 30)
    )


def test_a_month_with_nothing_in_it_counts_back_from_the_last_bulletin(archive) -> None:
    assert found(archive, "What fell in January?").period == Period(date(2024, 1, 1), date(2024, 1, 31))


def test_last_week_counts_from_today_though_it_is_empty(archive) -> None:
    assert found(archive, "What fell last week?").period == Period(date(2025, 3, 3), date(2025, 3, 9))


def test_since_an_event_starts_on_its_day(archive) -> None:
    assert found(archive, "What has Niger done since the coup?").period == Period(since=date(2023, 7, 26))


def test_before_an_event_ends_on_its_day(archive) -> None:
    assert found(archive, "Who ruled Niger before the coup?").period == Period(until=date(2023, 7, 26))


def test_an_event_that_no_bulletin_tells_narrows_nothing(archive) -> None:
    assert found(archive, "What has Niger done since the earthquake?") == Narrowed(Period())
