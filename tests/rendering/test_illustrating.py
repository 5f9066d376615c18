"""What pictures of a briefing are drawn from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rendering_samples import BAMAKO, MASSACRE, TALKS, briefing, told_briefing, verbatim

from briefer.model import Period, Section, Story
from briefer.rendering.illustrating import events_of, illustrate, locates, orders_anew, texts_of, tolls_of
from briefer.rendering.numbering import numbered, numbers
from briefer.rendering.pictures import Event, Place


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


MONTH = Period(date(2025, 2, 1), date(2025, 2, 28))


def on(day: int, theme: str) -> Event:
    return Event(date(2025, 2, day), date(2025, 2, day), f"Event of the {day}th", theme, 1, 1)


def test_a_timeline_is_drawn_where_themes_told_apart_fall_between_one_another() -> None:
    mixed = [on(3, "Security"), on(20, "Security"), on(9, "Politics"), on(12, "Politics"), on(25, "Politics")]
    assert orders_anew(mixed, MONTH)
    one_by_one = [on(day, "Security" if day < 10 else "Politics") for day in (3, 5, 9, 12, 20)]
    assert not orders_anew(one_by_one, MONTH)
    assert not orders_anew([on(day, "Security") for day in (3, 5, 9, 12, 20)], MONTH)
    assert not orders_anew(mixed[:4], MONTH)


def test_a_week_or_a_period_without_end_has_no_timeline() -> None:
    mixed = [on(day, theme) for day in (17, 18, 20) for theme in ("Security", "Politics")]
    assert not orders_anew(mixed, Period(date(2025, 2, 17), date(2025, 2, 23)))
    assert not orders_anew(mixed, Period(date(2025, 2, 1)))


def test_events_of_a_day_stand_in_the_order_of_the_text() -> None:
    sections = (
        Section("Bottom line", (verbatim(MASSACRE, "Survivors told", story=2),), "bottom line"),
        Section("Security", (verbatim(BAMAKO, "Reports suggest", story=1),)),
    )
    stories = (Story((TALKS,), ()), Story((BAMAKO,), ()), Story((MASSACRE,), ()))
    shown = briefing(sections, stories=stories)
    assert [event.label for event in events_of(shown, number_of(shown))] == [MASSACRE.title, BAMAKO.title]


BAMAKO_TOWN, GAO = Place("Bamako", 12.65, -8.0, (1,)), Place("Gao", 16.27, -0.04, (1,))


def test_a_map_is_drawn_for_a_town_and_not_for_the_capital_or_a_region_alone() -> None:
    assert locates([GAO], "MLI")
    assert locates([GAO, BAMAKO_TOWN], "MLI")
    assert not locates([BAMAKO_TOWN], "MLI")
    assert not locates([replace(GAO, name="Gao (region)")], "MLI")
    assert not locates([], "MLI")


def test_no_map_is_drawn_whose_marks_lie_on_one_another() -> None:
    assert not locates([GAO, Place("Wabaria", 16.29, -0.02, (2,)), BAMAKO_TOWN], "MLI")
    assert (
        not locates([GAO], "TUV") or illustrate("map", briefing(country="TUV"), number_of(briefing())) is None
    )
