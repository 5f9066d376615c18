"""Suites: a folder with `suite.toml` and `cases.jsonl`, read and checked.

schema = 1
title = "Questions and briefings over the seed bulletins"
sources = ["seeds"]         # a shipped folder by its name, other pages and folders relative to the suite
as_of = 2025-03-10          # the day that counts as today
retrieved = 2025-03-10      # the day that the sources were retrieved; default: as_of

[floors]                    # metric -> the least (of rates that should be low, the most) that is let through
groundedness = 0.95
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefer.errors import InputError
from briefer.evaluation.cases import Case, Text, parse_case
from briefer.evaluation.metrics import METRICS
from briefer.model import Bulletin
from briefer.resources import shipped

SUITE_FILE = "suite.toml"
CASES_FILE = "cases.jsonl"
_FORMAT = "see evals/README.md for the format"
_SHIPPED_SOURCES = ("seeds",)


class _Header(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    version: Literal[1] = Field(alias="schema")
    title: Text
    sources: Annotated[list[Text], Field(min_length=1)]
    as_of: date
    retrieved: date | None = None
    floors: dict[str, Annotated[float, Field(strict=False, ge=0, le=1)]] = {}


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases, and the bulletins and the day that they are about."""

    name: str
    title: str
    folder: Path
    sources: tuple[str, ...]  # as written in suite.toml
    as_of: date
    retrieved: date
    floors: tuple[tuple[str, float], ...]  # by metric, in the order of suite.toml
    cases: tuple[Case, ...]
    lines: Mapping[str, int]  # case id -> line of cases.jsonl

    @property
    def source_paths(self) -> tuple[Path, ...]:
        """Where the sources lie."""
        return tuple(
            shipped(source) if source in _SHIPPED_SOURCES else self.folder / source for source in self.sources
        )

    def where(self, case: Case) -> str:
        """Return the file and line of a case; the file by the suite's name, so that reports are alike everywhere."""
        return f"{self.name}/{CASES_FILE}, line {self.lines[case.id]}"


def shipped_suites() -> tuple[str, ...]:
    """Return the names of the suites that come with briefer, sorted."""
    return tuple(sorted(each.parent.name for each in shipped("evals").glob(f"*/{SUITE_FILE}")))


def load_suite(path_or_name: str | Path) -> Suite:
    """Read a suite: one that ships by its name, any other by its folder ("./seed" where the names are alike).

    Raises InputError naming the file, the line and what to do.
    """
    folder = _folder(str(path_or_name))
    header = _header(folder / SUITE_FILE)
    cases, lines = _cases(folder / CASES_FILE)
    return Suite(
        name=folder.resolve().name,
        title=header.title,
        folder=folder,
        sources=tuple(header.sources),
        as_of=header.as_of,
        retrieved=header.retrieved or header.as_of,
        floors=tuple(header.floors.items()),
        cases=cases,
        lines=lines,
    )


def check_against(suite: Suite, bulletins: Iterable[Bulletin]) -> None:
    """Raise InputError at the first title that names no bulletin or several, or quote that is not in its body."""
    by_title: dict[str, list[Bulletin]] = {}
    for bulletin in bulletins:
        by_title.setdefault(bulletin.title, []).append(bulletin)
    for case in suite.cases:
        for title in (*case.relevant, *(quoted.bulletin for quoted in case.quotes)):
            _check_title(suite.where(case), case, title, by_title)
        for quoted in case.quotes:
            if quoted.quote not in by_title[quoted.bulletin][0].body:
                raise InputError(
                    f'{suite.where(case)}: case {case.id} quotes "{quoted.quote}", which is not in "{quoted.bulletin}"',
                    "copy the words of the bulletin's body exactly",
                )


def _check_title(where: str, case: Case, title: str, by_title: Mapping[str, list[Bulletin]]) -> None:
    found = len(by_title.get(title, ()))
    if found > 1:
        raise InputError(
            f'{where}: case {case.id} names "{title}", the title of {found} bulletins', "leave it out"
        )
    if not found:
        near = get_close_matches(title, by_title, n=1)
        raise InputError(
            f'{where}: case {case.id} names "{title}", and no bulletin has that title',
            f'did you mean "{near[0]}"?' if near else "`briefer list` shows the titles",
        )


def _folder(name: str) -> Path:
    if name in shipped_suites():
        return shipped("evals") / name
    folder = Path(name)
    if folder.is_dir():
        return folder
    known = shipped_suites()
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}; or name a folder"
    raise InputError(f"no suite is called {name}, and no folder", hint if known else "name a folder")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
    except UnicodeDecodeError:
        reason = "it is not UTF-8"
    raise InputError(
        f"{path} cannot be read ({reason})", f"a suite is {SUITE_FILE} and {CASES_FILE} in a folder"
    )


def _header(path: Path) -> _Header:
    text = _read(path)
    try:
        header = _Header.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r" \(at line (\d+), .*| \(at end of document\)", str(error))
        line = at[1] if at and at[1] else str(len(text.splitlines()))
        raise InputError(
            f"{path}, line {line}: {str(error)[: at.start() if at else None]}", _FORMAT
        ) from None
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][-1])
        raise InputError(f"{path}, line {_line_of(key, text)}: {_fault(error)}", _FORMAT) from None
    for name in header.floors:
        if name not in METRICS:
            near = get_close_matches(name, METRICS, n=1)
            raise InputError(
                f"{path}, line {_line_of(name, text)}: there is no metric {name}",
                f"did you mean {near[0]}?" if near else "evals/METRICS.md lists them",
            )
    return header


def _line_of(key: str, text: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if re.match(rf'\s*"?{re.escape(key)}"?\s*=', line)), 1)


def _cases(path: Path) -> tuple[tuple[Case, ...], dict[str, int]]:
    cases: list[Case] = []
    lines: dict[str, int] = {}
    for number, line in _lines(path):
        try:
            case = parse_case(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}, line {number}: no case ({_fault(error)})", _FORMAT) from None
        if case.id in lines:
            raise InputError(
                f"{path}, line {number}: case {case.id} stands on line {lines[case.id]} too",
                "give each its own id",
            )
        lines[case.id] = number
        cases.append(case)
    if not cases:
        raise InputError(f"{path} holds no case", "write one case a line")
    return tuple(cases), lines


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    # Not splitlines(): JSON may hold U+2028 as it is.
    return ((n, line) for n, line in enumerate(_read(path).split("\n"), 1) if line.strip())


def _fault(error: Exception) -> str:
    """Say the first fault, and where in the record it is."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    place = ""
    for step in first["loc"]:
        place += f"[{step}]" if isinstance(step, int) else f".{step}"
    place = re.sub(r"^\.(question|briefing|draft)(?=\.|$)", "", place).lstrip(".")
    reason = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        reason = "there is no such key"
    reason = reason[:1].lower() + reason[1:]
    return f"{place}: {reason}" if place else reason
