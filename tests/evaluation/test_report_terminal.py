"""A report on a terminal."""

from __future__ import annotations

import re

from hypothesis import given, settings
from report_samples import case, failure, hostile_text, report, suite, whole

from briefer.evaluation.outcomes import Failure
from briefer.evaluation.reports import table

MIXED = suite(
    *(case(n) for n in range(1, 11)),
    case(11, good=False),
    case(12, error="the model is not there"),
    floors=(("groundedness", 0.9), ("false_refusals", 0.3)),
)


def test_a_metric_stands_with_its_value_interval_floor_and_outcome():
    lines = table(report(MIXED)).splitlines()
    row = next(line for line in lines if line.startswith("Groundedness"))
    assert row.split("  ")[0] == "Groundedness"
    assert re.search(r"83\.3%\s+12\s+55\.2% to 95\.3%\s+at least 90\.0%\s+FAIL$", row)
    lower = next(line for line in lines if line.startswith("False refusals"))
    assert re.search(r"0\.0%\s+12\s+0\.0% to 24\.2%\s+at most 30\.0%\s+pass$", lower)


def test_columns_begin_where_their_rule_does():
    lines = table(report(MIXED)).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("metric"))
    starts = [match.start() for match in re.finditer("-+", lines[at + 1])]
    assert all(
        line[start - 1] == " " for line in lines[at : at + 4] for start in starts[1:] if len(line) > start
    )


def test_gates_that_fail_stand_with_their_reasons_and_those_that_hold_do_not():
    text = table(report(MIXED))
    assert "no case errors: 1 of 12 cases errored: q-012" in text
    assert "floor: groundedness: 83.3% of 12" in text
    assert "floor: false_refusals" not in text


def test_failed_cases_stand_with_their_first_reason_and_errors_come_first():
    text = table(report(MIXED))
    assert text.index("q-012  ModelError: the model is not there") < text.index(
        'q-011  no sentence says "up to 70'
    )
    several = table(report(suite(case(1, good=False, failures=(failure(), Failure("polarity", "second"))))))
    assert 'no sentence says "up to 70 died" (and 1 more reason)' in several
    assert "second" not in several


def test_beyond_twelve_failed_cases_are_counted():
    text = table(report(suite(*(case(n, good=False) for n in range(1, 21)))))
    assert text.count("  q-0") == 12
    assert "  and 8 more: --report FILE names all\n" in text
    assert "more: --report" not in table(report(suite(*(case(n, good=False) for n in range(1, 13)))))


def test_the_last_line_sums_up():
    last = table(report(MIXED, suite(case(1), name="other"))).splitlines()[-1]
    assert last == "1 of 2 suites fails. 13 cases: 11 passed, 1 failed, 1 errored"
    assert table(report(suite(case(1)))).splitlines()[-1].startswith("The suite passes. 1 case: 1 passed")


def test_only_what_is_all_is_100_per_cent():
    cases = [case(n, tallies=()) for n in range(3)]
    measured = suite(*cases).metrics
    assert measured == ()
    nearly = case(1, tallies=(case(1).tallies[0].__class__("groundedness", 9_999, 10_000),))
    assert " >99.9% " in table(report(suite(nearly)))


@settings(deadline=None)
@given(hostile_text)
def test_no_line_is_too_wide_or_holds_a_control_character(text):
    told = table(whole(text))
    assert told == table(whole(text))
    assert all(len(line) <= 110 for line in told.splitlines())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", told)
