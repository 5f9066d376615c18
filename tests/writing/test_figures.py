"""Figures: as worded, with what they count, where, and who states them; one section for each thing counted."""

from __future__ import annotations

from datetime import date

import pytest
from briefed import bulletin, sentences
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.draft import DraftSection, DraftSentence
from briefer.model import Bulletin, Evidence
from briefer.writing.figures import figures


def story(*told: str | Bulletin) -> tuple[Evidence, ...]:
    """Bulletins of one event, a day apart, as evidence."""
    items: list[Evidence] = []
    for place, each in enumerate(told):
        item = bulletin("A title", each, date=date(2024, 3, 1 + place)) if isinstance(each, str) else each
        items += sentences(item, len(items) + 1)
    return tuple(items)


def listed(*told: str | Bulletin) -> tuple[DraftSection, ...]:
    return figures([story(*told)])


def rows(*told: str) -> list[DraftSentence]:
    return [sentence for section in listed(*told) for sentence in section.sentences]


def worded(text: str) -> list[str | None]:
    return [each.figure for each in rows(text)]


def counted(text: str) -> list[str | None]:
    return [each.counted for each in rows(text)]


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
        ("A raid killed five people, injuring 19 others.", ["killed five people", "injuring 19 others"]),
        ("More than 1,000 bodies are found within the city.", ["More than 1,000 bodies"]),
        ("Nearly 3.5 million have been displaced.", ["Nearly 3.5 million have been displaced"]),
        ("The death toll rises to 1,200.", ["1,200"]),
        ("The aid is worth $400 million.", ["$400 million"]),
        ("Prices rose 5.3%.", ["5.3%"]),
        ("Another 37 were rescued.", ["Another 37 were rescued"]),
        ("Reports suggest up to 70 killed.", ["up to 70 killed"]),
        ("It passed with 93 votes in favor and 18 votes against.", ["93 votes in favor", "18 votes against"]),
        (
            "At least 43 people were confirmed dead.",
            ["At least 43 people were confirmed dead"],
        ),
        ("Thousands of students protest outside the palace.", ["Thousands of students"]),
    ],
)
def test_a_figure_is_verbatim_with_what_befell_those_counted(text: str, expected: list[str]) -> None:
    assert worded(text) == expected
    assert all(figure in text for figure in expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fifteen civilians and 19 officers are killed.", ["civilians killed", "officers killed"]),
        ("Nine people, including four soldiers, are killed.", ["people killed", "soldiers killed"]),
        ("A blast injured 18 civilians, including six children.", ["civilians injured", "children injured"]),
        ("The attacks killed 64 people: 49 civilians and 15 troops.",
         ["people killed", "civilians killed", "troops killed"]),
        ("The toll increases to 32, including 28 gendarmes.", ["people killed", "gendarmes killed"]),
        ("Clashes cause at least 460 deaths and more than 1,000 injuries.", ["people killed", "people injured"]),
        ("One person is killed.", ["people killed"]),
        ("Scores of Russian mercenaries and government troops died.",
         ["Russian mercenaries and government troops killed"]),
        ("Three of the five gunmen are killed.", ["gunmen killed"]),
        ("They killed an officer and some 50 of his fighters.", ["fighters killed"]),
        ("The suspect in an attack that injured 23 people is arrested.", ["people injured"]),
        ("It reports 55,079 new cases and 779 deaths.", ["new cases", "people killed"]),
        ("The toll is 80 people, and 11,000 homes are without power.", ["people killed", "homes"]),
        ("The number of people who fled since April reaches 1 million.", ["people who fled since April"]),
        ("Twelve more people were found dead.", ["more people killed"]),
        ("Five people are killed and 19 more injured.", ["people killed", "people injured"]),
        ("It seized 75 armoured personnel carriers.", ["armoured personnel carriers"]),
        ("They destroyed 41 drones.", ["drones destroyed"]),
        ("It announces a $110 million military aid package.", ["military aid package, dollars"]),
        ("It pledged $150 million in additional aid.", ["additional aid, dollars"]),
    ],
)  # fmt: skip
def test_what_is_counted(text: str, expected: list[str]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 12 other countries met.",
        "It began in 2023.",
        "He won the 400 metre individual medley in 4 minutes.",
        "The plan has ten points.",
        "A 12-year-old girl was killed.",
        "A five-month-old girl dies.",
        "The 5th brigade was there for ten days.",
        "One of the ministers was arrested on 12 March.",
        "Two soldiers spoke to the press.",
        "They were 300 kilometres away, at a 25-storey building.",
        "A judge ordered the release of 6,000 documents.",
    ],
)
def test_what_a_desk_does_not_count(text: str) -> None:
    assert worded(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It killed 15 people.", 15, 15),
        ("It killed at least 12 people.", 12, None),
        ("It killed more than a dozen people.", 12, None),
        ("It killed up to 70 people.", None, 70),
        ("It killed between 10 and 20 people.", 10, 20),
        ("It killed dozens of people.", None, None),
        ("Hundreds were wounded.", None, None),
        ("It killed some 50 people.", 50, 50),
        ("The death toll rises from five to nine.", 9, 9),
        ("Nearly 3.5 million have been displaced.", 3_500_000, 3_500_000),
        ("The aid is worth $400 million.", 400_000_000, 400_000_000),
    ],
)
def test_bounds_are_those_of_the_words(text: str, low: float | None, high: float | None) -> None:
    (row,) = rows(text)
    assert (row.low, row.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("The ministry said 21 people were killed.", [("The ministry", "says")]),
        ("21 people were killed, according to Sahel Watch.", [("Sahel Watch", "says")]),
        ("21 people were killed.", [(None, None)]),
        ("The army rejected accusations that it killed 21 people.", [("The army", "denies")]),
        ("The army rejected accusations of a part in an attack that killed 21 people.", [(None, None)]),
        ("Kyiv accused Moscow of killing 21 people.", [("Kyiv", "accuses")]),
        ("Kyiv condemned the killing of 21 people.", [(None, None)]),
        ("The Red Brigade claimed responsibility for a blast which killed 21 people.", [(None, None)]),
        (
            "Kyiv said 21 people were killed, Moscow said nine people were killed.",
            [("Kyiv", "says"), ("Moscow", "says")],
        ),
        (
            "Twelve soldiers died, the army said, but residents claim that 30 soldiers died.",
            [("the army", "says"), ("residents", "claims")],
        ),
        ("Some 14 people died, Kyiv confirmed; 30 people are missing.", [("Kyiv", "confirms"), (None, None)]),
        ("21 people were killed, as per reports from doctors.", [("reports from doctors", "says")]),
        ("Reports suggest that it killed up to 70 people.", [("Reports", "says")]),
    ],
)
def test_who_states_it(text: str, spoken: list[tuple[str | None, str | None]]) -> None:
    assert [(each.speaker, each.stance) for each in rows(text)] == spoken


def test_a_section_is_titled_with_what_is_counted_and_where() -> None:
    (section,) = listed("Gunmen ambush a convoy in Koutougou, Tillabéri Region, killing 17 soldiers.")
    assert (section.title, section.kind) == ("Soldiers killed, Koutougou", "figure")
    assert section.sentences[0].counted == "soldiers killed, Koutougou"


def test_a_place_that_is_not_told_is_not_guessed() -> None:
    (section,) = listed("A bus that had left Gao for Kidal crashed, killing 17 people.")
    assert section.title == "People killed"


def test_a_revised_toll_stands_in_one_section_in_the_order_of_dates() -> None:
    (section,) = listed(
        "A fire in Gao killed at least 12 people.",
        "The death toll from the fire in Gao rises to 19.",
        "The death toll from the fire in Gao rises to 23.",
    )
    assert [(each.figure, each.marks) for each in section.sentences] == [
        ("killed at least 12 people", (1,)),
        ("19", (2,)),
        ("23", (3,)),
    ]


def test_a_value_is_listed_once_with_all_its_marks_under_the_speaker_who_is_named() -> None:
    (row,) = rows("A fire in Gao killed 12 people.", "Police said 12 people were killed in Gao.")
    assert (row.marks, row.speaker) == ((2, 1), "Police")
    assert row.text == "Police said 12 people were killed in Gao."


def test_sources_that_differ_stand_in_one_section() -> None:
    (section,) = listed(
        "The army said 12 soldiers were killed in Gao.", "The rebels said 40 soldiers were killed in Gao."
    )
    assert [(each.speaker, each.low) for each in section.sentences] == [("The army", 12), ("The rebels", 40)]


def test_soldiers_and_troops_are_the_same_but_those_of_two_armies_are_not() -> None:
    assert len(listed("A raid killed 12 soldiers.", "A raid killed 15 troops.")) == 1
    assert len(listed("A raid killed 12 Malian soldiers.", "A raid killed 15 Russian soldiers.")) == 2


@pytest.mark.parametrize(
    "told",
    [
        ("A raid killed 12 people.", "A raid wounded 14 people."),
        ("A raid killed 12 people.", "A raid killed 14 civilians."),
        ("A raid in Gao killed 12 people.", "A raid in Kidal killed 14 people."),
        ("A fire killed 12 people.", "Nine more people were found dead."),
        ("The storm killed 14 people in southern China and 11 in northern Vietnam.",),
        ("Three people were killed on Monday and five people were killed on Tuesday.",),
    ],
)
def test_what_may_not_be_one_thing_is_kept_apart(told: tuple[str, ...]) -> None:
    assert len(listed(*told)) == 2


def test_stories_are_kept_apart() -> None:
    raid, fire = "A raid in Gao killed 12 people.", "A fire at a mill in Gao on Sunday killed 15 people."
    assert len(figures([story(raid), story(fire)])) == 2


def test_what_two_stories_tell_in_the_same_words_is_listed_once() -> None:
    one = bulletin("One", "Rebels killed 90 soldiers near the town of Gao.")
    other = bulletin("Other", "Rebels killed 90 soldiers near Gao town.")
    (section,) = figures([sentences(one), sentences(other, 2)])
    assert [each.marks for each in section.sentences] == [(1, 2)]


def test_the_same_figure_of_two_events_is_listed_twice() -> None:
    one = bulletin("One", "Rebels killed 90 soldiers near the town of Gao.")
    other = bulletin("Other", "Rebels killed 90 soldiers near the town of Kidal.")
    assert len(figures([sentences(one), sentences(other, 2)])) == 2


def test_two_events_of_one_report_are_not_one_thing() -> None:
    report = bulletin(
        "A report",
        "Authorities said that two attacks left some 40 people dead. The ministry said that 21 people were killed in "
        "Libiri, a village, and 18 in Kokorou. A still worse attack killed 90 soldiers, as well as upwards of 40 "
        "civilians. In the past year attacks have killed at least 1,500 people.",
    )
    found = [(each.title, [row.figure for row in each.sentences]) for each in listed(report)]
    assert found == [
        ("People killed", ["some 40 people dead"]),
        ("People killed, Libiri", ["21 people were killed in Libiri"]),
        ("People killed, Kokorou", ["18 in Kokorou"]),
        ("Soldiers killed", ["killed 90 soldiers"]),
        ("Civilians killed", ["upwards of 40 civilians"]),
        ("People killed in the past year", ["killed at least 1,500 people"]),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Attacks have killed 300 people since April.", "People killed since April"),
        ("Since 2015, the war has displaced 4 million people.", "People displaced since 2015"),
        ("A fire killed 93 people, the deadliest since 1918.", "People killed"),
        ("It was the deadliest day of this year: 93 people were killed.", "People killed"),
    ],
)
def test_a_count_over_a_time_says_so(text: str, title: str) -> None:
    assert [each.title for each in listed(text)] == [title]


def test_vague_crowds_come_last() -> None:
    found = listed("Thousands of protesters marched in Gao. Police killed 12 people.")
    assert [each.title for each in found] == ["People killed, Gao", "Protesters, Gao"]


def test_dozens_who_were_killed_are_no_crowd() -> None:
    found = listed("A raid killed dozens of soldiers. Police arrested 12 people.")
    assert [each.sentences[0].figure for each in found] == ["killed dozens of soldiers", "arrested 12 people"]


def test_nothing_to_count() -> None:
    assert figures([]) == ()
    assert figures([()]) == ()


@given(st.text(max_size=300))
def test_whatever_stands_there_figures_are_its_words(text: str) -> None:
    item = bulletin("A title", text)
    for section in figures([sentences(item)]):
        assert all(row.figure and row.figure in text and row.counted for row in section.sentences)


@given(
    st.integers(2, 9_999),
    st.sampled_from(["soldiers", "people", "villagers"]),
    st.sampled_from(["killed", "wounded", "arrested", "abducted", "displaced"]),
)
def test_a_plain_count_is_read(number: int, noun: str, fate: str) -> None:
    (row,) = rows(f"Some {number:,} {noun} were {fate} in Gao.")
    assert (row.low, row.high, row.counted) == (number, number, f"{noun} {fate}, Gao")
