"""Places of the claim must stand in the words it cites."""

from __future__ import annotations

import pytest

from briefer.grounding.checks.names import check as check_names
from briefer.grounding.checks.places import check
from briefer.grounding.pairs import Pair, Premise


def findings(claim: str, text: str, context: str = "") -> list[tuple[str, bool]]:
    return [(f.reason, f.contradicts) for f in check(Pair(claim, (Premise(text, context),)))]


@pytest.mark.parametrize(
    ("claim", "text", "context"),
    [
        ("Mali's army left.", "The Malian army left.", ""),
        ("Niamey's ministry left.", "Niger's ministry left.", ""),
        ("The junta in Niamey accused Paris.", "Niger's junta accused France.", ""),
        ("Ten died in Niger.", "Ten died in Tillabéri Region.", ""),
        ("Ten died in Niger.", "Ten died there.", "A raid in Niger"),
        ("Ten died in TILLABERI.", "Ten died in Tillabéri.", ""),
        ("The US left.", "Washington left.", ""),
        ("Clashes in Mali's north.", "Clashes in northern Mali.", ""),
        ("Men left West Africa.", "Men left Mali.", ""),
    ],
)
def test_a_place_that_stands_there_in_any_form_passes(claim, text, context):
    assert findings(claim, text, context) == []


def test_niger_is_not_nigeria():
    assert findings("Ten died in Niger.", "Ten died in Nigeria.") == [
        ('the claim says "in Niger", the bulletin "in Nigeria"', True)
    ]
    assert [
        told
        for told, _ in findings("A boat sank in Niger.", "A boat sank in Mokwa, in Nigeria's Niger State.")
    ]


def test_another_town_in_its_place_contradicts():
    assert findings("A raid in Kidal killed ten.", "A raid in Gao killed ten.") == [
        ('the claim says "in Kidal", the bulletin "in Gao"', True)
    ]


def test_a_place_that_is_not_named_is_not_found():
    assert findings("The men came from Chad.", "Who the men were is unknown.") == [
        ('the claim says "from Chad", which the bulletin does not name', False)
    ]


def test_a_capital_in_which_it_happens_must_be_named():
    assert [told for told, _ in findings("Ten died in Bamako.", "Ten died in Mali.")]


def test_another_end_of_the_country_contradicts():
    assert findings("Men fled southern Mali.", "Men fled northern Mali.") == [
        ('the claim says "southern Mali", the bulletin "northern Mali"', True)
    ]


def test_a_misspelt_place_is_not_found():
    assert findings("Ten died in Kokurou.", "Ten died in Kokorou. Men fled Kokorou.")[0][0].startswith(
        "the claim"
    )


def test_a_word_belongs_to_names_or_to_places():
    pair = Pair("Gorvan met men in Zorgol and in Chad.", (Premise("Men met."),))
    assert [f.reason for f in check_names(pair)] == ['the claim names "Gorvan", which the bulletin does not']
    assert len(check(pair)) == 2
