"""What a week's round is to write: from the table [weekly] of briefer.toml, and the options that stand in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from briefer.console.arguments import as_country, as_week
from briefer.errors import InputError
from briefer.model import Period
from briefer.reading.countries import country_by_code
from briefer.reading.dates import week_of
from briefer.reading.folding import fold
from briefer.rendering import FORMS
from briefer.rendering.layout import Layout, load_layout
from briefer.rounds.papers import name_of_week
from briefer.rounds.plan import countries_of
from briefer.settings import SETTINGS_FILE, Settings

REPORT = "report"  # the paper of a template with chapters by country
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One paper: its files are called as its slug."""

    slug: str
    countries: tuple[str, ...]  # ISO alpha-3


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written, and where."""

    week: Period
    layout: Layout
    forms: tuple[str, ...]
    out: Path
    papers: tuple[Wanted, ...]  # in the order in which they are named

    @property
    def folder(self) -> Path:
        """The dated folder."""
        return self.out / name_of_week(self.week)


def order_of(
    settings: Settings,
    *,
    today: date,
    week: str | None = None,
    countries: Sequence[str] = (),
    template: str | None = None,
    forms: str | None = None,
    out: Path | None = None,
) -> Order:
    """Return what is to be written; what is given goes before the settings.

    Without a week it is the ISO week that ended last before today. Raises InputError, UnknownCountry.
    """
    table = settings.weekly
    layout = load_layout(template or table.template)
    codes = tuple(dict.fromkeys(map(as_country, countries))) or countries_of(settings)
    return Order(
        week=as_week(week) if week is not None else last_week(today),
        layout=layout,
        forms=_forms(table.forms, f"{SETTINGS_FILE}: [weekly]: forms")
        if forms is None
        else _forms(forms.split(","), "--formats"),
        out=out or table.out,
        papers=(Wanted(REPORT, codes),) if layout.is_by_country else tuple(map(_alone, codes)),
    )


def last_week(today: date) -> Period:
    """Return the ISO week that ended last before a day."""
    try:
        return week_of(today - timedelta(days=7))
    except OverflowError:
        raise InputError(f"no week ended before {today}", "name one with --week 2025-W08") from None


def slug_of(country: str) -> str:
    """Return a country's name as files are called: "burkina-faso"."""
    return _NOT_IN_A_SLUG.sub("-", fold(country_by_code(country).name)).strip("-")


def _alone(code: str) -> Wanted:
    return Wanted(slug_of(code), (code,))


def _forms(names: Sequence[str], where: str) -> tuple[str, ...]:
    known = f"choose from: {', '.join(FORMS)}"
    forms = tuple(dict.fromkeys(name.strip().lower() for name in names))
    for form in forms:
        if form not in FORMS:
            raise InputError(f"{where}: there is no output format {form!r}", known)
    if not forms:
        raise InputError(f"{where} names no format", known)
    return forms
