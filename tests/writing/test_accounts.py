"""Conflicting accounts: what stands beside what."""

from __future__ import annotations

import pytest
from briefed import bulletin, sentences

from briefer.writing.extractive.accounts import disputes, speaker_of


def disputed(*told: str) -> list[list[int]]:
    """The places of the sentences of each dispute in one bulletin."""
    evidence = sentences(bulletin("A title", " ".join(told)), 0)
    assert len(evidence) == len(told)
    return [[item.number for item in dispute.evidence] for dispute in disputes(evidence)]


def test_a_denial_stands_beside_the_report_before_it() -> None:
    assert disputed(
        "It rained.", "Locals reported that soldiers fired.", "The army denied it.", "Gao is far."
    ) == [[1, 2]]


def test_a_denial_stands_beside_the_report_after_it() -> None:
    assert disputed(
        "The army denied any involvement in the killings.", "Press reports indicate that soldiers came."
    ) == [[0, 1]]


def test_a_denied_charge_stands_beside_the_charge() -> None:
    assert disputed(
        "Niger's junta accused France of plotting.", "The ministry in Paris denied the accusation."
    ) == [[0, 1]]


def test_a_charge_a_few_sentences_back_is_brought_with_what_lies_between() -> None:
    assert disputed("Chad accused Togo of theft.", "It was a hard week.", "Togo denied this.") == [[0, 1, 2]]


def test_what_is_only_said_stands_beside_its_denial() -> None:
    assert disputed(
        "It rained.", "Ukraine says that it shot down six jets.", "Russia disputes the claim."
    ) == [[1, 2]]


def test_what_is_denied_in_its_own_sentence_does_not_draw_another_charge() -> None:
    assert disputed(
        "The statement blamed thieves for a fire.",
        "A raid was reported too, but the junta denies it.",
        "A station was closed after it reported that soldiers died there.",
    ) == [[1, 2]]


@pytest.mark.parametrize(
    "told",
    [
        ("The army denied any part in it.", "The rains were good."),
        ("The court rejected his appeal.", "Press reports indicate that he wept."),
        ("The army denied it on Monday.", "It rained.", "Gao is far.", "The mayor denied it too."),
        ("Parliament rejected the bill.", "The senate rejected it."),
    ],
)
def test_without_two_accounts_there_is_no_dispute(told: tuple[str, ...]) -> None:
    assert disputed(*told) == []


def test_rival_claims_stand_beside_each_other() -> None:
    assert disputed(
        "An army column was ambushed.",
        "It is unclear by whom, as two groups have claimed responsibility.",
        '"We struck them," said Ada Ba of the Green Brigade.',
        "The Red Brigade also claimed sole responsibility.",
        "It rained.",
    ) == [[1, 2, 3]]


def test_claims_far_apart_are_of_different_attacks() -> None:
    far = ["It rained in the town of Gao."] * 7
    assert (
        disputed("The Red Brigade claimed responsibility.", *far, "The Green Brigade claimed responsibility.")
        == []
    )


def test_accounts_of_two_bulletins_are_not_mixed() -> None:
    one = sentences(bulletin("One", "Locals reported that soldiers fired."))
    other = sentences(bulletin("Other", "The army denied it."), 2)
    assert disputes((*one, *other)) == ()


def test_nothing_to_dispute() -> None:
    assert disputes(()) == ()


def test_whoever_denies_is_the_speaker() -> None:
    assert speaker_of("Radio Gao reported a raid, but the army denied it.") == "the army"
    assert speaker_of("Radio Gao reported a raid.") == "Radio Gao"
    assert speaker_of("There was a raid.") is None
