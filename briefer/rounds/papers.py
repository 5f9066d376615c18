"""A paper of a week: what stands in the index about it, and the folder where it lies with a record of its making.

The record, `.made/SLUG.json`, is written when all files of the paper are there. A round that was stopped finds by it
which papers are whole.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from briefer.console.files import write_whole
from briefer.errors import InputError
from briefer.model import Period
from briefer.rendering.json import dumped

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SUFFIXES: Mapping[str, str] = {"text": ".txt"}  # the others are called as their form
NO_BULLETINS = "no bulletins in the period"
_MADE = ".made"
_IN_THE_WAY = (FileExistsError, NotADirectoryError)


class GateResult(StrEnum):
    """How a paper came out of its last check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_MADE = "not made"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a paper tells of one country."""

    code: str  # ISO alpha-3
    name: str
    headline: str  # the first sentence of its bottom line; empty where it has none
    problem: str = ""  # why there is no such chapter; else empty
    hint: str = ""


@dataclass(frozen=True, slots=True)
class LostSource:
    """A source that gave nothing when the archive was updated for the week."""

    name: str
    outcome: str  # "failed", or "not allowed" by the site's robots.txt
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """One form of a paper."""

    form: Annotated[str, Field(pattern=r"^[a-z]{2,5}$")]
    sha256: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One briefing, or one paper on several countries, in all its forms."""

    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]  # its files are called so
    template: str
    chapters: Annotated[tuple[Chapter, ...], Field(min_length=1)]
    gate: GateResult
    faults: tuple[str, ...] = ()  # why it failed the gate
    sentences: int = 0
    stories: int = 0
    sources: int = 0  # bulletins cited
    withheld: int = 0  # sentences
    engine: str = ""
    made: date | None = None
    files: tuple[PaperFile, ...] = ()
    inputs: str = ""  # what it was made from: see `inputs`; empty where it must be made again

    def name_of(self, form: str) -> str:
        """Return the name of the file of a form."""
        return f"{self.slug}{SUFFIXES.get(form, f'.{form}')}"

    @property
    def is_empty(self) -> bool:
        """True where no bulletin of the period is told of, so that nothing could fail."""
        return self.gate is GateResult.PASSED and not self.stories

    @property
    def verdict(self) -> str:
        """Return how it came out, in words."""
        return NO_BULLETINS if self.is_empty else self.gate.value

    @property
    def names(self) -> str:
        """Return the countries that it tells of: "Niger, Mali and Chad"."""
        *others, last = (chapter.name for chapter in self.chapters)
        return f"{', '.join(others)} and {last}" if others else last

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Form and file name of each form."""
        return tuple((each.form, self.name_of(each.form)) for each in self.files)


@dataclass(frozen=True, slots=True)
class Week:
    """The papers of a week, as `index.json` has them: schema `briefer.weekly/1`."""

    schema: Literal["briefer.weekly/1"]
    week: Annotated[str, Field(pattern=r"^\d{4}-W\d{2}$")]
    since: date
    until: date
    passed: bool
    papers: tuple[Paper, ...]
    lost_sources: tuple[LostSource, ...] = ()


def name_of_week(week: Period) -> str:
    """Return the name of an ISO week: "2023-W30"."""
    assert week.since  # noqa: S101 - a week has both its days
    year, number, _ = week.since.isocalendar()
    return f"{year:04}-W{number:02}"


class Shelf:
    """The dated folder of a week."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder. Raises InputError where it cannot be written to, before anything is made for it."""
        try:
            (self.folder / _MADE).mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            reason = "a file stands where it would be" if isinstance(error, _IN_THE_WAY) else error.strerror
            raise InputError(
                f"the folder {self.folder} cannot be written to ({reason})",
                "make it writable, or name another with --out",
            ) from None

    def papers(self) -> tuple[Paper, ...]:
        """Return the papers that have a record, in the order of their names; a damaged record is none."""
        found = (self._record(file) for file in sorted((self.folder / _MADE).glob("*.json")))
        return tuple(paper for paper in found if paper)

    def whole(self, slug: str, inputs: str) -> Paper | None:
        """Return the paper that was made from these inputs and passed, if all its files are as they were written."""
        paper = self._record(self._place_of(slug))
        if paper is None or paper.gate is not GateResult.PASSED or not inputs or paper.inputs != inputs:
            return None
        digests = (_sha256(self.folder / paper.name_of(each.form)) for each in paper.files)
        expected = [each.sha256 for each in paper.files]
        return paper if list(digests) == expected else None

    def put(self, paper: Paper, files: Mapping[str, bytes]) -> None:
        """Write a paper's files, each whole or not at all, then its record; forms that it had before stay.

        A file that somebody else has changed since is kept beside it as "NAME.edited", a further one as
        "NAME.edited.2". Raises InputError where they cannot be written.
        """
        before = self._record(self._place_of(paper.slug))
        known = {old.form: old.sha256 for old in before.files} if before else {}
        for form, content in files.items():
            place = self.folder / paper.name_of(form)
            _keep_edited(place, content, known.get(form))
            write_whole(place, content)
        write_whole(self._place_of(paper.slug), dumped(record_of(paper)))

    def _place_of(self, slug: str) -> Path:
        return self.folder / _MADE / f"{slug}.json"

    def _record(self, file: Path) -> Paper | None:
        try:
            paper = _of_papers().validate_json(file.read_bytes())
        except (OSError, ValueError):
            return None
        return paper if paper.slug == file.stem else None


def _keep_edited(place: Path, content: bytes, written: str | None) -> None:
    """Set a file aside that is neither what was written nor what is to be. Raises InputError where that cannot be."""
    try:
        found = place.read_bytes() if place.is_file() else content
        if found != content and digest_of(found) != written:
            place.rename(_unused(place.with_name(f"{place.name}.edited")))
    except OSError as error:
        raise InputError(f"{place} cannot be set aside ({error.strerror})", "move it away") from None


def _unused(place: Path) -> Path:
    """Return the first of NAME, NAME.2, NAME.3 and so on where nothing stands."""
    numbered = (place.with_name(f"{place.name}.{number}") for number in count(2))
    return next(each for each in chain([place], numbered) if not os.path.lexists(each))


def record_of(made: Paper | Week) -> dict[str, Any]:
    """Return a paper or a week as JSON has it."""
    record: dict[str, Any] = (
        _of_papers().dump_python(made, mode="json")
        if isinstance(made, Paper)
        else _of_weeks().dump_python(made, mode="json")
    )
    return record


def read_week(file: Path) -> Week | None:
    """Read an `index.json`; None where it is none."""
    try:
        week = _of_weeks().validate_json(file.read_bytes())
    except (OSError, ValueError):
        return None
    return week if week.week == file.parent.name else None


def digest_of(content: bytes) -> str:
    """Return the sha256 of a file's content, in hex."""
    return hashlib.sha256(content).hexdigest()


def _sha256(file: Path) -> str:
    try:
        return digest_of(file.read_bytes())
    except OSError:
        return ""


@cache
def _of_papers() -> TypeAdapter[Paper]:
    from pydantic import TypeAdapter

    return TypeAdapter(Paper)


@cache
def _of_weeks() -> TypeAdapter[Week]:
    from pydantic import TypeAdapter

    return TypeAdapter(Week)
