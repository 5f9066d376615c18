"""What must not change between a bulletin and a claim: values, names, polarity, who says it."""

from __future__ import annotations

from briefer.evaluation.matching import holds, holds_any
from briefer.evaluation.metrics.claims import MISSING
from briefer.evaluation.metrics.definition import ENTITIES, OWN, Measured, Metric, share_of_claims
from briefer.evaluation.metrics.observed import JudgedClaim, Observed
from briefer.evaluation.outcomes import Failure
from briefer.grounding.language.quantities import find_quantities
from briefer.grounding.language.words import words_of
from briefer.reading.countries import find_mentions
from briefer.reading.dates import find_dates

VALUE_CHECKS = frozenset({"numbers", "quantifiers", "dates"})
ENTITY_CHECKS = frozenset({"actors", "names", "offices", "places"})
POLARITY_CHECKS = frozenset({"negation"})
ATTRIBUTION_CHECKS = frozenset({"attribution", "modality"})


def _has_value(judged: JudgedClaim) -> bool:
    return bool(find_quantities(judged.claim.text) or find_dates(judged.claim.text))


def _has_name(judged: JudgedClaim) -> bool:
    text = judged.claim.text
    return any(word.text[:1].isupper() for word in words_of(text)[1:]) or bool(find_mentions(text))


def _retention(seen: Observed) -> Measured | None:
    wanted = seen.told.attributed if seen.told else ()
    if not wanted:
        return None
    if seen.error is not None:
        return Measured(0, len(wanted))
    failures = []
    for each in wanted:
        flat = next(
            (s for s in seen.sentences if holds(s, each.words) and not holds_any(s, each.needs)), None
        )
        if flat is not None:
            reason = f'"{each.text}" is told without saying whose word it is: "{flat}"'
            failures.append(Failure("attribution_retention", reason))
    return Measured(len(wanted) - len(failures), len(wanted), tuple(failures))


FIDELITY_METRICS = (
    Metric(
        "value_fidelity",
        "Value fidelity",
        "Printed claims with a quantity or a date for which none of the checks numbers, quantifiers and dates fires, "
        f"by printed claims with one. {MISSING}has a wrong value.",
        OWN,
        share_of_claims(lambda each: not each.fires(VALUE_CHECKS), _has_value),
    ),
    Metric(
        "entity_fidelity",
        "Entity fidelity",
        "Printed claims with a name (a capital after the first word, or a known place) for which neither of the "
        f"checks names and places fires, divided by printed claims with one. {MISSING}has a wrong name.",
        ENTITIES,
        share_of_claims(lambda each: not each.fires(ENTITY_CHECKS), _has_name),
    ),
    Metric(
        "polarity",
        "Polarity",
        "Printed claims for which the check of negation does not fire, divided by printed claims. "
        f"{MISSING}has the wrong polarity.",
        OWN,
        share_of_claims(lambda each: not each.fires(POLARITY_CHECKS)),
    ),
    Metric(
        "attribution_fidelity",
        "Attribution fidelity",
        "Printed claims for which neither of the checks attribution and modality fires, divided by printed claims. "
        f"{MISSING}has lost its attribution.",
        OWN,
        share_of_claims(lambda each: not each.fires(ATTRIBUTION_CHECKS)),
    ),
    Metric(
        "attribution_retention",
        "Attribution retention",
        "Statements of the case that must stay somebody's word and that no sentence tells without it, divided by "
        "such statements. A case that errored keeps none.",
        OWN,
        _retention,
    ),
)
