"""Claims of news that a judge has not learned from, true and false, to fit its stack on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from briefer.evaluation.meta.text import random_of
from briefer.grounding.pairs import Pair, Premise
from briefer.training.claims import claims_of, written_claims
from briefer.training.corpus import months_of
from briefer.training.examples import SUPPORTED, Example
from briefer.training.fitting import NEWS
from briefer.training.mixing import CORPUS
from briefer.training.recipe import Recipe
from briefer.training.written import WRITTEN, kept_back, months_about, read_written

_MONTHS = 6
_EACH = 80  # claims of one kind
_PLAIN = frozenset({"verbatim", "spelling", "address added"})  # settled before a stack is asked


def kept_back_claims(data: Path) -> list[tuple[str, Pair, bool]]:
    """Return what was written by hand and nothing was learned from, as `new_claims` does."""
    table = kept_back(read_written())
    months = months_about(data / CORPUS, table)
    found = (claim for month in months for claim in written_claims(month, 0, table))
    return [(WRITTEN, Pair(e.asked, (Premise(e.text),)), e.allowed == (SUPPORTED,)) for e in found]


def new_claims(data: Path, recipes: Sequence[Recipe], seed: int) -> list[tuple[str, Pair, bool]]:
    """Return set, pair and whether it is supported, of months from which none of the recipes draws."""
    kinds: dict[str, list[Example]] = defaultdict(list)
    for month in months_of(data / CORPUS, _MONTHS, seed, [(each.months, each.seed) for each in recipes]):
        for example in claims_of(month, seed):
            kinds[example.source].append(example)
    drawn = [
        example
        for kind, found in sorted(kinds.items())
        if kind not in _PLAIN
        for example in random_of(seed, kind).sample(found, min(_EACH, len(found)))
    ]
    return [(NEWS, Pair(e.asked, (Premise(e.text),)), e.allowed == (SUPPORTED,)) for e in drawn]
