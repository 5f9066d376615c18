"""`eval`: how well it does, measured and gated."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefer.cli.opening import settings_of
from briefer.cli.options import JudgeOption, ModelOption


def evaluate(
    suites: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SUITE", help="Suites by name, or folders of your own. [default: all that ship]"
        ),
    ] = None,
    case: Annotated[
        str | None,
        typer.Option("--case", "-k", metavar="TEXT", help="Only cases whose id or tag holds this."),
    ] = None,
    report: Annotated[
        list[Path] | None,
        typer.Option(
            "--report", metavar="FILE", help="Write .json, .xml (JUnit), .html or .md. May be repeated."
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="Compare with this. [default: the one that ships]"),
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write the baseline anew from this run.")
    ] = False,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option("--compare", metavar="A B", help="Compare two JSON reports, and run nothing."),
    ] = None,
    meta: Annotated[
        bool, typer.Option("--meta", help="Evaluate the evaluator: mutations, degenerate judges, ablations.")
    ] = False,
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", metavar="FILE", help="With --meta: further bulletins to mutate."),
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs", metavar="FILE", help="With --meta: labelled pairs (JSONL) to measure the judge on."
        ),
    ] = None,
    judge: JudgeOption = None,
    model: ModelOption = None,
    cache: Annotated[
        Path | None, typer.Option("--cache", metavar="DIR", help="Folder of what is kept between runs.")
    ] = None,
) -> None:
    """Run evaluation suites and hold them to their gates.

    Exit status: 0 all gates hold, 1 quality below a gate, 2 bad input or configuration, 3 a judge or model is not
    available.
    """
    from briefer.console import evaluating

    settings = settings_of(judge=judge, model=model)
    if compare is not None:
        status = evaluating.compare(*compare)
    elif meta:
        status = evaluating.run_meta(settings, cache, corpus=corpus, pairs=pairs, reports=report or ())
    else:
        status = evaluating.run(
            settings,
            cache,
            names=suites or (),
            pattern=case,
            reports=report or (),
            baseline=baseline,
            update=update_baseline,
        )
    if status:
        raise typer.Exit(status)
