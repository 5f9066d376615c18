"""Citation numbers: one for each bulletin, in the order of first use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from briefer.model import Answer, Briefing, Bulletin, Claim


def claims_of(output: Answer | Briefing) -> tuple[Claim, ...]:
    """Return all claims of an output, in order."""
    if isinstance(output, Answer):
        return output.claims
    return tuple(chain.from_iterable(section.claims for section in output.sections))


def numbered(output: Answer | Briefing) -> tuple[Bulletin, ...]:
    """Return the bulletins of an output: the first is [1].

    A briefing lists its sources itself; a bulletin that it cites and does not list comes after them.
    """
    listed: Iterable[Bulletin] = () if isinstance(output, Answer) else output.sources
    cited = (citation.bulletin for claim in claims_of(output) for citation in claim.citations)
    first: dict[str, Bulletin] = {}
    for bulletin in chain(listed, cited):
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
