"""Two reports held against each other."""

from __future__ import annotations

from dataclasses import replace

from report_samples import case, report, suite

from briefer.evaluation.outcomes import Tally
from briefer.evaluation.reports import compared


def run(bad: int, total: int = 20, **changes):
    return report(suite(*(case(n, good=n > bad) for n in range(1, total + 1))), **changes)


def test_a_loss_beyond_chance_is_worse_and_names_its_cases():
    text, is_worse = compared(run(0), run(6))
    assert is_worse
    row = next(line for line in text.splitlines() if line.startswith("Groundedness"))
    assert row.split() == ["Groundedness", "100.0%", "70.0%", "-30.0", "20", "0.016", "WORSE"]
    assert "Cases that are worse:\n  q-001: Groundedness\n  q-002: Groundedness\n" in text
    assert text.endswith("Worse beyond chance: samples: Groundedness.\n")


def test_a_loss_that_may_be_chance_is_told_and_not_worse():
    text, is_worse = compared(run(0), run(2))
    assert not is_worse
    row = next(line for line in text.splitlines() if line.startswith("Groundedness"))
    assert row.split()[-2:] == ["0.250", "worse"]
    assert text.endswith("Nothing is worse beyond chance.\n")


def test_a_loss_below_the_minimum_effect_is_not_worse():
    before, after = run(0, 400), run(7, 400)
    text, is_worse = compared(before, after)
    assert "  0.008  worse" in text
    assert not is_worse


def test_where_lower_is_better_a_rise_is_a_loss():
    def refusing(number: int):
        cases = [case(n, tallies=(Tally("false_refusals", float(n <= number), 1),)) for n in range(1, 21)]
        return report(suite(*cases))

    assert compared(refusing(0), refusing(6))[1]
    text, is_worse = compared(refusing(6), refusing(0))
    assert not is_worse
    row = next(line for line in text.splitlines() if line.startswith("False refusals"))
    assert row.split()[-1] == "better"
    assert "Cases that are better:\n  q-001: False refusals\n" in text


def test_a_metric_that_is_measured_no_more_is_worse():
    cases = [replace(each, tallies=each.tallies[1:]) for each in run(0).suites[0].cases]
    text, is_worse = compared(run(0), report(suite(*cases)))
    assert is_worse
    assert "Measured before and not now: Groundedness" in text


def test_cases_and_suites_that_are_not_in_both_are_named():
    cases = run(0, 3).suites[0].cases
    edited = replace(cases[0], digest="f" * 16)
    later = report(suite(edited, cases[1], case(9)), suite(case(1), name="new"))
    text, is_worse = compared(report(*run(0, 3).suites, suite(case(1), name="old")), later)
    assert not is_worse
    for line in (
        "Suites only in the earlier report: old",
        "Suites only in the later report: new",
        "Not compared, 1 case added: q-009",
        "Not compared, 1 case removed: q-003",
        "Not compared, 1 case edited: q-001",
    ):
        assert line in text


def test_other_judges_and_engines_are_told_and_nothing_in_common_is_said():
    text, _ = compared(run(0), run(0, judge="llm:x@2"))
    assert text.startswith("judge lexical-semantic@1 before, llm:x@2 after\n")
    text, is_worse = compared(run(0), report(suite(case(1), name="new")))
    assert not is_worse
    assert text.endswith("The reports have no suite in common.\n")
