"""What an answer and a briefing both tell: how they were made, what they cite, what was set aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from briefer.grounding.gate import Gate
from briefer.model import Bulletin, Manifest, Section, Withheld
from briefer.writing.engine import Engine
from briefer.writing.manifest import manifest_of

if TYPE_CHECKING:
    from briefer.archive.archive import Archive

_MOST_SET_ASIDE = 10  # sentences that are listed


def manifest_for(archive: Archive, engine: Engine, gate: Gate, today: date) -> Callable[..., Manifest]:
    """Return what makes the manifest, but for what differs between the outputs."""
    judge = f"{gate.judge.name}@{gate.judge.revision}, threshold {gate.judge.threshold}"
    return partial(manifest_of, archive, engine, made=today, judge=judge)


def cited_by(section: Section) -> tuple[Bulletin, ...]:
    """Return the bulletins that a section cites, each once, in order."""
    claims = (each for claim in section.claims for each in (claim, claim.was) if each)
    return tuple(dict.fromkeys(each.bulletin for claim in claims for each in claim.citations))


def first_listed(held: Sequence[Withheld]) -> tuple[Withheld, ...]:
    """Return the first of them; the last one listed says how many more there are."""
    more = len(held) - _MOST_SET_ASIDE
    if more <= 0:
        return tuple(held)
    *first, last = held[:_MOST_SET_ASIDE]
    return (*first, replace(last, reason=f"{last.reason}; {more} more like it are not listed"))
