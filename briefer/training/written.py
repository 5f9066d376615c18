"""What was written by hand about sentences of the corpus: fair claims, faulty ones, questions with and without answer.

The table, `written.jsonl`, names each sentence by the id of its bulletin and its place there; its words are not in it.
One in five is kept back: what a model is fitted and compared on, it has not learned from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from briefer.errors import InputError
from briefer.training.examples import NOT_ENOUGH, SUPPORTED, UNSUPPORTED, Example, read_records

_KEPT_BACK = 5


@dataclass(frozen=True, slots=True)
class Written:
    """What was written about one sentence."""

    id: str
    faithful: str  # says nothing that the sentence does not say
    unfaithful: str  # nearly the same, and not borne out
    error: str  # what is wrong with that, in two or three words
    question: str  # in other words than the sentence's
    answer: str  # the sentence's words that answer it
    unanswerable: str  # a question on the same matter that the sentence does not answer
    twin: str = ""  # the fair claim in its own words but for one thing: nearness to the source does not tell them apart

    @property
    def is_kept_back(self) -> bool:
        """Say whether nothing may be learned from it."""
        return sha256(self.id.encode()).digest()[0] % _KEPT_BACK == 0

    def claims(self, evidence: str) -> Iterator[Example]:
        """Yield the claims about a sentence, held against words that hold it."""
        yield Example(evidence, self.faithful, (SUPPORTED,), "written")
        yield Example(evidence, self.unfaithful, UNSUPPORTED, f"written wrong: {self.error}")
        if self.twin:
            yield Example(evidence, self.twin, UNSUPPORTED, "written wrong: twin")

    def questions(self, before: str, sentence: str, after: str) -> Iterator[Example]:
        """Yield the two questions about a sentence amid a passage; without the first where it lacks the answer."""
        passage, start = f"{before}{sentence}{after}", sentence.find(self.answer)
        if start >= 0:
            start += len(before)
            yield Example(passage, self.question, (SUPPORTED,), "asked", start, start + len(self.answer))
        yield Example(passage, self.unanswerable, (NOT_ENOUGH,), "asked in vain")


def learned(table: Mapping[str, Written]) -> dict[str, Written]:
    """Return those that a model may learn from."""
    return {key: each for key, each in table.items() if not each.is_kept_back}


def read_written(path: Path | None = None) -> dict[str, Written]:
    """Read the table, or another of its form, by id; raises InputError naming the line that is none of it."""
    table = path or Path(str(files("briefer.training") / "written.jsonl"))
    return {each.id: each for each in _rows(table)}


def _rows(path: Path) -> Iterator[Written]:
    for number, record in read_records(path):
        if not all(isinstance(value, str) and value.strip() for value in record.values()):
            raise InputError(f"{path.name}, line {number}: a value is no text", "give each key a sentence")
        try:
            yield Written(**record)
        except TypeError as error:
            raise InputError(
                f"{path.name}, line {number}: {error}", "see briefer/training/written.py"
            ) from None


NOTHING: Mapping[str, Written] = {}
