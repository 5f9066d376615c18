"""Offices and those who hold them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.checks import offices
from briefer.grounding.language.offices import offices_in
from briefer.grounding.pairs import Pair, Premise


def pair(claim: str, premise: str, context: str = "") -> Pair:
    return Pair(claim, (Premise(premise, context),))


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        (
            "The foreign minister, Lena Vos, resigned on Monday.",
            "Defence Minister Lena Vos resigned on Monday.",
        ),
        ("Russia's defence attaché in Bamako left the town.", "Russia's ambassador in Bamako left the town."),
        ("President Omar Diko dismissed the cabinet.", "Prime Minister Omar Diko dismissed the cabinet."),
        ("Colonel Ali Bane commands the base.", "General Ali Bane commands the base."),
        ("The group's leader, Abu Hassan, said so.", "The group's spokesman, Abu Hassan, said so."),
        (
            "The prime minister visited the wounded in hospital.",
            "The president visited the wounded in hospital.",
        ),
        ("Deputy Governor Musa Keita fled the city.", "Governor Musa Keita fled the city."),
        ("President Omar Diko was arrested.", "Former president Omar Diko was arrested."),
    ],
)
def test_another_office_contradicts(claim: str, premise: str) -> None:
    (finding,) = offices.check(pair(claim, premise))
    assert finding.check == "offices"
    assert finding.contradicts


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        (
            "Foreign minister Lena Vos resigned.",
            "Lena Vos, Mali's new minister of foreign affairs, resigned.",
        ),
        ("Prime Minister Omar Diko met Ali Bane.", "Omar Diko, the prime minister, met President Ali Bane."),
        ("General Ali Bane left.", "Ali Bane, the president, left."),
        ("Colonel Bane said the base was safe.", "Lieutenant Colonel Bane said the base was safe."),
        ("President Diko spoke.", "The Malian president was calm. Prime Minister Diko spoke."),
        ("The head of state visited the wounded.", "The president visited the wounded."),
        ("Defense Minister Lena Vos spoke.", "Defence Minister Lena Vos spoke."),
    ],
)
def test_fair_wording_passes(claim: str, premise: str) -> None:
    assert offices.check(pair(claim, premise)) == ()


def test_the_reason_quotes_both_sides() -> None:
    (finding,) = offices.check(pair("Colonel Ali Bane left.", "General Ali Bane left."))
    assert finding.reason == 'the claim says "Colonel", the bulletin "General"'


def test_an_office_that_stands_before_the_words_passes() -> None:
    told = pair("Prime Minister Diko left.", "President Diko left.", "The prime minister became president")
    assert offices.check(told) == ()


@given(st.text(max_size=200))
def test_offices_have_their_place_and_agree_with_themselves(text: str) -> None:
    for office in offices_in(text):
        assert office.agrees(office)
        assert 0 <= office.span.start < office.span.end
    assert offices.check(pair(text, text)) == ()
