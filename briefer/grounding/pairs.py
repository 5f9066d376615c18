"""What is judged: a claim and the words that it is held against."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.model import UNDATED, BulletinDate, Claim


@dataclass(frozen=True, slots=True)
class Premise:
    """Words of one source, with what is known of where they stand.

    Only `text` supports a claim. The rest says what is meant by its "it", "the group", "there" or "Tuesday".
    """

    text: str  # the words cited: one or more sentences
    context: str = ""  # the source's title and what stands before the words; empty where nothing is known
    date: BulletinDate = UNDATED
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the words that must support it, all together."""

    claim: str
    premises: tuple[Premise, ...]

    @property
    def text(self) -> str:
        """The words of all premises, one source a line."""
        return "\n".join(premise.text for premise in self.premises)

    @property
    def context(self) -> str:
        """All contexts, one source a line."""
        return "\n".join(premise.context for premise in self.premises)


def pair_of(claim: Claim) -> Pair:
    """Hold a claim against the words that it cites."""
    return Pair(
        claim.text,
        tuple(
            Premise(
                citation.quote,
                f"{citation.bulletin.title}\n{citation.bulletin.body[: citation.span.start]}".strip(),
                citation.bulletin.date,
                citation.bulletin.outlets,
            )
            for citation in claim.citations
        ),
    )
