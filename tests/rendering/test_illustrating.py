"""What pictures of a briefing are drawn from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rendering_samples import BAMAKO, MASSACRE, TALKS, briefing, told_briefing, verbatim

from briefer.model import Section, Story
from briefer.rendering.illustrating import events_of, illustrate, texts_of, tolls_of
from briefer.rendering.numbering import numbered, numbers


def number_of(shown):
    return numbers(numbered(shown))


def test_only_stories_with_a_sure_day_are_events() -> None:
    shown = told_briefing()
    (event,) = events_of(shown, number_of(shown))  # the other's day is only bounded by its place on the page
    assert (event.first, event.last) == (date(2025, 2, 17), date(2025, 2, 17))
    assert (event.label, event.theme, event.sources, event.number) == (MASSACRE.title, "Security", 2, 1)


def test_a_story_that_is_not_told_is_no_event() -> None:
    shown = told_briefing(stories=(*told_briefing().stories, Story((BAMAKO,), ())))
    assert len(events_of(shown, number_of(shown))) == 1


def test_figures_that_count_deaths_are_tolls_and_are_not_summed() -> None:
    shown = told_briefing()
    (toll,) = tolls_of(shown, number_of(shown))  # the other is of the denial
    assert (toll.low, toll.high, toll.worded, toll.sources) == (None, 70.0, ("up to 70",), (3,))
    figures = shown.sections[6]
    stated = replace(figures, claims=tuple(replace(each, stance="says") for each in figures.claims))
    shown = briefing((stated,))
    (toll,) = tolls_of(shown, number_of(shown))
    assert (toll.low, toll.high, toll.worded, toll.sources) == (24.0, 70.0, ("24 people", "up to 70"), (1, 3))


@pytest.mark.parametrize(
    ("counted", "is_toll"),
    [
        ("people killed", True),
        ("people killed, Libiri", True),
        ("More people killed", False),
        ("more soldiers killed, Gao", False),
        ("people killed in the past year", False),
        ("people killed over the last two months", False),
        ("people killed from July 2022 to July 2023", False),
        ("civilians killed since January", False),
        ("people killed so far this year", False),
        ("no more deaths", True),
        ("people hurt", False),
    ],
)
def test_what_is_added_or_counted_over_a_time_is_no_toll_of_an_event(counted: str, is_toll: bool) -> None:
    claim = verbatim(MASSACRE, "Mali’s", counted=counted, figure="24", low=24.0, high=24.0)
    shown = briefing((Section("Figures", (claim,), "figure"),))
    assert len(tolls_of(shown, number_of(shown))) == is_toll


def test_different_counts_of_one_event_are_never_joined() -> None:
    base = verbatim(MASSACRE, "Mali’s general staff", story=0)
    claims = (
        replace(base, counted="soldiers killed, Gao", figure="3", low=3.0, high=3.0),
        replace(base, counted="civilians killed", figure="24", low=24.0, high=24.0),
        replace(base, counted="people hurt", figure="9", low=9.0, high=9.0),
    )
    shown = briefing((Section("Figures", claims, "figure"),))
    assert [(toll.label, toll.low) for toll in tolls_of(shown, number_of(shown))] == [
        ("Soldiers killed, Gao", 3.0),
        ("Civilians killed", 24.0),
    ]


def test_places_are_looked_for_in_what_is_told_of_the_period() -> None:
    shown = told_briefing()
    texts = texts_of(shown, number_of(shown))
    assert {number for _, number in texts} == {1, 2}
    assert all(text in MASSACRE.body + TALKS.body for text, _ in texts)


def test_there_is_no_picture_where_there_is_nothing_to_show() -> None:
    empty = briefing((), sources=())
    assert [illustrate(kind, empty, {}) for kind in ("timeline", "fatalities", "map")] == [None, None, None]
    assert illustrate("timeline", told_briefing(), number_of(told_briefing())) is None
