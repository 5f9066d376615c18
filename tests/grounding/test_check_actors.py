"""People of one kind told as people of another."""

from __future__ import annotations

import pytest

from briefer.grounding.checks.actors import check
from briefer.grounding.pairs import Pair, Premise

RAID = "Gunmen ambushed a convoy near Gao and wounded five soldiers."


def fired(claim: str, words: str = RAID, context: str = "") -> list[str]:
    return [finding.reason for finding in check(Pair(claim, (Premise(words, context),)))]


def test_students_in_place_of_gunmen_contradict():
    (finding,) = check(Pair("Students ambushed a convoy and wounded five soldiers.", (Premise(RAID),)))
    assert finding.contradicts
    assert finding.reason == 'the claim speaks of "Students", the bulletin of "Gunmen"'


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Two attacks by students killed 22 people.", "Two attacks by jihadists killed 22 people."),
        ("Jihadist protesters fired mortars at the city.", "Jihadist insurgents fired mortars at the city."),
        ("Policemen march against the government.", "Protesters march against the government."),
        ("The president was held by terrorists.", "The president was held by soldiers."),
    ],
)
def test_other_people_are_found(claim: str, words: str):
    assert len(fired(claim, words)) == 1


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Militants ambushed a convoy and wounded five troops.", RAID),
        ("Two assailants lost their lives.", "Two of the attackers died."),
        ("Demonstrators rallied for the junta.", "Civilians demonstrated for the junta."),
        ("The army lost 17 men.", "Seventeen soldiers were killed."),
        ("Five soldiers were wounded.", RAID),
        ("Civilians were killed in the village.", "Villagers were killed."),
        ("Six people were wounded.", RAID),
    ],
)
def test_the_same_people_in_other_words_pass(claim: str, words: str):
    assert fired(claim, words) == []


def test_people_that_stand_before_the_cited_words_are_known():
    assert fired("The students were freed by gunmen.", "Gunmen freed them.", "Abducted students freed") == []
