"""A template is tried: each fault of it is found, and a sample is rendered in every form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefer.errors import InputError
from briefer.model import Briefing
from briefer.rendering import FORMS, render
from briefer.rendering.layout import PAGE, STYLE_SHEET, Layout, examine, layout_folder
from briefer.rendering.outline import outline
from briefer.rendering.plain_html import faults_of_css
from briefer.rendering.sample import empty_briefing, sample_briefing
from briefer.rendering.sandbox import own_page, read_style


def try_template(folder: Path) -> tuple[Layout | None, tuple[InputError, ...]]:
    """Return the layout of a folder and all that is wrong with it.

    Beyond what `load_layout` checks, samples are rendered in every form: a full briefing, an empty one and, where
    the layout has chapters by country, two together.
    """
    if not folder.is_dir():
        layout_folder(str(folder))
    layout, faults = examine(folder)
    of_style = _of_style(folder)
    if layout is None:
        return None, (*faults, *of_style)
    found = {str(fault): fault for fault in (*of_style, *_of_page(layout))}
    if not found:
        found = {str(fault): fault for fault in _of_forms(layout)}
    return layout, tuple(found.values())


def samples(layout: Layout) -> tuple[tuple[Briefing, ...], ...]:
    """Return what a layout is tried on."""
    one, none = (sample_briefing(),), (empty_briefing(),)
    both = (sample_briefing(), sample_briefing("Niger (sample)", "NER"))
    return (one, none, both) if layout.is_by_country else (one, none)


def _of_style(folder: Path) -> tuple[InputError, ...]:
    if not (folder / STYLE_SHEET).is_file():
        return ()
    try:
        return tuple(faults_of_css(read_style(folder), folder / STYLE_SHEET))
    except InputError as fault:
        return (fault,)


def _of_page(layout: Layout) -> Iterator[InputError]:
    for briefings in samples(layout):
        shown = outline(briefings, layout, 1)
        try:
            page = own_page(shown, layout)
        except InputError as fault:
            yield fault
            return
        if page and shown.sources and 'href="#source-' not in page:
            yield InputError(
                f"{layout.folder}/{PAGE}: the page cites nothing",
                "print sentences with {{ parts.sentence(sentence) }}, or their markers with {{ parts.cited(...) }}",
            )
            return


def _of_forms(layout: Layout) -> Iterator[InputError]:
    for form in FORMS:
        for briefings in samples(layout):
            try:
                render(briefings if len(briefings) > 1 else briefings[0], form, layout, 1)
            except InputError as fault:
                yield fault
