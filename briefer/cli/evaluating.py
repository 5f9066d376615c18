"""`eval`: how well it does, measured and gated.

As JSON it prints what `--report FILE.json` writes: the schema `briefer.evaluation/1`, with --meta
`briefer.meta/1`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from briefer.cli.opening import settings_of
from briefer.cli.options import JudgeOption, ModelOption
from briefer.errors import InputError

_STANDARD_INPUT = Path("/dev/stdin")


def _suite_names(incomplete: str) -> list[str]:
    from briefer.evaluation.suites import shipped_suites

    return [name for name in shipped_suites() if name.startswith(incomplete)]


def evaluate(
    suites: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SUITE",
            help="Suites by name, or folders of your own. [default: all that ship]",
            autocompletion=_suite_names,
        ),
    ] = None,
    case: Annotated[
        str | None,
        typer.Option("--case", "-k", metavar="TEXT", help="Only cases whose id or tag holds this."),
    ] = None,
    report: Annotated[
        list[Path] | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write .json, .xml (JUnit), .html or .md; - prints JSON. May be repeated.",
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
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Run evaluation suites and hold them to their gates.

    Exit status: 0 all gates hold, 1 quality below a gate, 2 bad input or configuration, 3 a judge or model is not
    available.
    """
    from briefer.console import evaluating

    settings = settings_of(judge=judge, model=model)
    files = [file for file in report or () if str(file) != "-"]
    printed = json or len(files) < len(report or ())
    if printed and compare is not None:
        raise InputError("--compare is told as text", "leave out --json")
    if update_baseline and str(baseline) == "-":
        raise InputError("a baseline is not printed", "name its file with --baseline FILE")

    def run(reports: Sequence[Path]) -> int:
        if compare is not None:
            return evaluating.compare(*(_read_from(each) or each for each in compare))
        if meta:
            bulletins, labelled = _read_from(corpus), _read_from(pairs)
            return evaluating.run_meta(settings, cache, corpus=bulletins, pairs=labelled, reports=reports)
        return evaluating.run(
            settings,
            cache,
            names=suites or (),
            pattern=case,
            reports=reports,
            baseline=_read_from(baseline),
            update=update_baseline,
        )

    status = _printing_json(run, files) if printed else run(files)
    if status:
        raise typer.Exit(status)


def _printing_json(run: Callable[[Sequence[Path]], int], files: Sequence[Path]) -> int:
    """Run with one more report, and print that one alone."""
    from briefer.console.terminal import printing_nothing, tell

    with TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        with printing_nothing():
            status = run([*files, report])
        tell(report.read_text(encoding="utf-8"))
    return status


def _read_from(file: Path | None) -> Path | None:
    return _STANDARD_INPUT if str(file) == "-" else file
