"""A baseline is a file that can be read in a diff and comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation_cases import result

from briefer.errors import InputError
from briefer.evaluation.baselines import (
    Baseline,
    baseline_of,
    compare,
    dumped_baseline,
    load_baseline,
    updated,
)

RUN = result({"b": {"groundedness": (1, 3)}, "a": {"groundedness": (2, 2), "polarity": (0, 2)}}, name="seed")


def test_a_baseline_comes_back_and_is_sorted_with_a_case_a_line(tmp_path: Path):
    text = dumped_baseline(updated(Baseline(), [RUN]))
    assert text.splitlines()[3:6] == [
        '  "seed": {',
        '   "a": {"digest": "same", "values": {"groundedness": 1.0, "polarity": 0.0}},',
        '   "b": {"digest": "same", "values": {"groundedness": 0.333333}}',
    ]
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    assert dumped_baseline(load_baseline(path)) == text


def test_an_empty_baseline_is_one(tmp_path: Path):
    path = tmp_path / "baseline.json"
    path.write_text(dumped_baseline(Baseline()), encoding="utf-8")
    assert load_baseline(path) == Baseline()


def test_suites_that_were_not_run_stay():
    other = result({"x": {"polarity": (1, 1)}}, name="drafts")
    both = updated(updated(Baseline(), [RUN]), [other])
    assert sorted(both.suites) == ["drafts", "seed"]
    assert both.suites["seed"] == baseline_of(RUN)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"schema": "briefer.baseline/9"}', '{"suites": {"a": {"b": 1}}}', "\xff"]
)
def test_a_file_that_is_no_baseline_is_named(tmp_path: Path, text: str):
    path = tmp_path / "baseline.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=r"baseline\.json is no baseline") as caught:
        load_baseline(path)
    assert "--update-baseline" in caught.value.hint


def test_a_baseline_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(InputError, match=r"baseline\.json cannot be read \(No such file"):
        load_baseline(tmp_path / "baseline.json")


def test_a_change_names_the_cases_that_lost_and_gained():
    before = {"a": {"groundedness": (1, 1)}, "b": {"groundedness": (0, 1)}, "c": {"groundedness": (1, 1)}}
    after = {"a": {"groundedness": (0, 1)}, "b": {"groundedness": (1, 1)}, "c": {"groundedness": (0.5, 1)}}
    (change,) = compare(baseline_of(result(before)), result(after)).changes
    assert (change.worse, change.better, change.cases) == (("a", "c"), ("b",), 3)
    assert change.loss == pytest.approx(1 / 6)


def test_a_case_that_measures_a_metric_only_once_is_not_compared_in_it():
    before = baseline_of(result({"a": {"groundedness": (1, 1)}, "b": {"groundedness": (1, 1)}}))
    after = result({"a": {"groundedness": (1, 1)}, "b": {"polarity": (1, 1)}})
    (change,) = compare(before, after).changes
    assert (change.metric, change.cases) == ("groundedness", 1)
