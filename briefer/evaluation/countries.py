"""Main and mentioned countries against hand labels: precision and recall.

A label is a line of JSON: `id` (of a bulletin in the corpus), `main` and `mentioned` (lists of ISO alpha-3 codes) and
`draw` (how the bulletin came into the sample, e.g. "random" or "confusable"). The corpus is JSONL, plain or gzipped,
with `id`, `text` and, where there is one, `title`; it is not part of the repository.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.errors import InputError
from briefer.model import Countries
from briefer.reading.countries import tag_countries


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader said of one bulletin."""

    id: str
    countries: Countries
    draw: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over all bulletins; the ratios are 1.0 where there was nothing to count."""

    right: int
    found: int
    labelled: int

    @property
    def precision(self) -> float:
        """Return the part of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return the part of what is labelled that was found."""
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.found + self.labelled
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class DrawScores:
    """The scores of one draw of bulletins, or of all of them."""

    bulletins: int
    main: Score
    mentioned: Score
    any: Score  # main or mentioned
    exact_main: float  # the part of the bulletins whose main countries are exactly those labelled


@dataclass(frozen=True, slots=True)
class CountryScores:
    """The scores over all bulletins, then by draw in alphabetical order."""

    all: DrawScores
    by_draw: tuple[tuple[str, DrawScores], ...]


def measure(labels_path: Path, corpus_path: Path) -> CountryScores:
    """Tag the labelled bulletins and compare; raise `InputError` where a file or a line cannot be used."""
    labels = tuple(_labels(labels_path))
    texts = _texts(corpus_path, {label.id for label in labels})
    missing = sorted(label.id for label in labels if label.id not in texts)
    if missing:
        raise InputError(
            f"{corpus_path} has no bulletin {missing[0]} ({len(missing)} of {len(labels)} labels are without one)",
            "give the corpus that the labels were made on",
        )
    pairs = [(label, tag_countries(*texts[label.id])) for label in labels]
    draws = sorted({label.draw for label in labels})
    by_draw = tuple((draw, _scores([pair for pair in pairs if pair[0].draw == draw])) for draw in draws)
    return CountryScores(_scores(pairs), by_draw)


def table(scores: CountryScores) -> str:
    """Return the scores as lines of text, one for each draw and kind."""
    lines = [f"{'bulletins':<22} {'countries':<10} {'precision':>9} {'recall':>9} {'F1':>9}"]
    for name, draw in (("all", scores.all), *scores.by_draw):
        for kind, score in (("main", draw.main), ("mentioned", draw.mentioned), ("any", draw.any)):
            head = f"{name} ({draw.bulletins})" if kind == "main" else ""
            lines.append(f"{head:<22} {kind:<10} {score.precision:9.3f} {score.recall:9.3f} {score.f1:9.3f}")
        lines.append(f"{'':<22} main countries exactly as labelled: {draw.exact_main:.3f}")
    return "\n".join(lines) + "\n"


def _scores(pairs: list[tuple[Label, Countries]]) -> DrawScores:
    both = [(label.countries, tagged) for label, tagged in pairs]
    exact = sum(set(labelled.main) == set(tagged.main) for labelled, tagged in both)
    return DrawScores(
        bulletins=len(both),
        main=_score(both, lambda countries: countries.main),
        mentioned=_score(both, lambda countries: countries.mentioned),
        any=_score(both, lambda countries: countries.all),
        exact_main=exact / len(both) if both else 1.0,
    )


def _score(pairs: Iterable[tuple[Countries, Countries]], of: Callable[[Countries], tuple[str, ...]]) -> Score:
    right = found = labelled = 0
    for label, tagged in pairs:
        right += len(set(of(label)) & set(of(tagged)))
        found += len(set(of(tagged)))
        labelled += len(set(of(label)))
    return Score(right, found, labelled)


def _labels(path: Path) -> Iterator[Label]:
    seen: set[str] = set()
    for number, row in _rows(path):
        identity, main, mentioned = row.get("id"), row.get("main"), row.get("mentioned")
        if not (isinstance(identity, str) and _codes(main) and _codes(mentioned)):
            raise InputError(
                f"{path}, line {number}: not a label", "give id, and main and mentioned as lists of ISO codes"
            )
        if identity in seen:
            raise InputError(f"{path}, line {number}: bulletin {identity} is labelled twice", "drop one line")
        seen.add(identity)
        yield Label(
            identity, Countries(tuple(main or ()), tuple(mentioned or ())), str(row.get("draw", "unnamed"))
        )


def _codes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(code, str) for code in value)


def _texts(path: Path, wanted: set[str]) -> dict[str, tuple[str, str]]:
    found = {}
    for number, row in _rows(path):
        if row.get("id") in wanted:
            title, text = row.get("title") or "", row.get("text")
            if not (isinstance(text, str) and isinstance(title, str)):
                raise InputError(f"{path}, line {number}: no text", "give text as a string")
            found[row["id"]] = (title, text)
    return found


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the line number and the object of each line that is not blank."""
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8") as lines
        ):
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, _object(path, number, line)
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise InputError(f"cannot read {path}: {error}", "give a JSONL file, plain or gzipped") from error


def _object(path: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{path}, line {number}: not JSON ({error.msg})", "give one object a line"
        ) from error
    if not isinstance(row, dict):
        raise InputError(f"{path}, line {number}: not a JSON object", "give one object a line")
    return row
