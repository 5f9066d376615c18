"""An output, or a frozen draft, ruled on anew: each claim against the words that it cites, together and one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefer.evaluation.cases import DraftCase, ToldCase
from briefer.evaluation.matching import sentences_of
from briefer.evaluation.metrics.observed import JudgedClaim, Observed
from briefer.grounding.pairs import Pair, Premise, pair_of
from briefer.model import Answer, Briefing, Bulletin, Citation, Claim, Finding, Span, Support, Verdict

Rule = Callable[[Sequence[Pair]], Sequence[Verdict]]

UNCITED = Verdict(Support.NOT_FOUND, 0.0, "none", (Finding("citation", "it cites nothing"),))


@dataclass(frozen=True, slots=True)
class Archived:
    """The bulletins that cases are about."""

    bulletins: tuple[Bulletin, ...]
    by_id: Mapping[str, Bulletin] = field(init=False, repr=False)
    by_title: Mapping[str, Bulletin] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {each.id: each for each in self.bulletins})
        object.__setattr__(self, "by_title", {each.title: each for each in self.bulletins})

    def resolves(self, citation: Citation) -> bool:
        """Say whether the words cited stand there in a bulletin of the archive."""
        archived = self.by_id.get(citation.bulletin.id)
        return archived is not None and citation.span.of(archived.body) == citation.quote

    def named(self, titles: Iterable[str]) -> tuple[Bulletin, ...]:
        """Return the bulletins of some titles. Raises KeyError where there is none."""
        return tuple(self.by_title[title] for title in dict.fromkeys(titles))


@dataclass(slots=True)
class _Ruling:
    """Rules on no pair twice."""

    rule: Rule
    known: dict[Pair, Verdict] = field(default_factory=dict)

    def on(self, pairs: Sequence[Pair]) -> tuple[Verdict, ...]:
        new = [each for each in dict.fromkeys(pairs) if each not in self.known and each.premises]
        if new:
            self.known |= zip(new, self.rule(new), strict=True)
        return tuple(self.known.get(each, UNCITED) for each in pairs)

    def supported(self, pairs: Sequence[Pair]) -> dict[Pair, bool]:
        return {
            pair: verdict.support is Support.SUPPORTED
            for pair, verdict in zip(pairs, self.on(pairs), strict=True)
        }


def observe_output(
    case: ToldCase,
    output: Answer | Briefing,
    archived: Archived,
    rule: Rule,
    ranked: Sequence[Bulletin] | None = None,
) -> Observed:
    """Rule on the claims of an output; `ranked` is what was retrieved for a question, best first."""
    claims = claims_of(output)
    relevant = archived.named(case.relevant)
    said = [claim.text for claim in claims]
    notes = [claim.note for claim in claims if claim.note]
    gaps = output.gaps if isinstance(output, Briefing) else ()
    why = output.reason if isinstance(output, Answer) else output.gaps
    return Observed(
        case,
        claims=_judged(claims, archived, _Ruling(rule), relevant),
        refused=not claims and bool(why),
        sentences=sentences_of(said),
        stated=sentences_of([*said, *notes, *gaps]),
        relevant=frozenset(each.id for each in relevant),
        ranked=None if ranked is None else tuple(each.id for each in ranked),
    )


def observe_draft(case: DraftCase, archived: Archived, rule: Rule) -> Observed:
    """Rule on the sentences of a frozen draft."""
    claims = [
        Claim(each.text, tuple(_citation(archived, quoted.bulletin, quoted.quote) for quoted in each.cites))
        for each in case.claims
    ]
    verdicts = _Ruling(rule).on([pair_of(claim) for claim in claims])
    judged = tuple(JudgedClaim(claim, verdict) for claim, verdict in zip(claims, verdicts, strict=True))
    return Observed(case, claims=judged)


def claims_of(output: Answer | Briefing) -> tuple[Claim, ...]:
    """Return all claims in order."""
    if isinstance(output, Answer):
        return output.claims
    return tuple(claim for section in output.sections for claim in section.claims)


def _citation(archived: Archived, title: str, quote: str) -> Citation:
    bulletin = archived.by_title[title]
    start = bulletin.body.index(quote)
    return Citation(bulletin, Span(start, start + len(quote)))


def _judged(
    claims: Sequence[Claim], archived: Archived, ruling: _Ruling, relevant: Sequence[Bulletin]
) -> tuple[JudgedClaim, ...]:
    pairs = [pair_of(claim) for claim in claims]
    verdicts = ruling.on(pairs)
    holds = [verdict.support is Support.SUPPORTED for verdict in verdicts]
    needed = _needed([pair for pair, held in zip(pairs, holds, strict=True) if held], ruling)
    unheld = [claim for claim, held in zip(claims, holds, strict=True) if not held]
    elsewhere = _elsewhere(unheld, archived, ruling, relevant)
    return tuple(
        JudgedClaim(
            claim,
            verdict,
            valid=tuple(archived.resolves(each) for each in claim.citations),
            needed=needed.get(pair, (False,) * len(pair.premises)),
            elsewhere=claim in elsewhere,
        )
        for claim, pair, verdict in zip(claims, pairs, verdicts, strict=True)
    )


def _needed(supported: Sequence[Pair], ruling: _Ruling) -> dict[Pair, tuple[bool, ...]]:
    """For each citation of a supported claim: it alone supports the claim, or the claim falls without it."""
    several = [pair for pair in supported if len(pair.premises) > 1]
    alone = ruling.supported([_only(pair, n) for pair in several for n in range(len(pair.premises))])
    failing = [
        _without(pair, n) for pair in several for n in range(len(pair.premises)) if not alone[_only(pair, n)]
    ]
    rest = ruling.supported(failing)
    return {pair: (True,) for pair in supported if len(pair.premises) == 1} | {
        pair: tuple(alone[_only(pair, n)] or not rest[_without(pair, n)] for n in range(len(pair.premises)))
        for pair in several
    }


def _only(pair: Pair, n: int) -> Pair:
    return Pair(pair.claim, (pair.premises[n],))


def _without(pair: Pair, n: int) -> Pair:
    return Pair(pair.claim, pair.premises[:n] + pair.premises[n + 1 :])


def _elsewhere(
    claims: Sequence[Claim], archived: Archived, ruling: _Ruling, relevant: Sequence[Bulletin]
) -> frozenset[Claim]:
    """The claims that the whole body of a bulletin supports, of those that they cite and those that are relevant."""
    pairs: dict[Pair, Claim] = {}
    for claim in claims:
        cited = (archived.by_id.get(each.bulletin.id) for each in claim.citations)
        for bulletin in dict.fromkeys((*(each for each in cited if each), *relevant)):
            premise = Premise(bulletin.body, bulletin.title, bulletin.date, bulletin.outlets)
            pairs[Pair(claim.text, (premise,))] = claim
    held = ruling.supported(list(pairs))
    texts = {pair.claim for pair, yes in held.items() if yes}
    return frozenset(claim for claim in claims if claim.text in texts)
