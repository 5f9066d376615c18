"""Dates in sentences, on pages, in flags and in questions: the names that the rest of briefer uses.

    date_tokens -> date_grammar -> date_finding -> date_resolution -> date_pages, periods

The parts of a mention are in `date_mentions`, and `date_wording` says dates in words.
"""

from __future__ import annotations

from briefer.reading.date_finding import find_dates
from briefer.reading.date_mentions import Ago, DateMention, Parts, Past, Stated, Weekday
from briefer.reading.date_pages import date_page
from briefer.reading.date_resolution import resolve
from briefer.reading.date_wording import describe_date, describe_period
from briefer.reading.periods import parse_day, question_period, week_of

__all__ = [
    "Ago",
    "DateMention",
    "Parts",
    "Past",
    "Stated",
    "Weekday",
    "date_page",
    "describe_date",
    "describe_period",
    "find_dates",
    "parse_day",
    "question_period",
    "resolve",
    "week_of",
]
