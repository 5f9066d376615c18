"""An answer or a briefing as terminal text, Markdown, one-file HTML or JSON.

    numbering   which bulletin is [1], which is [2]
    plain       a bulletin's words made safe to print
    shown       the parts of an output as readers see them
    outline     what every form for readers shows, in its order, in plain words
    columns     a table for a terminal
    text, markdown, html    the outline in three notations
    json        the documented schema, with every character as it stands in the bulletin

Bulletins, questions and what a model wrote are untrusted: none of it can become markup or terminal control.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefer.errors import InputError
from briefer.model import Answer, Briefing
from briefer.rendering import html, json, markdown, text
from briefer.rendering.text import wrap

__all__ = ["FORMS", "render", "wrap"]

FORMS: Mapping[str, Callable[[Answer | Briefing], str]] = {
    "text": text.render,
    "md": markdown.render,
    "html": html.render,
    "json": json.render,
}


def render(output: Answer | Briefing, form: str) -> str:
    """Return the output in one of `FORMS`, ending in a line break.

    The same output gives the same characters. Raises InputError for a form that there is not.
    """
    writer = FORMS.get(form)
    if writer is None:
        raise InputError(f"there is no output format {form!r}", f"choose one of: {', '.join(FORMS)}")
    return writer(output)
