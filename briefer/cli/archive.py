"""`ingest`, `list`, `show`, `stats`, `reembed`, `doctor`: the archive and what it holds.

As JSON, what they do is told in these schemas, what they show in those of `rendering.listing`:

    briefer.ingest/1    {schema, added, changed, unchanged, linked, dropped, failed, removed, problems, summary};
                        problems is a list of {source, line, message, hint, severity}: "error" or "warning"
    briefer.reembed/1   {schema, passages, model, revision}
    briefer.doctor/1    {schema, sound, checks}; checks is a list of {name, ok, detail, fix}, fix null where ok
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.opening import country_of, embedder_of, opened_archive, settings_of, today_of
from briefer.cli.options import (
    ArchiveOption,
    AsOfOption,
    CountryOption,
    JsonOption,
    ModelOption,
    SinceOption,
    UntilOption,
)
from briefer.console.terminal import Volume, tell, volume
from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.archive.records import Check, IngestReport


def ingest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE", help="Files, folders, URLs, or - for standard input."),
    ] = None,
    retrieved: Annotated[
        str | None,
        typer.Option(
            "--retrieved", metavar="D", help="Day the pages were retrieved; years count back from it."
        ),
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove what is gone from the sources.")] = False,
    seeds: Annotated[
        bool, typer.Option("--seeds", help="Also read the bulletins that ship with briefer.")
    ] = False,
    json: JsonOption = False,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Read bulletins into the archive.

    What is there unchanged costs nothing. What cannot be read is told line by line, and the rest goes in; the
    last line counts. The exit status is 2 where one of the sources named gave nothing at all.
    """
    from briefer.archive.archive import has_archive, open_archive
    from briefer.archive.records import IngestReport
    from briefer.console.arguments import as_retrieved
    from briefer.console.sources import Sources
    from briefer.console.terminal import ingest_progress
    from briefer.reading.sources import ReadOptions
    from briefer.resources import shipped

    settings = settings_of(archive=archive, as_of=as_of)
    named = [*(sources or []), *([str(shipped("seeds"))] if seeds else [])]
    if not named:
        raise InputError("nothing to read", "name a file, a folder, a URL or - (or pass --seeds)")
    options = ReadOptions(
        retrieved=as_retrieved(retrieved, today_of(settings)),
        today=today_of(settings),
        stdin=getattr(sys.stdin, "buffer", None),  # there may be none
        allow_private_urls=settings.allow_private_urls,
    )
    readings = Sources(named, options)
    # No archive is made for sources of which none is there.
    problems = None if has_archive(settings.archive) else readings.problems_without_pages()
    if problems is not None:
        report = IngestReport(failed=sum(each.severity == "error" for each in problems), problems=problems)
    else:
        with (
            open_archive(settings.archive, embedder=embedder_of(settings), create=True) as opened,
            ingest_progress() as progress,
        ):
            report = opened.ingest(readings, roots=named, prune=prune, progress=progress)
    _tell_ingest(report, json=json)
    if readings.unread:
        raise typer.Exit(2)


def _tell_ingest(report: IngestReport, *, json: bool) -> None:
    from briefer.console.sources import print_problem, report_line

    if json:
        _tell_record("ingest", asdict(report) | {"summary": report_line(report).strip()})
        return
    for problem in report.problems:
        if problem.severity == "error" or volume() is not Volume.QUIET:
            print_problem(problem)
    tell(report_line(report))


def list_(
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many at most.")] = 50,
    json: JsonOption = False,
    archive: ArchiveOption = None,
) -> None:
    """List bulletins, newest first."""
    from briefer.console.arguments import as_period
    from briefer.rendering.listing import list_bulletins

    code, period = country_of(country), as_period(since, until)
    with opened_archive(settings_of(archive=archive)) as opened:
        found = opened.bulletins(country=code, period=period)
    tell(list_bulletins(found, limit, "json" if json else "text"), wrapped=not json)


def show(
    bulletin: Annotated[str, typer.Argument(metavar="ID", help="A bulletin's id, or its first characters.")],
    json: JsonOption = False,
    archive: ArchiveOption = None,
) -> None:
    """Show one bulletin whole."""
    from briefer.reading.cleaning import one_line
    from briefer.rendering.listing import show_bulletin

    with opened_archive(settings_of(archive=archive)) as opened:
        found = opened.bulletin(one_line(bulletin))
        copies = opened.linked(found.id)
    tell(show_bulletin(found, copies, "json" if json else "text"), wrapped=not json)


def stats(
    json: JsonOption = False,
    archive: ArchiveOption = None,
) -> None:
    """Count what the archive holds."""
    from briefer.rendering.listing import show_stats

    with opened_archive(settings_of(archive=archive), may_be_empty=True) as opened:
        counted = opened.stats()
    tell(show_stats(counted, opened.path, "json" if json else "text"), wrapped=not json)


def reembed(
    embedding: Annotated[
        str | None,
        typer.Argument(metavar="MODEL", help="A sentence-transformers model, by name or path."),
    ] = None,
    json: JsonOption = False,
    archive: ArchiveOption = None,
) -> None:
    """Embed every passage anew.

    With the model given, or the one of the settings.
    """
    from briefer.archive.embedding import DEFAULT_MODEL, load_embedder
    from briefer.console.terminal import ingest_progress

    settings = settings_of(archive=archive, embedding=embedding)
    with opened_archive(settings, may_be_empty=True) as opened, ingest_progress() as progress:
        embedder = load_embedder(settings.embedding or DEFAULT_MODEL)
        opened.reembed(embedder, progress=progress)
        embedded = opened.stats().embedded
    if json:
        made = {"passages": embedded, "model": embedder.name, "revision": embedder.revision}
        _tell_record("reembed", made)
    else:
        tell(f"{embedded} passages embedded with {embedder.name}\n")


def doctor(json: JsonOption = False, archive: ArchiveOption = None, model: ModelOption = None) -> None:
    """Check settings, models and archive.

    Each line that fails says how to mend it; the exit status is then 2.
    """
    from briefer.diagnosis import diagnose

    checks = []
    for check in diagnose(archive=archive, model=model):
        checks.append(check)
        if not json:
            _tell_check(check)
    sound = all(check.ok for check in checks)
    if json:
        told = [asdict(check) | {"fix": None if check.ok else check.fix} for check in checks]
        _tell_record("doctor", {"sound": sound, "checks": told})
    if not sound:
        raise typer.Exit(2)


def _tell_check(check: Check) -> None:
    if check.ok and volume() is Volume.QUIET:
        return
    tell(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.detail}\n")
    if not check.ok:
        tell(f"      fix: {check.fix}\n")


def _tell_record(name: str, record: dict[str, object]) -> None:
    from briefer.rendering.json import dumped

    tell(dumped({"schema": f"briefer.{name}/1", **record}))
