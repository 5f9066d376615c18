"""What a case printed, as plain data."""

from __future__ import annotations

from briefer.evaluation.cases import DraftCase
from briefer.evaluation.metrics.observed import JudgedClaim, Observed
from briefer.evaluation.outcomes import Output, ShownCitation, ShownClaim, ShownWithheld
from briefer.model import Answer, Briefing, Citation, Finding, Support
from briefer.reading.cleaning import without_halves


def shown(seen: Observed, made: Answer | Briefing | None = None) -> Output:
    """Return the claims as they were ruled on and what was withheld; `made` is None for a frozen draft."""
    if made is None:
        return Output(tuple(_labelled(seen)))
    sections = [""] * len(seen.claims)
    if isinstance(made, Briefing):
        sections = [section.title for section in made.sections for _ in section.claims]
    return Output(
        claims=tuple(_claim(each, section) for each, section in zip(seen.claims, sections, strict=True)),
        withheld=tuple(
            ShownWithheld(without_halves(each.text), without_halves(each.reason)) for each in made.withheld
        ),
        abstained=not seen.claims,
        reason=without_halves(made.reason) if isinstance(made, Answer) and made.reason else None,
        gaps=tuple(map(without_halves, made.gaps)) if isinstance(made, Briefing) else (),
    )


def _labelled(seen: Observed) -> list[ShownClaim]:
    labels = seen.case.claims if isinstance(seen.case, DraftCase) else ()
    return [
        _claim(judged, label=each.label, fault=each.fault)
        for judged, each in zip(seen.claims, labels, strict=True)
    ]


def _claim(
    judged: JudgedClaim, section: str = "", label: Support | None = None, fault: str | None = None
) -> ShownClaim:
    verdict = judged.verdict
    return ShownClaim(
        text=without_halves(judged.claim.text),
        citations=tuple(_citation(each) for each in judged.claim.citations),
        support=verdict.support,
        score=round(float(verdict.score), 6),
        judge=verdict.judge,
        findings=tuple(
            Finding(each.check, without_halves(each.reason), each.contradicts) for each in verdict.findings
        ),
        section=section,
        label=label,
        fault=fault,
    )


def _citation(citation: Citation) -> ShownCitation:
    return ShownCitation(
        citation.bulletin.id,
        without_halves(citation.bulletin.title),
        without_halves(citation.quote),
        citation.span.start,
        citation.span.end,
    )
