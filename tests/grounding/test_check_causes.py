"""Causes, and how a sentence is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.checks import causes
from briefer.grounding.language import cues
from briefer.grounding.pairs import Pair, Premise


def pair(claim: str, premise: str) -> Pair:
    return Pair(claim, (Premise(premise),))


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("Mali expelled the envoy because of unpaid fishing debts.", "Mali expelled the envoy on Monday."),
        (
            "Mali expelled the envoy in retaliation for an EU ban on arms.",
            "Mali expelled the envoy on Monday.",
        ),
        (
            "Gunmen ambushed a convoy because two attackers died.",
            "Gunmen ambushed a convoy. Two of the attackers died.",
        ),
        ("Villagers fled to Ouri after riders poisoned their wells.", "Villagers fled to Ouri on Sunday."),
        ("The firm shut the mine to avoid paying a new royalty.", "The firm shut the mine in May."),
        ("The mayor resigned while auditors examined missing funds.", "The mayor resigned on Friday."),
        ("The UN suspension of aid led to the coup.", "The coup led to the UN suspension of aid."),
    ],
)
def test_an_invented_cause_is_not_found(claim: str, premise: str) -> None:
    (finding,) = causes.check(pair(claim, premise))
    assert finding.check == "cause"
    assert not finding.contradicts


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("The UN suspended its aid because of the coup.", "The coup has led the UN to suspend its aid."),
        ("Because of the coup, the UN suspended its aid.", "The UN suspended its aid due to the coup."),
        ("The UN suspended its aid due to the coup.", "The UN suspended its aid after the coup."),
        (
            "The raid left ten dead, forcing villagers to flee.",
            "Villagers fled after the raid left ten dead.",
        ),
        ("The villagers fled after gunmen came.", "Armed men arrived and villagers ran away."),
        ("The envoy flew to Lome to discuss the loan.", "The envoy flew to Lome for talks on a loan."),
        ("The UN suspended its aid.", "The UN suspended its aid because of the coup."),
    ],
)
def test_fair_wording_passes(claim: str, premise: str) -> None:
    assert causes.check(pair(claim, premise)) == ()


def test_a_cue_bears_on_the_next_content_word_of_its_clause() -> None:
    sentence = cues.parse("The army did not immediately deny it; the rebels left.")
    index = sentence.after(sentence.text.index("not") + 3)
    assert index is not None
    assert sentence.words[index].text == "deny"
    assert sentence.after(sentence.text.index("it;") + 2) is None


def test_the_us_is_no_stop_word() -> None:
    assert "US" in [word.text for word in cues.parse("The US told us so.").words]


@given(st.text(max_size=200))
def test_every_word_has_a_clause_and_its_place(text: str) -> None:
    sentence = cues.parse(text)
    assert len(sentence.clause) == len(sentence.words)
    assert all(word.span.of(text) == word.text for word in sentence.words)
    assert list(sentence.clause) == sorted(sentence.clause)
