"""A recipe's examples, out of all sources, without what the model is measured on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from briefer.evaluation.meta.claims import is_held_out
from briefer.resources import shipped
from briefer.training.answers import answers_of, claims_asked, written_answers
from briefer.training.claims import claims_of, written_claims
from briefer.training.corpus import months_of, raw_texts
from briefer.training.encyclopaedic import encyclopaedic_answers, natural
from briefer.training.examples import Example, read_records
from briefer.training.leakage import Measured
from briefer.training.public import public_examples
from briefer.training.recipe import Recipe
from briefer.training.written import learned, months_about, page_id, read_written

CORPUS = Path("current-events") / "2003-2023.jsonl.gz"
PAIRS = Path("grounding") / "train.jsonl.gz"
_ENCYCLOPAEDIC = ("fever-nli", "fm2")
_READ = (*_ENCYCLOPAEDIC, "expertqa", "conjnli")  # whose evidence is asked about itself
DEVELOPMENT = (Path("grounding") / "dev.jsonl.gz", Path("qa") / "dev.jsonl.gz")


def examples_for(recipe: Recipe, data: Path, say: Callable[[str], None]) -> Iterator[Example]:
    """Yield the examples of a recipe in an order that does not matter; `say` is told what is left out."""
    measured = measured_texts(data)
    say(f"{len(measured.runs):,} runs of words are kept apart for measuring")
    left_out: Counter[str] = Counter()
    for example in _every(recipe, data, say):
        if measured.holds(example):
            left_out[example.source] += 1
        else:
            yield example
    for source, count in sorted(left_out.items()):
        say(f"{count:,} of {source} left out: they share words with what is measured on")


def _every(recipe: Recipe, data: Path, say: Callable[[str], None]) -> Iterator[Example]:
    pairs = list(public_examples(data / PAIRS, recipe.seed))
    if not recipe.examples:  # else the other recipe's are drawn from, and these would stand there twice
        yield from _of_pairs(recipe, pairs)
    for number, month in enumerate(months_of(data / CORPUS, recipe.months, recipe.seed), start=1):
        if number % 10 == 0:
            say(f"{number} of {recipe.months} months")
        yield from (answers_of if recipe.reads else claims_of)(month, recipe.seed)
    if recipe.written:
        yield from _written(recipe, data, pairs)


def _of_pairs(recipe: Recipe, pairs: Sequence[Example]) -> Iterator[Example]:
    if recipe.reads:
        encyclopaedic = [each for each in pairs if each.source in _ENCYCLOPAEDIC]
        yield from claims_asked(encyclopaedic, recipe.seed)
        yield from encyclopaedic_answers([each.text for each in pairs if each.source in _READ], recipe.seed)
    else:
        yield from pairs


def _written(recipe: Recipe, data: Path, pairs: Sequence[Example]) -> Iterator[Example]:
    """What was written by hand, whichever month it is about."""
    table = learned(read_written())
    if recipe.reads:
        for text in sorted({natural(each.text) for each in pairs if each.source in _READ}):
            if row := table.get(page_id(text)):
                yield from row.questions(text)
    for month in months_about(data / CORPUS, table):
        yield from (written_answers if recipe.reads else written_claims)(month, recipe.seed, table)


def measured_texts(data: Path) -> Measured:
    """Gather all that a model is measured with: development sets, held-out months, seeds and the suites' cases."""
    measured = Measured()
    for path in DEVELOPMENT:
        for _, record in read_records(data / path):
            measured.add(text for text in record.values() if isinstance(text, str))
    measured.add(text for day, text in raw_texts(data / CORPUS) if is_held_out(day))
    measured.add(
        path.read_text(encoding="utf-8") for path in sorted(shipped("seeds").rglob("*.*")) if path.is_file()
    )
    for path in sorted(shipped("evals").rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            measured.add(_strings(json.loads(line)))
    return measured


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
