"""What a paper is made from, as one hash: where it is the same, the paper need not be made again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer import __version__
from briefer.model import Bulletin
from briefer.rendering.json import bulletin_record
from briefer.rendering.layout import PAGE, STYLE_SHEET, Layout
from briefer.rounds.order import Order, Wanted
from briefer.rounds.papers import digest_of
from briefer.settings import Settings
from briefer.writing.engine import BriefTask

if TYPE_CHECKING:
    from briefer.archive.archive import Archive


def inputs_of(archive: Archive, settings: Settings, order: Order, wanted: Wanted) -> str:
    """Return the sha256, in hex, of all that a paper depends on but for the day on which it is made.

    These are the version of briefer, model, judge and embedding, the template with its files, the forms, and of each
    country the bulletins that its briefing is made from.
    """
    from briefer.writing.planning import plan

    made_with = {
        "briefer": __version__,
        "model": settings.model,
        "judge": settings.judge,
        "embedding": [archive.model, archive.revision],
        "forms": sorted(order.forms),
        "template": [repr(replace(order.layout, folder=None)), *_files(order.layout)],
        "week": [str(order.week.since), str(order.week.until)],
        "countries": [
            [code, _undated(archive, code), _told(plan(archive, code, order.week))]
            for code in wanted.countries
        ],
    }
    return digest_of(json.dumps(made_with, sort_keys=True).encode())


def _files(layout: Layout) -> list[str]:
    if layout.folder is None:
        return []
    loaded = sorted(layout.folder.glob(f"*{Path(PAGE).suffix}"))  # the page may include the others
    files = [file for file in (*loaded, layout.folder / STYLE_SHEET) if file.is_file()]
    return [part for file in files for part in (file.name, digest_of(file.read_bytes()))]


def _told(task: BriefTask) -> Mapping[str, Any]:
    """The bulletins in their order. Sentences, stories and the rest follow from these alone."""
    stories = (bulletin for story in (*task.stories, *task.earlier_stories) for bulletin in story.bulletins)
    aside = (citation.bulletin for held in task.set_aside for citation in held.citations)
    used = (*(item.bulletin for item in task.evidence), *stories, *aside)
    return {"bulletins": _records(used), "named by": sorted(task.named_by.items())}


def _records(bulletins: Iterable[Bulletin]) -> list[Any]:
    return [
        [bulletin_record(each), each.key, each.place, each.body]
        for each in {each.id: each for each in bulletins}.values()
    ]


def _undated(archive: Archive, country: str) -> int:
    """How many bulletins no period can hold: a briefing says so."""
    dates = (each.date for each in archive.bulletins(country=country))
    return sum(when.earliest is None and when.latest is None for when in dates)
