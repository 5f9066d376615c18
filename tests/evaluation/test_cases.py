"""The case format: what a case must hold, and what is said of one that does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from evaluation_cases import (
    BRIEFING,
    BULLETINS,
    DRAFT,
    KILLED,
    QUESTION,
    RAID,
    ROOT,
    UNANSWERABLE,
    case,
    write_suite,
)

import briefer.evaluation
from briefer.errors import InputError
from briefer.evaluation.cases import (
    BriefingCase,
    DraftCase,
    Fault,
    QuestionCase,
    case_schema,
    dumped_case,
    parse_case,
)
from briefer.evaluation.suites import check_against, load_suite, shipped_suites
from briefer.model import Support
from briefer.reading.sources import ReadOptions, read_sources
from briefer.resources import shipped

SCHEMA_FILE = Path(briefer.evaluation.__file__).parent / "schemas" / "case.schema.json"
WORDS = [["15"]]


def fault(folder: Path, *records: dict[str, Any], header: str = "") -> str:
    """What is said of a suite that is wrong."""
    with pytest.raises(InputError) as caught:
        load_suite(write_suite(folder, *records, header=header))
    assert caught.value.hint
    return str(caught.value)


def test_a_line_is_a_question_a_briefing_or_a_draft():
    assert isinstance(case(QUESTION), QuestionCase)
    assert isinstance(case(BRIEFING), BriefingCase)
    draft = case(DRAFT)
    assert isinstance(draft, DraftCase)
    assert [(each.label, each.fault) for each in draft.claims] == [
        (Support.SUPPORTED, None),
        (Support.CONTRADICTED, Fault.NUMBER),
    ]


def test_what_is_absent_is_empty_and_a_nugget_is_vital():
    question = case(QUESTION)
    assert isinstance(question, QuestionCase)
    assert (question.tags, question.forbidden, question.conflicts, question.note) == ((), (), (), "")
    assert question.nuggets[0].vital


@pytest.mark.parametrize("record", [QUESTION, UNANSWERABLE, BRIEFING, DRAFT], ids=lambda each: each["id"])
def test_a_case_comes_back_from_its_own_line(record: dict[str, Any]):
    made = case(record)
    assert parse_case(dumped_case(made)) == made


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (QUESTION | {"schema": 2}, "schema: input should be 1"),
        (QUESTION | {"kind": "quiz"}, "question', 'briefing', 'draft'"),
        (QUESTION | {"answer": "15"}, "answer: there is no such key"),
        (QUESTION | {"answerable": "yes"}, "answerable: input should be a valid boolean"),
        (QUESTION | {"question": " "}, "question: it must not be blank"),
        (QUESTION | {"id": "a b"}, "id: string should match"),
        (QUESTION | {"country": "Malia"}, "country: no country is called 'Malia'"),
        (QUESTION | {"since": "2025-03-10", "until": "2025-03-09"}, "the period ends before it starts"),
        (QUESTION | {"since": "soon"}, "since: input should be a valid date"),
        (QUESTION | {"relevant": []}, "an answerable question needs a relevant bulletin and a vital nugget"),
        (QUESTION | {"nuggets": [{"text": "a", "vital": False, "words": WORDS}]}, "a vital nugget"),
        (
            QUESTION | {"nuggets": [{"text": "a", "words": []}]},
            "nuggets[0].words: tuple should have at least 1",
        ),
        (QUESTION | {"nuggets": [{"text": "a", "words": [[]]}]}, "nuggets[0].words[0]: tuple should have"),
        (
            QUESTION | {"nuggets": [{"text": "a", "words": [["*"]]}]},
            "words[0][0]: an alternative must hold a word",
        ),
        (QUESTION | {"nuggets": [{"text": "a", "words": [["k*l"]]}]}, "* only stands at the end"),
        (UNANSWERABLE | {"relevant": ["Raid on Gao"]}, "not answerable has no relevant bulletin"),
        (BRIEFING | {"answerable": False}, "not answerable has no relevant bulletin"),
        (
            QUESTION | {"conflicts": [{"text": "a", "sides": [{"text": "b", "words": WORDS}]}]},
            "at least 2 items",
        ),
        (QUESTION | {"attributed": [{"text": "a", "words": WORDS, "needs": []}]}, "attributed[0].needs"),
        (DRAFT | {"claims": []}, "claims: tuple should have at least 1"),
        (
            DRAFT | {"claims": [{"text": "a", "label": "supported", "fault": "number"}]},
            "fault says what is wrong",
        ),
        (DRAFT | {"claims": [{"text": "a", "label": "not found"}]}, "fault says what is wrong"),
        (DRAFT | {"claims": [{"text": "a", "label": "false", "fault": "number"}]}, "claims[0].label"),
    ],
)
def test_a_case_that_is_wrong_is_named_by_file_line_and_key(
    tmp_path: Path, record: dict[str, Any], said: str
):
    message = fault(tmp_path, UNANSWERABLE | {"id": "fine"}, record)
    assert f"{tmp_path / 'cases.jsonl'}, line 2: no case (" in message
    assert said in message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: no case (Expecting property name"),
        ("[]", "line 1: no case (input should be an object"),
        ('{"id": "a", "id": "b"}', "line 1: no case (id stands in it twice)"),
        ("[" * 100_000, "line 1: no case (maximum recursion depth"),
    ],
)
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: str, said: str):
    folder = write_suite(tmp_path)
    (folder / "cases.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_suite(folder)
    assert said in str(caught.value)


def test_two_cases_may_not_have_one_id(tmp_path: Path):
    assert "line 3: case q-1 stands on line 1 too" in fault(tmp_path, QUESTION, UNANSWERABLE, QUESTION)


def test_a_suite_without_a_case_and_files_that_cannot_be_read(tmp_path: Path):
    assert "cases.jsonl holds no case" in fault(tmp_path)
    (tmp_path / "cases.jsonl").write_bytes(b"\xe9")
    with pytest.raises(InputError, match=r"cases.jsonl cannot be read \(it is not UTF-8\)"):
        load_suite(tmp_path)
    (tmp_path / "cases.jsonl").unlink()
    with pytest.raises(InputError, match=r"cases.jsonl cannot be read \(No such file"):
        load_suite(tmp_path)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("schema = 1\n", "line 5"),  # TOML allows no key twice
        ("colour = 1\n", "line 5: colour: there is no such key"),
        ("retrieved = 'soon'\n", "line 5: retrieved: input should be a valid date"),
        (
            "[floors]\ngroundedness = 1.5\n",
            "line 6: floors.groundedness: input should be less than or equal to 1",
        ),
        ("[floors]\ngroundness = 0.9\n", "line 6: there is no metric groundness: did you mean groundedness?"),
    ],
)
def test_a_header_that_is_wrong_is_named_by_file_and_line(tmp_path: Path, header: str, said: str):
    message = fault(tmp_path, QUESTION, header=header)
    assert f"{tmp_path / 'suite.toml'}, " in message
    assert said in message


def test_a_suite_tells_its_day_its_sources_and_its_floors(tmp_path: Path):
    suite = load_suite(write_suite(tmp_path / "two", QUESTION, header="[floors]\ngroundedness = 0.9\n"))
    assert (suite.name, suite.title, suite.as_of) == ("two", "Two bulletins", suite.retrieved)
    assert suite.source_paths == (tmp_path / "two" / "page.txt",)
    assert suite.floors == (("groundedness", 0.9),)
    assert suite.where(suite.cases[0]) == "two/cases.jsonl, line 1"


def test_a_shipped_folder_is_a_source_by_its_name(tmp_path: Path):
    folder = write_suite(tmp_path, QUESTION)
    header = (folder / "suite.toml").read_text()
    (folder / "suite.toml").write_text(header.replace("page.txt", "seeds"))
    assert load_suite(folder).source_paths == (ROOT / "seeds",)


def test_an_unknown_suite_is_told_with_what_there_is():
    with pytest.raises(InputError, match="no suite is called nowhere, and no folder"):
        load_suite("nowhere")


def test_titles_and_quotes_must_be_those_of_the_bulletins(tmp_path: Path):
    check_against(load_suite(write_suite(tmp_path / "right", QUESTION, DRAFT)), BULLETINS)
    title = load_suite(write_suite(tmp_path / "title", QUESTION | {"relevant": ["Raid in Gao"]}))
    with pytest.raises(
        InputError, match=r'line 1: case q-1 names "Raid in Gao".*did you mean "Raid on Gao"\?'
    ):
        check_against(title, BULLETINS)
    quoted = json.loads(json.dumps(DRAFT).replace(KILLED, "Gunmen killed 16 civilians."))
    with pytest.raises(InputError, match=r'line 1: case d-1 quotes "Gunmen killed 16 civilians."'):
        check_against(load_suite(write_suite(tmp_path / "quote", quoted)), BULLETINS)


def test_a_title_of_two_bulletins_names_neither(tmp_path: Path):
    suite = load_suite(write_suite(tmp_path, QUESTION))
    with pytest.raises(InputError, match="the title of 2 bulletins"):
        check_against(suite, (RAID, *BULLETINS))


def test_the_json_schema_is_current_and_holds_the_shipped_cases():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == case_schema()
    validator = jsonschema.Draft202012Validator(json.loads(case_schema()))
    for record in (QUESTION, UNANSWERABLE, BRIEFING, DRAFT):
        validator.validate(record)
    assert not validator.is_valid(QUESTION | {"answer": 1})


@pytest.mark.parametrize("name", shipped_suites())
def test_every_shipped_suite_can_be_read(name: str):
    suite = load_suite(name)
    assert suite.folder == shipped("evals") / name
    assert len(suite.lines) == len(suite.cases)


@pytest.mark.parametrize("name", shipped_suites())
def test_every_shipped_suite_names_and_quotes_what_its_bulletins_hold(name: str):
    suite = load_suite(name)
    options = ReadOptions(retrieved=suite.retrieved, today=suite.as_of)
    read = read_sources([str(path) for path in suite.source_paths], options)
    check_against(suite, [bulletin for reading in read for bulletin in reading.bulletins])
