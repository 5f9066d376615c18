"""`briefer eval`: suites run on archives of their own, gated, reported and compared."""

from __future__ import annotations

import json

import pytest
from command_line import here

pytestmark = pytest.mark.usefixtures("workplace")

RAID = "Gunmen raided the market at Gao"
BODY = (
    "Gunmen raided the market at Gao in Mali on Monday. At least 12 traders were killed, the governor said."
)
QUESTION = {
    "schema": 1,
    "id": "mine-1",
    "kind": "question",
    "tags": ["how many"],
    "question": "How many traders were killed at the market in Gao?",
    "answerable": True,
    "relevant": [RAID],
    "nuggets": [{"text": "at least 12", "words": [["12"], ["at least"]], "vital": True}],
}
UNANSWERABLE = {
    "schema": 1,
    "id": "mine-2",
    "kind": "question",
    "question": "Who won the football cup in Peru?",
    "answerable": False,
}
DRAFT = {
    "schema": 1,
    "id": "mine-3",
    "kind": "draft",
    "claims": [
        {
            "text": "At the market in Gao, no fewer than twelve traders were killed, according to the governor.",
            "cites": [{"bulletin": RAID, "quote": "At least 12 traders were killed, the governor said."}],
            "label": "supported",
        },
        {
            "text": "At least 21 traders were killed, the governor said.",
            "cites": [{"bulletin": RAID, "quote": "At least 12 traders were killed, the governor said."}],
            "label": "contradicted",
            "fault": "number",
        },
    ],
}


@pytest.fixture
def suite(workplace):
    """A suite of one's own, with a page of its own."""
    folder = workplace / "mine"
    folder.mkdir()
    page = {"date": "2025-02-17", "title": RAID, "text": BODY, "sources": ["AFP"]}
    (folder / "page.jsonl").write_text(json.dumps(page), encoding="utf-8")
    (folder / "suite.toml").write_text(
        'schema = 1\ntitle = "Mine"\nsources = ["page.jsonl"]\nas_of = 2025-03-10\n', encoding="utf-8"
    )
    write(folder, QUESTION, UNANSWERABLE, DRAFT)
    return folder


def write(folder, *cases):
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")


def floors(folder, **least):
    lines = "".join(f"{name} = {value}\n" for name, value in least.items())
    with (folder / "suite.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[floors]\n{lines}")


def evaluated(*arguments):
    return here("eval", *arguments, "--cache", "cache")


def test_a_suite_passes_and_says_what_it_measured(suite):
    done = evaluated(suite)
    assert (done.status, done.err) == (0, "")
    assert "3 cases: 3 passed, 0 failed, 0 errored" in done.out


def test_a_second_run_makes_nothing_anew_and_says_the_same(suite):
    first, second = evaluated(suite), evaluated(suite)
    assert "0 made" in second.out
    assert first.out.splitlines()[:-1] == second.out.splitlines()[:-1]


def test_below_a_floor_the_status_is_1(suite):
    floors(suite, refusal_recall=0.99)
    done = evaluated(suite)
    assert done.status == 1
    assert "refusal_recall" in done.out


def test_a_wrong_answer_is_named_with_its_reason(suite):
    wrong = QUESTION | {"nuggets": [{"text": "exactly 99", "words": [["99"]], "vital": True}]}
    write(suite, wrong, UNANSWERABLE, DRAFT)
    done = evaluated(suite)
    assert "mine-1" in done.out
    assert "exactly 99" in done.out


@pytest.mark.parametrize("chosen", ["mine-1", "how many"])
def test_cases_are_chosen_by_id_and_tag(suite, chosen):
    assert "1 cases: 1 passed" in evaluated(suite, "-k", chosen).out.replace("1 case:", "1 cases:")


def test_reports_are_written_in_every_form_and_are_the_same_each_time(suite, workplace):
    names = ("r.json", "r.xml", "r.html", "r.md")
    written = []
    for _ in range(2):
        evaluated(suite, *(argument for name in names for argument in ("--report", name)))
        written.append([(workplace / name).read_bytes() for name in names])
    assert written[0] == written[1]
    assert json.loads(written[0][0])["schema"] == "briefer.evaluation/1"
    assert b"<testsuites" in written[0][1]


def test_a_baseline_is_written_and_a_run_below_it_fails(suite, workplace):
    cases = [QUESTION | {"id": f"mine-{number}"} for number in range(10, 30)]
    write(suite, *cases)
    assert evaluated(suite, "--baseline", "baseline.json", "--update-baseline").status == 0
    assert evaluated(suite, "--baseline", "baseline.json").status == 0
    page = {
        "date": "2025-02-17",
        "title": RAID,
        "text": BODY.replace("At least 12", "Some"),
        "sources": ["AFP"],
    }
    (suite / "page.jsonl").write_text(json.dumps(page), encoding="utf-8")
    done = evaluated(suite, "--baseline", "baseline.json")
    assert done.status == 1
    assert "regression: right_answers" in done.out


def test_the_baseline_that_ships_is_not_written_for_a_suite_of_ones_own(suite):
    done = evaluated(suite, "--update-baseline")
    assert done.status == 2
    assert "--baseline FILE" in done.complaint


def test_a_baseline_that_knows_nothing_of_a_suite_is_told(suite, workplace):
    (workplace / "b.json").write_text('{"schema": "briefer.baseline/1", "suites": {}}', encoding="utf-8")
    assert "knows nothing of mine" in evaluated(suite, "--baseline", "b.json").out


def test_reports_without_a_suite_in_common_cannot_be_compared(suite, workplace):
    evaluated(suite, "--report", "a.json")
    text = (workplace / "a.json").read_text(encoding="utf-8").replace('"name": "mine"', '"name": "other"')
    (workplace / "b.json").write_text(text, encoding="utf-8")
    assert "no suite in common" in here("eval", "--compare", "a.json", "b.json").complaint


def test_two_reports_are_compared(suite):
    evaluated(suite, "--report", "before.json")
    write(suite, QUESTION, UNANSWERABLE)
    evaluated(suite, "--report", "after.json")
    done = here("eval", "--compare", "before.json", "after.json")
    assert done.err == ""
    assert "mine" in done.out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("nonesuch",), "no suite is called nonesuch"),
        (("mine", "-k", "nothing"), "no case holds 'nothing'"),
        (("mine", "--report", "report.pdf"), "report.pdf"),
        (("mine", "--baseline", "none.json"), "none.json cannot be read"),
        (("mine", "--judge", "oracle"), "there is no judge 'oracle'"),
        (("--compare", "none.json", "none.json"), "none.json cannot be read"),
    ],
)
def test_bad_input_is_one_line_and_status_2(suite, arguments, complaint):
    done = here("eval", *arguments)
    assert done.status == 2
    assert complaint in done.complaint


def test_a_case_that_is_wrong_is_named_by_file_and_line(suite):
    write(suite, QUESTION, QUESTION | {"id": "mine-4", "relevant": ["Nothing of the kind"]})
    done = evaluated(suite)
    assert done.status == 2
    assert "mine/cases.jsonl, line 2" in done.complaint


def test_a_judge_that_is_not_there_is_status_3(suite):
    done = evaluated(suite, "--judge", "cross-encoder:/nonesuch")
    assert done.status == 3
    assert "/nonesuch" in done.err
