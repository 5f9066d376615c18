"""Citation numbers: one for each bulletin, in the order of first use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from briefer.model import Answer, Briefing, Bulletin, Claim


def claims_of(*outputs: Answer | Briefing) -> tuple[Claim, ...]:
    """Return all claims of the outputs, in order; what a claim revises comes right after it."""
    made = chain.from_iterable(
        (output.claims,)
        if isinstance(output, Answer)
        else tuple(section.claims for section in output.sections)
        for output in outputs
    )
    return tuple(chain.from_iterable(_with_former(claim) for claim in chain.from_iterable(made)))


def _with_former(claim: Claim) -> Iterator[Claim]:
    former: Claim | None = claim
    while former is not None:
        yield former
        former = former.was


def numbered(*outputs: Answer | Briefing) -> tuple[Bulletin, ...]:
    """Return the bulletins of the outputs, each once: the first is [1].

    A briefing lists its sources itself; a bulletin that it cites and does not list comes after all that are listed.
    """
    listed = (() if isinstance(output, Answer) else output.sources for output in outputs)
    cited = (citation.bulletin for claim in claims_of(*outputs) for citation in claim.citations)
    first: dict[str, Bulletin] = {}
    for bulletin in chain(chain.from_iterable(listed), cited):
        first.setdefault(bulletin.id, bulletin)
    return tuple(first.values())


def numbers(bulletins: Iterable[Bulletin]) -> dict[str, int]:
    """Return the number of each bulletin by its id."""
    return {bulletin.id: number for number, bulletin in enumerate(bulletins, start=1)}


def cited_numbers(claim: Claim, number_of: Mapping[str, int]) -> tuple[int, ...]:
    """Return the numbers that stand behind a claim, each once, in the order of its citations."""
    return tuple(dict.fromkeys(number_of[citation.bulletin.id] for citation in claim.citations))


def markers(found: Iterable[int]) -> str:
    """Return numbers as they are printed: `[1][2]`."""
    return "".join(f"[{number}]" for number in found)
