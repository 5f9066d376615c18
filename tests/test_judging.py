"""`briefer judge`: pairs as JSON lines, in and out."""

from __future__ import annotations

import io
import json

import pytest
from gated import Scripted
from hypothesis import given
from hypothesis import strategies as st

from briefer.console.judging import judge_lines
from briefer.grounding.gate import UNSAID, Gate

GOOD = {"evidence": "Gunmen raided a market near Gao.", "claim": "Gunmen attacked a market."}
GATE = Gate(Scripted(frozenset({GOOD["claim"]})), {})


def judged(*lines: object) -> list[dict[str, object]]:
    out = io.StringIO()
    judge_lines(GATE, [line if isinstance(line, str) else json.dumps(line) for line in lines], out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_pair_gets_score_verdict_and_checks():
    assert judged(GOOD, GOOD | {"claim": "They had tanks."}) == [
        {"score": 1.0, "supported": True, "verdict": "supported", "checks": []},
        {
            "score": 0.0,
            "supported": False,
            "verdict": "not found",
            "checks": [{"check": "judge", "reason": UNSAID, "contradicts": False}],
        },
    ]


def test_other_keys_stay_and_evidence_may_be_a_list():
    (record,) = judged({"id": 7, "evidence": ["One.", "Two."], "claim": "Two.", "label": "supported"})
    assert (record["id"], record["label"], record["supported"]) == (7, "supported", True)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("nonsense", "line 1 is not JSON"),
        ("[1]", "line 1 is no object"),
        ({"claim": "x"}, 'line 1 has no "evidence"'),
        ({"claim": "x", "evidence": []}, 'line 1 has no "evidence"'),
        ({"claim": "x", "evidence": [1]}, 'line 1 has no "evidence"'),
        ({"claim": " ", "evidence": "x"}, 'line 1 has no "claim"'),
        ("[" * 100_000, "line 1 is not JSON"),
    ],
)
def test_a_bad_line_is_told_in_its_place_and_stops_nothing(line: object, problem: str):
    bad, good = judged(line, GOOD)
    assert str(bad["error"]).startswith(problem)
    assert good["supported"]


def test_blank_lines_are_passed_over_and_all_is_counted():
    out = io.StringIO()
    done: list[tuple[int, int]] = []
    lines = ["", json.dumps(GOOD), "\n", "nonsense"]
    assert judge_lines(GATE, lines, out, lambda *told: done.append(told)) == (2, 1)
    assert done == [(2, 2)]


@given(st.lists(st.text(max_size=40), max_size=5))
def test_there_is_a_line_for_each_line(lines: list[str]):
    out = io.StringIO()
    done, _ = judge_lines(GATE, lines, out)
    assert done == sum(bool(line.strip()) for line in lines) == out.getvalue().count("\n")


def test_half_a_surrogate_pair_stops_nothing():
    odd = '{"id": "\\ud800", "evidence": "Gunmen \\ud800 came.", "claim": "They \\udc00 came."}'
    first, second = judged(odd, GOOD)
    assert not first["supported"]
    assert second["supported"]
