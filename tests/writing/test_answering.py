"""Which sentences answer, and why an answer is refused."""

from __future__ import annotations

from datetime import date

import pytest
from briefed import HashEmbedder, about, sentences

from briefer.grounding.draft import Draft
from briefer.model import Bulletin, Evidence, Period
from briefer.writing.engine import AskTask
from briefer.writing.extractive.answering import is_short
from briefer.writing.extractive.engine import ExtractiveEngine

RAID = about(
    "Raid on Gao",
    "Gunmen raided a market in Gao on Feb. 17. Press reports suggest that up to 24 traders were killed in the raid. "
    "The army denied any role in the raid. Shops in the town stayed closed for a week.",
    date=date(2025, 2, 17),
)
DENIED = about(
    "Niger and the press",
    "Prices rose again in Niamey. An attack had been reported at Chatoumane, but the junta denies it. "
    "The BBC was suspended in Niger after it reported that 90 soldiers were killed at Chatoumane. "
    "Farmers wait for rain. Schools are open.",
    date=date(2024, 12, 14),
)
OLDER = about(
    "Ferry to Gao", "A ferry to Gao sank and 24 traders drowned. Divers came.", date=date(2024, 5, 1)
)


def task(question: str, *bulletins: Bulletin) -> AskTask:
    evidence: list[Evidence] = []
    for each in bulletins:
        evidence += sentences(each, len(evidence) + 1)
    return AskTask(question, tuple(evidence), Period())


def answer(question: str, *bulletins: Bulletin) -> Draft:
    return ExtractiveEngine(HashEmbedder).answer(task(question, *bulletins))


def told(draft: Draft) -> list[str]:
    return [sentence.text for sentence in draft.sentences]


def test_sentences_are_verbatim_and_cite_themselves():
    question = "How many traders were killed in the raid on Gao?"
    numbered = {item.number: item.text for item in task(question, RAID, OLDER).evidence}
    draft = answer(question, RAID, OLDER)
    assert draft.sentences
    for sentence in draft.sentences:
        (mark,) = sentence.marks
        assert numbered[mark] == sentence.text


def test_the_hedge_and_the_denial_stay():
    said = " ".join(told(answer("How many traders were killed in the raid on Gao?", RAID)))
    assert "reports suggest that up to 24" in said
    assert "The army denied" in said


def test_a_denial_before_the_thing_reported_stands_beside_it():
    said = told(answer("How many soldiers were killed at Chatoumane?", DENIED))
    assert any("the junta denies it" in each for each in said)
    assert said.index(next(each for each in said if "90 soldiers" in each)) > 0
    assert not any("Prices" in each for each in said)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Who attacked Tripoli in the raid?", "no bulletin that comes near mentions “tripoli”"),
        ("Did Tripoli or Kyiv help?", "no bulletin that comes near mentions “tripoli” or “kyiv”"),
        ("How many journalists were killed in the raid on Gao?", "the nearest bulletins do not say how many"),
        ("What ransom was paid in Gao?", "the bulletin that comes nearest does not speak of “ransom”"),
        ("Did Gao elect a mayor?", "the bulletin that comes nearest does not speak of “elect” or “mayor”"),
        (
            "Did shops in the town of Gao open?",
            "the nearest bulletin does not say “open” but speaks of the contrary",
        ),
        ("What happened in Tripoli?", "no bulletin that comes near mentions “tripoli”"),
    ],
)
def test_the_reason_of_a_refusal_names_what_is_not_said(question, reason):
    draft = answer(question, RAID)
    assert (draft.refusal, draft.sentences) == (reason, ())


def test_names_that_no_one_bulletin_has_together():
    other = about("Rain in Kidal", "It rained in Kidal.")
    draft = answer("Did the gunmen of Gao come from Kidal?", RAID, other)
    assert draft.refusal == "no bulletin that comes near mentions “gao” and “kidal” together"


def test_the_reason_names_only_what_no_bulletin_has():
    draft = answer("Did Gao help Tripoli?", RAID, about("Kidal", "It rained in Kidal."))
    assert draft.refusal == "no bulletin that comes near mentions “tripoli”"


def test_nothing_near_enough():
    faint = about("Weather", "A long and dusty spell is forecast for the coming days all over the land.")
    reason = "no bulletin comes near enough to what the question asks"
    assert answer("How does one bake a good dusty loaf?", faint).refusal == reason


def test_without_evidence_the_answer_is_refused():
    assert answer("How many died?").refusal == "no bulletin matches the question"
    assert answer("What happened?").refusal == "no bulletin matches the question"


def test_events_are_told_newest_first_by_their_first_sentences():
    draft = answer("What happened in Gao?", OLDER, RAID)
    assert told(draft)[0].startswith("Gunmen raided")
    assert told(draft)[-2:] == ["A ferry to Gao sank and 24 traders drowned.", "Divers came."]
    assert not any("Shops" in each for each in told(draft))


def test_events_of_a_place_leave_out_what_does_not_name_it():
    assert all(
        "ferry" not in each.lower() for each in told(answer("What happened in Niamey?", OLDER, DENIED))
    )


def test_many_events_are_cut_to_the_newest():
    many = [about(f"Rain {n}", f"It rained in Gao, day {n}.", date=date(2024, 1, n)) for n in range(9, 0, -1)]
    said = told(answer("What happened in Gao?", *many))
    assert said == [f"It rained in Gao, day {n}." for n in range(9, 3, -1)]


def test_a_sentence_that_leans_back_brings_the_one_it_leans_on():
    vote = about(
        "Vote",
        "The council met in Abuja. It adopted a resolution on Niger. Its envoy left at once. Rain fell. Nothing more.",
    )
    said = told(answer("When did the envoy leave Niger at once?", vote)) or told(
        answer("Which envoy left Niger?", vote)
    )
    assert "Its envoy left at once." in said
    assert said.index("It adopted a resolution on Niger.") < said.index("Its envoy left at once.")


def test_two_answers_are_equal():
    question = "How many traders were killed in the raid on Gao?"
    assert answer(question, RAID, OLDER) == answer(question, RAID, OLDER)


def test_a_short_bulletin_has_up_to_three_sentences():
    assert is_short(OLDER)
    assert not is_short(RAID)
