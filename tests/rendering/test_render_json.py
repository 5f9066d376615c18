"""JSON: the schema, and that every quote is the bulletin's own characters."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering_hostile import hostile_text, made_of
from rendering_samples import (
    BAMAKO,
    MASSACRE,
    NIGER,
    bamako_answer,
    briefing,
    niger_briefing,
    no_answer,
    told_briefing,
)

import briefer.rendering
from briefer.model import UNDATED, Answer, Briefing, Citation, Claim, Section, Span
from briefer.rendering import render
from briefer.rendering.layout import load_layout

SCHEMAS = Path(briefer.rendering.__file__).parent / "schemas"
ALL = [
    briefing(),
    told_briefing(),
    briefing((), sources=(), gaps=()),
    bamako_answer(),
    no_answer(),
    *made_of("<b>\n|"),
]


def schema_of(output: Answer | Briefing) -> dict[str, Any]:
    name = "answer" if isinstance(output, Answer) else "briefing"
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def check_keys(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> None:
    """Check that each object has the keys of the schema, all of them and in its order."""
    if "anyOf" in schema:  # or null
        schema = schema["anyOf"][0]
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if isinstance(value, dict) and "properties" in schema:
        assert list(value) == list(schema["properties"]) == schema["required"]
        for key, member in value.items():
            check_keys(member, schema["properties"][key], root)
    elif isinstance(value, list):
        for member in value:
            check_keys(member, schema["items"], root)


@pytest.mark.parametrize("file", sorted(SCHEMAS.glob("*.json")), ids=lambda file: file.name)
def test_a_schema_has_what_it_refers_to(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    inner = set(re.findall(r'"\$ref": "#/\$defs/(\w+)"', text))
    others = set(re.findall(r'"\$ref": "([^#"]+)"', text))
    assert inner <= set(json.loads(text).get("$defs", {}))
    assert others <= {each.name for each in SCHEMAS.iterdir()}


@pytest.mark.parametrize("output", ALL)
def test_keys_are_those_of_the_schema_in_its_order(output: Answer | Briefing) -> None:
    schema = schema_of(output)
    check_keys(json.loads(render(output, "json")), schema, schema)


@pytest.mark.parametrize("output", ALL)
def test_values_are_valid(output: Answer | Briefing) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(schema_of(output)).validate(json.loads(render(output, "json")))


def test_an_answer() -> None:
    record = json.loads(render(bamako_answer(), "json"))
    assert record["answer"] == " ".join(f"{claim.text} [1]" for claim in bamako_answer().claims)
    citation = record["claims"][1]["citations"][0]
    assert citation["bulletin_id"] == BAMAKO.id
    assert citation["quote"] == BAMAKO.body[citation["start"] : citation["end"]]
    assert citation["date"] == {
        "earliest": "2024-09-17", "latest": "2024-09-17", "precision": "day", "basis": "stated",
    }  # fmt: skip
    assert record["period"] == {"since": None, "until": None}
    assert record["manifest"]["prompts"] == {"brief": "9f" * 32}


def test_an_abstention() -> None:
    record = json.loads(render(no_answer(), "json"))
    assert record["abstained"] is True
    assert record["answer"] == "The bulletins do not say."
    assert record["reason"] == "No passage is about prices."
    assert [each["bulletin_id"] for each in record["nearest"]] == [BAMAKO.id, NIGER.id]
    assert record["withheld"] == [
        {"text": "Rice costs 400 francs.", "reason": "it cites no bulletin", "citations": [], "verdict": None}
    ]


def test_a_briefing() -> None:
    record = json.loads(render(briefing(), "json"))
    assert (record["country"], record["country_code"]) == ("Mali", "MLI")
    assert (record["since"], record["until"]) == ("2025-02-17", "2025-02-23")
    assert [source["n"] for source in record["sources"]] == [1, 2, 3]
    assert [section["kind"] for section in record["sections"]][:2] == ["bottom line", "development"]
    assert record["sources"][0]["countries"] == {"main": ["MLI"], "mentioned": ["DZA"]}


def test_a_briefing_holds_its_stories_its_trend_and_what_was_told_before() -> None:
    record = json.loads(render(told_briefing(), "json", load_layout("sitrep"), 7))
    assert (record["template"], record["number"]) == ("sitrep", 7)
    assert record["before"] == {"since": "2025-02-10", "until": "2025-02-16"}
    assert record["trend"]["direction"] == "deteriorated"
    assert [[each["n"] for each in story["bulletins"]] for story in record["stories"]] == [[1], [2]]
    assert record["stories"][0]["sources"] == ["AFP", "RFI"]
    updated = record["sections"][2]["claims"][0]
    assert (updated["stance"], updated["story"], updated["was"]["citations"][0]["n"]) == ("denies", 0, 3)
    toll = record["sections"][6]["claims"][1]
    assert (toll["counted"], toll["low"], toll["high"]) == ("travellers killed", None, 70.0)


def test_several_briefings_have_numbers_that_run_through() -> None:
    record = json.loads(render([told_briefing(), niger_briefing()], "json", load_layout("africa-file")))
    assert record["schema"] == "briefer.briefings/1"
    assert [[source["n"] for source in each["sources"]] for each in record["briefings"]] == [[1, 2, 3], [4]]
    assert record["briefings"][1]["sections"][0]["claims"][0]["citations"][0]["n"] == 4
    schema = json.loads((SCHEMAS / "briefings.schema.json").read_text(encoding="utf-8"))
    assert list(record) == list(schema["properties"]) == schema["required"]
    each = json.loads((SCHEMAS / "briefing.schema.json").read_text(encoding="utf-8"))
    for briefing_record in record["briefings"]:
        check_keys(briefing_record, each, each)


def test_a_bulletin_without_a_date() -> None:
    undated = replace(MASSACRE, date=UNDATED)
    record = json.loads(render(briefing(sources=(undated,)), "json"))
    assert record["sources"][0]["date"]["earliest"] is None
    assert record["sources"][0]["date"]["precision"] == "unknown"


def test_accents_are_written_as_they_are_and_half_a_pair_can_be_written() -> None:
    assert "Mali’s general staff" in render(briefing(), "json")
    half = bamako_answer(question="half \ud83d pair")
    render(half, "json").encode("utf-8")
    assert json.loads(render(half, "json"))["question"] == "half \ud83d pair"


@settings(deadline=None)
@given(hostile_text, st.data())
def test_every_quote_is_body_from_start_to_end(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body) - 1)) if body else 0
    bulletin = replace(MASSACRE, body=body or "x")
    end = data.draw(st.integers(start + 1, len(bulletin.body)))
    claim = Claim(body, (Citation(bulletin, Span(start, end)),))
    for output in (bamako_answer(claims=(claim,)), briefing((Section("s", (claim,)),), sources=(bulletin,))):
        record = json.loads(render(output, "json"))
        claims = record["claims"] if "claims" in record else record["sections"][0]["claims"]
        citation = claims[0]["citations"][0]
        assert citation["quote"] == bulletin.body[citation["start"] : citation["end"]]
        assert (citation["start"], citation["end"]) == (start, end)
        assert claims[0]["text"] == body
