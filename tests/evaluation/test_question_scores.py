"""How answers to questions are scored, and the floors that the shipped questions must keep."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from asked import ask, open_with_model
from briefed import REAL_PAGE, RETRIEVED, ROOT, SEEDS, about
from typer.testing import CliRunner

from briefer.errors import InputError
from briefer.evaluation.__main__ import app
from briefer.evaluation.questions import Case, QuestionScores, judge, load_cases, table
from briefer.model import Answer, Bulletin, Citation, Claim, Manifest, Span

RAID = about(
    "Raid", "Reports suggest that up to 70 people, some from Tillabéri, died.", date=date(2025, 2, 17)
)
MADE = Manifest("0", date(2025, 3, 10), "extractive", "hash@1", (), (), ())
CASE = {
    "id": "a",
    "question": "How many died?",
    "answerable": True,
    "kind": "count",
    "bulletins": [0],
    "facts": [["70"], ["up to", "as many as"]],
}


def case(**other: object) -> Case:
    record = CASE | other
    return Case(
        str(record["id"]),
        str(record["question"]),
        bool(record["answerable"]),
        str(record["kind"]),
        tuple(str(each) for each in record["bulletins"]),  # type: ignore[attr-defined]
        tuple(tuple(group) for group in record["facts"]),  # type: ignore[attr-defined]
    )


def answered(*texts: str, of: Bulletin = RAID) -> Answer:
    cited = (Citation(of, Span(0, len(of.body))),)
    claims = tuple(Claim(text, cited) for text in texts)
    return Answer(
        "How many died?", claims, (), "extractive", MADE, reason=None if claims else "it is not said"
    )


def passed(answer: Answer, **other: object) -> bool:
    return judge(case(**other), answer).passed


def test_an_answer_needs_every_fact_and_a_right_bulletin():
    assert passed(answered(RAID.body))
    assert passed(answered("There were as many as", "70 dead."))
    assert not passed(answered("70 died."))
    assert not passed(answered("Up to 71 died."))
    assert not passed(answered(RAID.body), bulletins=[1])


def test_a_refusal_is_wrong_where_the_bulletins_say_and_right_where_they_do_not():
    assert not passed(answered())
    assert not passed(answered(), facts=[])
    assert passed(answered(), answerable=False, bulletins=[], facts=[])
    assert not passed(answered(RAID.body), answerable=False, bulletins=[], facts=[])


@pytest.mark.parametrize("name", ["0", "page:0", "2025-02-17|Raid"])
def test_a_bulletin_is_named_by_place_page_or_day_and_title(name):
    assert passed(answered(RAID.body), bulletins=["9", name])


@pytest.mark.parametrize(
    ("fact", "holds"),
    [
        ("TILLABERI", True),
        ("report", True),  # a word may begin with it
        ("eports", False),
        ("7", False),
        ("70 people", True),
        (" 70 ", True),
    ],
)
def test_facts_are_found_where_words_begin(fact, holds):
    assert passed(answered(RAID.body), facts=[[fact]]) is holds


@pytest.mark.parametrize("text", ["170 died", "70,000 died", "1,70 died", "in 1970", "70.5 died"])
def test_a_number_is_not_found_inside_another(text):
    assert not passed(answered(text), facts=[["70"]])


def test_every_case_counts_and_what_failed_is_told():
    outcomes = (
        judge(case(), answered(RAID.body)),
        judge(case(id="b"), answered()),
        judge(case(id="c"), answered("Nobody died.")),
        judge(case(id="d", answerable=False), answered(RAID.body)),
    )
    scores = QuestionScores(outcomes)
    assert scores.count(answerable=True) == (1, 3)
    assert scores.count(answerable=False) == (0, 1)
    assert [each.case.id for each in scores.failed] == ["b", "c", "d"]
    lines = table(scores).splitlines()
    assert lines[0].split() == ["answered", "right", "1", "of", "3", "33.3%"]
    assert "refused: it is not said" in lines[3]
    assert "wrong facts: Nobody died." in lines[5]
    assert "not refused: Reports suggest" in lines[7]


def test_no_cases_make_no_rate():
    assert table(QuestionScores(())).splitlines()[0].endswith("0.0%")


def test_cases_are_read_and_blank_lines_passed_over(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(CASE) + "\n\n" + json.dumps(CASE | {"id": 2}) + "\n", encoding="utf-8")
    assert load_cases(path) == (case(), case(id="2"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: no case"),
        ("[]", "line 2: no case"),
        ('"text"', "line 2: no case"),
        (json.dumps({"id": "a"}), "line 2: no case .'bulletins' is missing"),
        (
            json.dumps(CASE | {"answerable": "no"}),
            "line 2: no case .question must be text, answerable true or false",
        ),
        (json.dumps(CASE | {"bulletins": 5}), "line 2: no case .bulletins and facts must be lists"),
        (json.dumps(CASE | {"facts": "70"}), "line 2: no case .bulletins and facts must be lists"),
        (json.dumps(CASE | {"facts": ["70"]}), "line 2: no case .each of the facts must be a list"),
        (json.dumps(CASE | {"facts": [[]]}), "line 2: no case .each of the facts must be a list"),
        (json.dumps(CASE | {"bulletins": []}), "line 2: no case .an answerable question needs bulletins"),
    ],
)
def test_a_line_that_is_no_case_is_named(tmp_path, line, message):
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{json.dumps(CASE)}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        load_cases(path)
    assert str(path) in str(caught.value)


def test_files_that_hold_no_cases(tmp_path):
    empty, latin = tmp_path / "empty.jsonl", tmp_path / "latin.jsonl"
    empty.write_text("\n")
    latin.write_bytes(b"\xe9\n")
    with pytest.raises(InputError, match="holds no case"):
        load_cases(empty)
    with pytest.raises(InputError, match=r"cannot be read .it is not UTF-8"):
        load_cases(latin)
    with pytest.raises(InputError, match=r"none\.jsonl cannot be read .No such file"):
        load_cases(tmp_path / "none.jsonl")


def test_the_command_names_a_bad_day_and_a_page_without_bulletins(tmp_path):
    cases, page = tmp_path / "cases.jsonl", tmp_path / "none.txt"
    cases.write_text(json.dumps(CASE) + "\n")
    bad = CliRunner().invoke(app, ["questions", str(cases), str(page), "--retrieved", "soon"])
    assert isinstance(bad.exception, InputError)
    assert "soon is no day" in str(bad.exception)
    none = CliRunner().invoke(app, ["questions", str(cases), str(page), "--retrieved", "2025-03-10"])
    assert isinstance(none.exception, InputError)
    assert "holds no bulletin" in str(none.exception)


FLOORS = [
    pytest.param("questions-mali.jsonl", SEEDS / "mali.txt", RETRIEVED, id="mali"),
    pytest.param("questions-sahel.jsonl", SEEDS / "sahel-2023.jsonl", date(2023, 9, 30), id="sahel"),
    pytest.param(
        "questions-mali.jsonl",
        REAL_PAGE,
        RETRIEVED,
        id="real",
        marks=pytest.mark.skipif(not REAL_PAGE.exists(), reason="the real page is not at ../shared"),
    ),
]


@pytest.mark.parametrize(("cases", "page", "day"), FLOORS)
def test_shipped_questions_keep_their_floors(tmp_path: Path, cases: str, page: Path, day: date):
    with open_with_model(tmp_path, page, day) as archive:
        found = [
            (each, ask(archive, each.question, today=day)) for each in load_cases(ROOT / "evals" / cases)
        ]
    scores = QuestionScores(tuple(judge(each, answer) for each, answer in found))
    right, answerable = scores.count(answerable=True)
    refused, unanswerable = scores.count(answerable=False)
    assert answerable >= 28
    assert unanswerable >= 12
    assert right >= 0.90 * answerable, table(scores)
    assert refused >= 0.75 * unanswerable, table(scores)


def test_the_held_out_questions_can_be_read():
    cases = load_cases(ROOT / "evals" / "questions-heldout.jsonl")
    assert len({each.id for each in cases}) == len(cases)
