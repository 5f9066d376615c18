"""`check` and `judge`: what others wrote, held against the bulletins or against evidence of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefer.cli.opening import opened_archive, settings_of
from briefer.cli.options import (
    ArchiveOption,
    CountryOption,
    JsonOption,
    JudgeOption,
    SinceOption,
    UntilOption,
    completed_of,
)
from briefer.errors import InputError

_NOT_SUPPORTED = 1  # the exit status where a sentence is


def check(
    draft: Annotated[
        Path,
        typer.Argument(metavar="DRAFT", help="Markdown, DOCX or text; - is Markdown from standard input."),
    ],
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="F",
            help="text, html or json. [default: by --out, else text]",
            autocompletion=completed_of("text", "html", "json"),
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write to this file; - is standard output.")
    ] = None,
    json: JsonOption = False,
    judge: JudgeOption = None,
    archive: ArchiveOption = None,
) -> None:
    """Hold a draft against the bulletins, sentence by sentence.

    Each sentence is supported, contradicted or not found, with the words that say so. The exit status is 0 where all
    are supported, 1 where one is not, 2 where the draft or a model cannot be read.
    """
    from briefer import api
    from briefer.console.files import form_for, hand_out, read_input
    from briefer.console.terminal import progress_bar
    from briefer.rendering.checked import FORMS, render_checked

    chosen = form_for(form or ("json" if json else None), out, FORMS)
    settings = settings_of(archive=archive, judge=judge)
    given = read_input() if str(draft) == "-" else draft
    with opened_archive(settings) as opened, progress_bar("Checking") as progress:
        checked = api.check(
            opened,
            given,
            country=country,
            since=since,
            until=until,
            settings=settings,
            progress=progress,
        )
    hand_out(render_checked(checked, chosen), out, wrapped=chosen == "text")
    if not checked.passed:
        raise typer.Exit(_NOT_SUPPORTED)


def judge(
    json: Annotated[bool, typer.Option("--json", help="Changes nothing: it is JSON lines anyway.")] = False,
    judge: JudgeOption = None,
) -> None:
    """Score pairs of evidence and claim, JSON lines in and out.

    Reads {"evidence": "...", "claim": "..."} lines from standard input, evidence also as a list, and writes a
    {"score", "supported", "verdict", "checks"} line for each. A line that is none gets an "error", and the exit
    status is then 2.
    """
    import sys

    from briefer.console.judging import judge_lines, standard_input
    from briefer.console.terminal import progress_bar
    from briefer.grounding.gate import ready
    from briefer.writing.judges import gate_for

    gate = ready(gate_for(settings_of(judge=judge)))
    with progress_bar("Judging") as progress:
        done, failed = judge_lines(gate, standard_input(), sys.stdout, progress)
    if not done:
        raise InputError("nothing to judge", "pipe lines of JSON: briefer judge < pairs.jsonl")
    if failed:
        raise typer.Exit(2)
