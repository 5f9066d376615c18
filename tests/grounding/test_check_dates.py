"""The dates check: which dates of a claim the cited words and the bulletin's own date bear out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.checks import dates
from briefer.grounding.pairs import Pair, Premise
from briefer.model import UNDATED, Basis, BulletinDate, Finding, Precision


def on(year: int, month: int, day: int, basis: Basis = Basis.STATED) -> BulletinDate:
    found = date(year, month, day)
    return BulletinDate(found, found, Precision.DAY, basis)


TUESDAY = on(2024, 9, 17)


def found(claim: str, words: str, dated: BulletinDate = TUESDAY, context: str = "") -> tuple[Finding, ...]:
    return dates.check(Pair(claim, (Premise(words, context, dated),)))


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("It was hit on 17 September 2024.", "It was hit on Sept. 17."),
        ("It was hit on 2024-09-17.", "It was hit on Sept. 17."),
        ("After troops came, rebels left.", "Rebels left after troops came."),
        ("Troops came before rebels left.", "Rebels left after troops came."),
        ("It was hit on Tuesday.", "It was hit on Sept. 17."),
        ("It was hit on Tuesday, 17 September 2024.", "It was hit on Sept. 17."),
        ("It was hit on 17 September.", "It was hit on Tuesday."),
        ("On 17 September 2024, it was hit.", "It was hit."),
        ("It was hit in September 2024.", "It was hit on Sept. 17."),
        ("It was hit in mid-September.", "It was hit on Sept. 17."),
        ("It was hit in 2024.", "It was hit on Sept. 17."),
        ("It was hit yesterday.", "It was hit on the day before."),
        ("It was hit last week.", "It was hit last week."),
        ("It was hit between 12 and 14 September.", "It was hit between Sept. 12 and 14."),
        ("It was hit between the 12th and the 14th of September.", "It was hit between Sept. 12 and 14."),
        ("It was hit on Sept. 12 and on Sept. 14.", "It was hit on Sept. 12 and 14."),
        ("Since early July 10 have died.", "Since early July, 10 have died."),
        ("It ended after the coup of 2012.", "It ended after the 2012 coup."),
        ("It ended with the 2012 coup.", "It ended in 2012."),
        ("A vote is to be held on 3 October 2024.", "A vote is to be held on Oct. 3."),
        ("It came a week before.", "It came one week earlier."),
        ("They have fought since April.", "They have been fighting since April."),
        ("After the coup it was shut.", "It was shut after the coup."),
        ("The coup came before it was shut.", "It was shut after the coup."),
    ],
)
def test_another_wording_of_the_same_date_stands(claim: str, words: str) -> None:
    assert found(claim, words) == ()


@pytest.mark.parametrize(
    ("claim", "words", "contradicts"),
    [
        ("Rebels left before troops came.", "Rebels left after troops came.", True),
        ("The UN left, and then the coup took place.", "The coup took place, and then the UN left.", True),
        ("It was hit on 18 September.", "It was hit on Sept. 17.", True),
        ("It was hit on 17 October.", "It was hit on Sept. 17.", True),
        ("It was hit on 17 September 2023.", "It was hit on Sept. 17.", True),
        ("It was hit in October 2024.", "It was hit on Sept. 17.", True),
        ("It was hit in early September.", "It was hit on Sept. 17.", True),
        ("It was hit on Monday.", "It was hit on Sept. 17.", True),
        ("It was hit on Monday, 17 September.", "It was hit on Sept. 17.", True),
        ("It was hit on 17 September.", "It was hit on Sept. 12.", True),
        ("It was hit on 13 September.", "It was hit between Sept. 12 and 14.", True),
        ("It was hit in 2019.", "It was hit in 2020.", True),
        ("It lasted from 2016 to 2019.", "It lasted from 2017 to 2019.", True),
        ("It was hit last month.", "It was hit last week.", True),
        ("On 16 September 2024, it was hit.", "It was hit.", False),
        ("It was hit on Sept. 17.", "It was hit in September.", False),
        ("They have fought until April.", "They have fought since April.", True),
        ("It was shut before the coup.", "It was shut after the coup.", True),
        ("It came a month earlier.", "It came a week earlier.", True),
        ("It came a week later.", "It came a week earlier.", True),
        ("They must leave within two weeks.", "They must leave within one week.", True),
    ],
)
def test_another_date_is_found(claim: str, words: str, contradicts: bool) -> None:
    dated = on(2024, 10, 30) if "in September" in words else TUESDAY
    findings = found(claim, words, dated)
    assert findings
    assert any(finding.contradicts for finding in findings) is contradicts


def test_reason_quotes_both_sides_and_the_year_that_is_meant() -> None:
    (finding,) = found("It was hit on 17 September 2023.", "It was hit on Sept. 17.")
    assert finding.reason == 'the claim says "17 September 2023", the bulletin "Sept. 17" (2024)'


def test_reason_names_the_bulletins_own_date_where_its_words_hold_none() -> None:
    (finding,) = found("On 6 July 2023 it was hit.", "It was hit.", on(2023, 7, 5, Basis.FEED))
    assert finding.reason == (
        'the claim says "6 July 2023", the bulletin is of 5 July 2023 and gives no such date'
    )


def test_year_that_stands_nowhere_is_not_found_and_not_contradicted() -> None:
    (finding,) = found("It was hit on 17 September 2024.", "It was hit on Sept. 17.", UNDATED)
    assert not finding.contradicts
    assert found("It was hit on 17 September.", "It was hit on Sept. 17.", UNDATED) == ()


def test_assumed_year_contradicts_no_other() -> None:
    dated = on(2024, 9, 17, Basis.ASSUMED)
    (finding,) = found("It was hit on 17 September 2023.", "It was hit on Sept. 17.", dated)
    assert not finding.contradicts
    assert found("It was hit on 17 September 2024.", "It was hit on Sept. 17.", dated) == ()


def test_date_that_stands_before_the_words_is_known() -> None:
    assert found("It was hit on 2 May 2019.", "It was hit.", context="Raid\nIt began on May 2, 2019.") == ()


def test_day_of_the_bulletin_does_not_stand_for_another_that_its_words_give() -> None:
    assert found("It was hit on 17 September.", "It was hit on Sept. 15.")
    assert (
        found("On 17 September they told of a raid on 15 September.", "They told of a raid on Sept. 15.")
        == ()
    )


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(min_value=1, max_value=300))
def test_formats_of_one_day_agree_and_another_day_does_not(day: date, off: int) -> None:
    words = f"It was hit on {day:%B} {day.day}, {day.year}."
    other = day + timedelta(days=off)
    assert (
        found(f"It was hit on {day.day} {day:%b} {day.year}.".replace("Sep ", "Sept "), words, UNDATED) == ()
    )
    assert found(f"It was hit on {other.day} {other:%B} {other.year}.", words, UNDATED)[0].contradicts


@given(st.text(), st.text())
def test_no_text_breaks_it(claim: str, words: str) -> None:
    assert isinstance(found(claim, words), tuple)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Fighting grew heavier in the past month.", "Fighting grew heavier in the past year."),
        ("They were kidnapped last year.", "They were kidnapped last month."),
        ("An attack had been reported some months before.", "An attack had been reported some days before."),
        ("He left months after his trial.", "He left days after his trial."),
        ("The clubs close next month.", "The clubs close tomorrow."),
    ],
)
def test_another_stretch_without_a_number_contradicts(claim: str, words: str):
    assert any(finding.contradicts for finding in dates.check(Pair(claim, (Premise(words),))))


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Fighting grew heavier over the previous year.", "Fighting grew heavier in the past year."),
        ("Several days earlier an attack was reported.", "An attack had been reported some days before."),
        ("Fighting grew heavier.", "Fighting grew heavier in the past year."),
        ("The vote was held five days later.", "The vote was held five days after that."),
    ],
)
def test_the_same_stretch_in_other_words_passes(claim: str, words: str):
    assert dates.check(Pair(claim, (Premise(words),))) == ()
