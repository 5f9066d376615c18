"""Whose word it is."""

from __future__ import annotations

import pytest

from briefer.grounding.checks import speech
from briefer.grounding.pairs import Pair, Premise

MINISTRY = "Niamey's ministry of defense said that 21 people were killed in Libiri, a village."


def pair(claim: str, premise: str, context: str = "", outlets: tuple[str, ...] = ()) -> Pair:
    return Pair(claim, (Premise(premise, context, outlets=outlets),))


@pytest.mark.parametrize(
    ("claim", "premise", "contradicts"),
    [
        ("Two attacks left 40 people dead.", "Authorities said that two attacks left 40 people dead.", False),
        (
            "Two attacks left 40 people dead.",
            "Two attacks left 40 people dead, according to the mayor.",
            False,
        ),
        ("The raid killed 70 people.", "Reports suggest that the raid killed 70 people.", False),
        (
            "Soldiers took part in the massacre.",
            "The army denied that soldiers took part in the massacre.",
            True,
        ),
        (
            "Ukraine helped rebels in the north.",
            "Mali accused Ukraine of helping rebels in the north.",
            False,
        ),
        ("JNIM carried out the attack in Gao.", "JNIM claimed responsibility for the attack in Gao.", False),
        ("The Green Brigade said that 21 people were killed in Libiri.", MINISTRY, True),
        ("Kenya's government said that 21 people were killed in Libiri.", MINISTRY, True),
        ("Ukraine accused Mali of helping rebels.", "Mali accused Ukraine of helping rebels.", True),
        ("The army confirmed that it killed ten rebels.", "The army denied that it killed ten rebels.", True),
        (
            "The army confirmed that it killed ten rebels.",
            "The army claimed that it killed ten rebels.",
            False,
        ),
        ("Ten rebels died in Gao, according to the UN.", "Ten rebels died in Gao.", False),
        ("The UN said that ten rebels died.", "Officials said that ten rebels died.", False),
    ],
)
def test_a_word_is_not_taken_for_fact_or_given_to_another(
    claim: str, premise: str, contradicts: bool
) -> None:
    (finding,) = speech.check(pair(claim, premise))
    assert finding.check == "attribution"
    assert finding.contradicts is contradicts


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("ACLED counts at least 1,500 killed.", "According to ACLED, at least 1,500 have been killed."),
        ("By ACLED's count, 1,500 have been killed.", "According to ACLED, 1,500 have been killed."),
        ("ACLED puts the dead at 1,500.", "ACLED says 1,500 people died."),
        ("In the words of the mayor, the town is lost.", "The town is lost, said the mayor."),
        ("The mayor was quoted as saying the town was lost.", "The mayor said the town was lost."),
        ("Rumour has it that the mayor fled.", "The mayor is rumoured to have fled."),
        ("The army said that 21 people were killed in Libiri.", MINISTRY),
        ("Niger's defence ministry reported that 21 people were killed in Libiri.", MINISTRY),
        ("In Libiri, a village, 21 people were killed, said Niamey's ministry of defense.", MINISTRY),
        (
            "The talks, said the minister, were held in Gao.",
            "The minister said that the talks were held in Gao.",
        ),
        ("Mali cut ties with Ukraine.", "Mali announced on Aug. 5 that it was cutting ties with Ukraine."),
        ("Mali will hold a vote in May.", "Mali said that it will hold a vote in May."),
        ("The army denies that it killed them.", "The army said that it had not killed them."),
        ("The raid reportedly killed 70 people.", "Reports suggest that the raid killed 70 people."),
        ("The United Nations said that ten rebels died.", "The UN said that ten rebels died."),
        (
            "After the coup, Tchiani, a general, said that he leads.",
            "Tchiani said that he leads after the coup.",
        ),
        ("The town fell.", "The town fell. The minister said that ten rebels died."),
    ],
)
def test_fair_wording_passes(claim: str, premise: str) -> None:
    assert speech.check(pair(claim, premise)) == ()


def test_an_outlet_may_be_named_or_left_out() -> None:
    outlets = ("France 24",)
    flat, told = "Ten rebels died in Gao.", "Ten rebels died in Gao, France 24 reports."
    assert speech.check(pair(flat, told, outlets=outlets)) == ()
    assert speech.check(pair("According to France 24, ten rebels died in Gao.", flat, outlets=outlets)) == ()


def test_a_speaker_of_the_context_may_be_named() -> None:
    claim = "Traoré said that ten rebels died in Gao."
    assert speech.check(pair(claim, "Ten rebels died in Gao.", "Gen. Traoré spoke.")) == ()
    assert speech.check(pair(claim, "Ten rebels died in Gao."))


def test_the_reason_names_both_speakers() -> None:
    (finding,) = speech.check(pair("The Green Brigade said that 21 people were killed in Libiri.", MINISTRY))
    expected = 'the claim gives it to "The Green Brigade", the bulletin to "Niamey\'s ministry of defense"'
    assert finding.reason == expected
