"""What was written by hand about texts to learn from: claims fair and faulty, questions with and without answer.

The table, `written.jsonl`, names each text by its id; its words are not in it, but for those that answer a question.
One text in five is kept back: what a model is fitted and compared on, it has not learned from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

from briefer.errors import InputError
from briefer.evaluation.meta.claims import Base, Library
from briefer.evaluation.meta.text import random_of
from briefer.model import Bulletin
from briefer.training.corpus import EVERY, months_of
from briefer.training.examples import NOT_ENOUGH, SUPPORTED, UNSUPPORTED, Example, read_records

WRITTEN = "written"  # what its examples are called as a source
_KEPT_BACK = 5
_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Written:
    """What was written about one text, or several; of each kind there may be none."""

    id: str  # of a bulletin, of a sentence of one ("ID.2"), of several ("ID+ID"), or `page_id` of another text
    fair: tuple[str, ...] = ()  # says nothing that the text does not say
    faulty: tuple[str, ...] = ()  # nearly the same, and not borne out
    asked: tuple[tuple[str, str], ...] = ()  # questions, with the text's words that answer them
    in_vain: tuple[str, ...] = ()  # questions on the same matter that the text does not answer

    @property
    def is_kept_back(self) -> bool:
        """Say whether nothing may be learned from it."""
        return sha256(self.id.encode()).digest()[0] % _KEPT_BACK == 0

    @property
    def bulletins(self) -> tuple[str, ...]:
        """The ids of the bulletins that it is about."""
        return tuple(each.partition(".")[0] for each in self.id.split("+"))

    def claims(self, evidence: str) -> Iterator[Example]:
        """Yield the claims about the text, held against words that hold it."""
        for claim in self.fair:
            yield Example(evidence, claim, (SUPPORTED,), f"{WRITTEN}: fair")
        for claim in self.faulty:
            yield Example(evidence, claim, UNSUPPORTED, f"{WRITTEN}: faulty")

    def questions(self, text: str) -> Iterator[Example]:
        """Yield the questions about the text; without those whose answer it lacks."""
        for question, answer in self.asked:
            start = text.find(answer)
            if start >= 0:
                yield Example(text, question, (SUPPORTED,), f"{WRITTEN}: asked", start, start + len(answer))
        for question in self.in_vain:
            yield Example(text, question, (NOT_ENOUGH,), f"{WRITTEN}: in vain")


def months_about(path: Path, table: Mapping[str, Written]) -> Iterator[tuple[Bulletin, ...]]:
    """Yield the months of a corpus of whose bulletins something is written."""
    bulletins = {bulletin for each in table.values() for bulletin in each.bulletins}
    for month in months_of(path, EVERY, 0):
        if any(each.id in bulletins for each in month):
            yield month


def rows_about(
    library: Library, seed: int, table: Mapping[str, Written]
) -> Iterator[tuple[Written, Base, Random]]:
    """Yield what is written of each sentence of a library and of each whole bulletin, once, with a source of chance."""
    done: set[str] = set()
    for base in library.bases:
        random = random_of(seed, WRITTEN, base.id)
        for row in (table.get(base.id), table.get(base.bulletin.id)):
            if row and row.id not in done:
                done.add(row.id)
                yield row, base, random


def page_id(text: str) -> str:
    """Name an encyclopaedia's text."""
    return sha256(text.encode()).hexdigest()[:_ID_DIGITS]


def learned(table: Mapping[str, Written]) -> dict[str, Written]:
    """Return those that a model may learn from."""
    return {key: each for key, each in table.items() if not each.is_kept_back}


def kept_back(table: Mapping[str, Written]) -> dict[str, Written]:
    """Return those that nothing is learned from."""
    return {key: each for key, each in table.items() if each.is_kept_back}


def read_written(path: Path | None = None) -> dict[str, Written]:
    """Read the table, or another of its form, by id; raises InputError naming the line that is none of it."""
    table = path or Path(str(files("briefer.training") / "written.jsonl"))
    return {each.id: each for each in _rows(table)}


def _rows(path: Path) -> Iterator[Written]:
    for number, record in read_records(path):
        try:
            row = Written(**{key: _frozen(value) for key, value in record.items()})
            lists = all(isinstance(each, tuple) for each in (row.fair, row.faulty, row.asked, row.in_vain))
            valid = lists and all(question and answer for question, answer in row.asked)
        except (TypeError, ValueError) as error:
            raise InputError(
                f"{path.name}, line {number}: {error}", "see briefer/training/written.py"
            ) from None
        if not valid or not all((row.id, *row.fair, *row.faulty, *row.in_vain)):
            raise InputError(
                f"{path.name}, line {number}: a value is empty or no list", "give each key its sentences"
            )
        yield row


def _frozen(value: object) -> Any:
    """A value of JSON as a dataclass keeps it; raises TypeError where it is neither text nor a list of such."""
    if isinstance(value, list):
        return tuple(_frozen(each) for each in value)
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value.strip()
