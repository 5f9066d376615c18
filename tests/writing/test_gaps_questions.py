"""Which questions the told bulletins leave open, and which no reader would be asked."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest
from briefed import bulletin, sentences

from briefer.model import Basis, Bulletin, BulletinDate, Evidence, Period, Precision
from briefer.writing.engine import BriefTask
from briefer.writing.open_questions import MOST, NOT_SAID, open_questions

WEEK = Period(date(2025, 2, 17), date(2025, 2, 23))
NUMBER = count()


def told(body: str, day: int = 18, country: str = "MLI") -> Bulletin:
    return bulletin(f"Report {next(NUMBER)}", body, date=date(2025, 2, day), main=(country,))


def numbered(bulletins: tuple[Bulletin, ...], first: int = 1) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for each in bulletins:
        found += sentences(each, first + len(found))
    return tuple(found)


def asked(*bodies: str | Bulletin, earlier: tuple[Bulletin, ...] = ()) -> list[str]:
    """What is asked after these bulletins, without the words with which each question begins."""
    current = tuple(each if isinstance(each, Bulletin) else told(each) for each in bodies)
    now = numbered(current)
    task = BriefTask("MLI", "Mali", WEEK, now, (), earlier=numbered(earlier, len(now) + 1))
    found = open_questions(task, (*current, *earlier))
    assert all(each.text.startswith(f"{NOT_SAID} ") and each.text.endswith(".") for each in found)
    return [each.text.removeprefix(f"{NOT_SAID} ").removesuffix(".") for each in found]


AMBUSH = "Four herders were killed in an ambush near Tessalit."


def test_an_attack_that_nobody_is_named_for_asks_who_did_it() -> None:
    assert asked(AMBUSH) == ["who carried out the ambush in Tessalit, reported on 18 February"]
    assert asked("Gunmen open fire at a mill in Ansongo, killing two.") == [
        "who carried out the attack in Ansongo, reported on 18 February"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Four herders were killed in a French strike near Tessalit.",
        "Four herders were killed in an ambush by rebels near Tessalit.",
        "Four herders were killed by soldiers in an ambush near Tessalit.",
        "Four herders were killed in an ambush near Tessalit. A suspect was arrested.",
        "Four herders were killed in an attack near Tessalit after a deserter opened fire.",
        "Four herders were killed in clashes between clans near Tessalit.",
        "The governor says that four herders were killed in an ambush near Tessalit.",
        "Four herders were killed in an ambush near Tessalit in 2019.",
        "A guard who had a part in a shooting in which four herders were killed returns to Tessalit.",
    ],
)
def test_who_did_it_is_not_asked_where_a_sentence_says_or_hints_it(body: str) -> None:
    assert not any("who carried out" in each for each in asked(body))


def test_who_did_it_is_not_asked_where_another_bulletin_says_it() -> None:
    assert not asked(AMBUSH, "A group in Tessalit has claimed the ambush.")
    assert not asked(AMBUSH, "Police give the names of the attackers, and identified two.")
    assert asked(AMBUSH, "The market of Ansongo is open again.")


def test_a_blow_without_a_toll_asks_for_it() -> None:
    (question,) = asked("Rebels shelled the town of Ansongo at dawn.")
    assert question == "whether anyone was killed or hurt in the shelling in Ansongo, reported on 18 February"
    assert asked("Youths set fire to the offices of a party in Mopti.") == [
        "whether anyone was killed or hurt in the fire in Mopti, reported on 18 February"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Rebels shelled the town of Ansongo, wounding three.",
        "Rebels threaten that they would shell the town of Ansongo.",
        "Rebels are accused of planning to launch an attack on Ansongo.",
        "Shops closed in Ansongo after rebels shelled the town.",
        "The senator attacks the budget in Bamako.",
        "Rebels shelled a town.",
    ],
)
def test_a_toll_is_not_asked_for_where_one_is_told_or_nothing_was_done(body: str) -> None:
    assert not any("killed or hurt" in each for each in asked(body))


def test_a_toll_is_not_asked_for_where_another_bulletin_gives_it() -> None:
    assert not asked("Rebels shelled the town of Ansongo at dawn.", "In Ansongo two died on Tuesday.")


def test_somebody_who_is_detained_is_asked_after() -> None:
    taken = "Mutineers detain Mayor Oumar Sissoko inside the Town Hall in Kayes."
    assert asked(taken) == [
        "in what condition Oumar Sissoko has been since the detention reported on 18 February"
    ]
    (question,) = asked("The journalist Awa Konta was abducted on her way home.")
    assert question.startswith("where, or in what condition, Awa Konta has been since the abduction")
    assert asked("Nine teachers were kidnapped in Ansongo.") == [
        "what became of those kidnapped in Ansongo, reported on 18 February"
    ]


@pytest.mark.parametrize(
    "after",
    [
        "Oumar Sissoko was released on Friday.",
        "A doctor visited Sissoko.",
        "Sissoko spoke to his party by telephone.",
        "The body of Oumar Sissoko was found.",
    ],
)
def test_nobody_is_asked_after_of_whom_something_is_told(after: str) -> None:
    assert not asked("Mutineers detain Mayor Oumar Sissoko in Kayes.", after)


def test_a_demand_for_a_release_is_no_word_of_it() -> None:
    assert asked("Mutineers detain Mayor Oumar Sissoko in Kayes.", "Unions call for Sissoko to be released.")


@pytest.mark.parametrize(
    "body",
    [
        "Police detain a woman who threw a stone.",
        "A man wanted for the murder of Oumar Sissoko was detained in Kayes.",
        "Unions want to detain Oumar Sissoko.",
        "Oumar Sissoko was detained on suspicion of fraud.",
        "The ship MV Alba was detained in the port.",
        "A pastor who had been kidnapped was found dead.",
    ],
)
def test_nobody_is_asked_after_who_was_not_taken_or_by_the_law(body: str) -> None:
    assert not asked(body)


def test_somebody_taken_before_the_period_is_asked_after_while_bulletins_still_name_them() -> None:
    before = told("Mutineers detain Mayor Oumar Sissoko in Kayes.", day=12)
    assert not asked("The market of Ansongo is open again.", earlier=(before,))
    (question,) = asked("Unions march for Oumar Sissoko.", earlier=(before,))
    assert "since the detention reported on 12 February" in question


DEMAND = "The Kayes Front demands that the miners of Sadiola leave within a week."


def test_a_deadline_that_ran_out_asks_what_followed() -> None:
    set_before = told(DEMAND, day=13)
    (question,) = asked("The Kayes Front opens an office.", earlier=(set_before,))
    assert question == "what followed when the deadline of 20 February, set on 13 February, ran out"


def test_a_deadline_is_not_asked_about_that_ends_later_or_of_which_something_is_told_after_it() -> None:
    assert not asked(told(DEMAND, day=20))
    set_before = told(DEMAND, day=13)
    assert not asked(told("The miners of Sadiola have left.", day=21), earlier=(set_before,))
    rejected = told("The Kayes Front says that its ultimatum was rejected.", day=16)
    assert not asked(rejected, earlier=(set_before,))


def test_what_must_be_shown_within_a_time_of_something_is_a_rule_and_no_deadline() -> None:
    assert not asked("Drivers must show a paper of Kayes issued within 72 hours before the journey.")


def test_there_are_at_most_four_and_two_of_a_kind_the_gravest_first() -> None:
    places = ("Ansongo", "Gossi", "Tessalit")
    attacks = [told(f"Four herders were killed in an ambush near {place}.") for place in places]
    shelled = [told(f"Rebels shelled the town of {place} at dawn.") for place in ("Douentza", "Menaka")]
    coup = told("Soldiers detain President Oumar Sissoko in Bamako.")
    found = asked(*attacks, *shelled, coup)
    assert len(found) == MOST
    assert "Oumar Sissoko" in found[0]
    assert sum("who carried out" in each for each in found) <= 2


def test_only_bulletins_that_are_quoted_and_about_the_country_raise_questions() -> None:
    task = BriefTask("MLI", "Mali", WEEK, numbered((told(AMBUSH),)), ())
    assert not open_questions(task, ())
    assert not asked(told(AMBUSH, country="NER"))


def test_a_question_cites_the_sentence_that_raises_it() -> None:
    ambush = told(AMBUSH)
    task = BriefTask("MLI", "Mali", WEEK, numbered((ambush,)), ())
    (question,) = open_questions(task, (ambush,))
    (citation,) = question.citations
    assert (citation.bulletin, citation.quote) == (ambush, AMBUSH)


def test_a_day_that_is_not_known_is_left_out() -> None:
    when = BulletinDate(date(2025, 2, 18), date(2025, 2, 20), Precision.BOUNDS, Basis.PAGE_ORDER)
    loose = bulletin("Raid", AMBUSH, date=when, main=("MLI",))
    assert asked(loose) == ["who carried out the ambush in Tessalit"]
