"""Stories that belong together, and how much a desk cares about each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
import pytest
from briefed import about, sentences

from briefer.model import Bulletin, Evidence, Period, Story
from briefer.writing.engine import BriefTask
from briefer.writing.threads import threads
from briefer.writing.weighing import UPHEAVAL, Told, standing, told_stories

DAY = date(2025, 2, 18)
DETAINED = about("Guards", "Guards detain President Traore of Mali in his palace.", date=DAY)
DECLARED = about(
    "General", "General Diallo declares himself the new leader of Mali.", date=DAY + timedelta(days=1)
)
BURNT = about("Street", "Supporters of the coup in Mali set fire to a party's offices.", date=DAY)
PROTEST = about("Embassy", "Thousands of demonstrators protest outside an embassy in Mali.", date=DAY)
ULTIMATUM = about(
    "Bloc", "A bloc threatens Mali with the use of force unless power is handed back.", date=DAY
)
WARNING = about("Answer", "Mali's rulers warn the bloc against a military intervention.", date=DAY)


def task_of(*bulletins: Bulletin, meanings: Mapping[str, np.ndarray] = MappingProxyType({})) -> BriefTask:
    evidence: list[Evidence] = []
    for each in bulletins:
        evidence.extend(sentences(each, len(evidence) + 1))
    stories = tuple(Story((each,), each.outlets) for each in bulletins)
    period = Period(date(2025, 2, 17), date(2025, 2, 23))
    return BriefTask("MLI", "Mali", period, tuple(evidence), (), stories=stories, meanings=meanings)


def told_of(
    *bulletins: Bulletin, meanings: Mapping[str, np.ndarray] = MappingProxyType({})
) -> tuple[Told, ...]:
    task = task_of(*bulletins, meanings=meanings)
    return told_stories(task, task.stories, task.current)


def titles(found) -> list[list[str]]:
    return [[each.evidence[0].bulletin.title for each in line] for line in found]


def pointing(angle: float) -> np.ndarray:
    return np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)


def test_stories_of_near_meaning_and_one_kind_of_deed_are_one_thread() -> None:
    meanings = {
        BURNT.id: pointing(0.0),
        PROTEST.id: pointing(1.1),  # cosine 0.45: joined by the deed
        ULTIMATUM.id: pointing(2.2),
        WARNING.id: pointing(3.3),
    }
    told = told_of(BURNT, ULTIMATUM, PROTEST, WARNING, meanings=meanings)
    assert titles(threads(told)) == [["Street", "Embassy"], ["Bloc", "Answer"]]


def test_far_meanings_stay_apart_whatever_the_deed() -> None:
    meanings = {BURNT.id: pointing(0.0), PROTEST.id: pointing(1.5)}
    told = told_of(BURNT, PROTEST, meanings=meanings)
    assert titles(threads(told)) == [["Street"], ["Embassy"]]


def test_without_vectors_names_and_deeds_alone_join_nothing() -> None:
    assert len(threads(told_of(DETAINED, DECLARED, ULTIMATUM))) == 3


def test_every_story_is_in_one_thread() -> None:
    bulletins = (DETAINED, DECLARED, BURNT, PROTEST, ULTIMATUM, WARNING)
    told = told_of(*bulletins, meanings={each.id: pointing(0.3 * n) for n, each in enumerate(bulletins)})
    found = [each.index for line in threads(told) for each in line]
    assert sorted(found) == list(range(6))


def test_nothing_makes_no_thread() -> None:
    assert threads(()) == ()


@pytest.mark.parametrize("lighter", [BURNT, PROTEST, WARNING])
def test_a_seizure_of_power_outweighs_those_who_react(lighter: Bulletin) -> None:
    heavy, light = told_of(DETAINED, lighter)
    assert heavy.weight > light.weight
    assert heavy.gravity >= UPHEAVAL > light.gravity


@pytest.mark.parametrize(
    "words",
    [
        "Farmers in Mali sow millet a week after soldiers ousted the president.",
        "The bank of Mali closes following the coup in which soldiers seized power.",
        "Aid to Mali continues in response to the declaration of war.",
    ],
)
def test_what_came_before_a_deed_does_not_weigh_as_the_deed(words: str) -> None:
    (told,) = told_of(about("Later", words, date=DAY))
    assert told.gravity < UPHEAVAL


def test_the_first_sentence_of_a_bulletin_stands_for_it_whatever_it_begins_with() -> None:
    (told,) = told_of(
        about("Exit", "It is now official: Mali has left the bloc. Mali's farmers sow.", date=DAY)
    )
    assert standing(told.evidence).text == "It is now official: Mali has left the bloc."


def test_a_sentence_that_leans_on_one_left_out_does_not() -> None:
    of = about("Exit", "Chad's team won. It then lost. Mali's farmers sow.", date=DAY)
    assert standing(sentences(of)[1:]).text == "Mali's farmers sow."


def test_more_independent_sources_weigh_more() -> None:
    task = task_of(DETAINED)
    many = Story((DETAINED,), ("AFP", "Reuters", "AP"))
    (alone,) = told_stories(task, task.stories, task.current)
    (told,) = told_stories(task, (many,), task.current)
    assert told.weight > alone.weight
