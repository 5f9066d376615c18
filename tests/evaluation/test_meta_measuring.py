"""The measuring of gates: rates, the meta gate, judges that must fail, ablation, public sets."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from datetime import date

import pytest
from command_line import SEEDS
from gated import Scripted
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import InputError
from briefer.evaluation.cases import parse_case
from briefer.evaluation.meta.ablation import ablate, degenerate
from briefer.evaluation.meta.evaluators import ALWAYS_NO, ALWAYS_YES, Overlap, remembering
from briefer.evaluation.meta.gating import MetaGates, load_gates, meta_gate
from briefer.evaluation.meta.generating import Harmless, Material, Mutation
from briefer.evaluation.meta.measuring import measure
from briefer.evaluation.meta.mutations import MUTATORS
from briefer.evaluation.meta.nuggets import leave_out_nuggets
from briefer.evaluation.meta.public import auroc, balanced_accuracy, public_sets
from briefer.evaluation.meta.report import examples, run_meta, table
from briefer.grounding.checks import CHECKS
from briefer.grounding.gate import Gate
from briefer.grounding.pairs import Pair, Premise
from briefer.model import Finding
from briefer.reading.sources import ReadOptions, read_sources

SOURCE = "Gunmen raided a market near Gao and killed 12 traders on Monday."


def pair(claim: str) -> Pair:
    return Pair(claim, (Premise(SOURCE),))


def mutation(number: int, kind: str, claim: str, half: str = "verbatim") -> Mutation:
    return Mutation(f"{kind}:{number}", kind, pair(claim), SOURCE, "a -> b", half, "seeds")


def harmless(number: int, claim: str) -> Harmless:
    return Harmless(f"h{number}", "paraphrase", pair(claim), "by hand", "seeds")


MATERIAL = Material(
    (
        mutation(1, "number", "Gunmen raided a market near Gao and killed 31 traders."),
        mutation(2, "number", "Near Gao 55 traders died in a raid.", "reworded"),
        mutation(3, "place", "Gunmen raided a market near Kidal."),
    ),
    (
        harmless(1, "Near Gao, gunmen raided a market."),
        harmless(2, "Armed men attacked stallholders."),
    ),
)
RIGHT = frozenset(each.pair.claim for each in MATERIAL.harmless)
GATES = MetaGates(
    1, {"number": 1.0, "place": 1.0}, {"verbatim": 1.0}, {"paraphrase": 0.0}, {"detection": 0.9}
)


def numbers(pair: Pair):
    new = set(re.findall(r"\d+", pair.claim)) - set(re.findall(r"\d+", pair.text))
    return tuple(Finding("numbers", f"it does not say {each}", True) for each in sorted(new))


def places(pair: Pair):
    return (Finding("places", "it does not name Kidal"),) if "Kidal" in pair.claim else ()


def idle(pair: Pair):
    return (Finding("idle", "anything"),) if "Armed" in pair.claim else ()


CHECKED = {"numbers": numbers, "places": places}


def measured(judge, checks=CHECKED):
    return measure(Gate(judge, checks), MATERIAL.mutations, MATERIAL.harmless)


def test_rates_are_counted_by_kind_and_half_with_what_fired():
    result = measured(Scripted(RIGHT))
    number, place = result.detection
    assert (number.kind, number.fired.fired, number.fired.n, number.fired.rate) == ("number", 2, 2, 1.0)
    assert {half: (rate.fired, rate.n) for half, rate in number.parts} == {
        "verbatim": (1, 1),
        "reworded": (1, 1),
    }
    assert (number.contradicted, number.not_found) == (2, 0)
    assert (place.contradicted, place.not_found) == (0, 1)
    assert number.first == (("numbers", 2),)
    assert number.any == (("judge", 2), ("numbers", 2))
    assert place.fired.low < 0.3 < 1.0 == place.fired.high
    assert result.alarmed.fired == 0
    assert result.balanced_accuracy == 1.0


def test_what_goes_wrong_is_named():
    result = measured(ALWAYS_YES, {})
    assert [name for kind in result.detection for name in kind.let_down] == [
        "number:1",
        "number:2",
        "place:3",
    ]
    (alarms,) = measured(ALWAYS_NO, {}).false_alarms
    assert alarms.let_down == ("h1", "h2")
    assert alarms.first == (("judge", 2),)


def test_the_meta_gate_names_every_gate_that_does_not_hold():
    assert meta_gate(measured(Scripted(RIGHT)), GATES) == ()
    failures = meta_gate(measured(ALWAYS_YES, {}), GATES)
    assert [each.gate for each in failures] == [
        "detection: number",
        "detection: place",
        "detection by half: verbatim",
        "overall: detection",
    ]
    assert str(failures[0]) == "detection: number: 0.0% of 2, at least 100.0% is asked"
    (failure,) = meta_gate(measured(ALWAYS_NO), GATES)
    assert str(failure) == "false alarms: paraphrase: 100.0% of 2, at most 0.0% is asked"


def test_a_gated_kind_without_a_claim_fails_and_one_with_few_does_not():
    result = measured(ALWAYS_YES, {})
    assert [
        each.gate for each in meta_gate(result, MetaGates(3, {"number": 1.0, "unit": 0.1}, {}, {}, {}))
    ] == ["detection: unit"]


def test_judges_that_must_fail_do_with_and_without_the_checks():
    gates = replace(GATES, detection={**GATES.detection, "place": 1.0})
    found = degenerate(Gate(Scripted(RIGHT), {"numbers": numbers}), MATERIAL, gates)
    assert [each.name for each in found] == [
        "always yes",
        "always no",
        "word overlap",
        "always yes, with the checks",
        "always no, with the checks",
        "word overlap, with the checks",
    ]
    assert all(each.failures for each in found)


def test_an_evaluator_that_passes_everything_fails_the_gates_that_ship():
    readings = read_sources([str(SEEDS)], ReadOptions(None, date(2025, 3, 10)))
    bulletins = [each for reading in readings for each in reading.bulletins]
    report = run_meta(Gate(ALWAYS_YES, {}), bulletins, per_kind=30)
    assert not report.passed
    failed = {each.gate for each in report.failures}
    assert {"detection: number", "detection: mis-cite", "overall: detection"} <= failed
    assert all(each.failures for each in report.degenerate)
    gated = run_meta(Gate(ALWAYS_NO, {}), bulletins, per_kind=30)
    assert {"false alarms: paraphrase", "overall: false_alarms"} <= {each.gate for each in gated.failures}


def test_word_overlap_scores_the_share_of_words():
    (most, none) = Overlap(0.5).judge([pair("Gunmen raided a market."), pair("Rain is expected.")])
    assert (most.score, none.score) == (1.0, 0.0)


def test_a_check_earns_its_place_by_what_only_it_detects():
    checks = {**CHECKED, "idle": idle}
    found = {each.check: each for each in ablate(remembering(Gate(ALWAYS_YES, checks)), MATERIAL)}
    assert found["numbers"].detection_lost == (("number", 2),)
    assert found["numbers"].earns_its_place
    assert (found["idle"].lost, found["idle"].alarms_saved) == (0, (("paraphrase", 1),))
    assert not found["idle"].earns_its_place
    assert found["judge"].lost == 0


def test_nothing_is_asked_twice():
    judge, asked = Scripted(RIGHT), []

    def counting(pair):
        asked.append(pair)
        return ()

    gate = remembering(Gate(judge, {"counting": counting}))
    degenerate(gate, MATERIAL, GATES)
    ablate(gate, MATERIAL)
    measure(gate, MATERIAL.mutations, MATERIAL.harmless)
    assert len(judge.asked) == len(set(judge.asked)) == 5
    assert len(asked) == 5


def question(vital: str, words: str, quote: str) -> dict[str, object]:
    return {"text": vital, "words": [[words]], "evidence": [{"bulletin": "Raid", "quote": quote}]}


def test_an_answer_without_a_vital_nugget_is_covered_less():
    case = parse_case(
        json.dumps(
            {
                "schema": 1,
                "id": "q1",
                "kind": "question",
                "question": "What happened?",
                "answerable": True,
                "relevant": ["Raid"],
                "nuggets": [
                    question("a market was raided", "market", "Gunmen raided a market."),
                    question("12 died", "12", "They killed 12 traders."),
                    question("it was in Gao", "Bamako", "It was in Gao."),
                ],
            }
        )
    )
    result = leave_out_nuggets([case])
    assert (result.detected.fired, result.detected.n) == (2, 3)
    assert (result.false_alarms.fired, result.false_alarms.n) == (1, 1)
    assert result.let_down == ("q1", "q1: it was in Gao")


@pytest.fixture
def labelled(tmp_path):
    path = tmp_path / "dev.jsonl.gz"
    rows = [
        ("one", "Gunmen raided a market.", "supported"),
        ("one", "Rain fell on the market.", "not_enough"),
        ("two", "12 traders died.", "supported"),
        ("two", "31 traders died.", "refuted"),
    ]
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for name, claim, label in rows:
            record = {"set": name, "evidence": SOURCE, "claim": claim, "label": label}
            lines.write(json.dumps(record) + "\n")
    return path


def test_public_sets_are_measured_set_by_set_and_together(labelled):
    gate = Gate(
        Scripted(frozenset({"Gunmen raided a market.", "12 traders died.", "31 traders died."})), CHECKED
    )
    one, two, every = public_sets(labelled, gate)
    assert (one.name, one.n, one.supported, one.judge, one.judge_auroc) == ("one", 2, 1, 1.0, 1.0)
    assert (two.judge, two.gate, two.judge_auroc, two.gate_auroc) == (0.5, 1.0, 0.5, 1.0)
    assert (every.name, every.n, every.judge, every.gate) == ("all", 4, 0.75, 1.0)
    assert one.overlap == 1.0
    assert [row.n for row in public_sets(labelled, gate, limit=1)] == [1, 1, 2]


def test_a_bad_line_of_a_public_set_is_named(tmp_path):
    path = tmp_path / "dev.jsonl"
    path.write_text('{"set": "one", "evidence": "a", "claim": "b", "label": "maybe"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 1: no labelled pair"):
        public_sets(path, Gate(ALWAYS_YES, {}))
    with pytest.raises(InputError, match="cannot be read"):
        public_sets(tmp_path / "absent.jsonl", Gate(ALWAYS_YES, {}))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=2, max_size=30))
def test_auroc_is_the_chance_that_a_supported_claim_is_scored_higher(rows):
    labels, scores = [label for label, _ in rows], [float(score) for _, score in rows]
    right = [score for label, score in rows if label]
    wrong = [score for label, score in rows if not label]
    if not right or not wrong:
        assert auroc(labels, scores) == 0.5
        return
    wins = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong) / (len(right) * len(wrong))
    assert auroc(labels, scores) == pytest.approx(wins, abs=1e-4)


def test_balanced_accuracy_is_the_mean_of_both_shares():
    assert balanced_accuracy([True, True, True, False], [True, True, True, True]) == 0.5
    assert balanced_accuracy([True, False], [True, False]) == 1.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("schema = ", "is not TOML"),
        ("schema = 2", "no schema = 1"),
        ("schema = 1\nfewest = 1\ndetection = 3", "[detection] is no table"),
        ("schema = 1\nfewest = 1\n[overall]\ndetection = 90", "[overall]: detection is no share"),
    ],
)
def test_bad_gates_are_named(tmp_path, text, message):
    path = tmp_path / "gates.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        load_gates(path)


def test_the_gates_that_ship_ask_something_of_every_kind():
    gates = load_gates()
    assert set(gates.detection) == set(MUTATORS)
    assert {"paraphrase", "number format", "date format", "acronym for name", "active to passive"} <= set(
        gates.false_alarms
    )
    assert all(share > 0 for share in gates.detection.values())


def test_the_report_is_stable_json_and_a_table_of_all_of_it():
    readings = read_sources([str(SEEDS)], ReadOptions(None, date(2025, 3, 10)))
    bulletins = [each for reading in readings for each in reading.bulletins]
    gate = Gate(Overlap(0.8), {"numbers": CHECKS["numbers"]})
    report = run_meta(gate, bulletins, per_kind=5)
    assert report.to_json() == run_meta(gate, bulletins, per_kind=5).to_json()
    record = json.loads(report.to_json())
    assert record["schema"] == "briefer.meta/1"
    assert len(record["degenerate"]) == 6
    shown = table(report)
    for each in (
        "| number ",
        "| paraphrase ",
        "always yes, with the checks",
        "## Without each check",
        "The meta gate",
    ):
        assert each in shown
    assert examples(MATERIAL).count("\n| ") == 3
