"""The schemas of the interface, beside those of answers and briefings, which come with the renderer."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_MAYBE: Schema = {"type": ["string", "null"]}


def _record(schema: str, **properties: Schema) -> Schema:
    """Return an object that has all of the properties; a later version may add some."""
    whole = ({"schema": {"const": schema}} if schema else {}) | properties
    return {"type": "object", "required": list(whole), "properties": whole}


def _many(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


_FACTS: dict[str, Schema] = {
    "bulletin_id": _TEXT,
    "title": _TEXT,
    "date": _record("", earliest=_MAYBE, latest=_MAYBE, precision=_TEXT, basis=_TEXT),
    "date_text": _TEXT,
    "outlets": _TEXTS,
    "source": _TEXT,
    "url": _MAYBE,
    "countries": _record("", main=_TEXTS, mentioned=_TEXTS),
}
_JOB = _record(
    "briefer.job/1",
    id=_TEXT,
    kind={"enum": ["answer", "briefing", "check", "ingest"]},
    title=_TEXT,
    about={"type": "object", "additionalProperties": _TEXT},
    state={"enum": ["waiting", "running", "done", "failed"]},
    stage=_MAYBE,
    done=_COUNT,
    total=_COUNT,
    problem={"anyOf": [{"$ref": "#/components/schemas/Problem"}, {"type": "null"}]},
    result=_TEXT,
    events=_TEXT,
)
_JOB["examples"] = [
    {
        "schema": "briefer.job/1",
        "id": "9f1c2ab4d0e35768",
        "kind": "briefing",
        "title": "Mali",
        "about": {"country": "Mali", "template": "weekly", "week": "2024-W38"},
        "state": "running",
        "stage": "checking",
        "done": 4,
        "total": 11,
        "problem": None,
        "result": "/api/v1/briefings/9f1c2ab4d0e35768",
        "events": "/api/v1/jobs/9f1c2ab4d0e35768/events",
    }
]
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "hint"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:briefer:problem:archive-busy"]},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": {**_TEXT, "description": "what is wrong"},
        "hint": {**_TEXT, "description": "what to do about it"},
        "errors": {"type": "array", "items": _record("", field=_TEXT, reason=_TEXT)},
    },
}
_VERDICT: Schema = {"type": ["object", "null"]}
_ROW = {"code": _TEXT, "bulletins": _COUNT}

SCHEMAS: dict[str, Schema] = {
    "Problem": _PROBLEM,
    "Job": _JOB,
    "Paper": {
        "anyOf": [{"$ref": "#/components/schemas/Briefing"}, {"$ref": "#/components/schemas/Briefings"}]
    },
    "Jobs": _record("briefer.jobs/1", jobs=_many("Job")),
    "BulletinFacts": _record("", **_FACTS),
    "Bulletins": _record("briefer.bulletins/1", total=_COUNT, bulletins=_many("BulletinFacts")),
    "Bulletin": _record("briefer.bulletin/1", **_FACTS, body=_TEXT, copies=_many("BulletinFacts")),
    "Hit": _record("", **_FACTS, passage=_TEXT, start=_COUNT, end=_COUNT, score={"type": "number"}),
    "Search": _record("briefer.search/1", query=_TEXT, hits=_many("Hit"), reason=_MAYBE),
    "Cited": _record(
        "briefer.cited/1",
        bulletin_id=_TEXT,
        citations={"type": "array", "items": _record("", kind=_TEXT, id=_TEXT, title=_TEXT, text=_TEXT)},
    ),
    "Stats": _record(
        "briefer.stats/1",
        path=_TEXT,
        **dict.fromkeys(("bulletins", "linked", "passages", "embedded", "pages", "bytes"), _COUNT),
        countries={"type": "array", "items": _record("", **_ROW)},
        **dict.fromkeys(("first", "last", "model", "revision"), _MAYBE),
    ),
    "Check": _record(
        "briefer.check/1",
        draft=_TEXT,
        judge=_TEXT,
        **dict.fromkeys(("supported", "contradicted", "not_found", "unchecked"), _COUNT),
        passed={"type": "boolean"},
        sentences={
            "type": "array",
            "items": _record(
                "",
                text=_TEXT,
                line={"type": ["integer", "null"]},
                kind=_TEXT,
                verdict=_VERDICT,
                citations={
                    "type": "array",
                    "items": _record("", **_FACTS, quote=_TEXT, start=_COUNT, end=_COUNT),
                },
            ),
        },
    ),
    "Ingest": _record(
        "briefer.ingest/1",
        **dict.fromkeys(("added", "changed", "unchanged", "linked", "dropped", "failed", "removed"), _COUNT),
        problems={
            "type": "array",
            "items": _record(
                "",
                source=_TEXT,
                line={"type": ["integer", "null"]},
                message=_TEXT,
                hint=_TEXT,
                severity=_TEXT,
            ),
        },
        summary=_TEXT,
    ),
    "Evaluation": {
        "type": "object",
        "required": ["schema", "briefer", "engine", "judge", "suites"],
        "properties": {"schema": {"const": "briefer.evaluation/1"}, "suites": {"type": "array"}},
    },
    "Templates": _record(
        "briefer.templates/1",
        templates={"type": "array", "items": _record("", name=_TEXT, about=_TEXT)},
        forms=_TEXTS,
    ),
}
