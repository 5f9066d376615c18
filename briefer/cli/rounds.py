"""`update`: the week's round."""

from __future__ import annotations

from typing import Annotated

import typer

from briefer.cli.opening import embedder_of, settings_of, today_of
from briefer.cli.options import ArchiveOption, AsOfOption
from briefer.console.terminal import tell


def update(
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Fetch and read what is new at the sources of briefer.toml.

    One line a source, then the count of all. What is unchanged is not sent again, and what robots.txt forbids
    is not fetched. The exit status is 2 where one of the sources gave nothing because it failed.
    """
    from briefer.archive.archive import open_archive
    from briefer.console.sources import print_problem
    from briefer.console.terminal import ingest_progress
    from briefer.rounds.plan import sources_of
    from briefer.rounds.telling import further_problems, update_json, update_text
    from briefer.rounds.update import update as update_archive

    settings = settings_of(archive=archive, as_of=as_of)
    sources_of(settings)  # no archive is made where nothing is named
    with (
        open_archive(settings.archive, embedder=embedder_of(settings), create=True) as opened,
        ingest_progress() as progress,
    ):
        report = update_archive(opened, settings, today=today_of(settings), progress=progress)
    for problem in further_problems(report):
        print_problem(problem)
    tell(update_json(report) if json else update_text(report))
    if report.gave_nothing:
        raise typer.Exit(2)
