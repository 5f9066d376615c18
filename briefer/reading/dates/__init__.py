"""Dates in sentences, on pages, in flags and in questions: the names that the rest of briefer uses.

    tokens -> grammar -> finding -> resolution -> pages, periods

The parts of a mention are in `mentions`, and `wording` says dates in words.
"""

from __future__ import annotations

from briefer.reading.dates.finding import find_dates
from briefer.reading.dates.mentions import Ago, DateMention, Parts, Past, Stated, Weekday
from briefer.reading.dates.pages import date_page
from briefer.reading.dates.periods import parse_day, question_period, week_of
from briefer.reading.dates.resolution import resolve
from briefer.reading.dates.wording import describe_date, describe_day, describe_period

__all__ = [
    "Ago",
    "DateMention",
    "Parts",
    "Past",
    "Stated",
    "Weekday",
    "date_page",
    "describe_date",
    "describe_day",
    "describe_period",
    "find_dates",
    "parse_day",
    "question_period",
    "resolve",
    "week_of",
]
