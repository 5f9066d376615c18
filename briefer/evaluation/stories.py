"""Stories against hand labels: does the score of a pair, and do the clusters, say what a reader said?

A label is a line of JSON: `a` and `b` (ids of two bulletins of the corpus), `same` (whether they tell of one event),
`kind` ("revised figures", "continuing" ...), `split` ("dev" or "test"); it may have `set` (how its pair was drawn) and
`sure` (false where the reader was not). The corpus is JSONL, plain or gzipped, with `id`, `date`, `text` and, where
there are any, `title` and `sources`; it is not part of the repository.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefer.archive.archive import open_archive
from briefer.archive.embedding import Embedder
from briefer.encoders.sentences import Vectors
from briefer.errors import InputError
from briefer.evaluation.countries import Score
from briefer.evaluation.statistics import clustered_bootstrap
from briefer.model import Bulletin, Page
from briefer.reading.assemble import assemble
from briefer.reading.cleaning import one_line
from briefer.reading.formats import parser_for
from briefer.reading.opening import open_file
from briefer.reading.raw import Log, RawItem
from briefer.reading.sources import Reading
from briefer.writing.stories import SAME_FROM, same_event, stories_of

_LARGEST = 2**30  # bytes of a corpus
_STEPS = 100  # thresholds that are tried for the cosine alone
_WIDTH = 32
_CELL = 17

Way = Callable[["Judged"], bool]


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader said of two bulletins."""

    a: str
    b: str
    same: bool
    kind: str
    split: str
    drawn: str = ""  # the set
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """A label, and what was found: the pair's cosine and score, and whether one story holds both.

    Pairs of connected days have one `group`: they are about the same events, and are drawn together for an interval.
    """

    label: Label
    cosine: float
    score: float
    together: bool
    group: int = 0


@dataclass(frozen=True, slots=True)
class StoryScores:
    """All labelled pairs, judged."""

    judged: tuple[Judged, ...]

    def of(self, split: str, drawn: str | None = None) -> tuple[Judged, ...]:
        """Return the pairs of a split, of one set or of all."""
        return tuple(
            each for each in self.judged if each.label.split == split and drawn in (None, each.label.drawn)
        )


def measure(labels_path: Path, corpus_path: Path, embedder: Embedder) -> StoryScores:
    """Judge the labelled pairs, each alone and amid all bulletins of its days.

    Raises InputError where a file or a line cannot be used, ModelError where the model is missing.
    """
    labels = load_labels(labels_path)
    with TemporaryDirectory() as folder:
        reading = _read(corpus_path, labels)
        with open_archive(Path(folder) / "archive", embedder=embedder, create=True) as archive:
            archive.ingest([reading])
            bulletins = archive.bulletins(include_linked=True)
            meanings = archive.meanings([each.id for each in bulletins])
    return StoryScores(tuple(_judged(labels, bulletins, meanings)))


def load_labels(path: Path) -> tuple[Label, ...]:
    """Read the labels of a JSONL file. Raises InputError naming the file, and the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"{path} cannot be read ({reason})", "name a JSONL file of labelled pairs") from None
    labels = tuple(_label(path, number, line) for number, line in enumerate(lines, 1) if line.strip())
    if not labels:
        raise InputError(f"{path} holds no label", "name a JSONL file of labelled pairs")
    return labels


def _label(path: Path, number: int, line: str) -> Label:
    try:
        row: Any = json.loads(line)
        names = [row[key] for key in ("a", "b", "kind", "split")] + [row.get("set", "")]
        same, sure = row["same"], row.get("sure", True)
        if not all(isinstance(name, str) for name in names) or {type(same), type(sure)} != {bool}:
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(
            f"{path}, line {number}: no label",
            "give a, b, kind and split as strings and same as true or false",
        ) from None
    a, b, kind, split, drawn = names
    return Label(a, b, same, one_line(kind), one_line(split), one_line(drawn), sure)


def _read(path: Path, labels: Sequence[Label]) -> Reading:
    """Read the bulletins of the days of the labelled pairs, from the earlier one's to the later one's."""
    items = _items(path)
    dated = {item.key: item.given for item in items if item.given}
    wanted: set[date] = set()
    for label in labels:
        for key in (label.a, label.b):
            if key not in dated:
                raise InputError(
                    f"{path} has no dated bulletin {key}", "give the corpus that the labels were made on"
                )
        first, last = sorted((dated[label.a], dated[label.b]))
        wanted |= {first + timedelta(days) for days in range((last - first).days + 1)}
    log = Log(path.name)
    page = Page(path.name, "jsonl", "")
    chosen = [item for item in items if item.given in wanted]
    return Reading(page, assemble(page, chosen, log, date.max), log.problems)


def _items(path: Path) -> list[RawItem]:
    log = Log(path.name)
    # The clock only bounds dates that records do not state themselves, and these do.
    document = open_file(path, path.name, limit=_LARGEST, today=date.max)
    return list(parser_for(document, "")(document, log).items)


def _judged(
    labels: Sequence[Label], bulletins: Sequence[Bulletin], meanings: Mapping[str, Vectors]
) -> Iterator[Judged]:
    by_key = {each.key: each for each in bulletins}
    pairs = [(by_key[label.a], by_key[label.b]) for label in labels]
    for label, (a, b), group in zip(labels, pairs, _groups([_days(*pair) for pair in pairs]), strict=True):
        known = a.id in meanings and b.id in meanings
        cosine = float(meanings[a.id] @ meanings[b.id]) if known else None
        stories = stories_of(_amid(a, b, bulletins), meanings)
        together = any(a in story.bulletins and b in story.bulletins for story in stories)
        yield Judged(label, cosine or 0.0, same_event(a, b, cosine), together, group)


def _days(a: Bulletin, b: Bulletin) -> tuple[date, date]:
    first, last = sorted(each.date.earliest for each in (a, b) if each.date.earliest)
    return first, last


def _groups(days: Sequence[tuple[date, date]]) -> list[int]:
    """Number the stretches of connected days, and return the number of each pair's."""
    found = [0] * len(days)
    group, end = 0, date.min
    for place in sorted(range(len(days)), key=lambda place: days[place]):
        first, last = days[place]
        group += first - end > timedelta(days=1)
        end = max(end, last)
        found[place] = group
    return found


def _amid(a: Bulletin, b: Bulletin, bulletins: Sequence[Bulletin]) -> list[Bulletin]:
    first, last = _days(a, b)
    return [each for each in bulletins if each.date.earliest and first <= each.date.earliest <= last]


def table(scores: StoryScores) -> str:
    """Return the scores as lines of text, for each set and split: all pairs, those that are sure, and each kind.

    Ratios have 95% intervals, for which whole stretches of days are drawn.
    """
    ratios = "".join(f" {name:<{_CELL}}" for name in ("precision", "recall", "F1"))
    lines = [f"{'pairs':<{_WIDTH}} {'judged by':<16}{ratios} right"]
    labels = [each.label for each in scores.judged]
    splits = dict.fromkeys(["dev", "test", *sorted(label.split for label in labels)])
    for drawn in dict.fromkeys(label.drawn for label in labels):
        level = best_cosine(scores.of("dev", drawn))
        ways: dict[str, Way] = {
            "score": lambda each: each.score >= SAME_FROM,
            "clusters": lambda each: each.together,
            "all the same": lambda each: True,
            f"cosine >= {level:.2f}": _cosine_from(level),
        }
        for split in splits:
            lines += _part(" ".join(filter(None, (drawn, split))), scores.of(split, drawn), ways)
    return "\n".join(lines) + "\n"


def _part(name: str, pairs: Sequence[Judged], ways: Mapping[str, Way]) -> Iterator[str]:
    yield from _rows(f"{name}: all", pairs, ways)
    sure = [each for each in pairs if each.label.sure]
    if len(sure) < len(pairs):
        yield from _rows(f"{name}: sure", sure, ways)
    for kind in sorted({each.label.kind for each in pairs}):
        alike = [each for each in pairs if each.label.kind == kind]
        yield from _rows(f"  {kind}", alike, dict(list(ways.items())[:2]))


def _cosine_from(level: float) -> Way:
    return lambda each: each.cosine >= level


def best_cosine(judged: Sequence[Judged]) -> float:
    """Return the threshold at which the cosine alone has its best F1; 0 where there is nothing to choose on."""
    levels = [step / _STEPS for step in range(_STEPS)]

    def f1(level: float) -> float:
        return _score(judged, lambda each: each.cosine >= level).f1

    return max(levels, key=f1) if judged else 0.0


def _rows(name: str, pairs: Sequence[Judged], ways: Mapping[str, Way]) -> Iterator[str]:
    label = f"{name} ({len(pairs)})"
    for way, found in ways.items() if pairs else ():
        right = sum(found(each) == each.label.same for each in pairs)
        yield f"{label:<{_WIDTH}} {way:<16}{''.join(_cells(pairs, found))} {right / len(pairs):.3f}"
        label = ""


def _cells(pairs: Sequence[Judged], found: Way) -> Iterator[str]:
    """Precision, recall and F1, each with its interval."""
    groups: dict[int, list[Judged]] = {}
    for each in pairs:
        groups.setdefault(each.group, []).append(each)
    parts = [_score(group, found) for group in groups.values()]
    for over, times in (("found",), 1), (("labelled",), 1), (("found", "labelled"), 2):
        counts = [(times * part.right, sum(getattr(part, name) for name in over)) for part in parts]
        told = [(top, bottom) for top, bottom in counts if bottom]
        # Of pairs that are all of different events only the part that was kept apart can be told.
        if not told or not any(each.label.same for each in pairs):
            yield f" {'-':<{_CELL}}"
            continue
        tops, bottoms = zip(*told, strict=True)
        between = clustered_bootstrap(tops, bottoms)
        ratio = f"{sum(tops) / sum(bottoms):.3f} {between.low:.2f}-{between.high:.2f}"
        yield f" {ratio:<{_CELL}}"


def _score(pairs: Sequence[Judged], found: Way) -> Score:
    positive = [each for each in pairs if found(each)]
    return Score(
        right=sum(each.label.same for each in positive),
        found=len(positive),
        labelled=sum(each.label.same for each in pairs),
    )
