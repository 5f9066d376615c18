"""Mutations: one edit each, after which the words cited no longer support the claim."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefer.evaluation.meta.claims import Library
from briefer.evaluation.meta.mutations import (
    figures,
    mixing,
    names,
    polarity,
    roles,
    scope,
    stance,
    times,
    titles,
)
from briefer.evaluation.meta.mutations.edits import Edit, Mutator, World

__all__ = ["MUTATORS", "Edit", "Mutator", "World", "world_of"]

MUTATORS: Mapping[str, Mutator] = {
    "number": figures.number,
    "unit": figures.unit,
    "magnitude": figures.magnitude,
    "date": times.date,
    "actor swap": names.actor,
    "role swap": roles.role,
    "place": names.place,
    "negation": polarity.negation,
    "attribution removed": stance.attribution,
    "wrong speaker": stance.speaker,
    "hedge to fact": stance.hedge,
    "quantifier": scope.quantifier,
    "cause": scope.cause,
    "mis-cite": mixing.mis_cite,
    "spliced": mixing.splice,
    "plausible addition": mixing.addition,
    "wrong office": titles.office,
    "address added": titles.address,
}


def world_of(library: Library) -> World:
    """Gather what edits may draw on."""
    sentences = [base.text for base in library.bases]
    lower = {word for text in sentences for word in re.findall(r"\b[a-z][\w-]*", text)}
    return World(
        library,
        frozenset(lower),
        names.towns_of(sentences),
        names.people_of(sentences),
        scope.causes_of(sentences),
        stance.speakers_of(sentences),
    )
