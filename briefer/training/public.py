"""Pairs of evidence and claim that others labelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefer.errors import InputError
from briefer.evaluation.meta.text import content, random_of
from briefer.training.examples import (
    LABELS,
    SUPPORTED,
    UNSUPPORTED,
    Example,
    read_records,
)

# Sets whose "not_enough" holds contradictions as well.
_TWO_WAY = frozenset({"fever-nli", "help", "expertqa", "conjnli"})


def public_examples(path: Path, seed: int) -> Iterator[Example]:
    """Yield the pairs of each set, in an order drawn by the seed.

    A set of supported pairs alone is given as many that are not: each claim beside the evidence of another that
    shares most words with it. Raises InputError where a line is no pair.
    """
    sets: dict[str, list[Example]] = defaultdict(list)
    for number, record in read_records(path):
        label = record.get("label")
        if label not in LABELS or not {"set", "evidence", "claim"} <= set(record):
            raise InputError(
                f"{path.name}, line {number}: no labelled pair", "give set, evidence, claim and label"
            )
        sets[record["set"]].append(_example(record))
    for name, examples in sorted(sets.items()):
        if all(each.allowed == (SUPPORTED,) for each in examples):
            examples += list(_mismatched(examples))
        random = random_of(seed, name)
        random.shuffle(examples)
        yield from examples


def _example(record: Mapping[str, str]) -> Example:
    label = record["label"]
    allowed = UNSUPPORTED if label != SUPPORTED and record["set"] in _TWO_WAY else (label,)
    return Example(record["evidence"], record["claim"], allowed, record["set"])


def _mismatched(examples: list[Example]) -> Iterator[Example]:
    words = [content(each.text) for each in examples]
    for at, each in enumerate(examples):
        asked = content(each.asked)
        if asked:
            others = [i for i in range(len(examples)) if examples[i].text != each.text and i != at]
            best = max(others, key=lambda i: (len(asked & words[i]), -i))
            if len(asked & words[best]) < 0.6 * len(asked):
                yield Example(examples[best].text, each.asked, UNSUPPORTED, each.source)
