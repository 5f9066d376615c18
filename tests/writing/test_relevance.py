"""Which sentences of a bulletin concern a country."""

from __future__ import annotations

import pytest
from briefed import about, bulletin

from briefer.model import Bulletin
from briefer.writing.leaning import leans_back
from briefer.writing.relevance import relevant_spans


def relevant(of: Bulletin, country: str) -> list[str]:
    return [span.of(of.body) for span in relevant_spans(of, country)]


def test_a_bulletin_about_one_country_is_told_whole_but_for_others() -> None:
    of = about(
        "Floods in Mali",
        "Floods hit the north of Mali. Hundreds of homes were washed away. France sent aircraft to another crisis.",
    )
    assert relevant(of, "MLI") == ["Floods hit the north of Mali.", "Hundreds of homes were washed away."]


def test_of_a_bulletin_on_a_vote_only_the_sentence_that_names_the_voter() -> None:
    of = about(
        "Ukraine resolution passes",
        "The assembly voted for Ukraine. France is glad. Mali, Niger and Eritrea voted in favour. China abstained.",
    )
    assert relevant(of, "MLI") == ["Mali, Niger and Eritrea voted in favour."]


def test_a_vote_on_it_brings_what_it_was_on() -> None:
    of = about(
        "Ukraine resolution passes",
        "France is glad. The assembly backed Ukraine. It had 93 votes. Chad voted against it. Mali voted no as well.",
    )
    assert relevant(of, "MLI") == [
        "The assembly backed Ukraine.",
        "It had 93 votes.",
        "Chad voted against it.",
        "Mali voted no as well.",
    ]


def test_a_sentence_that_leans_brings_the_one_before_it() -> None:
    of = bulletin(
        "Fighting at the border",
        "Two groups fought for the town. They came from Mali. The river is high.",
        mentioned=["MLI"],
    )
    assert relevant(of, "MLI") == ["Two groups fought for the town.", "They came from Mali."]


def test_a_sentence_that_leans_on_a_relevant_one_comes_with_it() -> None:
    of = about(
        "A regional round-up",
        "Niger closed its border. It will open again in May. Chad held a vote. Togo too.",
    )
    assert relevant(of, "NER") == ["Niger closed its border.", "It will open again in May."]


def test_nothing_of_a_country_that_is_not_there() -> None:
    assert relevant(about("Floods in Mali", "Floods hit Mali."), "NER") == []


def test_niger_is_not_nigeria() -> None:
    of = about("Two neighbours", "Nigeria closed a road. The Nigerien army moved north.")
    assert relevant(of, "NER") == ["The Nigerien army moved north."]


def test_spans_are_in_order_and_none_comes_twice() -> None:
    of = bulletin(
        "Round-up",
        "Chad voted. It was calm. But Mali did not. He left Mali. They stayed in Mali. Togo voted.",
        mentioned=["MLI"],
    )
    spans = relevant_spans(of, "MLI")
    assert list(spans) == sorted(set(spans))


@pytest.mark.parametrize(
    "sentence",
    [
        "They fled.",
        "The attack was the second.",
        "But nobody came.",
        "Another 37 were rescued.",
        "Two more are on the run.",
        "Several others were hurt.",
        "Two of the attackers died.",
        "“This is over,” said Ba.",
        "A separate statement said so.",
        "The allegation is that they helped.",
    ],
)
def test_leans_back(sentence: str) -> None:
    assert leans_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mali voted no.",
        "The army attacked Gao.",
        "Thebes fell.",
        "Two of the ministers of Mali left.",
        "Five people died.",
    ],
)
def test_stands_on_its_own(sentence: str) -> None:
    assert not leans_back(sentence)


def test_a_short_outcome_stays_with_its_story() -> None:
    of = about("Jets bomb a town", "Jets of Mali dropped bombs on a town to hit rebels there. They missed.")
    assert relevant(of, "MLI")[-1] == "They missed."
