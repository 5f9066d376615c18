"""Who reported, each counted once."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefer.writing.stories.outlets import independent, outlet_key


@pytest.mark.parametrize(
    ("outlets", "sources"),
    [
        (["AFP via France 24", "AFP via Al Arabiya"], ("AFP",)),
        (["AFP via France 24", "France 24"], ("AFP", "France 24")),
        (["BBC", "BBC News", "the BBC"], ("BBC",)),
        (["The Guardian", "Guardian"], ("The Guardian",)),
        (["NY Times", "The New York Times"], ("NY Times",)),
        (["France24", "France 24"], ("France24",)),
        (["MSNBC/AP", "Associated Press"], ("AP",)),
        (["Agencies via WA Today"], ("WA Today",)),
        (["BBC News via YouTube", "BBC"], ("BBC News",)),
        (["Times of India", "The Times", "Time"], ("Times of India", "The Times", "Time")),
        (["CBC News", "CBS News"], ("CBC News", "CBS News")),
        (["", "  ", "agencies", "-"], ()),
        (["", "RFI", ""], ("RFI",)),
        (["Radio Kalangou", "Journal du Faso"], ("Radio Kalangou", "Journal du Faso")),
        (["A\x1b[2J\nB"], ("A[2J B",)),
    ],
)
def test_sources_in_order_of_first_appearance(outlets, sources):
    assert independent(outlets) == sources


@given(st.lists(st.text(max_size=30), max_size=6))
@example(["0\xa0;"])
def test_any_names(outlets):
    found = independent(outlets)
    assert all(name.strip() for name in found)
    assert len({outlet_key(name) for name in found}) == len(found) <= len(outlets)
    assert independent(found) == found
    assert independent(outlets * 2) == found
