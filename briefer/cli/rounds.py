"""`update` and `weekly`: the week's round."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.opening import embedder_of, opened_archive, settings_of, today_of
from briefer.cli.options import (
    ArchiveOption,
    AsOfOption,
    JudgeOption,
    ModelOption,
    completed_country,
)
from briefer.console.terminal import tell
from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.rounds.update import UpdateReport
    from briefer.settings import Settings

_BELOW_THE_GATE = 1  # the exit status where a paper is, as of `check` and `eval`
_TO_BE_MENDED = 2  # where a source or a country failed


def update(
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Also list what is of sources named no longer, or gone from a folder."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --prune: remove it.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Fetch and read what is new at the sources of briefer.toml.

    One line a source, then the count of all. What is unchanged is not sent again, and what robots.txt forbids
    is not fetched. The exit status is 2 where one of the sources gave nothing because it failed.

    \b
    A source is a table of that file; a path may stand for the url:
    [[sources]]
    url = "https://example.org/feed.xml"
    """
    from briefer.rounds.pruning import prune as prune_archive
    from briefer.rounds.telling import prune_text, update_json, update_text

    if yes and not prune:
        raise InputError("--yes goes with --prune", "add --prune, or leave out --yes")
    settings = settings_of(archive=archive, as_of=as_of)
    report = _updated(settings)
    pruned = None
    if prune:
        with opened_archive(settings, embedder=embedder_of(settings), may_be_empty=True) as opened:
            pruned = prune_archive(opened, settings, yes=yes)
    if json:
        tell(update_json(report, pruned))
    else:
        tell(update_text(report) + (prune_text(pruned) if pruned else ""))
    if report.gave_nothing:
        raise typer.Exit(_TO_BE_MENDED)


def weekly(
    week: Annotated[
        str | None,
        typer.Option("--week", metavar="W", help="ISO week, 2025-W08. [default: the one that ended last]"),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(
            "--country",
            metavar="C",
            help="Name or ISO code, in place of those of briefer.toml. May be repeated.",
            autocompletion=completed_country,
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--template", metavar="T", help="Name or folder: see briefer template list. [default: weekly]"
        ),
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--formats", metavar="F,F", help="Of html, md, docx, pdf, json and text. [default: html,md]"
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder of the dated folders. [default: briefings]"),
    ] = None,
    no_update: Annotated[
        bool, typer.Option("--no-update", help="Write from what the archive holds; fetch nothing.")
    ] = False,
    model: ModelOption = None,
    judge: JudgeOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Update, then write and check each country's briefing.

    They go into a dated folder with an index page, OUT/2025-W08/index.html, and OUT/index.html lists all weeks. Run
    again, it goes on where it was stopped: what is there, made from the same, is not made anew. The exit status is 1
    where a briefing fails the gate, 2 where a source or a country could not be had.

    \b
    The countries stand in briefer.toml; template, forms and out may too:
    [weekly]
    countries = ["Mali", "Niger"]
    """
    from briefer.console.terminal import progress_bar
    from briefer.rounds.order import order_of
    from briefer.rounds.telling import update_text
    from briefer.rounds.week_telling import week_json, week_text
    from briefer.rounds.weekly import prepare
    from briefer.rounds.weekly import weekly as write_weekly

    settings = settings_of(archive=archive, model=model, judge=judge, as_of=as_of)
    today = today_of(settings)
    order = order_of(
        settings,
        today=today,
        week=week,
        countries=country or (),
        template=template,
        forms=formats,
        out=out,
    )
    prepare(order)
    updated = (
        None if no_update else _updated(settings, "pass --no-update to write from what the archive holds")
    )
    if updated and not json:
        tell(update_text(updated))
    with (
        opened_archive(settings, embedder=embedder_of(settings)) as opened,
        progress_bar("Writing the briefings") as progress,
    ):
        report = write_weekly(opened, settings, order, today=today, updated=updated, progress=progress)
    tell(week_json(report, updated) if json else week_text(report))
    if not report.passed:
        raise typer.Exit(_BELOW_THE_GATE)
    if not report.complete or (updated and updated.gave_nothing):
        raise typer.Exit(_TO_BE_MENDED)


def _updated(settings: Settings, otherwise: str = "") -> UpdateReport:
    """Update the archive, and tell the problems that no line of the report tells; `otherwise` is a further hint."""
    from briefer.archive.archive import open_archive
    from briefer.console.sources import print_problem
    from briefer.console.terminal import ingest_progress
    from briefer.rounds.plan import sources_of
    from briefer.rounds.telling import further_problems
    from briefer.rounds.update import update as update_archive

    try:
        sources_of(settings)  # no archive is made where nothing is named
    except InputError as error:
        raise InputError(error.message, ", or ".join(filter(None, (error.hint, otherwise)))) from None
    with (
        open_archive(settings.archive, embedder=embedder_of(settings), create=True) as opened,
        ingest_progress() as progress,
    ):
        report = update_archive(opened, settings, today=today_of(settings), progress=progress)
    for problem in further_problems(report):
        print_problem(problem)
    return report
