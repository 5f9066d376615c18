"""Which bulletins are one story, and who its sources are."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from briefed import bulletin
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.model import UNDATED, Bulletin
from briefer.writing.stories import SAME_FROM, Story, same_event, stories_of

MONDAY = date(2025, 3, 3)
NEAR = 0.85  # the cosine of two bulletins on one matter


def told(body: str, day: int = 0, *outlets: str, country: str = "NER") -> Bulletin:
    return bulletin(body[:30], body, date=MONDAY + timedelta(day), main=(country,), outlets=outlets)


def alike(*bulletins: Bulletin, cosine: float = NEAR) -> dict[str, np.ndarray]:
    """Vectors any two of which have this cosine."""
    found = {}
    for place, each in enumerate(bulletins):
        vector = np.zeros(len(bulletins) + 1, dtype=np.float32)
        vector[0], vector[place + 1] = cosine**0.5, (1 - cosine) ** 0.5
        found[each.id] = vector
    return found


def grouped(*bulletins: Bulletin, cosine: float = NEAR) -> list[list[int]]:
    stories = stories_of(bulletins, alike(*bulletins, cosine=cosine))
    return [[bulletins.index(each) for each in story.bulletins] for story in stories]


RAID = told("Gunmen killed 17 soldiers in an ambush near the village of Koutougou in Niger.", 0, "AFP")
RAID_AGAIN = told("Seventeen soldiers of Niger died when gunmen ambushed them at Koutougou.", 0, "Reuters")
RAID_TOLL = told(
    "The death toll of Monday's ambush at Koutougou in Niger has risen to 29 soldiers.", 2, "BBC"
)
OTHER_RAID = told("Gunmen killed 6 soldiers in an ambush in Banibangou in Niger.", 3, "AFP")
LATER_RAID = told("Gunmen killed 5 soldiers in an ambush in Niger.", 4, "AFP")
VOTE = told("Lawmakers of Niger passed the budget of the ministry of health.", 0, "RFI")


def test_reports_of_one_deed_are_one_story_with_its_revised_toll():
    assert grouped(RAID, RAID_AGAIN, RAID_TOLL) == [[0, 1, 2]]


def test_two_ambushes_in_one_week_stay_two():
    assert grouped(RAID, RAID_AGAIN, OTHER_RAID) == [[0, 1], [2]]
    assert grouped(RAID, LATER_RAID) == [[0], [1]]


def test_what_is_far_in_meaning_stays_apart():
    assert grouped(RAID, VOTE, cosine=0.2) == [[0], [1]]


def test_a_chain_does_not_join_two_events():
    both = told("Gunmen killed soldiers in ambushes at Koutougou and in Banibangou in Niger.", 3, "DW")
    groups = grouped(RAID, both, OTHER_RAID)
    assert [0, 1, 2] not in groups
    assert sorted(place for group in groups for place in group) == [0, 1, 2]


def test_another_day_of_fighting_is_another_story():
    first = told("Troops and rebels clash in the city of Gao in Mali.", 0, country="MLI")
    second = told(
        "Troops and rebels clash in Gao in Mali for a second day, taking the toll to 12.", 1, country="MLI"
    )
    assert grouped(first, second) == [[0], [1]]


def test_a_reaction_is_not_the_deed():
    reaction = told(
        "The United Nations condemned the arrest of suspects and vowed to investigate in Niger.", 1
    )
    assert grouped(RAID, reaction, cosine=0.7) == [[0], [1]]


def test_events_too_far_apart_in_time_are_two():
    late = told(RAID_AGAIN.body + " It was so.", 12, "Reuters")
    assert same_event(RAID, late, 0.99) == 0.0


def test_places_forbid_and_one_place_spelt_two_ways_does_not():
    here = told("Militants attacked a post in the town of Maarrat in Niger.", 0)
    spelt = told("Militants attacked a post in the town of Maaret in Niger.", 0)
    there = told("Militants attacked a post in the town of Zinder in Niger.", 0)
    assert same_event(here, there, NEAR) == 0.0
    assert same_event(here, spelt, NEAR) >= SAME_FROM


def test_an_undated_bulletin_is_not_ruled_out():
    undated = bulletin("Ambush", RAID_AGAIN.body, date=UNDATED, main=("NER",))
    assert same_event(RAID, undated, NEAR) >= SAME_FROM


def test_without_vectors_words_decide():
    copy = told(
        "Gunmen killed 17 soldiers in an ambush near the village of Koutougou in Niger on Monday.", 0, "DW"
    )
    stories = stories_of([RAID, VOTE, copy], {})
    assert [story.bulletins for story in stories] == [(RAID, copy), (VOTE,)]
    assert same_event(RAID, VOTE, None) < SAME_FROM


def test_stories_keep_the_order_given():
    stories = stories_of([VOTE, RAID_TOLL, RAID], alike(RAID, RAID_TOLL))
    assert [story.bulletins for story in stories] == [(VOTE,), (RAID_TOLL, RAID)]


def test_sources_are_independent_and_copies_count_once():
    copy = bulletin("Copy", RAID.body, date=MONDAY, main=("NER",), outlets=("Daily Post",))
    wire = told(RAID_AGAIN.body, 0, "AFP via France 24", "")
    (story,) = stories_of([RAID, copy, wire, RAID_TOLL], alike(RAID, copy, wire, RAID_TOLL))
    assert story == Story((RAID, copy, wire, RAID_TOLL), ("AFP", "BBC"))


def test_nobody_named_is_no_name():
    unnamed = told(RAID.body, 0)
    (story,) = stories_of([unnamed], {})
    assert story.sources == ()


def test_nothing_gives_nothing():
    assert stories_of([], {}) == ()


@pytest.mark.parametrize(("one", "other"), [(RAID, RAID_TOLL), (RAID, RAID_AGAIN), (OTHER_RAID, VOTE)])
def test_the_score_does_not_depend_on_the_order(one, other):
    assert same_event(one, other, NEAR) == same_event(other, one, NEAR)


WORDS = st.sampled_from(
    "Gunmen killed 17 soldiers 5 in Gao Niger yesterday Monday death toll rises to . , \n ’ Ségou a\u0301 of the".split(
        " "
    )
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=12), st.integers(0, 15)), max_size=8),
    st.booleans(),
)
def test_every_bulletin_is_in_one_story(drawn, with_vectors):
    bulletins = [
        bulletin(f"{place}", " ".join(words) or "x", date=MONDAY + timedelta(day), main=("NER",))
        for place, (words, day) in enumerate(drawn)
    ]
    stories = stories_of(bulletins, alike(*bulletins) if with_vectors else {})
    placed = [bulletins.index(each) for story in stories for each in story.bulletins]
    assert sorted(placed) == list(range(len(bulletins)))
    assert all(list(story.bulletins) == sorted(story.bulletins, key=bulletins.index) for story in stories)
    assert [bulletins.index(story.bulletins[0]) for story in stories] == sorted(
        bulletins.index(story.bulletins[0]) for story in stories
    )
