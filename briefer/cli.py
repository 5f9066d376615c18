"""The command line: parse, call, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from briefer import __version__
from briefer.errors import BrieferError, InputError

if TYPE_CHECKING:
    from briefer.archive.archive import Archive
    from briefer.archive.embedding import Embedder
    from briefer.model import Period
    from briefer.settings import Settings

app = typer.Typer(
    name="briefer",
    no_args_is_help=True,
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
        typer.Argument(metavar="[SOURCE]...", help="Files, folders, URLs, or - for standard input."),
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
    """Read bulletins into the archive; what is there unchanged costs nothing."""
    from briefer.archive.archive import open_archive
    from briefer.console import ingest_progress, print_problem, report_line
    from briefer.reading.sources import ReadOptions, read_sources
    from briefer.resources import shipped

    settings = _settings(archive=archive, as_of=_day(as_of, "--as-of"))
    named = [*(sources or []), *([str(shipped("seeds"))] if seeds else [])]
    if not named:
        raise InputError("nothing to read", "name a file, a folder, a URL or - (or pass --seeds)")
    options = ReadOptions(
        retrieved=_day(retrieved, "--retrieved"),
        today=_today(settings),
        stdin=sys.stdin.buffer,
        allow_private_urls=settings.allow_private_urls,
    )
    with open_archive(settings.archive, embedder=_embedder(settings), create=True) as opened:
        with ingest_progress() as progress:
            report = opened.ingest(read_sources(named, options), roots=named, prune=prune, progress=progress)
        for problem in report.problems:
            print_problem(problem)
        typer.echo(report_line(report))
    if any(problem.severity == "error" and problem.source in named for problem in report.problems):
        raise typer.Exit(2)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in plain words.")],
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    model: ModelOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Answer a question from the archive, with the exact words that say so."""
    from briefer.console import working
    from briefer.rendering import render
    from briefer.writing.chains import Ask, ask_chain
    from briefer.writing.engines import engine_for

    if not question.strip():
        raise InputError("the question is empty", 'ask in words: briefer ask "Who claimed the attack?"')
    settings = _settings(archive=archive, model=model, as_of=_day(as_of, "--as-of"))
    asked = Ask(question.strip(), _country(country), _period(since, until))
    with _open(settings) as opened, working("Reading the bulletins"):
        engine = engine_for(settings, lambda: opened.embedder)
        chain = ask_chain(opened, engine, today=_today(settings), passages=settings.passages)
        answer = chain.invoke(asked)
    typer.echo(render(answer, "json" if json else "text"), nl=False)


@app.command()
def brief(
    country: Annotated[str, typer.Argument(help="Name or ISO code: Mali, ML, MLI.")],
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
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file.")] = None,
    model: ModelOption = None,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Write a country's briefing for a week or another period."""
    from briefer.console import working, write_whole
    from briefer.rendering import render
    from briefer.writing.chains import Brief, brief_chain
    from briefer.writing.engines import engine_for
    from briefer.writing.planning import period_for

    if week and (since or until):
        raise InputError("--week and --since/--until exclude each other", "give one of them")
    chosen_form = _form(form, out)
    settings = _settings(archive=archive, model=model, as_of=_day(as_of, "--as-of"))
    code = _country(country)
    assert code is not None  # noqa: S101 (a name was given)
    given = _period(week, week) if week else _period(since, until)
    with _open(settings) as opened, working("Writing the briefing"):
        engine = engine_for(settings, lambda: opened.embedder)
        period = period_for(opened, code, given, _today(settings))
        briefing = brief_chain(opened, engine, today=_today(settings)).invoke(Brief(code, period))
    rendered = render(briefing, chosen_form)
    if out is None or str(out) == "-":
        typer.echo(rendered, nl=False)
    else:
        write_whole(out, rendered)
        typer.echo(f"wrote {out}")


@app.command("list")
def list_(
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    archive: ArchiveOption = None,
) -> None:
    """List bulletins, newest first."""
    from briefer.rendering.listing import list_bulletins

    with _open(_settings(archive=archive)) as opened:
        found = opened.bulletins(country=_country(country), period=_period(since, until))
        typer.echo(list_bulletins(found, limit, "json" if json else "text"), nl=False)


@app.command()
def show(
    bulletin: Annotated[str, typer.Argument(metavar="ID", help="A bulletin's id, or its first characters.")],
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    archive: ArchiveOption = None,
) -> None:
    """Show one bulletin whole."""
    from briefer.rendering.listing import show_bulletin

    with _open(_settings(archive=archive)) as opened:
        found = opened.bulletin(bulletin)
        typer.echo(show_bulletin(found, opened.linked(found.id), "json" if json else "text"), nl=False)


@app.command()
def stats(
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    archive: ArchiveOption = None,
) -> None:
    """Count what the archive holds."""
    from briefer.rendering.listing import show_stats

    with _open(_settings(archive=archive)) as opened:
        typer.echo(show_stats(opened.stats(), opened.path, "json" if json else "text"), nl=False)


@app.command()
def reembed(
    embedding: Annotated[
        str | None, typer.Argument(help="A sentence-transformers model, by name or path.")
    ] = None,
    archive: ArchiveOption = None,
) -> None:
    """Embed every passage anew, with the model given or the one of the settings."""
    from briefer.archive.embedding import DEFAULT_MODEL, load_embedder
    from briefer.console import ingest_progress

    settings = _settings(archive=archive, embedding=embedding)
    with _open(settings, any_model=True) as opened, ingest_progress() as progress:
        embedder = load_embedder(settings.embedding or DEFAULT_MODEL)
        opened.reembed(embedder, progress=progress)
        typer.echo(f"{opened.stats().embedded} passages embedded with {embedder.name}")


@app.command()
def doctor(archive: ArchiveOption = None, model: ModelOption = None) -> None:
    """Check settings, models and archive; each line that fails says how to mend it."""
    from briefer.diagnosis import diagnose

    failed = False
    for check in diagnose(_settings(archive=archive, model=model)):
        failed |= not check.ok
        typer.echo(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.detail}")
        if not check.ok:
            typer.echo(f"      fix: {check.fix}")
    if failed:
        raise typer.Exit(2)


def _settings(**flags: object) -> Settings:
    from briefer.settings import load_settings

    return load_settings(**flags)


@contextmanager
def _open(settings: Settings, *, any_model: bool = False) -> Iterator[Archive]:
    from briefer.archive.archive import open_archive

    with open_archive(settings.archive, embedder=None if any_model else _embedder(settings)) as opened:
        yield opened


def _embedder(settings: Settings) -> Embedder | None:
    from briefer.archive.embedding import load_embedder

    return load_embedder(settings.embedding) if settings.embedding else None


def _today(settings: Settings) -> date:
    return settings.as_of or datetime.now().astimezone().date()


def _day(text: str | None, flag: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{flag} {text!r} is not a day", "write it as 2025-03-10") from None


def _period(since: str | None, until: str | None) -> Period:
    from briefer.model import Period
    from briefer.reading.dates import parse_day

    first = parse_day(since).since if since else None
    last = parse_day(until).until if until else None
    if first and last and first > last:
        raise InputError(f"--since {since} is after --until {until}", "swap them")
    return Period(first, last)


def _form(form: str | None, out: Path | None) -> str:
    """The form asked for, else the one that the file's name tells, else text."""
    from briefer.rendering import FORMS

    suffixes = {
        ".md": "md",
        ".markdown": "md",
        ".html": "html",
        ".htm": "html",
        ".json": "json",
        ".txt": "text",
    }
    chosen = form or (suffixes.get(out.suffix.lower()) if out else None) or "text"
    if chosen not in FORMS:
        raise InputError(f"there is no output format {chosen!r}", f"choose one of: {', '.join(FORMS)}")
    return chosen


def _country(text: str | None) -> str | None:
    if text is None:
        return None
    from briefer.reading.countries import resolve_country

    return resolve_country(text).code


def main() -> NoReturn:
    """Run the command line; an error is one line on standard error, and a traceback only with --debug."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1 or os.environ.get("BRIEFER_DEBUG") == "1"
    try:
        app(args=arguments, prog_name="briefer")
    except BrieferError as error:
        if debug:
            raise
        typer.echo(f"briefer: {error}", err=True)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        sys.stdout = None  # the reader left; nothing more can be told
        sys.exit(0)
    except Exception as error:
        if debug:
            raise
        kind = type(error).__name__
        typer.echo(
            f"briefer: internal failure ({kind}: {error}): run again with --debug to see where", err=True
        )
        sys.exit(1)
    sys.exit(0)
