"""What the interface is, as OpenAPI."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse, Response

from briefer.web.api.schemas import SCHEMAS

router = APIRouter()
_PREFIX = "/api/v1"
Json = Any


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """Describe every operation, with the schemas that the command line's JSON has."""
    app = request.app
    if app.openapi_schema is None:
        app.openapi_schema = _described(app.title, app.version, app.summary, app.routes)
    return JSONResponse(app.openapi_schema)


def _described(title: str, version: str, summary: str, routes: list[Any]) -> dict[str, Any]:
    found = get_openapi(title=title, version=version, summary=summary, routes=routes)
    found["paths"] = {path: each for path, each in found["paths"].items() if path.startswith(_PREFIX)}
    components = found.setdefault("components", {})
    components["schemas"] = {**components.get("schemas", {}), **_schemas()}
    components["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "where the server was started with a token",
        }
    }
    found["security"] = [{}, {"token": []}]
    return found


@lru_cache(maxsize=1)
def _schemas() -> dict[str, Any]:
    """Return the schemas by name; those of answers and briefings are the files that come with the renderer."""
    shipped = ("answer", "briefing", "briefings")
    return SCHEMAS | {
        key: each for file in shipped for key, each in _shipped(file, file.capitalize()).items()
    }


def _shipped(file: str, name: str) -> dict[str, Any]:
    """Return a JSON Schema and its definitions as components: "#/$defs/claim" becomes "AnswerClaim"."""
    text = files("briefer.rendering").joinpath("schemas", f"{file}.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    definitions = schema.pop("$defs", {})
    schema.pop("$schema", None)
    schema.pop("$id", None)
    found = {name: schema, **{name + key.capitalize(): each for key, each in definitions.items()}}
    return {key: _pointing(each, name) for key, each in found.items()}


def _pointing(value: Json, name: str) -> Json:
    if isinstance(value, dict):
        return {
            key: _reference(each, name) if key == "$ref" else _pointing(each, name)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_pointing(each, name) for each in value]
    return value


def _reference(target: str, name: str) -> str:
    return f"#/components/schemas/{name}{target.removeprefix('#/$defs/').capitalize()}"
