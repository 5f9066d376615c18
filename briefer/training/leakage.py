"""What a model must not have seen: examples that share a run of words with what it is measured on are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefer.training.examples import Example

RUN = 10  # words


@dataclass(slots=True)
class Measured:
    """The runs of words of texts that something is measured on."""

    runs: set[str] = field(default_factory=set)

    def add(self, texts: Iterable[str]) -> None:
        """Take in texts."""
        for text in texts:
            self.runs.update(_runs(text))

    def holds(self, example: Example) -> bool:
        """Say whether the claim, question or text of an example shares ten words in a row with a measured text."""
        return any(run in self.runs for text in (example.text, example.asked) for run in _runs(text))


def _runs(text: str) -> Iterator[str]:
    words = re.findall(r"\w+", text.lower())
    for at in range(len(words) - RUN + 1):
        yield " ".join(words[at : at + RUN])
