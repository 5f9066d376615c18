"""Under which theme a sentence is told."""

from __future__ import annotations

from time import process_time

import pytest

from briefer.writing.themes import OTHER, THEMES, theme_of, theme_scores


@pytest.mark.parametrize(
    ("sentence", "theme"),
    [
        ("Gunmen ambushed an army convoy.", "Security"),
        ("A missile strike wounds nine in Dnipro.", "Security"),
        ("A mass grave with 87 bodies is found in the town.", "Human rights"),
        ("The broadcaster was banned and two journalists detained.", "Human rights"),
        ("Floods displaced thousands, and cholera broke out.", "Humanitarian situation"),
        ("A mosque collapsed and seven people were killed.", "Humanitarian situation"),
        ("Parliament set the election for May.", "Politics"),
        ("The United Nations held a summit on the treaty.", "Diplomacy"),
        ("Oil exports fell and inflation rose.", "Economy"),
        ("Ten civilians were killed in the town.", "Security"),
        ("A swimmer set a world record.", OTHER),
    ],
)
def test_theme_of_a_short_bulletin(sentence: str, theme: str) -> None:
    assert theme_of(sentence, sentence, sentence) == theme


def test_the_united_states_are_not_the_united_nations() -> None:
    assert theme_scores("The United States sent trains.")["Diplomacy"] == 0


def test_a_short_bulletin_is_told_in_one_place() -> None:
    body = "Gunmen attacked an army base. Three soldiers died. The minister promised to rebuild it."
    assert theme_of("The minister promised to rebuild it.", "Attack on a base", body) == "Security"


def test_a_sentence_of_a_long_bulletin_may_stand_elsewhere() -> None:
    body = (
        "Gunmen attacked an army base. Three soldiers died. The minister promised to rebuild it. "
        "Inflation, fuel prices and the national debt rose. The rains were good."
    )
    sentence = "Inflation, fuel prices and the national debt rose."
    assert theme_of(sentence, "Attack on a base", body) == "Economy"


def test_scores_are_given_for_every_theme() -> None:
    assert tuple(theme_scores("")) == THEMES
    assert set(theme_scores("").values()) == {0}


def test_a_long_report_is_taken_apart_once() -> None:
    sentences = [f"In town {number} the council met its new members in the hall." for number in range(1_000)]
    body = " ".join(sentences)
    started = process_time()
    for sentence in sentences:
        theme_of(sentence, "A report", body)
    assert process_time() - started < 20  # seconds; taken apart for every sentence it would be minutes
