"""Conflicting accounts: what stands beside what."""

from __future__ import annotations

from datetime import date

import pytest
from briefed import bulletin, sentences

from briefer.writing.extractive.accounts import disputes, speaker_of, stance_of


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


def test_nothing_to_dispute() -> None:
    assert disputes(()) == ()


def test_whoever_denies_is_the_speaker() -> None:
    assert speaker_of("Radio Gao reported a raid, but the army denied it.") == "the army"
    assert speaker_of("Radio Gao reported a raid.") == "Radio Gao"
    assert speaker_of("There was a raid.") is None


def across(*told: str) -> list[list[int]]:
    """The places of the sentences of each dispute in a story of one-sentence bulletins, a day apart."""
    items = [bulletin(f"Title {n}", text, date=date(2024, 3, 1 + n)) for n, text in enumerate(told)]
    evidence = [item for n, each in enumerate(items) for item in sentences(each, n)]
    return [[item.number for item in dispute.evidence] for dispute in disputes(evidence)]


@pytest.mark.parametrize(
    "told",
    [
        ("Niger's junta accused France of plotting a raid.", "The French foreign ministry denied any plan."),
        (
            "Locals reported that soldiers shot two herders.",
            "The army denied that its soldiers shot herders.",
        ),
        (
            "The Red Brigade claimed responsibility.",
            "The Green Brigade claimed responsibility for the blast.",
        ),
        ("Chad accused Togo of theft.", "Togo accused Chad of theft."),
    ],
)
def test_two_bulletins_that_conflict_stand_side_by_side(told: tuple[str, str]) -> None:
    assert across(*told) == [[0, 1]]


@pytest.mark.parametrize(
    "told",
    [
        ("The Red Brigade claimed responsibility.", "No group has claimed responsibility for the blast."),
        ("The Red Brigade claimed responsibility.", "The Red Brigade claimed responsibility for the blast."),
        ("Bolivia accused Togo of theft.", "The Bolivian government accused Togo of a raid."),
        ("The minister said that the court met.", "The court denied the minister's request."),
        ("Niger said that it rained.", "France denied that it had sold wheat."),
        ("A priest was shot.", "The village has ten wells, as the mayor said."),
    ],
)
def test_two_bulletins_that_do_not_conflict(told: tuple[str, str]) -> None:
    assert across(*told) == []


def test_tolls_that_cannot_both_be_right_stand_side_by_side() -> None:
    assert across("The army said 12 soldiers were killed.", "The rebels said 40 soldiers were killed.") == [
        [0, 1]
    ]


@pytest.mark.parametrize(
    "told",
    [
        ("The army said 12 soldiers were killed.", "The army said 40 soldiers were killed."),
        ("The army said at least 12 soldiers were killed.", "The rebels said 40 soldiers were killed."),
        ("The army said 12 soldiers were killed.", "It is now known that 40 soldiers were killed."),
        ("The army said 12 soldiers were killed.", "It rained.", "It rained.", "Police said 14 soldiers were killed."),
        ("The army said dozens of soldiers were killed.", "The rebels said 400 soldiers were killed."),
    ],
)  # fmt: skip
def test_an_update_is_no_dispute(told: tuple[str, ...]) -> None:
    assert across(*told) == []


def test_what_is_denied_in_its_own_sentence_needs_no_other() -> None:
    assert (
        disputed("It rained, radio Gao said.", "He was arrested on charges of theft, which he denies.") == []
    )


def test_a_request_that_a_court_denies_is_no_denial() -> None:
    assert disputed("The mayor said he would appeal.", "The court denied his second request.") == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Radio Gao reported a raid, but the army denied it.", "denies"),
        ("Chad accused Togo of theft.", "accuses"),
        ("The Red Brigade claimed responsibility.", "claims"),
        ("The army confirmed the raid.", "confirms"),
        ("Radio Gao reported a raid.", "says"),
        ("There was a raid.", None),
    ],
)
def test_the_stance_is_that_of_the_speaker(text: str, stance: str | None) -> None:
    assert stance_of(text) == stance


def test_whoever_is_explained_is_the_speaker_and_not_the_explanation() -> None:
    told = "But the Green Brigade, an affiliate of the Red one, put out a statement in which it, too, claimed the raid."
    assert speaker_of(told.replace("But the", "But")) == "Green Brigade"
