"""Checks: what must agree between a claim and the words it cites. A check can veto, never rescue.

One module each. A check fires only where it is sure, since a fair paraphrase must pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefer.grounding.checks import (
    actors,
    causes,
    dates,
    likelihood,
    links,
    modality,
    names,
    numbers,
    offices,
    places,
    polarity,
    quantifiers,
    roles,
    speech,
    splices,
)
from briefer.grounding.pairs import Pair
from briefer.model import Finding

Check = Callable[[Pair], tuple[Finding, ...]]

CHECKS: Mapping[str, Check] = {
    "numbers": numbers.check,
    "quantifiers": quantifiers.check,
    "dates": dates.check,
    "names": names.check,
    "places": places.check,
    "offices": offices.check,
    "actors": actors.check,
    "roles": roles.check,
    "negation": polarity.check,
    "modality": modality.check,
    "likelihood": likelihood.check,
    "attribution": speech.check,
    "cause": causes.check,
    "splice": splices.check,
    "links": links.check,
}
