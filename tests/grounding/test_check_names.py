"""Names of the claim must stand in the words it cites."""

from __future__ import annotations

import pytest

from briefer.grounding.checks.names import check, one_letter_off
from briefer.grounding.pairs import Pair, Premise


def findings(
    claim: str, text: str, context: str = "", outlets: tuple[str, ...] = ()
) -> list[tuple[str, bool]]:
    return [(f.reason, f.contradicts) for f in check(Pair(claim, (Premise(text, context, outlets=outlets),)))]


@pytest.mark.parametrize(
    ("claim", "text", "context"),
    [
        ("Maiga spoke.", "Col. Abdoulaye Maiga spoke.", ""),
        ("MAÏGA'S men left.", "Maiga's men left.", ""),
        ("JNIM attacked the camp.", "The group attacked the camp.", "A camp of JNIM's foes"),
        ("The FLA left.", "The Azawad Liberation Front (FLA) left.", ""),
        ("The World Food Programme left.", "The WFP left.", ""),
        ("General Omar Tiani said so.", "Omar Tiani said so.", ""),
        ("The Africa Corps' men fled.", "Men of Africa Corps fled.", ""),
        ("Qaeda-linked men fled.", "Men linked to al-Qaeda fled.", ""),
        ("On Monday the Defence Minister left.", "The minister left.", ""),
    ],
)
def test_a_name_that_stands_there_in_any_form_passes(claim, text, context):
    assert findings(claim, text, context) == []


def test_an_outlet_of_the_bulletin_stands():
    assert findings("Reuters reported it.", "Men fled.", outlets=("Reuters",)) == []


def test_an_unknown_name_is_not_found():
    assert findings("Gorvan spoke of peace.", "There was talk of a truce.") == [
        ('the claim names "Gorvan", which the bulletin does not', False)
    ]


def test_a_name_in_another_ones_place_contradicts():
    assert findings("An attack by ISGS killed ten.", "An attack by JNIM killed ten.") == [
        ('the claim says "ISGS" where the bulletin says "JNIM"', True)
    ]


def test_a_name_of_the_context_in_another_ones_place_contradicts():
    assert findings("The attack by ISGS killed ten.", "The attack by JNIM killed ten.", "ISGS had left.") == [
        ('the claim says "ISGS" where the bulletin says "JNIM"', True)
    ]


def test_another_first_name_contradicts():
    assert findings("Assimi Maiga left.", "Abdoulaye Maiga left.") == [
        ('the claim names "Assimi Maiga", the bulletin "Abdoulaye Maiga"', True)
    ]


def test_a_first_name_that_is_not_given_is_not_found():
    assert findings("Abdoulaye Maiga left.", "Maiga left.") == [
        ('the claim names "Abdoulaye Maiga", the bulletin does not say "Abdoulaye"', False)
    ]
    assert findings("Abdoulaye Maiga left.", "Maiga left.", "Abdoulaye Maiga is a colonel.") == []


def test_a_first_name_with_another_ones_surname_contradicts():
    text = "Sadio Camara met Abdoulaye Maiga."
    assert findings("Sadio Maiga spoke.", text) == [
        ('the claim names "Sadio Maiga", the bulletin "Abdoulaye Maiga"', True)
    ]


def test_a_misspelt_name_is_not_found():
    assert findings("They saw Sadio Camera.", "They saw Sadio Camara.") == [
        ('the claim writes "Sadio Camera", the bulletin "Camara"', False)
    ]


def test_each_name_is_told_once():
    assert len(findings("Gorvan spoke. Men saw Gorvan.", "Men spoke.")) == 1


@pytest.mark.parametrize(("one", "other"), [("camara", "camera"), ("maiga", "maigas"), ("yusov", "yuosv")])
def test_one_letter_off(one, other):
    assert one_letter_off(one, other)
    assert one_letter_off(other, one)


@pytest.mark.parametrize(("one", "other"), [("maiga", "maiga"), ("maiga", "mayka"), ("yusov", "yus")])
def test_not_one_letter_off(one, other):
    assert not one_letter_off(one, other)
