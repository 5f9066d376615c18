"""`python -m briefer.evaluation questions|countries|stories`: the measurements that evals/README.md reports."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from briefer.errors import BrieferError, InputError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, help=__doc__)


@app.command()
def questions(
    cases: Annotated[Path, typer.Argument(help="JSONL file of questions.")],
    page: Annotated[str, typer.Argument(help="The page or folder that is asked.")],
    retrieved: Annotated[
        str, typer.Option(help="Day the page was retrieved; also the day that counts as today.")
    ],
    model: Annotated[
        str | None, typer.Option(help="Chat model as 'provider:name'. [default: extractive]")
    ] = None,
) -> None:
    """Ask a page's questions and count right answers and refusals."""
    from briefer.archive.archive import open_archive
    from briefer.evaluation.questions import QuestionScores, judge, load_cases, table
    from briefer.reading.sources import ReadOptions, read_sources
    from briefer.settings import load_settings
    from briefer.writing.chains.ask import Ask, ask_chain
    from briefer.writing.engines import engine_for
    from briefer.writing.judges import gate_for

    day = _day(retrieved)
    settings = load_settings(model=model)
    options = ReadOptions(retrieved=day, today=day, allow_private_urls=settings.allow_private_urls)
    loaded = load_cases(cases)
    with TemporaryDirectory() as folder, open_archive(Path(folder) / "archive", create=True) as archive:
        report = archive.ingest(read_sources([page], options))
        for problem in report.problems:
            typer.echo(f"{problem.source}: {problem.message}", err=True)
        if not archive.stats().bulletins:
            raise InputError(f"{page} holds no bulletin", "name the page or folder that the cases are about")
        engine = engine_for(settings, lambda: archive.embedder)
        gate = gate_for(settings, lambda: archive.embedder)
        chain = ask_chain(archive, engine, gate, today=day, passages=settings.passages)
        outcomes = tuple(judge(case, chain.invoke(Ask(case.question))) for case in loaded)
    typer.echo(table(QuestionScores(outcomes)), nl=False)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text} is no day", "write it as in 2025-03-10") from None


@app.command()
def countries(
    labels: Annotated[Path, typer.Argument(help="evals/countries.jsonl")],
    corpus: Annotated[
        Path, typer.Argument(help="The corpus that the labels' ids stand for (JSONL, may be .gz).")
    ],
) -> None:
    """Measure main and mentioned countries against hand labels."""
    from briefer.evaluation.countries import measure, table

    typer.echo(table(measure(labels, corpus)), nl=False)


@app.command()
def stories(
    labels: Annotated[Path, typer.Argument(help="evals/stories.jsonl")],
    corpus: Annotated[
        Path, typer.Argument(help="The corpus that the labels' ids stand for (JSONL, may be .gz).")
    ],
    cache: Annotated[
        Path | None, typer.Option(help="Folder in which vectors are kept. [default: the user's cache folder]")
    ] = None,
) -> None:
    """Measure which bulletins are taken for one event against hand labels."""
    from briefer.archive.embedding import load_embedder
    from briefer.evaluation.caching import Cache, cache_folder
    from briefer.evaluation.embedding import CachedEmbedder
    from briefer.evaluation.stories import measure, table

    embedder = CachedEmbedder(load_embedder(), Cache(cache or cache_folder()))
    scores = measure(labels, corpus, embedder)
    embedder.keep()
    typer.echo(table(scores), nl=False)


if __name__ == "__main__":
    try:
        app()
    except BrieferError as error:
        typer.echo(f"briefer: {error}", err=True)
        sys.exit(error.exit_status)
