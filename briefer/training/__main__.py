"""`python -m briefer.training COMMAND`: make a judge and a reader of one's own."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.errors import BrieferError
from briefer.training.recipe import read_recipe

if TYPE_CHECKING:
    from briefer.encoders.session import PairEncoder

_FITTED = 3  # seed of the claims that a stack is fitted on

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, help=__doc__)

Work = Annotated[Path, typer.Option(help="Folder for examples, checkpoints and weights.")]
Name = Annotated[str, typer.Argument(help="The recipe: a file of briefer/training/recipes.")]


@app.command()
def examples(
    name: Name,
    data: Annotated[Path, typer.Option(help="Folder of the data sets.")],
    work: Work = Path("training"),
) -> None:
    """Make what a model learns from, and leave out what it is measured on."""
    from briefer.training.examples import write_examples
    from briefer.training.mixing import examples_for

    work.mkdir(parents=True, exist_ok=True)
    recipe = read_recipe(name)
    started = time.monotonic()
    made = examples_for(
        recipe, data, lambda line: typer.echo(f"{time.monotonic() - started:6.0f} s  {line}", err=True)
    )
    counts = write_examples(work / f"{name}.jsonl.gz", made)
    for source, count in sorted(counts.items()):
        typer.echo(f"{count:8,}  {source}")
    typer.echo(f"{counts.total():8,}  in all")


@app.command()
def train(
    name: Name,
    work: Work = Path("training"),
    threads: Annotated[int, typer.Option(help="Cores that are used.")] = 2,
) -> None:
    """Train a model on its examples; an interrupted run goes on where it stood."""
    import torch

    from briefer.training.running import run_training

    torch.set_num_threads(threads)
    run_training(read_recipe(name), work, typer.echo)


@app.command()
def export(
    name: Name,
    target: Annotated[Path, typer.Argument(help="Folder that the int8 model is written to.")],
    work: Work = Path("training"),
) -> None:
    """Write the int8 model that runs without torch, what it is held to, and the record of its run."""
    from shutil import copyfile

    from briefer.encoders.running import TOKENIZER
    from briefer.encoders.session import MODEL
    from briefer.training.exporting import export as write
    from briefer.training.reference import REFERENCE, write_reference
    from briefer.training.running import RUN

    target.mkdir(parents=True, exist_ok=True)
    write(work / name, target / MODEL)
    for file in (TOKENIZER, RUN):
        copyfile(work / name / file, target / file)
    write_reference(work / name, target / REFERENCE, reads=read_recipe(name).reads)
    typer.echo(f"{target / MODEL}: {(target / MODEL).stat().st_size / 1e6:.1f} MB")


@app.command()
def graph(
    folder: Annotated[Path, typer.Argument(help="Folder of the published embedding model.")],
    target: Annotated[Path, typer.Argument(help="ONNX file that is written.")],
) -> None:
    """Write the embedding model's graph, which runs without torch and reads its weights where they lie."""
    from briefer.training.sentence_graph import write_graph

    write_graph(folder, target)
    typer.echo(f"{target}: {target.stat().st_size / 1e3:.1f} kB")


@app.command()
def unpack(
    packed: Annotated[Path, typer.Argument(help="Folder of an int8 model.")],
    target: Annotated[Path, typer.Argument(help="Folder that the CrossEncoder is written to.")],
) -> None:
    """Write an int8 model as a folder that sentence-transformers' CrossEncoder loads."""
    from briefer.training.unpacking import unpack as write

    write(packed, target)


@app.command()
def measure(
    name: Name,
    packed: Annotated[Path, typer.Argument(help="Folder of an int8 model.")],
    data: Annotated[Path, typer.Option(help="Folder of the data sets.")],
    each: Annotated[int, typer.Option(min=1, help="Take one pair or question in so many.")] = 1,
    fit: Annotated[bool, typer.Option(help="Of a judge: write its stack beside it.")] = False,
) -> None:
    """Measure a model on the development sets, set by set."""
    from briefer.encoders.session import PairEncoder

    encoder = PairEncoder(packed)
    if read_recipe(name).reads:
        _measure_reader(encoder, data, each)
    else:
        _measure_judge(name, encoder, packed, data, each, fit=fit)


@app.command()
def rank(
    packed: Annotated[Path, typer.Argument(help="Folder of an int8 reader.")],
    data: Annotated[Path, typer.Option(help="Folder of the data sets.")],
) -> None:
    """Fit what weighs the reader's chance beside a sentence's words, and write it beside the reader."""
    import json

    from briefer.encoders.session import PairEncoder
    from briefer.training.ranking import fit, record_of
    from briefer.training.seeking import sought
    from briefer.writing.extractive.ranking import RANKING
    from briefer.writing.reader import Reader

    reader = Reader(PairEncoder(packed))
    ranking, scores = fit(list(sought(reader, data, _on_error)))
    for score in scores:
        typer.echo(
            f"{score.family:8} {score.answerable:5,} answerable: best sentence right {score.right:.3f}, answered "
            f"{score.kept:.3f}   {score.unanswerable:5,} not: refused {score.refused:.3f}"
        )
    text = json.dumps(record_of(ranking, reader.revision), indent=1)
    (packed / RANKING).write_text(text + "\n", encoding="utf-8")


def _measure_reader(encoder: PairEncoder, data: Path, each: int) -> None:
    from briefer.training.answering import labelled_questions, measure_answers

    questions = labelled_questions(data / "qa" / "dev.jsonl.gz", each)
    for score in measure_answers(questions, encoder, _on_error):
        typer.echo(
            f"{score.name:12} {score.count:6,}  answerable AUROC {score.area:.3f} (words alone {score.overlap:.3f})"
            f"  F1 {score.f1:.3f}"
        )


def _measure_judge(
    name: str, encoder: PairEncoder, packed: Path, data: Path, each: int, *, fit: bool
) -> None:
    import numpy as np

    from briefer.grounding.judges.stack import STACK
    from briefer.training.fitting import record_of, write_stack
    from briefer.training.measuring import alone, labelled, labelled_pairs, left_out, measured_signals
    from briefer.training.newly import kept_back_claims, new_claims

    recipe = read_recipe(name)
    learned = [recipe]
    while learned[-1].start:
        learned.append(read_recipe(learned[-1].start))
    rows = [
        *labelled_pairs(data / "grounding" / "dev.jsonl.gz", each),
        *new_claims(data, learned, _FITTED),
        *kept_back_claims(data),
    ]
    known = labelled(rows)
    signals = measured_signals(known.pairs, encoder, _on_error)
    for how, folds in (("on the other sets", known.by_set), ("on four fifths", known.by_evidence)):
        typer.echo(f"fitted {how}:")
        for score in left_out(signals, known.supported, known.sets, folds):
            typer.echo(f"{score.name:24} {score.count:6,}  {score.balanced:.3f}  AUROC {score.area:.3f}")
    for of_set in np.unique(known.sets):
        own = known.sets == of_set
        areas = alone(signals[own], known.supported[own])
        typer.echo(
            f"{of_set:24} alone: " + "  ".join(f"{signal} {area:.2f}" for signal, area in areas.items())
        )
    if fit:
        write_stack(record_of(signals, known.supported, known.sets, encoder.revision), packed / STACK)
        typer.echo(f"written to {packed / STACK}")


def _on_error(line: str) -> None:
    typer.echo(line, err=True)


if __name__ == "__main__":
    try:
        app()
    except BrieferError as error:
        typer.echo(f"briefer: {error}", err=True)
        raise SystemExit(1) from None
