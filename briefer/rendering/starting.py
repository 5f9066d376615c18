"""A new template: a folder with a copy of a built-in layout, a page and a style sheet, all with comments."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from briefer.errors import InputError
from briefer.rendering.layout import COUNTRIES, FACTS, PAGE, SHOWN, STYLE_SHEET, STYLES, layout_folder
from briefer.rendering.titling import FIELDS

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def new_template(name: str, like: str) -> Mapping[str, str]:
    """Return the files of a new template by their names, beginning as the built-in layout `like`.

    Raises InputError for a name that is none, and for a layout that there is not.
    """
    if not _NAME.fullmatch(name):
        raise InputError(
            f"{name!r} is no name for a template", "use small letters, digits and hyphens: desk-weekly"
        )
    folder = layout_folder(like)
    toml = (folder / "template.toml").read_text(encoding="utf-8")
    named = re.sub(r'^name = "[^"]*"$', f'name = "{name}"', toml, count=1, flags=re.MULTILINE)
    starter = folder.parent / "_new"
    return {
        "template.toml": f"{_comments()}\n{named}",
        PAGE: (starter / PAGE).read_text(encoding="utf-8"),
        STYLE_SHEET: (starter / STYLE_SHEET).read_text(encoding="utf-8"),
    }


def _comments() -> str:
    """What may stand in the file, from what is read of it."""
    from briefer.writing.themes import OTHER, THEMES

    told = [
        "What a briefing shows, and in which order. Sources, what was withheld and how it was made follow by "
        "themselves. Try it with: briefer template check FOLDER",
        f"title: text with {', '.join(f'{{{field}}}' for field in FIELDS)}; what stands between [ and ] is left out "
        "where a field in it is not known.",
        f"facts: what stands under the title, any of {', '.join(FACTS)}.",
        f"show: {', '.join(SHOWN)}; or {COUNTRIES}, with [[country]] sections for the chapter of each country.",
        'heading: in place of the usual one; "" prints none.',
        "style: " + "; ".join(f"{kind}: {', '.join(styles)}" for kind, styles in STYLES.items()) + ".",
        "most: at most so many paragraphs, rows or accounts. What is left out is in the JSON form.",
        "again: false leaves out a sentence that stands above already, unless one that stays leans on it.",
        f"themes: of developments, any of {', '.join((*THEMES, OTHER))}. A section of developments without themes "
        "takes all that no other section names.",
    ]
    lines = (
        line
        for each in told
        for line in textwrap.wrap(each, 110, initial_indent="# ", subsequent_indent="#   ")
    )
    return "\n".join(lines) + "\n"
