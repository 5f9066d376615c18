"""Arguments as they are typed, to what they mean. Each raises InputError that names the argument."""

from __future__ import annotations

from datetime import date

from briefer.errors import InputError
from briefer.model import Period
from briefer.reading.cleaning import clean
from briefer.reading.countries import resolve_country
from briefer.reading.dates import parse_day


def as_question(text: str) -> str:
    """Return the question, trimmed and without bytes that are no text."""
    question = clean(text).strip()
    if not question:
        raise InputError("the question is empty", 'ask in words: briefer ask "Who claimed the attack?"')
    return question


def as_day(text: str, flag: str) -> date:
    """Read a day: "2025-03-10"."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{flag} {text!r} is not a day", "write it as 2025-03-10") from None


def as_retrieved(text: str | None, today: date) -> date | None:
    """Read the day on which pages were retrieved, which cannot lie in the future."""
    day = as_day(text, "--retrieved") if text is not None else None
    if day and day > today:
        raise InputError(
            f"--retrieved {text} is after today, {today}", "give the day on which the page was saved"
        )
    return day


def as_week(text: str) -> Period:
    """Read an ISO week: "2025-W08"."""
    if "w" not in text.lower():
        raise InputError(f"--week {text!r} is not a week", "write it as 2025-W08")
    return _stretch(text, "--week")


def as_period(since: str | None, until: str | None) -> Period:
    """Read the first and the last day, each also as the month, year or ISO week that it begins or ends."""
    first = _stretch(since, "--since").since if since is not None else None
    last = _stretch(until, "--until").until if until is not None else None
    if first and last and first > last:
        raise InputError(f"--since {since} is after --until {until}", "swap them")
    return Period(first, last)


def as_country(text: str) -> str:
    """Read a country's name or ISO code; return its ISO alpha-3 code."""
    if not text.strip():
        raise InputError("the country is empty", "give its name or ISO code: Mali, ML, MLI")
    return resolve_country(text).code


def _stretch(text: str, flag: str) -> Period:
    try:
        return parse_day(text)
    except InputError as error:
        raise InputError(f"{flag} {error.message}", error.hint) from None
