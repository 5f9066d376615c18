"""Options that several commands take, and how a shell completes them.

A completion is made while someone types: it loads no more than it has to, and says nothing where it cannot help.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer


def completed_country(incomplete: str) -> list[str]:
    """Complete to countries by name or ISO alpha-3 code; names are joined by hyphens, which need no quoting."""
    from briefer.reading.countries.gazetteer import TOKEN, country_rows
    from briefer.reading.folding import fold

    wanted = fold("-".join(TOKEN.findall(incomplete)))
    words = (word for row in country_rows() for word in ("-".join(TOKEN.findall(row.name)), row.code))
    return [word for word in words if fold(word).startswith(wanted)]


def completed_of(*choices: str) -> Callable[[str], list[str]]:
    """Return what completes to one of these."""
    return lambda incomplete: [each for each in choices if each.startswith(incomplete.lower())]


ArchiveOption = Annotated[
    Path | None, typer.Option("--archive", metavar="DIR", help="Folder of the archive. [default: .briefer]")
]
CountryOption = Annotated[
    str | None,
    typer.Option(
        "--country",
        metavar="C",
        help="Only bulletins on this country: name or ISO code.",
        autocompletion=completed_country,
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="D", help="First day: 2025-02-17, or a month, year or ISO week."),
]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="D", help="Last day, in the same forms.")]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="M",
        help="'extractive' or a chat model: 'ollama:llama3.1'. [default: extractive]",
        autocompletion=completed_of("extractive"),
    ),
]
JudgeOption = Annotated[
    str | None,
    typer.Option(
        "--judge",
        metavar="J",
        help="'trained', 'cross-encoder:NAME-OR-PATH' or 'llm:PROVIDER:MODEL'. [default: lexical-semantic]",
        autocompletion=completed_of("lexical-semantic", "trained", "cross-encoder:", "llm:"),
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="D", help="The day that counts as today. [default: the clock's]"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
