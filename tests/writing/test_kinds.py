"""Whether a sentence holds the kind of thing that is asked for."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from briefed import about, sentences
from hypothesis import given
from hypothesis import strategies as st

from briefer.writing.extractive.kinds import holds
from briefer.writing.questions import analyse

AMBUSH = "Gunmen ambushed a convoy near Gao, killing five soldiers and injuring 19 villagers."


def held(question: str, sentence: str, **other: object) -> list[bool]:
    """For each thing that is wanted, whether the sentence holds it."""
    (item,) = sentences(about("A title", sentence, **other))
    asked = analyse(question)
    return [holds(asked, want, item) for want in asked.wants]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many soldiers were killed?", AMBUSH, True),
        ("How many troops were killed?", AMBUSH, True),
        ("How many people were killed?", AMBUSH, True),
        ("How many ppl died?", AMBUSH, True),
        ("How many journalists were killed?", AMBUSH, False),
        ("How many people were killed?", "The vote passed with 93 votes in favor.", False),
        ("How many people were killed?", "Prices rose by 40 percent.", False),
        ("How many people were killed?", "The army paid $500 for it.", False),
        ("How many people were killed?", "It took place on Sept. 17, 2024.", False),
        ("How many officers fled?", "Two more are on the run.", True),
        ("How many people died?", "Dozens died in Gao.", True),
        ("How many people died?", "Many died in Gao.", False),
    ],
)
def test_counts(question, sentence, expected):
    assert held(question, sentence) == [expected]


def test_each_thing_wanted_is_looked_for():
    assert held("How many soldiers were killed, and how many children?", AMBUSH) == [True, False]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How long was the delay?", "Trains ran after a delay of two months.", True),
        ("How long is the line?", "It is 13 kilometres long.", True),
        ("How long was the delay?", "Trains ran after a delay.", False),
        ("Where did it happen?", "It happened in Kidal.", True),
        ("Where in Mali did it happen?", "It happened in Mali.", False),
        ("Where did it happen?", "Malian soldiers did it.", False),
        ("Why did they leave?", "They left because of the war.", True),
        ("Why did they leave?", "They left.", False),
        ("What does AES stand for?", "The Alliance of Sahel States (AES) was formed.", True),
        ("What does AES stand for?", "The AES was formed.", False),
        ("Did they leave?", "Nothing is said.", True),
    ],
)
def test_other_kinds(question, sentence, expected):
    assert held(question, sentence) == [expected]


def test_when_is_told_by_the_sentence_or_by_the_bulletins_day():
    assert held("When did it happen?", "It happened on Feb. 17.") == [True]
    assert held("When did it happen?", "It happened.") == [False]
    assert held("When did it happen?", "It happened.", date=date(2025, 2, 17)) == [True]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Who attacked the town?", "Fighters of the Platform attacked the town.", True),
        ("Who attacked the town?", "The governor said that rebels did it.", True),
        ("Who attacked the town?", "The town was attacked.", False),
        ("Who leads the junta?", "They marched for Ibrahim Traoré, the junta's leader.", True),
        ("Who is the president of Mali?", "The ousted president is Mohamed Bazoum.", True),
        ("Who leads the junta?", "The junta warned against any move by Paris.", False),
        ("Who is the spokesman of the GUR?", "Andrii Yusov, spokesman of the GUR, said so.", True),
        ("Who is the spokesman of the GUR?", "The GUR said so in Kyiv.", False),
    ],
)
def test_who_is_a_name_or_a_speaker_and_an_office_has_its_holder(question, sentence, expected):
    assert held(question, sentence) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("In Nigeria the group's fighters go by the name of Lakurawa.", True),
        ("In Nigeria the group's fighters were seen in Sokoto.", False),
        ("A storm came up, and in Nigeria a dam burst.", False),
    ],
)
def test_a_name_is_new_and_neither_a_place_nor_a_day(sentence, expected):
    assert held("By what name are the group's fighters in Nigeria called?", sentence) == [expected]


@given(st.text(min_size=1, max_size=120), st.text(max_size=80))
def test_any_sentence_may_be_held_against_any_question(body, question):
    asked = analyse(question)
    for item in sentences(about("A title", body)):
        for want in asked.wants:
            assert holds(asked, want, item) in (True, False)


@pytest.mark.parametrize("piece", ["a", "A", "a-", "1-", "A (", "Aa "])
@pytest.mark.parametrize("question", ["How long was it?", "What does MLI stand for?"])
def test_a_hostile_sentence_takes_no_longer_than_its_length(question: str, piece: str) -> None:
    started = process_time()
    assert held(question, "In " + piece * 20_000) == [False]
    assert process_time() - started < 10  # seconds; with backtracking it would be hours


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Movement for Liberty (MLI) left.", True),
        ("The MLI (Movement for Liberty) left.", True),
        ("The MLI left (in March).", False),
        ("The MLI left.", False),
        ("(MLI) left.", False),
    ],
)
def test_what_letters_stand_for(sentence: str, expected: bool) -> None:
    assert held("What does MLI stand for?", sentence) == [expected]
