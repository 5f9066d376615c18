"""Pages from templates: everything that goes in is escaped."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined

from briefer import __version__
from briefer.reading.countries import country_by_code
from briefer.reading.dates import describe_day
from briefer.rendering.plain import one_line, pieces_of, web_address

NAVIGATION = (
    ("/", "Ask", "a"),
    ("/brief", "Brief", "b"),
    ("/archive", "Archive", "r"),
    ("/check", "Check", "c"),
    ("/evals", "Evals", "e"),
)
SIGNS = {"supported": "✓", "contradicted": "✗", "not found": "?"}


def page(request: Request, template: str, **values: object) -> str:
    """Return a whole page. `title` is what the window is called."""
    state = request.scope.get("state", {})
    session = state.get("session")
    sessions = request.app.state.desk.sessions
    return (
        environment()
        .get_template(template)
        .render(
            path=request.scope["path"],
            form_token=sessions.form_token(session) if session else "",
            can_sign_out=bool(sessions.needs_token and session and session.is_signed_in),
            **values,
        )
    )


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment of the pages' templates."""
    made = Environment(
        loader=PackageLoader("briefer.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        navigation=NAVIGATION, signs=SIGNS, version=__version__, country_name=_country_name, marks=marks
    )
    made.filters.update(
        one_line=one_line, pieces_of=pieces_of, web_address=web_address, day=_day, sentence=sentence
    )
    return made


def marks(citations: list[dict[str, Any]]) -> str:
    """Return the stretches that citations of one bulletin mark: "12-80,95-120"."""
    spans = sorted({(each["start"], each["end"]) for each in citations})
    return ",".join(f"{start}-{end}" for start, end in spans)


def sentence(text: str) -> str:
    """Return a phrase as a sentence: with a capital and an end."""
    words = one_line(text)
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?", "…")) or not words else ".")


def _country_name(code: str) -> str:
    return country_by_code(code).name


def _day(text: str | None) -> str:
    return describe_day(date.fromisoformat(text)) if text else ""
