"""The command line: parse, call, print."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from briefer import __version__
from briefer.console.terminal import INTERRUPTED, failure, speak_utf8, tell
from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.archive.archive import Archive
    from briefer.archive.embedding import Embedder
    from briefer.settings import Settings

app = typer.Typer(
    name="briefer",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Read news bulletins, ask them questions, and write country briefings, every sentence cited.",
)

ArchiveOption = Annotated[
    Path | None, typer.Option("--archive", metavar="DIR", help="Folder of the archive. [default: .briefer]")
]
CountryOption = Annotated[
    str | None,
    typer.Option("--country", metavar="C", help="Only bulletins on this country: name or ISO code."),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="D", help="First day: 2025-02-17, or a month, year or ISO week."),
]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="D", help="Last day, in the same forms.")]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="M", help="'extractive' or a chat model: 'ollama:llama3.1'. [default: extractive]"
    ),
]
JudgeOption = Annotated[
    str | None,
    typer.Option(
        "--judge",
        metavar="J",
        help="'cross-encoder:NAME-OR-PATH' or 'llm:PROVIDER:MODEL'. [default: lexical-semantic]",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="D", help="The day that counts as today. [default: the clock's]"),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefer {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks. May stand anywhere.")] = False,
) -> None:
    """Read news bulletins, ask them questions, and write country briefings, every sentence cited."""


@app.command()
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
    from briefer.console.sources import Sources, print_problem, report_line
    from briefer.console.terminal import ingest_progress
    from briefer.reading.sources import ReadOptions
    from briefer.resources import shipped

    settings = _settings(archive=archive, as_of=as_of)
    named = [*(sources or []), *([str(shipped("seeds"))] if seeds else [])]
    if not named:
        raise InputError("nothing to read", "name a file, a folder, a URL or - (or pass --seeds)")
    options = ReadOptions(
        retrieved=as_retrieved(retrieved, _today(settings)),
        today=_today(settings),
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
            open_archive(settings.archive, embedder=_embedder(settings), create=True) as opened,
            ingest_progress() as progress,
        ):
            report = opened.ingest(readings, roots=named, prune=prune, progress=progress)
    for problem in report.problems:
        print_problem(problem)
    tell(report_line(report))
    if readings.unread:
        raise typer.Exit(2)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question in plain words.")],
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    model: ModelOption = None,
    judge: JudgeOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Answer a question, citing the exact words.

    What the bulletins do not say is not answered; the nearest bulletins are shown instead.
    """
    from briefer.console.arguments import as_period, as_question
    from briefer.console.terminal import working
    from briefer.grounding.gate import Gate
    from briefer.rendering import render
    from briefer.writing.chains import Ask, ask_chain
    from briefer.writing.engines import engine_for
    from briefer.writing.judges import judge_for

    settings = _settings(archive=archive, model=model, judge=judge, as_of=as_of)
    asked = Ask(as_question(question), _country(country), as_period(since, until))
    with _open(settings, embedder=_embedder(settings)) as opened, working("Reading the bulletins"):
        engine = engine_for(settings, lambda: opened.embedder)
        gate = Gate(judge_for(settings, lambda: opened.embedder))
        chain = ask_chain(opened, engine, gate, today=_today(settings), passages=settings.passages)
        answer = chain.invoke(asked)
    tell(render(answer, "json" if json else "text"), wrapped=not json)


@app.command()
def brief(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="Name or ISO code: Mali, ML, MLI.")],
    week: Annotated[
        str | None,
        typer.Option("--week", metavar="W", help="ISO week, 2025-W08. [default: the latest with bulletins]"),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="F", help="text, md, html or json. [default: by --out, else text]"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write to this file; - is standard output.")
    ] = None,
    model: ModelOption = None,
    judge: JudgeOption = None,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Write a country's briefing for a week or longer."""
    from briefer.console.arguments import as_country, as_period, as_week
    from briefer.console.files import form_for, write_whole
    from briefer.console.terminal import working
    from briefer.grounding.gate import Gate
    from briefer.rendering import render
    from briefer.writing.chains import Brief, brief_chain
    from briefer.writing.engines import engine_for
    from briefer.writing.judges import judge_for
    from briefer.writing.planning import period_for

    if week is not None and (since is not None or until is not None):
        raise InputError("--week and --since/--until exclude each other", "give one of them")
    chosen_form = form_for(form, out)
    settings = _settings(archive=archive, model=model, judge=judge, as_of=as_of)
    code, given = as_country(country), as_week(week) if week is not None else as_period(since, until)
    with _open(settings) as opened, working("Writing the briefing"):
        engine = engine_for(settings, lambda: opened.embedder)
        period = period_for(opened, code, given, _today(settings))
        gate = Gate(judge_for(settings, lambda: opened.embedder))
        briefing = brief_chain(opened, engine, gate, today=_today(settings)).invoke(Brief(code, period))
    rendered = render(briefing, chosen_form)
    if out is None or str(out) == "-":
        tell(rendered, wrapped=chosen_form == "text")
    else:
        write_whole(out, rendered)
        tell(f"wrote {out}\n")


@app.command("list")
def list_(
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many at most.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    archive: ArchiveOption = None,
) -> None:
    """List bulletins, newest first."""
    from briefer.console.arguments import as_period
    from briefer.rendering.listing import list_bulletins

    code, period = _country(country), as_period(since, until)
    with _open(_settings(archive=archive)) as opened:
        found = opened.bulletins(country=code, period=period)
    tell(list_bulletins(found, limit, "json" if json else "text"), wrapped=not json)


@app.command()
def show(
    bulletin: Annotated[str, typer.Argument(metavar="ID", help="A bulletin's id, or its first characters.")],
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    archive: ArchiveOption = None,
) -> None:
    """Show one bulletin whole."""
    from briefer.reading.cleaning import one_line
    from briefer.rendering.listing import show_bulletin

    with _open(_settings(archive=archive)) as opened:
        found = opened.bulletin(one_line(bulletin))
        copies = opened.linked(found.id)
    tell(show_bulletin(found, copies, "json" if json else "text"), wrapped=not json)


@app.command()
def stats(
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    archive: ArchiveOption = None,
) -> None:
    """Count what the archive holds."""
    from briefer.rendering.listing import show_stats

    with _open(_settings(archive=archive), may_be_empty=True) as opened:
        counted = opened.stats()
    tell(show_stats(counted, opened.path, "json" if json else "text"), wrapped=not json)


@app.command()
def reembed(
    embedding: Annotated[
        str | None,
        typer.Argument(metavar="MODEL", help="A sentence-transformers model, by name or path."),
    ] = None,
    archive: ArchiveOption = None,
) -> None:
    """Embed every passage anew.

    With the model given, or the one of the settings.
    """
    from briefer.archive.embedding import DEFAULT_MODEL, load_embedder
    from briefer.console.terminal import ingest_progress

    settings = _settings(archive=archive, embedding=embedding)
    with _open(settings, may_be_empty=True) as opened, ingest_progress() as progress:
        embedder = load_embedder(settings.embedding or DEFAULT_MODEL)
        opened.reembed(embedder, progress=progress)
        embedded = opened.stats().embedded
    tell(f"{embedded} passages embedded with {embedder.name}\n")


@app.command()
def doctor(archive: ArchiveOption = None, model: ModelOption = None) -> None:
    """Check settings, models and archive.

    Each line that fails says how to mend it; the exit status is then 2.
    """
    from briefer.diagnosis import diagnose

    failed = False
    for check in diagnose(archive=archive, model=model):
        failed |= not check.ok
        tell(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.detail}\n")
        if not check.ok:
            tell(f"      fix: {check.fix}\n")
    if failed:
        raise typer.Exit(2)


def _settings(*, as_of: str | None = None, **flags: object) -> Settings:
    from briefer.console.arguments import as_day
    from briefer.settings import load_settings

    return load_settings(as_of=None if as_of is None else as_day(as_of, "--as-of"), **flags)


@contextmanager
def _open(
    settings: Settings, *, embedder: Embedder | None = None, may_be_empty: bool = False
) -> Iterator[Archive]:
    from briefer.archive.archive import open_archive

    with open_archive(settings.archive, embedder=embedder) as opened:
        if not may_be_empty and opened.is_empty:
            raise InputError(f"the archive {opened.path} is empty", "run: briefer ingest PAGE")
        yield opened


def _embedder(settings: Settings) -> Embedder | None:
    from briefer.archive.embedding import load_embedder

    return load_embedder(settings.embedding) if settings.embedding else None


def _today(settings: Settings) -> date:
    return settings.as_of or datetime.now().astimezone().date()


def _country(text: str | None) -> str | None:
    from briefer.console.arguments import as_country

    return None if text is None else as_country(text)


def main() -> NoReturn:
    """Run the command line; an error is one line on standard error, and a traceback only with --debug."""
    speak_utf8()
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1 or os.environ.get("BRIEFER_DEBUG") == "1"
    try:
        status = app(args=arguments or ["--help"], prog_name="briefer", standalone_mode=False) or 0
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except Exception as error:
        if debug:
            traceback.print_exc()
        line, status = failure(error)
        typer.echo(f"briefer: {line}", err=True)
    if status == INTERRUPTED:
        typer.echo("briefer: interrupted: nothing stored is lost; run it again to go on", err=True)
    sys.exit(status)
