"""Phrases that several parts of an outline share."""

from __future__ import annotations

from briefer.model import Briefing, Period
from briefer.reading.dates import describe_period
from briefer.rendering.plain import one_line


def counted(number: int, noun: str, several: str = "") -> str:
    """Return "1 bulletin", "2 bulletins"."""
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"


def scope_of(period: Period) -> str:
    """Return the period with its preposition: "for 24–30 July 2023"; nothing where it is open on both sides."""
    if period.is_open:
        return ""
    said = describe_period(period)
    return f"for {said}" if period.since and period.until else said


def nothing_on(briefing: Briefing) -> str:
    """Say that the bulletins hold nothing."""
    subject = one_line(briefing.country_name)
    return f"The bulletins hold nothing on {subject} {scope_of(briefing.period)}".strip() + "."
