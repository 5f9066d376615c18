"""`ask` and `brief`: what the bulletins say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefer.cli.opening import country_of, embedder_of, opened_archive, settings_of
from briefer.cli.options import (
    ArchiveOption,
    AsOfOption,
    CountryOption,
    JsonOption,
    JudgeOption,
    ModelOption,
    SinceOption,
    UntilOption,
    completed_country,
    completed_of,
)
from briefer.console.terminal import tell


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question in plain words.")],
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    model: ModelOption = None,
    judge: JudgeOption = None,
    json: JsonOption = False,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Answer a question, citing the exact words.

    What the bulletins do not say is not answered; the nearest bulletins are shown instead.
    """
    from briefer import api
    from briefer.console.arguments import as_period, as_question
    from briefer.console.terminal import working
    from briefer.rendering import render

    settings = settings_of(archive=archive, model=model, judge=judge, as_of=as_of)
    # What is typed wrong is told before anything is opened.
    as_question(question)
    country_of(country)
    as_period(since, until)
    with (
        opened_archive(settings, embedder=embedder_of(settings)) as opened,
        working("Reading the bulletins") as watch,
    ):
        answer = api.ask(
            opened, question, country=country, since=since, until=until, settings=settings, watch=watch
        )
    tell(render(answer, "json" if json else "text"), wrapped=not json)


def brief(
    country: Annotated[
        list[str],
        typer.Argument(
            metavar="COUNTRY",
            help="Name or ISO code: Mali, ML, MLI. Several for a template with chapters by country.",
            autocompletion=completed_country,
        ),
    ],
    week: Annotated[
        str | None,
        typer.Option("--week", metavar="W", help="ISO week, 2025-W08. [default: the latest with bulletins]"),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            metavar="T",
            help="Name or folder: see briefer template list. [default: weekly]",
            autocompletion=completed_of("weekly", "africa-file", "crisiswatch", "sitrep"),
        ),
    ] = None,
    number: Annotated[
        int | None, typer.Option("--number", metavar="N", min=1, help="Number of the paper in its series.")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="F",
            help="text, md, html, docx, pdf or json. [default: by --out, else text]",
            autocompletion=completed_of("text", "md", "html", "docx", "pdf", "json"),
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write to this file; - is standard output.")
    ] = None,
    json: JsonOption = False,
    model: ModelOption = None,
    judge: JudgeOption = None,
    archive: ArchiveOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Write a country's briefing for a week or longer.

    Several countries make one paper, of one period: that of the first where none is named.
    """
    from briefer import api
    from briefer.console.arguments import as_countries
    from briefer.console.files import form_for, hand_out
    from briefer.console.terminal import working
    from briefer.rendering import FORMS, render
    from briefer.rendering.layout import DEFAULT, load_layout
    from briefer.rendering.outline import check_suits

    # What is typed wrong is told before anything is opened.
    api.as_span(week, since, until)
    chosen = form_for(form or ("json" if json else None), out, FORMS)
    layout = load_layout(template or DEFAULT)
    settings = settings_of(archive=archive, model=model, judge=judge, as_of=as_of)
    codes = as_countries(country)
    check_suits(len(codes), layout)
    with opened_archive(settings) as opened, working("Writing the briefing") as watch:
        briefings = api.brief(
            opened,
            codes,
            week=week,
            since=since,
            until=until,
            template=template,
            settings=settings,
            watch=watch,
        )
    shown = briefings if len(briefings) > 1 else briefings[0]
    hand_out(render(shown, chosen, layout, number), out, wrapped=chosen == "text")
