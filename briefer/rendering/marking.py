"""What changed, marked on the sentences of the bottom line, where a paper tells each sentence once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from briefer.model import Briefing, Claim
from briefer.rendering.plain import one_line
from briefer.writing.states import DENIED, UPDATED

_LABELS = {UPDATED: "Updated: now", DENIED: "Denied or retracted: now"}


def states_of(briefing: Briefing) -> Mapping[str, tuple[str, Claim]]:
    """Return what changed by its words: the state, and the claim with what was told before."""
    found: dict[str, tuple[str, Claim]] = {}
    for section in briefing.sections:
        if section.kind == "change":
            for claim in section.claims:
                found.setdefault(one_line(claim.text), (one_line(section.title), claim))
    return found


def all_marked(
    claims: Sequence[Claim], states: Mapping[str, tuple[str, Claim]]
) -> list[tuple[Claim, str, str]]:
    """Return each claim of a point with its state and label; what a story has beside its sentence has its state."""
    found = [_marked(claim, states) for claim in claims]
    of_story: dict[int | None, str] = {claim.story: state for claim, state, _ in found if state}
    of_story[None] = ""
    return [
        (claim, state or ("" if label else of_story.get(claim.story, "")), label)
        for claim, state, label in found
    ]


def _marked(claim: Claim, states: Mapping[str, tuple[str, Claim]]) -> tuple[Claim, str, str]:
    """Return a claim of the bottom line, its state in a word, and the label where it revises another.

    A claim that revises what was told before comes with that.
    """
    state, change = states.get(one_line(claim.text), ("", claim))
    if change.was is not None and state in _LABELS:
        return replace(claim, was=change.was, note=change.note), "", _LABELS[state]
    return claim, state[:1].lower() + state[1:], ""


def pointer(briefing: Briefing, read: Collection[str], *, is_all: bool) -> str:
    """Say how much of what changed stands in the bottom line; empty where none of it does.

    `read` are the sentences that a reader has seen; `is_all` says that nothing else changed.
    """
    told: dict[str, set[object]] = {}
    for section in briefing.sections:
        state = one_line(section.title)
        for claim in section.claims if section.kind == "change" else ():
            if one_line(claim.text) in read:
                told.setdefault(state[:1].lower() + state[1:], set()).add(
                    claim.text if claim.story is None else claim.story
                )
    if not told:
        return ""
    counts = ", ".join(f"{len(stories)} {state}" for state, stories in told.items())
    return f"The bottom line tells and marks {'all that' if is_all else 'what else'} changed: {counts}."
