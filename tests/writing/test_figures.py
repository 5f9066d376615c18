"""Figures: as worded, with what they count and who states them."""

from __future__ import annotations

import pytest
from briefed import bulletin, sentences

from briefer.writing.figures import figures


def worded(text: str) -> list[str | None]:
    return [each.figure for each in figures(sentences(bulletin("A title", text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Of the dead, 21 were killed in Libiri village and 18 in Kokorou.",
            ["21 were killed in Libiri village", "18 in Kokorou"],
        ),
        (
            "Rebels killed 90 soldiers, besides upwards of 40 civilians.",
            ["killed 90 soldiers", "upwards of 40 civilians"],
        ),
        ("It passed with 93 votes in favor, 18 votes against and 65 abstentions.", None),
        ("At least 43 people were confirmed dead and dozens more injured.", None),
        ("A raid killed five people, injuring 19 others.", ["killed five people", "injuring 19 others"]),
        ("More than 1,000 bodies are found within the city.", ["More than 1,000 bodies"]),
        ("Fighting drove tens of thousands of people into Chad.", ["tens of thousands of people"]),
        (
            "Nearly 3.5 million have been displaced.",
            ["Nearly 3.5 million have been displaced"],
        ),
        ("The death toll rises to 1,200.", ["1,200"]),
        ("The aid is worth $400 million.", ["$400 million"]),
        ("Prices rose 5.3%.", ["5.3%"]),
        ("Another 37 were rescued.", ["Another 37 were rescued"]),
    ],
)
def test_a_figure_is_verbatim_with_what_it_counts(text: str, expected: list[str] | None) -> None:
    found = worded(text)
    assert all(figure in text for figure in found)
    if expected is not None:
        assert found == expected


def test_votes_for_against_and_abstentions() -> None:
    found = worded("It passed with 93 votes in favor, 18 votes against and 65 abstentions.")
    assert found == ["93 votes in favor", "18 votes against", "65 abstentions"]


@pytest.mark.parametrize(
    "text",
    [
        "The 12 other countries met.",
        "It began in 2023.",
        "He won the 400 metre individual medley in 4 minutes.",
        "The plan has ten points.",
    ],
)
def test_what_a_desk_does_not_count(text: str) -> None:
    assert worded(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The ministry said 21 people were killed.", "The ministry"),
        ("21 people were killed, according to Sahel Watch.", "Sahel Watch"),
        ("21 people were killed.", None),
        ("The army rejected accusations that it killed 21 people.", None),
        ("Kyiv accused Moscow of killing 21 people.", None),
        ("Kyiv said 21 people were killed, Moscow said nine people were killed.", None),
    ],
)
def test_who_states_it_where_one_speaker_is_named(text: str, speaker: str | None) -> None:
    assert {each.speaker for each in figures(sentences(bulletin("A title", text)))} == {speaker}


def test_the_same_words_of_a_bulletin_are_listed_once() -> None:
    assert worded("Rebels killed 90 soldiers. It was said again: rebels killed 90 soldiers.") == [
        "killed 90 soldiers"
    ]


def test_two_bulletins_that_tell_the_same_are_cited_together() -> None:
    one = bulletin("One", "Rebels killed 90 soldiers near the town of Gao.")
    other = bulletin("Other", "Rebels killed 90 soldiers near Gao town.")
    (entry,) = figures((*sentences(one), *sentences(other, 2)))
    assert entry.marks == (1, 2)


def test_the_same_figure_of_two_events_is_listed_twice() -> None:
    one = bulletin("One", "Rebels killed 90 soldiers near the town of Gao.")
    other = bulletin("Other", "Rebels killed 90 soldiers near the town of Kidal.")
    assert [entry.marks for entry in figures((*sentences(one), *sentences(other, 2)))] == [(1,), (2,)]
