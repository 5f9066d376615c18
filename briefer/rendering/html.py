"""An answer or a briefing as one HTML file: no script, no request, readable on a screen and on paper."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefer.rendering.layout import Layout
from briefer.rendering.sandbox import own_page, own_style
from briefer.rendering.shown import FIGURE_COLUMNS, Outline
from briefer.rendering.unbroken import with_unbroken_dates

if TYPE_CHECKING:
    from jinja2 import Environment

    from briefer.rendering.pictures.model import Picture


def render(shown: Outline, layout: Layout | None = None) -> str:
    """Return the outline as a whole HTML document; a layout of the user's may have a page and a style of its own.

    Raises InputError naming the file and the line of the user's that is wrong.
    """
    shown = with_unbroken_dates(shown)
    own = own_page(shown, layout) if layout else None
    name = "answer.html.j2" if not shown.is_briefing else "briefing.html.j2" if own is None else "own.html.j2"
    return (
        environment()
        .get_template(name)
        .render(
            shown=shown,
            columns=FIGURE_COLUMNS,
            own=Markup(own or ""),  # noqa: S704 - checked: see plain_html
            own_style=Markup(own_style(layout) if layout else ""),  # noqa: S704
        )
    )


def drawn(picture: Picture) -> Markup:
    """Return a picture as the markup that it is: we drew it, and escaped what it shows."""
    from briefer.rendering.pictures.model import Picture

    if not isinstance(picture, Picture):
        raise TypeError("only pictures are drawn")
    return Markup(picture.svg)  # noqa: S704


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates' environment: everything that goes in is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("briefer.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["drawn"] = drawn
    return made
