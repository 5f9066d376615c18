"""From options to settings and an open archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.archive.archive import Archive
    from briefer.archive.embedding import Embedder
    from briefer.settings import Settings


def settings_of(*, as_of: str | None = None, **flags: object) -> Settings:
    """Merge flags with the environment and `briefer.toml`. Raises InputError."""
    from briefer.console.arguments import as_day
    from briefer.settings import load_settings

    return load_settings(as_of=None if as_of is None else as_day(as_of, "--as-of"), **flags)


@contextmanager
def opened_archive(
    settings: Settings, *, embedder: Embedder | None = None, may_be_empty: bool = False
) -> Iterator[Archive]:
    """Open the archive of the settings. Raises InputError where there is none or it is empty."""
    from briefer.archive.archive import open_archive

    with open_archive(settings.archive, embedder=embedder) as opened:
        if not may_be_empty and opened.is_empty:
            raise InputError(f"the archive {opened.path} is empty", "run: briefer ingest PAGE")
        yield opened


def embedder_of(settings: Settings) -> Embedder | None:
    """The model that the settings name; None leaves it to the archive."""
    from briefer.archive.embedding import load_embedder

    return load_embedder(settings.embedding) if settings.embedding else None


def today_of(settings: Settings) -> date:
    """The day that counts as today."""
    from briefer import api

    return api.today_of(settings)


def country_of(text: str | None) -> str | None:
    """The ISO alpha-3 code of a country as typed. Raises UnknownCountry."""
    from briefer import api

    return api.code_of(text)
