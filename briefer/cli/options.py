"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
