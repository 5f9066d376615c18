"""An answer or a briefing as one HTML file: no script, no request, readable on a screen and on paper."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefer.model import Answer, Briefing
from briefer.rendering.outline import outline
from briefer.rendering.shown import FIGURE_COLUMNS

if TYPE_CHECKING:
    from jinja2 import Environment


def render(output: Answer | Briefing) -> str:
    """Return the output as a whole HTML document."""
    name = "answer.html.j2" if isinstance(output, Answer) else "briefing.html.j2"
    return environment().get_template(name).render(shown=outline(output), columns=FIGURE_COLUMNS)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates' environment: everything that goes in is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("briefer.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
