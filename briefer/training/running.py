"""One run of a recipe: examples in, weights and a record of the run out."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from briefer.errors import InputError
from briefer.evaluation.meta.text import random_of
from briefer.training.batches import encode
from briefer.training.encoder import WEIGHTS_FILE, save, start_folder
from briefer.training.examples import Example, read_examples
from briefer.training.loop import Progress, train
from briefer.training.questioning import in_other_words
from briefer.training.recipe import Recipe
from briefer.training.written import WRITTEN

RUN = "run.json"


def run_training(recipe: Recipe, work: Path, say: Callable[[str], None]) -> Path:
    """Train on the recipe's examples in `work` and return the folder with the weights, `work`/NAME.

    Raises InputError where the recipe that it starts from was not trained in `work`.
    """
    from tokenizers import Tokenizer
    from transformers import AutoTokenizer

    folder = work / recipe.start if recipe.start else start_folder()
    if not (folder / WEIGHTS_FILE).is_file():
        raise InputError(
            f"{recipe.name} starts from {recipe.start}, which is not trained", f"train {recipe.start} first"
        )
    examples = list(drawn(_made(recipe, work), recipe))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    encoded = encode(examples, tokenizer, recipe.longest, asked_first=recipe.reads)
    tokens = sum(len(each.ids) for each in encoded)
    say(f"{len(encoded):,} examples of {tokens / len(encoded):.0f} tokens")
    started, curve = time.monotonic(), []

    def report(progress: Progress) -> None:
        spent = time.monotonic() - started
        curve.append({"step": progress.step, "loss": round(progress.loss, 4)})
        say(f"{spent:6.0f} s  {progress.step:,} of {progress.steps:,}  loss {progress.loss:.4f}")

    target = work / recipe.name
    model, spans = train(recipe, encoded, target, start=folder, spans=recipe.reads, report=report)
    save(model, spans, AutoTokenizer.from_pretrained(str(folder)), target)
    record = {"recipe": recipe.digest, "examples": len(encoded), "tokens": tokens, "curve": curve}
    (target / RUN).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return target


def _made(recipe: Recipe, work: Path) -> Iterator[Example]:
    for name in (recipe.name, recipe.examples):
        if name:
            yield from read_examples(work / f"{name}.jsonl.gz")


def drawn(examples: Iterable[Example], recipe: Recipe) -> Iterator[Example]:
    """Yield of each source as many as the recipe takes, as often as it says; kinds of one source count together."""
    sources: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        sources[example.source.partition(":")[0]].append(example)
    random = random_of(recipe.seed, "reworded")
    for source, found in sorted(sources.items()):
        most = recipe.most.get(source, len(found))
        if len(found) > most:
            found = random_of(recipe.seed, source).sample(found, most)
        reworded = 0.0 if source == WRITTEN else recipe.reworded  # people's own words stay as they are
        for _ in range(recipe.repeats.get(source, 1)):
            for example in found:
                is_other = reworded and random.random() < reworded
                yield replace(example, asked=in_other_words(example.asked, random)) if is_other else example
