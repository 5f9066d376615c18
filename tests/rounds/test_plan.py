from __future__ import annotations

from datetime import date

import pytest

from briefer.errors import InputError, UnknownCountry
from briefer.rounds.plan import NamedSource, countries_of, sources_of
from briefer.settings import Settings

pytestmark = pytest.mark.usefixtures("workplace")


def test_sources_in_the_order_of_the_file():
    tables = [
        {"url": "https://example.org/feed.xml", "name": " Example\nfeed "},
        {"path": "inbox/2025", "retrieved": date(2025, 2, 28)},
    ]
    assert sources_of(Settings(sources=tables)) == (
        NamedSource("Example feed", "https://example.org/feed.xml", True),
        NamedSource("inbox/2025", "inbox/2025", False, date(2025, 2, 28)),
    )


def test_countries_once_each():
    assert countries_of(Settings(weekly={"countries": ["Niger", "ML", "NER"]})) == ("NER", "MLI")


def test_what_is_missing_or_unknown_names_the_file():
    with pytest.raises(InputError, match=r"^briefer\.toml names no sources: add a table \[\[sources\]\]"):
        sources_of(Settings())
    with pytest.raises(InputError, match=r"^briefer\.toml: \[weekly\] names no countries: "):
        countries_of(Settings())
    with pytest.raises(UnknownCountry, match=r"^briefer\.toml: \[weekly\]: .*Malli"):
        countries_of(Settings(weekly={"countries": ["Mali", "Malli"]}))
    with pytest.raises(InputError, match=r"stands in .* 2 times"):
        sources_of(Settings(sources=[{"path": "a/"}, {"path": "a"}]))
