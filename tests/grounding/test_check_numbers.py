"""The numbers check: which amounts of a claim the cited words bear out, and what it says of the others."""

from __future__ import annotations

import gzip
import json
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.checks import dates, numbers, quantifiers
from briefer.grounding.pairs import Pair, Premise
from briefer.model import UNDATED, Basis, BulletinDate, Finding, Precision
from briefer.reading.sentences import sentence_spans

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "current-events" / "2003-2023.jsonl.gz"


def found(claim: str, *words: str, context: str = "") -> tuple[Finding, ...]:
    return numbers.check(Pair(claim, tuple(Premise(each, context) for each in words)))


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Seventeen people were killed.", "The raid killed 17 people."),
        ("17 people died.", "Seventeen people were killed in the raid."),
        ("At least 42 women were freed.", "42 women or more were freed."),
        ("At most 70 people were killed.", "70 people at most were killed."),
        ("At least 1,500 homes were lost.", "1,500-plus homes were lost."),
        ("At least 40 people died.", "Not fewer than 40 people died."),
        ("Tens of thousands of people fled.", "Tens of thousands of residents fled their homes."),
        ("12 villagers were killed.", "Gunmen shot a dozen civilians dead, killing 12 villagers."),
        ("Twelve people died.", "A dozen people died."),
        ("Some 50 fighters were killed.", "Around 50 of his fighters were killed."),
        ("About 50 people fled.", "An estimated 50 people fled."),
        ("No fewer than 1,500 people died.", "At least 1,500 people died."),
        ("1,500 or more people died.", "Upwards of 1,500 people died."),
        ("Over 1,500 people died.", "More than 1,500 people died."),
        ("More than 1,000 people died.", "At least 1,500 people died."),
        ("As many as 70 people were killed.", "The raid killed up to 70 people."),
        ("No more than 70 people were killed.", "The raid killed up to 70 people."),
        ("Dozens of people were killed.", "The raid killed 43 people."),
        ("Dozens of people were killed.", "Scores of people were killed."),
        ("Hundreds of people fled.", "Some 640 people fled."),
        ("They fled in their hundreds: 3.5 million people.", "Hundreds fled, of 3,500,000 people."),
        ("The aid is worth 1.2k euros.", "The aid is worth €1,200."),
        ("The aid is worth $400 million.", "The aid is worth 400 million dollars."),
        ("Three and a half million people fled.", "3.5 million people fled."),
        ("Half a million people fled.", "500,000 people fled."),
        ("A quarter of the voters stayed away.", "25 percent of the voters stayed away."),
        ("Some 67% of the members agreed.", "About two-thirds of the members agreed."),
        ("The toll is 12 to 15 dead.", "Between 12 and 15 people are dead."),
        ("12-15 soldiers died.", "12 to 15 troops died."),
        ("The truce lasts 14 days.", "The truce lasts two weeks."),
        ("A two-day truce began.", "The truce is to last two days."),
        ("It was more than twice the toll of 650.", "It was more than double the toll of 650."),
        ("It was the country's 3rd coup.", "It was the country's third coup."),
        ("The three countries left.", "Chad, Gabon and Togo left the group of 12 countries."),
        ("The two attacks were alike.", "Libiri was attacked, and so was Kokorou."),
        ("Two people were killed.", "A farmer and a teacher were killed."),
        ("One soldier was killed.", "A soldier was killed, and five were wounded."),
        ("It happened a week earlier.", "It happened one week earlier."),
        ("France 24 told of 20 dead.", "According to France 24, 20 people are dead."),
        ("They carried AK-47s.", "They carried rifles."),
        ("The 2012 coup came first.", "A coup came first."),
        (
            "The attack left 24 civilians dead.",
            "The army denies an attack that killed 24 civilians, children among them.",
        ),
        ("Ninety-three states voted for it.", "It won 93 votes."),
        ("18 troops died in Kokorou and 21 in Libiri.", "21 soldiers died in Libiri and 18 in Kokorou."),
    ],
)
def test_another_wording_of_the_same_amount_stands(claim: str, words: str) -> None:
    assert found(claim, words) == ()


@pytest.mark.parametrize(
    ("claim", "words", "contradicts"),
    [
        ("70 people at least were killed.", "70 people at most were killed.", True),
        ("Exactly 1,500 homes were lost.", "1,500-plus homes were lost.", False),
        ("Tens of thousands of families fled Ouri.", "Tens of thousands of people fled Ouri.", True),
        ("Hundreds of schools were shut.", "Hundreds of shops were shut.", True),
        ("80 people were killed.", "The raid killed 70 people.", True),
        ("Nineteen people were killed.", "The raid killed seventeen people.", True),
        ("70 people were killed.", "The raid killed up to 70 people.", False),
        ("At least 70 people were killed.", "The raid killed up to 70 people.", True),
        ("Up to 1,500 people died.", "At least 1,500 people died.", True),
        ("At least 12 people died.", "12 people died.", False),
        ("50 of his fighters died.", "Some 50 of his fighters died.", False),
        ("At least 1,200 people died.", "At least 1,500 people died.", True),
        ("15 million people fled.", "15 thousand people fled.", True),
        ("Tens of thousands of people fled.", "Hundreds of people fled.", True),
        ("Hundreds of people died.", "43 people died.", True),
        ("43 people died.", "Dozens of people died.", False),
        ("15 people were wounded.", "The raid killed 15 people.", True),
        ("1,500 people were displaced.", "1,500 people were killed.", True),
        ("The raid killed 19 people and wounded five.", "The raid killed five people and wounded 19.", True),
        ("15 soldiers were killed.", "15 civilians were killed.", True),
        ("90 civilians died.", "90 soldiers and 40 civilians died.", True),
        ("Soldiers: 15 soldiers were killed.", "15 people were killed.", False),
        ("3 villages and 12 vehicles burned.", "12 villages and 3 vehicles burned.", True),
        ("18 died in Libiri and 21 in Kokorou.", "21 died in Libiri and 18 in Kokorou.", True),
        ("It had 65 votes against.", "It had 93 votes in favour, 18 votes against and 65 abstentions.", True),
        ("Prices rose 5 percent.", "Prices rose 7 percent.", True),
        ("It gained 5 percentage points.", "It gained 5 percent.", True),
        ("The aid is worth €400 million.", "The aid is worth $400 million.", True),
        ("The border is 30 miles away.", "The border is 30 km away.", True),
        ("The truce lasts two months.", "The truce lasts two weeks.", True),
        ("The toll is 12 to 18 dead.", "Between 12 and 15 people are dead.", True),
        ("It was more than triple the toll.", "It was more than double the toll.", True),
        ("It was the fourth coup.", "It was the third coup.", True),
        ("There were three attacks.", "There were two attacks.", True),
        ("39 people died.", "21 people died in Libiri and 18 people died in Kokorou.", False),
    ],
)
def test_another_amount_is_found(claim: str, words: str, contradicts: bool) -> None:
    findings = found(claim, words)
    assert findings
    assert any(finding.contradicts for finding in findings) is contradicts


def test_reason_quotes_both_sides() -> None:
    (finding,) = found("80 people were killed.", "Reports suggest that it killed up to 70 people.")
    assert finding == Finding(
        "numbers", 'the claim says "80 people were killed", the bulletin "killed up to 70 people"', True
    )


def test_reason_where_no_such_number_stands() -> None:
    (finding,) = found("The raid left 80 people dead.", "The raid left many people dead.")
    assert finding.reason == 'the claim says "80 people dead", which the bulletin does not say'
    assert not finding.contradicts


def test_any_of_several_premises_bears_a_number_out() -> None:
    assert (
        found("21 people died, then 18 more were killed.", "21 people died.", "Later 18 were killed.") == ()
    )


def test_title_bears_a_number_out_but_earlier_sentences_do_not() -> None:
    words = "Sanctions were laid on them."
    assert found("Sanctions were laid on 30 officials.", words, context="Sanctions on 30 officials") == ()
    assert found("Sanctions were laid on 30 officials.", words, context="Sanctions\nThere are 30 officials.")


@given(st.integers(min_value=2, max_value=10**9), st.integers(min_value=2, max_value=10**9))
def test_only_the_same_number_stands(one: int, other: int) -> None:
    findings = found(
        f"They say that {one} people were wounded.", f"As they say, {other:,} people were wounded."
    )
    near = abs(one - other) <= 0.01 * max(one, other)  # a rounder number may stand for one that is nearly it
    assert bool(findings) is (one != other) or near


@given(st.text(), st.text())
def test_no_text_breaks_it(claim: str, words: str) -> None:
    assert isinstance(found(claim, words), tuple)


@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/data/current-events is absent")
@pytest.mark.parametrize("dated", [True, False])
def test_whole_sentence_of_a_bulletin_never_fires(dated: bool) -> None:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in islice(lines, 0, None, 140)]
    for item in items:
        day = date.fromisoformat(item["date"])
        known = BulletinDate(day, day, Precision.DAY, Basis.FEED) if dated else UNDATED
        for span in sentence_spans(item["text"]):
            pair = Pair(span.of(item["text"]), (Premise(item["text"], "", known),))
            assert [check(pair) for check in (numbers.check, dates.check, quantifiers.check)] == [(), (), ()]
