"""What a question asks for."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefer.writing.questions import Asks, Term, Want, analyse, country_of_news


def kinds(question: str) -> list[Asks]:
    return [want.kind for want in analyse(question).wants]


def words(question: str) -> list[str]:
    return [term.word for term in analyse(question).terms]


def names(question: str) -> list[str]:
    return [term.word for term in analyse(question).names]


def term(question: str, word: str) -> Term:
    return next(each for each in analyse(question).terms if each.word == word)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people died in Gao?", Asks.COUNT),
        ("gao death toll?", Asks.COUNT),
        ("What was the number of votes against?", Asks.COUNT),
        ("Who attacked the convoy?", Asks.WHO),
        ("who's behind the attack", Asks.WHO),
        ("Which countries left the bloc?", Asks.WHO),
        ("By whom was the town taken?", Asks.WHO),
        ("When was the town taken?", Asks.WHEN),
        ("On what date did the vote take place?", Asks.WHEN),
        ("Where did the massacre happen?", Asks.WHERE),
        ("In which region is the village?", Asks.WHERE),
        ("Why was the BBC suspended?", Asks.WHY),
        ("What led to the break?", Asks.WHY),
        ("How long did the siege last?", Asks.HOW_LONG),
        ("What does FLA stand for?", Asks.EXPANSION),
        ("What is the group called?", Asks.NAME),
        ("What nickname did the exit get?", Asks.NAME),
        ("Did France deny it?", Asks.WHETHER),
        ("Didn't France deny it?", Asks.WHETHER),
        ("has wagner left", Asks.WHETHER),
        ("What happened in Gao?", Asks.EVENTS),
        ("what's the latest on Niger", Asks.EVENTS),
        ("news from Chad", Asks.EVENTS),
        ("Give me a summary of the fighting", Asks.EVENTS),
        ("List all attacks in Mali", Asks.EVENTS),
        ("What did the minister promise?", Asks.WHAT),
        ("ukraine", Asks.WHAT),
        ("Which countries, if any, list the group?", Asks.WHO),
    ],
)
def test_the_leading_kind(question, kind):
    assert analyse(question).leading.kind is kind


def test_a_question_may_want_several_things_in_their_order():
    assert kinds("Who attacked the convoy, and how many died?") == [Asks.WHO, Asks.COUNT]
    assert kinds("How many died, where and when?") == [Asks.COUNT, Asks.WHERE, Asks.WHEN]
    assert kinds("When was he detained, and by whom?") == [Asks.WHEN, Asks.WHO]
    assert kinds("What happened in Gao, and who did it?") == [Asks.EVENTS]


def test_a_thing_wanted_twice_is_wanted_once_but_two_nouns_are_two():
    assert analyse("How many died, and how many died?").wants == (Want(Asks.COUNT, "people"),)
    wants = analyse("How many soldiers died, and how many rebels?").wants
    assert wants == (Want(Asks.COUNT, "soldiers"), Want(Asks.COUNT, "rebels"))


def test_relative_words_inside_a_sentence_ask_nothing():
    assert kinds("What did the men who fled say when they came back?") == [Asks.WHAT]


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many soldiers were killed?", "soldiers"),
        ("How many of the attackers died?", "attackers"),
        ("How many people were killed?", "people"),
        ("How many were killed?", "people"),
        ("How many died?", "people"),
        ("death toll in Gao", "people"),
        ("number of votes against", "votes"),
        ("What is the population of Gao?", "population"),
        ("How many other villages burned?", "villages"),
        ("How many villages burned in Gao?", "villages"),
        ("How many newly displaced people came?", "people"),
        ("How many Malian army soldiers died?", "soldiers"),
    ],
)
def test_the_noun_that_is_counted(question, noun):
    assert analyse(question).leading == Want(Asks.COUNT, noun)


def test_the_focus_is_what_stands_after_what():
    assert analyse("What ransom did they ask?").focus == ("ransom",)
    assert analyse("What is the peace deal about?").focus == ("peace", "deal")
    assert analyse("What did they do?").focus == ()
    assert analyse("What JNIM base was hit?").focus == ("base",)  # a name has rules of its own


def test_names_are_capitals_inside_acronyms_and_numbers():
    assert names("Did General Tchiani meet 12 envoys of the CSP-PSD?") == [
        "general",
        "tchiani",
        "12",
        "csp-psd",
    ]
    assert names("Soldiers fled") == []
    assert names("JNIM?") == ["jnim"]


def test_a_country_is_met_by_its_code():
    assert term("Why did Mali leave?", "mali").countries == {"MLI"}
    assert term("What did Malian soldiers do?", "malian").countries == {"MLI"}


def test_a_capital_is_its_government_but_for_a_place():
    assert term("What did Niamey say of the attack?", "niamey").countries == {"NER"}
    assert term("Who died in Niamey?", "niamey").countries == frozenset()
    assert term("How big was the Bamako attack?", "bamako").countries == frozenset()
    assert names("Who died in Niamey?") == ["niamey"]


@pytest.mark.parametrize(
    "question", ["what happened in gabon", "WHAT HAPPENED IN GABON", "What Happened In Gabon"]
)
def test_a_country_is_a_name_however_it_is_written(question):
    assert names(question) == ["gabon"]
    assert country_of_news(analyse(question), None) == "GAB"


def test_two_words_of_one_country_in_lower_case():
    assert names("what about burkina faso") == ["burkina", "faso"]
    assert "us" not in words("what do they tell us")


def test_capitals_throughout_make_no_names():
    assert names("WHO LEADS THE JUNTA IN NIGER") == ["niger"]
    assert names("How Many People Were Killed In The Bamako Attack?") == ["bamako"]
    assert names("What Is JNIM?") == ["jnim"]
    assert names("What did The New York Times report?") == ["new", "york", "times"]


def test_dates_events_and_frames_are_no_terms():
    assert words("How many people were killed in Gao on Sept. 17?") == ["killed", "gao"]
    assert words("What happened in Niger since the military coup in July?") == ["niger"]
    assert words("What happened last week?") == []
    assert words("Did the army attack in the north in 2023?") == ["army", "attack"]
    assert "didn't" not in words("Didn't the army attack?")


def test_terms_stand_once_and_with_their_stem():
    assert [each.stem for each in analyse("killed, killing and kills").terms] == ["kill"]


def test_news_of_one_country():
    assert country_of_news(analyse("What happened in Mali since the coup?"), None) == "MLI"
    assert country_of_news(analyse("What's new?"), "NER") == "NER"
    assert country_of_news(analyse("What's new in Mali?"), "NER") is None
    assert country_of_news(analyse("What happened in Mali and Niger?"), None) is None
    assert country_of_news(analyse("What happened to the hostages in Mali?"), None) is None
    assert country_of_news(analyse("Who rules Mali?"), None) is None
    assert country_of_news(analyse("What happened?"), None) is None


@pytest.mark.parametrize("question", ["", " ", "?", "???", "\n", "what", "a", "’s", "[1]", "12", "ß ŉ"])
def test_odd_questions_ask_at_least_something(question):
    found = analyse(question)
    assert found.wants
    assert found.text == question


@given(st.text(max_size=200))
@example("İSTANBUL İS WHERE")
@example("Who Are ßß In ŉŉ?")
def test_any_text_can_be_taken_apart(text):
    found = analyse(text)
    assert found.wants
    assert len({each.stem for each in found.terms}) == len(found.terms)


@given(
    st.lists(
        st.sampled_from("how many who JNIM Mali in , ? and what's 12 Kidal's since the".split()), max_size=12
    )
)
def test_any_words_of_questions_can_be_taken_apart(parts):
    assert analyse(" ".join(parts)).wants
