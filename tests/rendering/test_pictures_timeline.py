"""The timeline: what it shows, what it leaves out, and what stands in its words."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures_checks import SVG, parsed, sizes, texts

from briefer.model import Period
from briefer.rendering.pictures import Event, timeline

WEEK = Period(date(2023, 7, 24), date(2023, 7, 30))


def event(day=26, label="Soldiers hold the president", theme="Politics", sources=1, number=1, last=None):
    return Event(date(2023, 7, day), date(2023, 7, last or day), label, theme, sources, number)


def test_below_three_events_there_is_nothing_to_show():
    assert timeline([event(), event()], WEEK, "Niger") is None


@pytest.mark.parametrize("period", [Period(), Period(WEEK.since), Period(None, WEEK.until)])
def test_an_open_period_has_no_timeline(period):
    assert timeline([event()] * 5, period, "Niger") is None


def test_events_outside_the_period_do_not_count():
    assert timeline([event(), event(), event(day=1)], WEEK, "Niger") is None


def test_themes_are_rows_and_each_event_names_its_source():
    drawn = timeline([event(), event(27, theme="Security", sources=3, number=4), event(28)], WEEK, "Niger")
    assert drawn.title == "Timeline: Niger, 24–30 July 2023"
    shown = texts(drawn)
    assert {"Politics", "Security", "Mon 24 Jul", "Sun 30 Jul"} <= set(shown)
    assert any(line.endswith("[4] · 3 sources") for line in shown)
    assert min(sizes(drawn)) >= 11


def test_the_words_tell_every_event_by_date():
    drawn = timeline(
        [event(29, "Third"), event(25, "First.", number=2, sources=2), event(26, "Second")], WEEK, "Niger"
    )
    assert drawn.alt == (
        "Timeline: Niger, 24–30 July 2023. 25 July 2023: First (Politics; source 2, 2 sources). "
        "26 July 2023: Second (Politics; source 1). 29 July 2023: Third (Politics; source 1)."
    )


def test_a_label_is_whole_in_the_drawing_or_its_source_stands_for_it():
    longer = "The council of elders says that the road to the market stays closed until both sides have met"
    drawn = timeline([event(label=longer), event(27), event(28, label="word " * 90 + "end")], WEEK, "Niger")
    shown = " ".join(texts(drawn))
    assert longer in shown
    assert "see the text [1]" in shown
    assert "…" not in shown
    assert "word word end" in drawn.alt


def test_what_lasts_is_a_bar_that_stays_within_the_drawing():
    lasting = Event(date(2023, 7, 1), date(2023, 9, 1), "Closure", "Politics", 1, 9)
    bars = parsed(timeline([event(), event(), lasting], WEEK, "Niger")).iter(f"{SVG}rect")
    (bar,) = [each for each in bars if each.get("rx")]
    assert float(bar.get("x")) >= 0
    assert float(bar.get("x")) + float(bar.get("width")) <= 640


def test_many_events_of_one_day_are_capped_and_counted():
    drawn = timeline([event(number=n, label=f"Event {n}") for n in range(34)], WEEK, "Niger")
    assert "and 14 more: see the text" in texts(drawn)
    assert "Event 33" in drawn.alt
    assert float(parsed(drawn).get("viewBox").split()[3]) < 900  # a page of paper holds it


@pytest.mark.parametrize("days", [0, 1, 7, 20, 61, 200, 800, 40_000])
def test_any_length_of_period_has_its_days_named_without_touching(days):
    period = Period(date(2000, 1, 15), date(2000, 1, 15) + timedelta(days=days))
    drawn = timeline([Event(period.since, period.since, "x", "y", 1, 1)] * 3, period, "Niger")
    ticks = [each for each in parsed(drawn).iter(f"{SVG}text") if each.get("y") == "17"]
    places = [float(each.get("x")) for each in ticks]
    assert days < 32 or len(ticks) > 1
    assert all(b - a > 60 for a, b in pairwise(places))


def test_the_same_events_give_the_same_bytes_and_two_timelines_share_no_id():
    events = [event(), event(27), event(28)]
    one, other = timeline(events, WEEK, "Niger"), timeline(events, WEEK, "Mali")
    assert one == timeline(events, WEEK, "Niger")
    assert parsed(one).get("aria-labelledby") != parsed(other).get("aria-labelledby")


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=20)), min_size=3, max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_out(pairs):
    drawn = timeline([event(label=label, theme=theme) for label, theme in pairs], WEEK, "<b>&\x00")
    if drawn is not None:
        parsed(drawn)


def test_markup_and_controls_come_out_as_text():
    hostile = '<script>alert(1)</script> "x" \x1b[31mred\x1b[0m \ufffe]]>'
    drawn = timeline([event(label=hostile)] * 3, WEEK, "Niger")
    assert any("<script>" in line for line in texts(drawn))
    assert "\x1b" not in drawn.svg
    assert "<script" not in drawn.svg
