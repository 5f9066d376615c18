"""What `briefer.toml` names, ready to be used: sources, and the countries of the week's briefings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from briefer.errors import InputError, UnknownCountry
from briefer.reading.cleaning import one_line
from briefer.reading.countries import resolve_country
from briefer.settings import SETTINGS_FILE, Settings, Source


@dataclass(frozen=True, slots=True)
class NamedSource:
    """One source of the file."""

    name: str  # on one line
    where: str  # a URL, or a path as it stands in the file: by it the archive knows its pages
    is_url: bool
    retrieved: date | None = None


def sources_of(settings: Settings) -> tuple[NamedSource, ...]:
    """Return the sources in the order of the file. Raises InputError where there is none, or one stands twice."""
    sources = tuple(_named(source) for source in settings.sources)
    if not sources:
        raise InputError(
            f"{SETTINGS_FILE} names no sources", "add a table [[sources]] with a url or a path to it"
        )
    where, times = Counter(source.where for source in sources).most_common(1)[0]
    if times > 1:
        raise InputError(
            f"{SETTINGS_FILE}: {one_line(where)} stands in [[sources]] {times} times", "keep one"
        )
    return sources


def countries_of(settings: Settings) -> tuple[str, ...]:
    """Return the ISO alpha-3 codes of the countries to write about, each once, in the order of the file.

    Raises InputError where there is none, UnknownCountry where one is not known.
    """
    codes: list[str] = []
    for text in settings.weekly.countries:
        try:
            codes.append(resolve_country(text).code)
        except UnknownCountry as error:
            raise UnknownCountry(f"{SETTINGS_FILE}: [weekly]: {error.message}", error.hint) from None
    if not codes:
        raise InputError(f"{SETTINGS_FILE}: [weekly] names no countries", 'add: countries = ["Mali"]')
    return tuple(dict.fromkeys(codes))


def _named(source: Source) -> NamedSource:
    where = source.url or (source.path.as_posix() if source.path else "")
    return NamedSource(one_line(source.name or where), where, source.url is not None, source.retrieved)
