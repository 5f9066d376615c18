"""What a model learns from, one example a line of a JSONL file."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefer.errors import InputError

SUPPORTED, REFUTED, NOT_ENOUGH = "supported", "refuted", "not_enough"
LABELS = (SUPPORTED, REFUTED, NOT_ENOUGH)
UNSUPPORTED = (REFUTED, NOT_ENOUGH)  # where a source does not tell the two apart


@dataclass(frozen=True, slots=True)
class Example:
    """A text and a claim or question that it is read for.

    `allowed` are the labels that are right: two where only "not supported" is known. For a question, supported
    stands for answered, and `start`, `end` are the characters of the answer in the text.
    """

    text: str
    asked: str
    allowed: tuple[str, ...]
    source: str  # which set or which kind of edit it comes from
    start: int = -1
    end: int = -1


def write_examples(path: Path, examples: Iterable[Example]) -> Counter[str]:
    """Write examples, gzipped without a time in the header, and return how many there were of each source."""
    counts: Counter[str] = Counter()
    with path.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        for example in examples:
            packed.write((json.dumps(asdict(example), ensure_ascii=False) + "\n").encode())
            counts[example.source] += 1
    return counts


def read_examples(path: Path) -> Iterator[Example]:
    """Read what `write_examples` wrote; raises InputError naming the line that is none."""
    for number, record in read_records(path):
        try:
            yield Example(**(dict(record) | {"allowed": tuple(record["allowed"])}))
        except (KeyError, TypeError):
            raise InputError(f"{path.name}, line {number}: no example", "make the file again") from None


def read_records(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Read the lines of a JSONL file, gzipped or not; raises InputError where one is no object."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
            for number, line in enumerate(lines, start=1):
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise ValueError(line)
                yield number, record
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error})", "check the path") from None
    except ValueError:
        raise InputError(f"{path.name} is not JSON lines", "give one object a line") from None
