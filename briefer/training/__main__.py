"""`python -m briefer.training examples|train|export|measure`: make the judge and the reader that ship with briefer."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from briefer.errors import BrieferError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, help=__doc__)

Work = Annotated[Path, typer.Option(help="Folder for examples, checkpoints and weights.")]
Name = Annotated[str, typer.Argument(help="The recipe: judge or reader.")]


@app.command()
def examples(
    name: Name,
    data: Annotated[Path, typer.Option(help="Folder of the data sets.")],
    work: Work = Path("training"),
) -> None:
    """Make what a model learns from, and leave out what it is measured on."""
    from briefer.training.examples import write_examples
    from briefer.training.mixing import examples_for
    from briefer.training.recipe import read_recipe

    work.mkdir(parents=True, exist_ok=True)
    recipe = read_recipe(name)
    counts: Counter[str] = Counter()
    started = time.monotonic()
    made = examples_for(
        recipe, data, lambda line: typer.echo(f"{time.monotonic() - started:6.0f} s  {line}", err=True)
    )
    written = write_examples(
        work / f"{name}.jsonl.gz", (counts.update([each.source]) or each for each in made)
    )
    for source, count in sorted(counts.items()):
        typer.echo(f"{count:8,}  {source}")
    typer.echo(f"{written:8,}  in all")


@app.command()
def train(
    name: Name,
    work: Work = Path("training"),
    threads: Annotated[int, typer.Option(help="Cores that are used.")] = 2,
) -> None:
    """Train a model on its examples; an interrupted run goes on where it stood."""
    import torch

    from briefer.training.recipe import read_recipe
    from briefer.training.running import run_training

    torch.set_num_threads(threads)
    run_training(read_recipe(name), work, typer.echo)


if __name__ == "__main__":
    try:
        app()
    except BrieferError as error:
        typer.echo(f"briefer: {error}", err=True)
        raise SystemExit(1) from None
