from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.reading.formats.outlets import split_names, split_outlets


@pytest.mark.parametrize(
    ("ending", "outlets"),
    [
        ("(AFP, RFI, BBC News)", ("AFP", "RFI", "BBC News")),
        ("(TNH)", ("TNH",)),
        ("(AFP, France24, RFI)", ("AFP", "France24", "RFI")),
        ("(the Guardian, openDemocracy; eNCA)", ("the Guardian", "openDemocracy", "eNCA")),
        ("(Sources: Reuters, Al Jazeera)", ("Reuters", "Al Jazeera")),
        ("(Le Monde and Jeune Afrique)", ("Le Monde", "Jeune Afrique")),
        ("(20 Minutes, N1)", ("20 Minutes", "N1")),
    ],
)
def test_a_trailing_parenthesis_names_outlets(ending, outlets):
    assert split_outlets(f"Forty were killed. {ending}") == ("Forty were killed.", outlets)


@pytest.mark.parametrize(
    "body",
    [
        "They fight for the Coordinating Body of Azawad Movements (CMA)",
        "Forty were killed. (Updated March 3)",
        "Forty were killed. (Photo: AFP)",
        "Forty were killed. (see also our map)",
        "Forty were killed. (It was the worst attack of the whole dry season so far, People said)",
        "Forty were killed. (March 2025)",
        "Forty were killed. (Feb. 17)",
        "Forty were killed.",
        "",
    ],
)
def test_other_endings_stay(body):
    assert split_outlets(body) == (body, ())


def test_a_quotation_may_end_the_sentence():
    assert split_outlets('He said "no." (RFI)') == ('He said "no."', ("RFI",))


def test_names_are_listed_once():
    assert split_names("AFP, RFI, AFP") == ("AFP", "RFI")


@given(st.text(max_size=200))
def test_the_body_is_never_altered_but_at_its_end(text):
    body, outlets = split_outlets(text)
    assert text.startswith(body)
    assert outlets or body == text
