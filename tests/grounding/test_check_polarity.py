"""Negations and opposites."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.checks import causes, modality, polarity, speech
from briefer.grounding.pairs import Pair, Premise
from briefer.reading.sentences import sentence_spans

EVENTS = Path(__file__).parents[3] / "shared" / "data" / "current-events" / "2003-2023.jsonl.gz"
MODULES = (polarity, modality, speech, causes)


def pair(claim: str, premise: str) -> Pair:
    return Pair(claim, (Premise(premise),))


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("Mali did not join the bloc.", "Mali joined the bloc in March."),
        ("Mali joined the bloc.", "Mali has refused to join the bloc."),
        ("The talks reached a deal.", "The talks failed to reach a deal."),
        ("No one was killed in the blast in Kidal.", "Three people were killed in the blast in Kidal."),
        ("The blast in Kidal injured three guards.", "The blast in Kidal never injured three guards."),
        ("Rebels freed 40 hostages near Gao.", "Rebels captured 40 hostages near Gao."),
        ("The court rejected the minister's appeal.", "The court accepted the minister's appeal."),
        ("Violence rose in the north of Mali.", "Violence fell in the north of Mali."),
        ("The army confirmed a part in the raid.", "The army denied a part in the raid."),
        ("The US voted in favour of the resolution.", "The US voted against it, as did Belarus."),
        ("The army did not deny it held the town.", "The army denied it held the town."),
        ("Pro-government fighters took the town.", "Anti-government fighters took the town."),
        ("The army is not believed to have fired.", "The army is believed to have fired."),
        ("Opponents of the coup burned the ministry.", "Supporters of the coup set the ministry alight."),
        ("It was the least deadly attack of the year.", "It was the deadliest attack of the year."),
        ("Fewer tourists came to Oran in May.", "More tourists came to Oran in May."),
        ("The minister arrived in Lagos on Sunday.", "The minister left Lagos on Sunday."),
        ("The missile missed the fuel depot.", "The missile hit the fuel depot."),
        ("It was a defeat for the ruling party.", "It was a victory for the ruling party."),
        ("Ghana is an ally of the junta.", "Ghana is an enemy of the junta."),
    ],
)
def test_the_opposite_contradicts(claim: str, premise: str) -> None:
    (finding,) = polarity.check(pair(claim, premise))
    assert finding.check == "negation"
    assert finding.contradicts


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("He was unable to stop the fire.", "He failed to stop the fire."),
        ("The court did not accept his appeal.", "The court rejected his appeal."),
        ("The talks did not reach a deal.", "The talks failed to reach a deal."),
        ("Yusov declined to say whether troops took part.", "Yusov did not say whether troops took part."),
        ("Not only Mali but Niger left the bloc.", "Mali left the bloc, and so did Niger."),
        ("He believes that the army did not fire.", "He does not believe that the army fired."),
        ("The army confirmed that it did not fire on it.", "The army denied that it fired on it."),
        ("No federal rule covers the mine.", "There is no rule that covers the federal mine."),
        ("Niger says 21 died.", "Niger said that 21 died, and that no soldier was hurt."),
        ("Some hostages were freed.", "Some hostages were captured in May and others freed."),
        ("Mali, Niger and Cuba voted no.", "Mali, Niger and Cuba voted against it."),
        ("A drought hit Chad.", "The army did not enter the town."),
        ("The missile missed the depot.", "The missile did not hit the depot."),
        ("The bid failed.", "The bid did not succeed."),
        ("The minister reached Lagos after leaving Accra.", "The minister left Accra and arrived in Lagos."),
        ("Police detained two men in Accra.", "Police released two men whom they had held in Accra."),
        ("Backers of the coup burned the ministry.", "Supporters of the coup set the ministry alight."),
    ],
)
def test_fair_wording_passes(claim: str, premise: str) -> None:
    assert polarity.check(pair(claim, premise)) == ()


def test_the_reason_quotes_both_sides() -> None:
    (finding,) = polarity.check(pair("Mali did not join the bloc.", "Mali joined the bloc in March."))
    assert finding.reason == 'the claim says "not join the bloc", the bulletin "Mali joined the bloc"'


def test_real_sentences_agree_with_themselves() -> None:
    if not EVENTS.is_file():
        pytest.skip("the current events of shared/data are not here")
    with gzip.open(EVENTS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for number, line in enumerate(lines) if number % 250 == 0]
    for text in texts:
        for span in sentence_spans(text):
            for module in MODULES:
                # Also by the rules alone, without the short cut for what is quoted whole.
                assert module.findings(pair(span.of(text), text)) == (), span.of(text)


WORDS = (
    "not|no one|never|the army|Mali|did|denied|said that|killed|, and|because of|after|may|reportedly|joined|left|, "
    "according to|ten people|.|rejected|voted against|if|”|“"
).split("|")
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))


@given(TEXTS, TEXTS)
def test_any_text_is_judged_and_a_quotation_passes(claim: str, premise: str) -> None:
    for module in MODULES:
        for finding in module.check(pair(claim, premise)):
            assert finding.reason
            assert not finding.reason.endswith(".")
        assert module.check(pair(premise, premise)) == ()


@pytest.mark.parametrize(
    "part", ["not ", "may ", "said that ", ", and ", "because of ", "according to ", "“"]
)
def test_long_texts_take_no_long_time(part: str) -> None:
    text = part * (6_000 // len(part))
    for module in MODULES:
        module.check(pair(text, text + "ten"))  # where a rule went back over it, this would take minutes
