"""Claims against the words that they cite."""

from __future__ import annotations

from briefer.evaluation.metrics.definition import (
    AIS,
    ALCE,
    FACTSCORE,
    FEVER,
    OWN,
    Measured,
    Metric,
    by_case,
    share_of_claims,
)
from briefer.evaluation.metrics.observed import JudgedClaim, Observed
from briefer.evaluation.outcomes import Better, Evidence, Failure
from briefer.model import Support

MISSING = (
    "A case that errored, or that claims nothing where there is something to say, counts as one claim that "
)


def _evidence(judged: JudgedClaim) -> tuple[Evidence, ...]:
    return tuple(Evidence(each.bulletin.title, each.quote) for each in judged.claim.citations)


def _groundedness(seen: Observed) -> Measured | None:
    measured = share_of_claims(lambda each: each.supported)(seen)
    if measured is None or seen.is_missing:
        return measured
    failures = tuple(
        Failure(
            "groundedness",
            f'"{each.claim.text}" is {each.verdict.support} in what it cites: {each.verdict.reason or "no reason"}',
            _evidence(each),
        )
        for each in seen.claims
        if not each.supported
    )
    return Measured(measured.num, measured.den, failures)


def _validity(seen: Observed) -> Measured | None:
    if seen.told is None:
        return None
    if seen.error is not None:
        return Measured(0, 1)
    num, den, failures = 0, 0, []
    for each in seen.claims:
        marks = each.valid or (False,)
        num, den = num + sum(marks), den + len(marks)
        if not all(marks):
            fault = "cites words that no bulletin of the archive has there" if each.valid else "cites nothing"
            failures.append(Failure("citation_validity", f'"{each.claim.text}" {fault}', _evidence(each)))
    return Measured(num, den, tuple(failures)) if den else None


def _recall(seen: Observed) -> Measured | None:
    if seen.told is None:
        return None
    if seen.is_missing:
        return Measured(0, 1)
    return by_case(sum(each.supported for each in seen.claims), len(seen.claims)) if seen.claims else None


def _precision(seen: Observed) -> Measured | None:
    if seen.told is None:
        return None
    if seen.is_missing:
        return Measured(0, 1)
    marks = [mark for each in seen.claims for mark in each.needed]
    if not marks:
        return Measured(0, 1) if seen.claims else None
    return by_case(sum(marks), len(marks))


CLAIM_METRICS = (
    Metric(
        "groundedness",
        "Groundedness",
        "Printed claims that are supported by the words that they cite and by nothing else, divided by printed "
        f"claims. {MISSING}is not supported.",
        f"{AIS}; {FACTSCORE}",
        _groundedness,
    ),
    Metric(
        "contradicted",
        "Contradicted claims",
        "Printed claims whose cited words say otherwise, divided by printed claims. "
        + MISSING
        + "is not contradicted; "
        "with groundedness and claims not found this adds up to 1.",
        FEVER,
        share_of_claims(lambda each: each.verdict.support is Support.CONTRADICTED),
        Better.LOWER,
    ),
    Metric(
        "not_found",
        "Claims not found",
        "Printed claims that their cited words neither say nor contradict, divided by printed claims. "
        f"{MISSING}is not found.",
        FEVER,
        share_of_claims(lambda each: each.verdict.support is Support.NOT_FOUND, missing=1),
        Better.LOWER,
    ),
    Metric(
        "citation_validity",
        "Citation validity",
        "Citations whose bulletin is in the archive and whose quote is exactly the characters of its body from start "
        "to end, divided by citations. A claim without a citation counts as one that is not valid, and so does a "
        "case that errored; a refusal has none to count.",
        OWN,
        _validity,
        invariant=True,
    ),
    Metric(
        "citation_recall",
        "Citation recall",
        "Claims that all their citations together support, divided by claims; then the mean over cases. A case that "
        "errored or claims nothing where it should has 0.",
        ALCE,
        _recall,
    ),
    Metric(
        "citation_precision",
        "Citation precision",
        "Citations that count, divided by citations; then the mean over cases. A citation counts where its claim is "
        "supported by all of them together, unless the claim stays supported without it and it alone does not "
        "support it. A case without a citation, that errored or claims nothing where it should, has 0.",
        ALCE,
        _precision,
    ),
    Metric(
        "mis_cited",
        "Mis-cited claims",
        "Printed claims that the words they cite do not support and that the whole body of a bulletin does, cited or "
        f"named by the case as relevant, divided by printed claims. {MISSING}is not mis-cited.",
        OWN,
        share_of_claims(lambda each: each.elsewhere),
        Better.LOWER,
    ),
)
