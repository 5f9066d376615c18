"""What both flows share: being a runnable, and what both outputs tell of how they were made and what they cite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from briefer.grounding.gate import Gate
from briefer.model import Bulletin, Manifest, Section, Withheld
from briefer.writing.engine import Engine
from briefer.writing.manifest import manifest_of

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from briefer.archive.archive import Archive

_MOST_SET_ASIDE = 10  # sentences that are listed

_Asked = TypeVar("_Asked")
_Task = TypeVar("_Task")
_Made = TypeVar("_Made")


def as_runnable(steps: tuple[Callable[[_Asked], _Task], Callable[[_Task], _Made]]) -> Runnable[_Asked, _Made]:
    """Return the two steps of a flow as one LangChain runnable."""
    from langchain_core.runnables import RunnableLambda

    first, second = steps
    return RunnableLambda(first) | RunnableLambda(second)


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
