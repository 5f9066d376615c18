"""What metrics look at: the output of one case, each claim already ruled on."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.evaluation.cases import BriefingCase, Case, DraftCase, QuestionCase
from briefer.model import Claim, Support, Verdict


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with what the gate says of it and of each of its citations."""

    claim: Claim
    verdict: Verdict  # by all the words that it cites, together, and by nothing else
    valid: tuple[bool, ...] = ()  # for each citation: its words stand there in a bulletin of the archive
    needed: tuple[bool, ...] = ()  # for each citation: it counts for precision
    elsewhere: bool = False  # not supported by what it cites, but by another bulletin or other words of one

    @property
    def supported(self) -> bool:
        """True where the cited words say it."""
        return self.verdict.support is Support.SUPPORTED

    def fires(self, checks: frozenset[str]) -> bool:
        """Say whether one of the checks fired."""
        return any(finding.check in checks for finding in self.verdict.findings)


@dataclass(frozen=True, slots=True)
class Observed:
    """One case and what came of it."""

    case: Case
    error: str | None = None
    claims: tuple[JudgedClaim, ...] = ()
    refused: bool = False  # it claims nothing and says why
    sentences: tuple[str, ...] = ()  # of the claims
    stated: tuple[str, ...] = ()  # those, and those of notes and gaps: all that is printed as so
    relevant: frozenset[str] = frozenset()  # ids of the bulletins that the case names
    ranked: tuple[str, ...] | None = None  # ids as retrieved, best first; None where nothing retrieves

    @property
    def told(self) -> QuestionCase | BriefingCase | None:
        """The case where it is a question or a briefing."""
        return None if isinstance(self.case, DraftCase) else self.case

    @property
    def is_missing(self) -> bool:
        """True where the case errored, or claims nothing where there is something to claim or says not even why."""
        told = self.told
        if self.error is not None or told is None:
            return self.error is not None
        return not self.claims and (told.answerable or not self.refused)

    @property
    def cites_relevant(self) -> frozenset[str]:
        """The relevant bulletins that are cited."""
        cited = {citation.bulletin.id for each in self.claims for citation in each.claim.citations}
        return self.relevant & cited
