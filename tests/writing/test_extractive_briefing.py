"""How the extractive engine orders a country's sentences."""

from __future__ import annotations

from datetime import date

from briefed import about, bulletin, sentences

from briefer.grounding.draft import Draft, DraftSection, DraftSentence
from briefer.model import Bulletin, Period, Story
from briefer.writing.engine import BriefTask
from briefer.writing.extractive.background import BACKGROUND
from briefer.writing.extractive.briefing import write

DAY = date(2025, 2, 18)


def task_of(*current: Bulletin, background: tuple[Bulletin, ...] = ()) -> BriefTask:
    items = [item for each in current for item in sentences(each)]
    older = [item for each in background for item in sentences(each)]
    numbered = [type(item)(n, item.bulletin, item.span) for n, item in enumerate([*items, *older], 1)]
    period = Period(date(2025, 2, 17), date(2025, 2, 23))
    return BriefTask(
        "MLI",
        "Mali",
        period,
        tuple(numbered[: len(items)]),
        tuple(numbered[len(items) :]),
        stories=tuple(Story((each,), each.outlets) for each in current),
    )


def section(draft: Draft, *, kind: str = "development", title: str = "") -> DraftSection:
    (found,) = [each for each in draft.sections if each.kind == kind and title in each.title]
    return found


def points_of(draft: Draft) -> list[DraftSentence]:
    """All sentences of the bottom line, point by point."""
    return [each for part in draft.sections if part.kind == "bottom line" for each in part.sentences]


def lead_of(draft: Draft) -> list[str]:
    return [each.text for each in points_of(draft)]


def texts(of: DraftSection) -> list[str]:
    return [sentence.text for sentence in of.sentences]


RAID = about("Raid near Gao", "Gunmen killed 30 soldiers of Mali near Gao. They fled north.", date=DAY)
VOTE = about(
    "Mali sets a vote", "Mali's parliament set the election for May. The opposition protests.", date=DAY
)
PRICE = about("Fuel prices", "Fuel prices and inflation rose in Mali.", date=DAY)


def test_nothing_makes_an_empty_draft() -> None:
    assert write(task_of()).sections == ()


def test_background_alone_where_the_period_has_nothing() -> None:
    draft = write(task_of(background=(RAID,)))
    assert [each.title for each in draft.sections] == [BACKGROUND]


def test_bottom_line_has_one_story_of_each_theme_first() -> None:
    more = [
        about(f"Raid {n}", f"Gunmen attacked army base number {n}0 in Mali.", date=DAY) for n in (1, 2, 3)
    ]
    lead = lead_of(write(task_of(RAID, *more, VOTE, PRICE)))
    assert len(lead) == 3
    assert {RAID.body.split(". ")[0] + ".", VOTE.body.split(". ")[0] + "."} <= set(lead)


def test_a_slight_story_of_a_new_theme_does_not_push_out_grave_ones() -> None:
    grave = [
        about(f"Raid {n}", f"Gunmen killed {n}00 soldiers of Mali in an ambush near hill {n}.", date=DAY)
        for n in (1, 2, 3, 4)
    ]
    lead = lead_of(write(task_of(*grave, PRICE)))
    assert PRICE.body not in lead


def test_developments_are_grouped_by_theme() -> None:
    draft = write(task_of(RAID, VOTE, PRICE))
    assert texts(section(draft, title="Security")) == [
        "Gunmen killed 30 soldiers of Mali near Gao.",
        "They fled north.",
    ]
    assert section(draft, title="Politics").sentences[0].note == "18 February 2025"


def test_what_leads_is_told_under_its_theme_too() -> None:
    draft = write(task_of(PRICE))
    assert [each.kind for each in draft.sections if each.sentences] == ["bottom line", "development"]


def test_the_same_told_by_two_bulletins_is_told_once_with_two_citations() -> None:
    one = about("One", "Gunmen killed 30 soldiers of Mali near Gao. Drums were heard in Mali.", date=DAY)
    other = about(
        "Other", "Near Gao gunmen killed 30 soldiers of Mali. Mali's army sent a helicopter.", date=DAY
    )
    draft = write(task_of(one, other))
    for told in (points_of(draft), section(draft, title="Security").sentences):
        (sentence,) = [each for each in told if "30 soldiers" in each.text]
        assert sentence.text == "Gunmen killed 30 soldiers of Mali near Gao."
        assert sentence.marks == (1, 3)


def test_the_same_words_on_two_villages_are_two_stories() -> None:
    one = about("One", "Gunmen killed 30 soldiers of Mali near the town of Gao.", date=DAY)
    other = about("Other", "Gunmen killed 30 soldiers of Mali near the town of Kidal.", date=DAY)
    assert [s.marks for s in points_of(write(task_of(one, other)))] == [
        (1,),
        (2,),
    ]


def test_a_dispute_is_an_account_under_its_title_with_its_speakers_and_date() -> None:
    of = about(
        "Mali denies a massacre",
        "The army of Mali denied any involvement in it. Press reports indicate that soldiers came. Gao is far.",
        date=DAY,
    )
    account = section(write(task_of(of)), kind="account")
    assert account.title == "Mali denies a massacre"
    assert [sentence.speaker for sentence in account.sentences] == ["The army of Mali", "Press reports"]
    assert [sentence.note for sentence in account.sentences] == ["18 February 2025", None]


def test_what_leans_on_an_account_stays_with_it() -> None:
    of = about(
        "Mali denies a massacre",
        "Mali is dry. Locals in Mali reported a massacre. The army of Mali denied any role in it. They spoke in Gao.",
        date=DAY,
    )
    assert len(section(write(task_of(of)), kind="account").sentences) == 3


def test_a_title_that_only_repeats_the_sentence_is_not_shown_twice() -> None:
    body = "Mali's junta accuses France of plotting against it. The ministry in Paris denies the accusation."
    of = bulletin("Mali's junta accuses France of plotting…", body, main=["MLI", "FRA"], date=DAY)
    assert section(write(task_of(of)), kind="account").title == "Mali's junta / The ministry in Paris"


def test_a_bulletin_on_another_country_is_named_beside_its_date() -> None:
    of = bulletin("A vote in New York", "Mali voted against it.", mentioned=["MLI"], date=DAY)
    (sentence,) = section(write(task_of(of)), kind="bottom line").sentences
    assert sentence.note == "from “A vote in New York”, 18 February 2025"


def test_a_short_name_of_the_same_words_is_not() -> None:
    of = bulletin("Mali voted…", "Mali voted against it.", mentioned=["MLI"], date=DAY)
    (sentence,) = section(write(task_of(of)), kind="bottom line").sentences
    assert sentence.note == "18 February 2025"


def test_background_has_the_sentence_that_stands_for_each_of_the_weightiest_in_the_order_of_events() -> None:
    fairs = tuple(
        about(f"Old {n}", f"Mali held fair number {n}. It lasted {n} days.", date=date(2025, 1, n))
        for n in range(1, 10)
    )
    coup = about("Coup", "Soldiers ousted Mali's president: he was overthrown.", date=date(2025, 1, 5))
    found = texts(section(write(task_of(RAID, background=(*fairs, coup))), kind="background"))
    assert len(found) == 6
    assert coup.body in found
    assert not any("lasted" in each for each in found)
    assert found == sorted(found, key=lambda each: int("".join(filter(str.isdigit, each)) or 5))


def test_background_says_which_day_a_weekday_was() -> None:
    older = about(
        "General", "A general declared himself leader of Mali after Wednesday's coup.", date=date(2025, 1, 3)
    )
    (sentence,) = section(write(task_of(RAID, background=(older,))), kind="background").sentences
    assert sentence.note == "3 January 2025; “Wednesday” was 1 January 2025"


def test_background_keeps_both_sides_of_a_dispute() -> None:
    older = about(
        "A denial",
        "The army of Mali denied any role in it. Press reports indicate that soldiers came.",
        date=date(2025, 1, 1),
    )
    others = tuple(
        about(f"Old {n}", f"Mali held fair number {n}.", date=date(2025, 1, n)) for n in range(2, 12)
    )
    found = texts(section(write(task_of(RAID, background=(older, *others))), kind="background"))
    assert found[:2] == [
        "The army of Mali denied any role in it.",
        "Press reports indicate that soldiers came.",
    ]


def test_of_many_bulletins_the_weightiest_are_told() -> None:
    small = [about(f"Fair {n}", f"A fair was held in Mali with {n} goats.", date=DAY) for n in range(40)]
    draft = write(task_of(*small, RAID))
    assert RAID.body.split(". ")[0] + "." in lead_of(draft)
    assert len({mark for each in draft.sections for s in each.sentences for mark in s.marks}) <= 26


def test_every_sentence_cites_what_it_says() -> None:
    task = task_of(RAID, VOTE, PRICE)
    by_number = {item.number: item.text for item in task.evidence}
    for each in write(task).sections:
        for sentence in each.sentences:
            assert sentence.text == by_number[sentence.marks[0]]


def test_of_a_vote_elsewhere_all_is_told_up_to_the_countrys_own_in_the_bulletins_order() -> None:
    of = bulletin(
        "Geneva votes on a text on wells",
        "A text on wells came to the council in Geneva for a vote. It passed with 40 votes in favour and 9 against. "
        "Peru voted against it. Fiji, Mali and Chad voted no as well. Some members were absent.",
        mentioned=["MLI"],
        date=DAY,
    )
    (part,) = [each for each in write(task_of(of)).sections if each.kind == "bottom line"]
    assert [each.split(" ")[0] for each in texts(part)] == ["A", "It", "Peru", "Fiji,"]
    assert part.sentences[0].note == "18 February 2025"  # the sentence says what the heading would


def test_a_short_dispute_is_told_whole_in_the_bottom_line() -> None:
    of = about(
        "Mali denies a massacre",
        "The army of Mali denied any role in a massacre of 40 herders. Press reports indicate that soldiers came. "
        "The army denied having been there.",
        date=DAY,
    )
    assert lead_of(write(task_of(of))) == [item.text for item in sentences(of)]


def test_a_charge_among_those_who_talk_is_told_with_the_talks() -> None:
    of = about(
        "Talks in Mali",
        "Mali's generals hold talks with the herders and the hunters on a truce. Last year the generals left Gao. "
        "The generals accuse the hunters of arming the herders. The hunters deny it, although they trade. "
        "Wells are being negotiated.",
        date=DAY,
    )
    draft = write(task_of(of))
    (told,) = [texts(each) for each in draft.sections if each.kind == "development"]
    assert [each.rsplit(" ", 1)[1] for each in told] == [
        "truce.",
        "negotiated.",
        "herders.",
        "trade.",
        "Gao.",
    ]
    (denial,) = [
        s for each in draft.sections if each.kind == "development" for s in each.sentences if "deny" in s.text
    ]
    assert denial.note == "from “although” on, the bulletin's own words"
    assert len([each for each in draft.sections if each.kind == "account"]) == 1


def test_developments_do_not_open_with_a_thread_of_which_only_old_matter_is_left() -> None:
    raid = about(
        "Raid",
        "Gunmen killed 80 soldiers of Mali near Gao. Last year 300 soldiers of Mali died there.",
        date=DAY,
    )
    price = about(
        "Prices", "Fuel prices rose in Mali. Traders in Mali closed shops over inflation.", date=DAY
    )
    told = [texts(each) for each in write(task_of(raid, price)).sections if each.kind == "development"]
    assert told == [
        ["Fuel prices rose in Mali.", "Traders in Mali closed shops over inflation."],
        [
            "Gunmen killed 80 soldiers of Mali near Gao.",
            "Last year 300 soldiers of Mali died there.",
        ],
    ]


def test_background_names_the_rivals_where_a_later_sentence_does() -> None:
    older = about(
        "Ambush",
        "A convoy was ambushed in Mali. It is unclear by whom: two rival groups have both claimed responsibility. "
        "Awa Keita, who speaks for the League of the North (LN), said in a statement that its men had won. "
        "The road was closed. But the Front of the Plain (FP) claimed sole responsibility too.",
        date=date(2025, 1, 1),
    )
    found = texts(section(write(task_of(RAID, background=(older,))), kind="background"))
    assert [each.split(" ")[0] for each in found] == ["A", "It", "Awa", "But"]


def test_background_of_one_day_is_told_as_its_page_runs() -> None:
    day = date(2025, 1, 3)
    later = about("Later", "The president of Mali was removed from office.", date=day, place=0)
    first = about("First", "Soldiers detained the president of Mali.", date=day, place=1)
    found = texts(section(write(task_of(RAID, background=(later, first))), kind="background"))
    assert found == [first.body, later.body]
