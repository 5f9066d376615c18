"""Questions whose answers are known, each with the sentences that are found for it and what a reader makes of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from heapq import nlargest
from pathlib import Path
from tempfile import TemporaryDirectory

from briefer.archive.archive import open_archive
from briefer.archive.embedding import Embedder, load_embedder
from briefer.evaluation.meta.text import content, random_of
from briefer.evaluation.questions import load_cases, tells
from briefer.model import Bulletin, Evidence
from briefer.reading.sentences import sentence_spans
from briefer.reading.sources import ReadOptions, read_sources
from briefer.resources import shipped
from briefer.training.corpus import EVERY, months_of
from briefer.training.mixing import CORPUS
from briefer.training.ranking import Sought
from briefer.training.written import WRITTEN, kept_back, read_written
from briefer.writing.evidence import gather
from briefer.writing.extractive.reading import with_readings
from briefer.writing.extractive.scoring import score_sentences
from briefer.writing.narrowing import narrow
from briefer.writing.questions import Asks, analyse
from briefer.writing.reader import Reader

EVALS = "evals"
_PAGES = (
    ("questions-mali.jsonl", "mali.txt", date(2025, 3, 10)),
    ("questions-sahel.jsonl", "sahel-2023.jsonl", date(2023, 9, 30)),
    ("questions-heldout.jsonl", "", date(2025, 3, 10)),
)
_PASSAGES = 12  # as `ask` retrieves
_NEWS = 300  # questions
_MOST_SENTENCES = 80
_COMMON = 1 / 8  # share of the bulletins: a word of more of them finds nothing
_PLACE = 3  # where the right bulletin is put that the words of the question do not find


def sought(reader: Reader, data: Path, say: Callable[[str], None]) -> Iterator[Sought]:
    """Yield the questions of `evals/` and those written by hand that the reader has not learned from."""
    embedder = load_embedder()
    yield from _read(reader, _of_evals(embedder), say)
    yield from _read(reader, _of_news(embedder, data), say)


def _read(reader: Reader, found: Iterator[Sought], say: Callable[[str], None]) -> Iterator[Sought]:
    for number, each in enumerate(found, start=1):
        if number % 50 == 0:
            say(f"{number:,} questions of {each.family} read")
        if each.question.leading.kind is not Asks.EVENTS and each.ranked:
            yield replace(each, ranked=with_readings(reader, each.question, each.ranked))


def _of_evals(embedder: Embedder) -> Iterator[Sought]:
    for cases, page, day in _PAGES:
        with (
            TemporaryDirectory() as folder,
            open_archive(Path(folder) / "archive", embedder=embedder, create=True) as archive,
        ):
            archive.ingest(
                read_sources([str(shipped("seeds") / page)], ReadOptions(retrieved=day, today=day))
            )
            for case in load_cases(shipped("evals") / cases):
                narrowed = narrow(archive, case.question, None, None, day)
                task = gather(archive, case.question, None, narrowed, _PASSAGES)
                question = analyse(case.question)
                right = (item.number for item in task.evidence if tells(case, item.bulletin, item.text))
                ranked = score_sentences(question, task.evidence, embedder) if task.evidence else ()
                yield Sought(EVALS, question, ranked, frozenset(right), case.answerable)


def _of_news(embedder: Embedder, data: Path) -> Iterator[Sought]:
    bulletins = [each for month in months_of(data / CORPUS, EVERY, 0) for each in month]
    find = _finder(bulletins)
    by_id = {each.id: each for each in bulletins}
    asked = [
        (row.bulletins[0], question, answer)
        for row in kept_back(read_written()).values()
        if len(row.bulletins) == 1 and row.bulletins[0] in by_id
        for question, answer in (*row.asked, *((question, "") for question in row.in_vain))
    ]
    for own, text, answer in random_of("sought").sample(asked, min(_NEWS, len(asked))):
        found = find(text)
        if by_id[own] not in found:
            found.insert(_PLACE, by_id[own])
        pairs = [(each, span) for each in found for span in sentence_spans(each.body)][:_MOST_SENTENCES]
        evidence = tuple(Evidence(number, *pair) for number, pair in enumerate(pairs, start=1))
        right = frozenset(
            item.number for item in evidence if answer and item.bulletin.id == own and answer in item.text
        )
        question = analyse(text)
        yield Sought(WRITTEN, question, score_sentences(question, evidence, embedder), right, bool(answer))


def _finder(bulletins: Sequence[Bulletin]) -> Callable[[str], list[Bulletin]]:
    """What finds the bulletins that share most of a question's rarer words."""
    words = [content(f"{each.title} {each.body}") for each in bulletins]
    holding: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(words):
        for word in each:
            holding[word].append(at)
    mean = sum(map(len, words)) / max(1, len(words))

    def find(text: str) -> list[Bulletin]:
        scores: dict[int, float] = defaultdict(float)
        for word in sorted(content(text)):
            found = holding.get(word, [])
            if len(found) <= len(bulletins) * _COMMON:
                for at in found:
                    scores[at] += math.log(len(bulletins) / len(found)) / (1 + 0.5 * len(words[at]) / mean)
        return [bulletins[at] for at in nlargest(_PASSAGES - 1, scores, key=lambda at: (scores[at], -at))]

    return find
