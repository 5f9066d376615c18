"""What is not done yet, or not sure."""

from __future__ import annotations

import pytest

from briefer.grounding.checks import modality
from briefer.grounding.pairs import Pair, Premise


def pair(claim: str, premise: str) -> Pair:
    return Pair(claim, (Premise(premise),))


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("JNIM and the FLA formed an alliance.", "JNIM and the FLA hold talks on a possible alliance."),
        ("The two have agreed to form an alliance.", "The two hold talks on a possible alliance."),
        ("Jihadists killed 15 villagers at Ba.", "Suspected jihadists killed 15 villagers at Ba."),
        ("The bloc intervened in Niger.", "The bloc threatened to intervene in Niger."),
        ("The UN imposed a ceasefire in Gao.", "The UN called for a ceasefire in Gao."),
        ("Rebels stormed the base in Gao.", "Rebels tried to storm the base in Gao."),
        ("The junta will attack Kidal.", "The junta may attack Kidal."),
        ("Troops withdrew from the town.", "The court ordered the troops to withdraw from the town."),
        ("The raid killed ten rebels.", "The raid reportedly killed ten rebels."),
        ("It is the army's heaviest loss in Africa.", "It is said to be the army's heaviest loss in Africa."),
        ("The junta released the minister.", "Talks go on, if the junta released the minister."),
    ],
)
def test_what_may_be_is_not_told_as_so(claim: str, premise: str) -> None:
    (finding,) = modality.check(pair(claim, premise))
    assert finding.check == "modality"
    assert not finding.contradicts


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("Alleged jihadists killed 15 villagers.", "Suspected jihadists killed 15 villagers."),
        ("Mali intends to hold a vote in March.", "Mali plans to hold a vote in March."),
        ("The junta could attack Kidal.", "The junta may attack Kidal."),
        ("The UN demands a ceasefire in Gao.", "The UN called for a ceasefire in Gao."),
        ("It is believed to be the heaviest loss.", "It is said to be the heaviest loss."),
        ("Reports say that the raid killed ten.", "The raid reportedly killed ten."),
        ("The two are in talks about an alliance.", "The two hold talks on a possible alliance."),
        ("Revenue is anticipated to reach $3 billion.", "Revenue is expected to reach $3 billion."),
        ("The army left Gao on 3 May.", "The army left Gao on May 3."),
        ("The army attacked Gao.", "The army attacked Gao, and may attack Kidal."),
    ],
)
def test_fair_wording_passes(claim: str, premise: str) -> None:
    assert modality.check(pair(claim, premise)) == ()


def test_the_reason_quotes_both_sides() -> None:
    (finding,) = modality.check(pair("The junta attacked Kidal.", "The junta may attack Kidal."))
    assert finding.reason == (
        'the claim says "junta attacked Kidal", the bulletin gives it only as possible: "may attack Kidal"'
    )
