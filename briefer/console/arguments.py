"""Arguments as they are given, to what they mean. Each raises InputError that names the argument.

Functions, tools, pages and the command line have the same ones: they are named plainly, and not as flags.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from briefer.errors import InputError
from briefer.model import Period
from briefer.reading.cleaning import clean, cut, one_line
from briefer.reading.countries import resolve_country
from briefer.reading.dates import parse_day

if TYPE_CHECKING:
    from briefer.settings import Settings

_SHOWN = 80  # characters of a query that are told again


def as_question(text: str) -> str:
    """Return the question, trimmed and without bytes that are no text."""
    question = clean(text).strip()
    if not question:
        raise InputError("the question is empty", 'ask in words: "Who claimed the attack?"')
    return question


def nothing_found(query: str) -> str:
    """Return what is told of a search that found nothing."""
    return f"nothing found for “{cut(one_line(query), _SHOWN, '…')}”"


def as_day(text: str, name: str) -> date:
    """Read the day that an argument of that name gives: "2025-03-10"."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{name} {text!r} is not a day", "write it as 2025-03-10") from None


def as_retrieved(text: str | None, today: date) -> date | None:
    """Read the day on which pages were retrieved, which cannot lie in the future."""
    day = as_day(text, "retrieved") if text is not None else None
    if day and day > today:
        raise InputError(
            f"retrieved {text} is after today, {today}", "give the day on which the page was saved"
        )
    return day


def as_week(text: str) -> Period:
    """Read an ISO week: "2025-W08"."""
    if "w" not in text.lower():
        raise InputError(f"week {text!r} is not a week", "write it as 2025-W08")
    return _stretch(text, "week")


def as_period(since: str | None, until: str | None) -> Period:
    """Read the first and the last day, each also as the month, year or ISO week that it begins or ends."""
    first = _stretch(since, "since").since if since is not None else None
    last = _stretch(until, "until").until if until is not None else None
    if first and last and first > last:
        raise InputError(f"since {since} is after until {until}", "swap them")
    return Period(first, last)


def as_country(text: str) -> str:
    """Read a country's name or ISO code; return its ISO alpha-3 code."""
    if not text.strip():
        raise InputError("the country is empty", "give its name or ISO code: Mali, ML, MLI")
    return resolve_country(text).code


def as_countries(given: str | Sequence[str]) -> tuple[str, ...]:
    """Read one country or several, also as "Mali, Niger"; some names hold a comma themselves. Each is told once."""
    if not given:
        raise InputError("no country is named", "give its name or ISO code: Mali, ML, MLI")
    if not isinstance(given, str):
        return tuple(dict.fromkeys(map(as_country, given)))
    try:
        return (as_country(given),)
    except InputError:
        if "," not in given:
            raise
    return tuple(dict.fromkeys(map(as_country, given.split(","))))


def template_names(settings: Settings) -> dict[str, str]:
    """Return the templates that may be chosen from afar, each with what it is for; the first is the usual one.

    They are those that come with briefer, and the one that the settings name: a request names no folder.
    """
    from briefer.rendering.layout import layout_names, load_layout

    names = dict.fromkeys((settings.weekly.template, *layout_names()))
    return {name: load_layout(name).about for name in names}


def as_template(name: str, settings: Settings, countries: int) -> str:
    """Return the name of a template, by default the usual one. Raises InputError where it may not be chosen, or shows
    fewer countries."""
    from briefer.rendering.layout import load_layout

    names = template_names(settings)
    if name and name not in names:
        raise InputError(f"there is no template {name!r}", f"there are {', '.join(names)}")
    chosen = name or next(iter(names))
    if countries > 1 and not load_layout(chosen).is_by_country:
        several = [each for each in names if load_layout(each).is_by_country]
        raise InputError(f"the template {chosen!r} shows one country", f"choose {' or '.join(several)}")
    return chosen


def _stretch(text: str, name: str) -> Period:
    try:
        return parse_day(text)
    except InputError as error:
        raise InputError(f"{name} {error.message}", error.hint) from None
