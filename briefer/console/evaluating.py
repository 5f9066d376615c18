"""`briefer eval`: suites run, gated, reported; the exit status says what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from briefer import __version__
from briefer.console.files import write_whole
from briefer.console.terminal import note, progress_bar, tell
from briefer.errors import InputError, ModelError
from briefer.resources import shipped
from briefer.settings import DEFAULT_JUDGE, Settings

if TYPE_CHECKING:
    from briefer.evaluation.baselines import Baseline
    from briefer.evaluation.caching import Cache
    from briefer.evaluation.outcomes import Report, SuiteResult
    from briefer.evaluation.suites import Suite
    from briefer.grounding.gate import Gate

BASELINE = "baseline.json"


def run(
    settings: Settings,
    cache: Path | None,
    *,
    names: Sequence[str],
    pattern: str | None,
    reports: Sequence[Path],
    baseline: Path | None,
    update: bool,
) -> int:
    """Run suites, print the table, write the reports; return the exit status."""
    from briefer.evaluation.gating import exit_status, gated, unavailable
    from briefer.evaluation.harness import cached_gate
    from briefer.evaluation.outcomes import Report
    from briefer.evaluation.reports import check_report_file, table, write_report

    for file in reports:
        check_report_file(file)
    if update and pattern:
        raise InputError("a baseline is of whole suites", "leave out --case")
    suites = _suites(names, pattern)
    if update and baseline is None and any(suite.folder.parent != shipped("evals") for suite in suites):
        raise InputError(
            "the baseline that ships is of the suites that ship", "name yours with --baseline FILE"
        )
    known = _baseline(settings, baseline, updating=update)
    kept = _cache(cache)
    with _unavailable_is_3(), cached_gate(settings, kept) as gate:
        judge = f"{gate.judge.name}@{gate.judge.revision}"  # before anything runs: the weights must be there
        results = tuple(_run_suite(suite, settings, gate, kept) for suite in suites)
    held = tuple(
        gated(each, known.suites.get(each.name) if known and not pattern else None) for each in results
    )
    made = Report(__version__, settings.model, judge, held)
    tell(table(made), wrapped=False)
    note(f"{kept.reused} judgements, vectors and replies reused, {kept.made} made\n")
    unknown = [each.name for each in held if baseline and known and each.name not in known.suites]
    if unknown and not update:
        note(f"{baseline} knows nothing of {', '.join(unknown)}: not compared\n")
    for file in reports:
        write_whole(file, write_report(made, file))
    if update:
        _update(settings, baseline, held)
    missing = next(filter(None, map(unavailable, held)), None)
    if missing:
        typer.echo(f"briefer: {missing}", err=True)
    return exit_status(held)


def compare(before: Path, after: Path) -> int:
    """Print how two JSON reports differ; 1 where the later one is worse beyond chance."""
    from briefer.evaluation.reports import compared

    earlier, later = _report(before), _report(after)
    if not {suite.name for suite in earlier.suites} & {suite.name for suite in later.suites}:
        raise InputError(f"{before} and {after} have no suite in common", "compare two runs of one suite")
    told, is_worse = compared(earlier, later)
    tell(told, wrapped=False)
    return int(is_worse)


def run_meta(
    settings: Settings,
    cache: Path | None,
    *,
    corpus: Path | None,
    pairs: Path | None,
    reports: Sequence[Path],
) -> int:
    """Evaluate the evaluator, print what came of it, write the reports (.json, .md); return the exit status."""
    from briefer.evaluation.harness import cached_gate, readings_of
    from briefer.evaluation.meta import run_meta as evaluate
    from briefer.evaluation.meta import table
    from briefer.evaluation.suites import load_suite

    wrong = next((file for file in reports if file.suffix not in (".json", ".md")), None)
    if wrong:
        raise InputError(f"{wrong}: --meta is reported as .json or .md", "name such a file")
    seed = load_suite("seed")
    kept = _cache(cache)
    with _unavailable_is_3(), cached_gate(settings, kept) as gate, progress_bar("Judging") as progress:
        made = evaluate(
            gate,
            tuple(bulletin for reading in readings_of(seed, settings) for bulletin in reading.bulletins),
            cases=seed.cases,
            corpus=corpus,
            public=pairs,
            progress=None if progress is None else (lambda done: progress(done, None)),
        )
    told = table(made)
    tell(told, wrapped=False)
    note(f"{kept.reused} judgements reused, {kept.made} made\n")
    for file in reports:
        write_whole(file, made.to_json() if file.suffix == ".json" else told)
    return 0 if made.passed else 1


def _suites(names: Sequence[str], pattern: str | None) -> tuple[Suite, ...]:
    from briefer.evaluation.suites import load_suite, shipped_suites

    loaded = tuple(load_suite(name) for name in names or shipped_suites())
    if pattern is None:
        return loaded
    wanted = pattern.casefold()
    chosen = tuple(
        replace(
            suite,
            cases=tuple(
                case
                for case in suite.cases
                if wanted in case.id.casefold() or any(wanted in tag.casefold() for tag in case.tags)
            ),
            floors=(),  # they are of the whole suite
        )
        for suite in loaded
    )
    found = tuple(suite for suite in chosen if suite.cases)
    if not found:
        raise InputError(f"no case holds {pattern!r} in its id or tags", "`briefer eval` runs all of them")
    return found


def _baseline(settings: Settings, given: Path | None, *, updating: bool) -> Baseline | None:
    """The baseline named, or the one that ships, which is of the engine and judge that need no other model."""
    from briefer.evaluation.baselines import load_baseline

    if given is not None:
        return None if updating and not given.exists() else load_baseline(given)
    ours = shipped("evals") / BASELINE
    is_default = settings.is_extractive and settings.judge == DEFAULT_JUDGE and not settings.embedding
    return load_baseline(ours) if is_default and ours.exists() else None


def _update(settings: Settings, given: Path | None, results: Sequence[SuiteResult]) -> None:
    from briefer.evaluation.baselines import Baseline, dumped_baseline, updated

    file = given or shipped("evals") / BASELINE
    known = _baseline(settings, given, updating=True)
    write_whole(file, dumped_baseline(updated(known or Baseline(), results)))
    note(f"wrote {file}\n")


def _cache(folder: Path | None) -> Cache:
    from briefer.evaluation.caching import Cache, cache_folder

    return Cache(folder or cache_folder())


def _run_suite(suite: Suite, settings: Settings, gate: Gate, cache: Cache) -> SuiteResult:
    from briefer.evaluation.harness import bench
    from briefer.evaluation.running import run_suite

    with (
        progress_bar(f"Suite {suite.name}") as progress,
        bench(suite, settings, gate, cache) as (known, under),
    ):
        tell_done = None if progress is None else (lambda done, total, _: progress(done, total))
        return run_suite(suite, known, under, tell_done)


def _report(path: Path) -> Report:
    from briefer.evaluation.outcomes import from_json

    try:
        return from_json(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"{path} cannot be read ({reason})", "name a report that --report wrote") from None


@contextmanager
def _unavailable_is_3() -> Iterator[None]:
    try:
        yield
    except ModelError as error:
        typer.echo(f"briefer: {error}", err=True)
        from briefer.evaluation.gating import UNAVAILABLE

        raise typer.Exit(UNAVAILABLE) from None
