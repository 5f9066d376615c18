"""The gate: what passes, what is vetoed, and why."""

from __future__ import annotations

import pytest
from gated import Scripted, Unasked
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.gate import REFUTED, UNSAID, VERBATIM, Gate
from briefer.grounding.pairs import Pair, Premise, pair_of
from briefer.grounding.verbatim import is_verbatim
from briefer.model import Bulletin, Citation, Claim, Finding, Span, Support
from briefer.reading.sentences import sentence_spans

RAID = "Gunmen raided a market near Gao. The governor says at least 12 traders died. The army denies a part in it."
REWORDED = "Gunmen attacked a market close to Gao."


def pair(claim: str, *texts: str) -> Pair:
    return Pair(claim, tuple(Premise(text) for text in texts or (RAID,)))


def vetoing(contradicts: bool):
    return {"tanks": lambda pair: (Finding("tanks", "the bulletin has no tanks", contradicts),)}


def test_a_whole_sentence_word_for_word_needs_no_judge():
    (verdict,) = Gate(Unasked()).rule([pair("The governor says at least 12 traders died.")])
    assert (verdict.support, verdict.judge, verdict.reason) == (Support.SUPPORTED, VERBATIM, "")


@pytest.mark.parametrize(
    "claim",
    [
        "At least 12 traders died.",  # without who says so
        "the governor says at least 12 traders died.",
        "The governor says at least 12 traders died. The army",
        "traders died.",
        "",
    ],
)
def test_a_part_of_a_sentence_is_not_word_for_word(claim):
    assert not is_verbatim(pair(claim))


def test_neighbouring_sentences_are_word_for_word_in_one_source_only():
    both = "The governor says at least 12 traders died. The army denies a part in it."
    assert is_verbatim(pair(both))
    assert not is_verbatim(pair(both, *both.split(". ")))


@given(st.lists(st.sampled_from(RAID.split(". ")), min_size=1, max_size=4))
def test_every_sentence_of_a_text_is_word_for_word(parts):
    text = ". ".join(parts)
    for span in sentence_spans(text):
        assert is_verbatim(pair(span.of(text), text))


def test_the_judge_supports_what_it_scores_at_its_threshold():
    judge = Scripted(frozenset({REWORDED}), threshold=1.0)
    (verdict,) = Gate(judge, {}).rule([pair(REWORDED)])
    assert (verdict.support, verdict.score, verdict.judge) == (Support.SUPPORTED, 1.0, "scripted")


def test_what_the_judge_does_not_find_says_so():
    (verdict,) = Gate(Scripted(), {}).rule([pair("They had tanks.")])
    assert (verdict.support, verdict.reason) == (Support.NOT_FOUND, UNSAID)


def test_what_the_judge_refutes_is_contradicted_in_its_words_or_ours():
    claim = "Nobody died."
    refuting = Scripted(refuted=frozenset({claim}))
    (verdict,) = Gate(refuting, {}).rule([pair(claim)])
    assert (verdict.support, verdict.reason) == (Support.CONTRADICTED, REFUTED)
    told = Scripted(refuted=frozenset({claim}), reasons={claim: "twelve died"})
    assert Gate(told, {}).rule([pair(claim)])[0].reason == "twelve died"


@pytest.mark.parametrize(
    ("contradicts", "support"), [(True, Support.CONTRADICTED), (False, Support.NOT_FOUND)]
)
def test_a_check_vetoes_what_the_judge_supports(contradicts, support):
    gate = Gate(Scripted(frozenset({REWORDED})), vetoing(contradicts))
    (verdict,) = gate.rule([pair(REWORDED)])
    assert (verdict.support, verdict.score) == (support, 1.0)
    assert verdict.reason == "the bulletin has no tanks"


def test_no_check_rescues_what_the_judge_does_not_find():
    silent = {"silent": lambda pair: ()}
    assert Gate(Scripted(), silent).rule([pair(REWORDED)])[0].support is Support.NOT_FOUND


def test_verdicts_come_in_the_order_asked_and_each_pair_is_judged_once():
    judge = Scripted(frozenset({REWORDED}))
    pairs = [pair(REWORDED), pair("The army denies a part in it."), pair("They had tanks."), pair(REWORDED)]
    verdicts = Gate(judge, {}).rule(pairs)
    assert [each.support.value for each in verdicts] == ["supported", "supported", "not found", "supported"]
    assert judge.asked == [REWORDED, "They had tanks."]


def test_a_claim_is_held_against_its_quotes_and_what_stands_before_them():
    bulletin = Bulletin("b1", "k1", "Raid on a market", RAID, "page.txt", 0, ("AFP",))
    second = sentence_spans(RAID)[1]
    (premise,) = pair_of(Claim("Twelve died.", (Citation(bulletin, second),))).premises
    assert premise.text == "The governor says at least 12 traders died."
    assert premise.context == "Raid on a market\nGunmen raided a market near Gao."
    assert (premise.date, premise.outlets) == (bulletin.date, ("AFP",))
    (whole,) = pair_of(Claim("Twelve died.", (Citation(bulletin, Span(0, len(RAID))),))).premises
    assert whole.context == "Raid on a market"
