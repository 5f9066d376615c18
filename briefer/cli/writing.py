"""`ask` and `brief`: what the bulletins say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefer.cli.opening import country_of, embedder_of, opened_archive, settings_of, today_of
from briefer.cli.options import (
    ArchiveOption,
    AsOfOption,
    CountryOption,
    JudgeOption,
    ModelOption,
    SinceOption,
    UntilOption,
)
from briefer.console.terminal import tell
from briefer.errors import InputError


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
    from briefer.rendering import render
    from briefer.writing.chains import Ask, ask_chain
    from briefer.writing.engines import engine_for
    from briefer.writing.judges import gate_for

    settings = settings_of(archive=archive, model=model, judge=judge, as_of=as_of)
    asked = Ask(as_question(question), country_of(country), as_period(since, until))
    with opened_archive(settings, embedder=embedder_of(settings)) as opened, working("Reading the bulletins"):
        engine = engine_for(settings, lambda: opened.embedder)
        gate = gate_for(settings, lambda: opened.embedder)
        chain = ask_chain(opened, engine, gate, today=today_of(settings), passages=settings.passages)
        answer = chain.invoke(asked)
    tell(render(answer, "json" if json else "text"), wrapped=not json)


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
    from briefer.console.files import form_for, hand_out
    from briefer.console.terminal import working
    from briefer.rendering import FORMS, render
    from briefer.writing.chains import Brief, brief_chain
    from briefer.writing.engines import engine_for
    from briefer.writing.judges import gate_for
    from briefer.writing.planning import period_for

    if week is not None and (since is not None or until is not None):
        raise InputError("--week and --since/--until exclude each other", "give one of them")
    chosen_form = form_for(form, out, FORMS)
    settings = settings_of(archive=archive, model=model, judge=judge, as_of=as_of)
    code, given = as_country(country), as_week(week) if week is not None else as_period(since, until)
    with opened_archive(settings) as opened, working("Writing the briefing"):
        engine = engine_for(settings, lambda: opened.embedder)
        period = period_for(opened, code, given, today_of(settings))
        gate = gate_for(settings, lambda: opened.embedder)
        briefing = brief_chain(opened, engine, gate, today=today_of(settings)).invoke(Brief(code, period))
    hand_out(render(briefing, chosen_form), out, wrapped=chosen_form == "text")
