"""Who says it and how."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.language.attribution import (
    Attribution,
    Stance,
    attributions,
    main_attribution,
    tellings,
)


def pairs(sentence: str) -> list[tuple[str, str | None]]:
    return [(each.stance.value, each.speaker) for each in attributions(sentence)]


@pytest.mark.parametrize(
    ("sentence", "stance", "speaker"),
    [
        ("The ministry said that ten died.", "says", "The ministry"),
        ("Ten died, authorities said.", "says", "authorities"),
        ("Talks go on, Radio Kayes reports, between the two.", "reports", "Radio Kayes"),
        ("According to the monitor Sahel Watch (SW), ten died.", "says", "the monitor Sahel Watch (SW)"),
        ("Ten died, according to Gen. Traoré of the army.", "says", "Gen. Traoré of the army"),
        ("Ada Diallo, a spokeswoman for the army, denied it.", "denies", "Ada Diallo"),
        ("The army, however, has strongly denied this.", "denies", "The army"),
        ("On Monday, the U.S. announced a loan.", "says", "the U.S."),
        ("The governor of Kayes, Mali, says that it rained.", "says", "The governor of Kayes"),
        ("The governments of Mali and Niger announced a pact.", "says", "The governments of Mali and Niger"),
        ("The charge is being denied by the ruling junta.", "denies", "the ruling junta"),
        ("The attack was claimed by the Green Brigade.", "claims", "the Green Brigade"),
        ("The army rejected accusations that it fired first.", "denies", "The army"),
        ("But the Green Brigade claimed sole responsibility.", "claims", "the Green Brigade"),
        ('"We took the town," said Col. Ba, who leads the rebels.', "says", "Col. Ba"),
        ("A fire broke out, with officials blaming a short circuit.", "accuses", "officials"),
        ("A report to the council found that ten died.", "says", "A report to the council"),
        ("Ten are believed to have died.", "reports", None),
        ("They said that ten died.", "says", None),
        ("By the monitor's count, ten died.", "says", "the monitor"),
        ("In the words of the mayor, ten died.", "says", "the mayor"),
        ("The mayor was quoted as saying that ten died.", "says", "The mayor"),
        ("The army conceded that ten died.", "confirms", "The army"),
    ],
)
def test_speaker_and_stance(sentence: str, stance: str, speaker: str | None) -> None:
    assert (stance, speaker) in pairs(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ten people died in the town.",
        "The rebels' claims were false.",
        "The disputed region is quiet.",
        "A storm warning is in force.",
        "At least 43 people were found, with 43 people confirmed dead.",
        "The court rejected his appeal.",
        "He was denied entry to the country.",
        "The army did not deny it.",
        "The minister refused to confirm or deny it.",
        "Mali broke with Kyiv over claimed aid to rebels.",
        "Norway was added to the list.",
        'A banner read "the army denied that it was there".',
        "According to the constitution, there must be a vote.",
    ],
)
def test_what_reports_no_speech(sentence: str) -> None:
    assert attributions(sentence) == ()


def test_a_participle_does_not_make_its_clause_the_speaker() -> None:
    assert pairs("The court closed the case, stating that it was late.") == [("says", None)]


def test_a_report_and_its_denial_in_one_sentence() -> None:
    found = pairs("A raid was reported last week, but is denied by the ruling junta.")
    assert found == [("reports", None), ("denies", "the ruling junta")]


def test_main_attribution_is_the_first_with_a_speaker() -> None:
    assert main_attribution("It was reported that, the army says, all is well.") == Attribution(
        Stance.SAYS, "the army"
    )
    assert main_attribution("All is well.") is None


PARTS = (
    'the army|Mali|Niger and Mali|said|says|denied|denied by|according to|reported|with|, |and|that|claims|"|Col. Ba|'
    "the charge|was|U.S.|1,200|warning|it|—"
).split("|")


@given(st.one_of(st.text(), st.lists(st.sampled_from(PARTS)).map(" ".join)))
def test_speaker_is_part_of_the_sentence(sentence: str) -> None:
    flat = " ".join(sentence.split())
    for each in attributions(sentence):
        assert each.speaker is None or " ".join(each.speaker.split()) in flat


@pytest.mark.parametrize(
    "part", ["said ", "according to ", '"', "denied by ", ", said to be ", "“a", '" said ', "and "]
)
def test_long_texts_take_no_long_time(part: str) -> None:
    attributions(part * (30_000 // len(part)))  # where a pattern went back over it, this would take minutes


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The junta has labelled the rebels terrorists and accused them of collusion.", "The junta"),
        ("The junta has been steady in labelling them so and in accusing them of collusion.", "The junta"),
        ("Two men have been arrested and accused of spying.", None),
    ],
)
def test_a_verb_that_carries_on_has_the_subject_of_the_sentence(sentence: str, speaker: str | None):
    accusing = [each for each in attributions(sentence) if each.stance is Stance.ACCUSES]
    assert [each.speaker for each in accusing] == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("After the coup of May, Tchiani, a general, declared that he leads.", "Tchiani"),
        ("The talks, said Col. Ba, a soldier, were held in Gao.", "Col. Ba"),
        ("Niger having left the bloc, Mali, a member, announced a vote.", "Mali"),
        ("In Kayes ten died and 21 in Gao, a village, said.", None),
    ],
)
def test_a_speaker_after_a_fronted_clause_or_in_the_midst(sentence: str, speaker: str | None) -> None:
    assert [each.speaker for each in attributions(sentence)] == [speaker]


def test_a_telling_knows_its_place() -> None:
    sentence = "The army said that ten died."
    (telling,) = tellings(sentence)
    assert telling.span.of(sentence) == "said"
