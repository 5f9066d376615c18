"""An answer or a briefing as terminal text, Markdown, one-file HTML or JSON.

    numbering   which bulletin is [1], which is [2]
    plain       a bulletin's words made safe to print
    shown       the parts of an output as readers see them
    layout      which of them a briefing shows, in which order: the built-in layouts, or a user's own
    outline     what every form for readers shows, in its order, in plain words
    columns     a table for a terminal
    text, markdown, html, docx, pdf    the outline in five notations
    sandbox     a user's own page, rendered where it can do no harm
    json        the documented schema, with every character as it stands in the bulletin

Bulletins, questions and what a model wrote are untrusted: none of it can become markup or terminal control.
"""

from __future__ import annotations

from briefer.errors import InputError
from briefer.model import Answer
from briefer.rendering import html, json, markdown, text
from briefer.rendering.layout import DEFAULT, Layout, load_layout
from briefer.rendering.outline import Output, as_briefings, check_suits, outline
from briefer.rendering.shown import Outline
from briefer.rendering.text import wrap

__all__ = ["FORMS", "render", "wrap"]

FORMS = ("text", "md", "html", "docx", "pdf", "json")


def render(output: Output, form: str, layout: Layout | None = None, number: int | None = None) -> str | bytes:
    """Return the output in one of `FORMS`: bytes for docx and pdf, else text that ends in a line break.

    `layout` arranges briefings, by default the weekly one; `number` is of the paper in its series. The same output
    gives the same characters. Raises InputError for a form that there is not, for several briefings with a layout
    for one, and for what is wrong with a user's template or missing on the machine.
    """
    if form not in FORMS:
        raise InputError(f"there is no output format {form!r}", f"choose one of: {', '.join(FORMS)}")
    chosen = layout or load_layout(DEFAULT)
    if form == "json":
        if not isinstance(output, Answer):
            check_suits(len(as_briefings(output)), chosen)
        return json.render(output, chosen.name, number)
    return _written(outline(output, chosen, number), form, chosen, output)


def _written(shown: Outline, form: str, layout: Layout, output: Output) -> str | bytes:
    if form == "text":
        return text.render(shown)
    if form == "md":
        return markdown.render(shown)
    if form == "docx":
        from briefer.rendering import docx

        return docx.write(shown)
    page = html.render(shown, layout)
    if form == "html":
        return page
    from briefer.rendering import pdf

    return pdf.write(page, json.manifest_of(output))
