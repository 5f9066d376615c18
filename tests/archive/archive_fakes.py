"""Bulletins made by hand, readings of them, and an embedder that needs no model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import blake2b, sha256
from typing import Any

import numpy as np

from briefer.model import Basis, Bulletin, BulletinDate, Countries, Page, Precision
from briefer.reading.sources import Problem, Reading


class HashEmbedder:
    """Vectors that are near where texts share words. Counts what it embeds."""

    def __init__(self, name: str = "hash", dimension: int = 64, revision: str = "1") -> None:
        self.name = name
        self.dimension = dimension
        self.revision = revision
        self.embedded: list[str] = []

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Any:
        self.embedded += texts
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                digest = blake2b(f"{self.revision} {word}".encode(), digest_size=8).digest()
                number = int.from_bytes(digest, "little")
                vectors[row, number % self.dimension] += 1 if number >> 63 else -1
            vectors[row, 0] += 0.01  # no text has length 0
        if progress:
            progress(len(texts))
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def day(first: date | None, last: date | None = None, basis: Basis = Basis.STATED) -> BulletinDate:
    if first is None:
        return BulletinDate(None, None, Precision.UNKNOWN, Basis.NONE)
    return BulletinDate(first, last or first, Precision.RANGE if last else Precision.DAY, basis)


def bulletin(title: str, body: str, **other: Any) -> Bulletin:
    """Make a bulletin; its key is its title and its id comes from its words, unless they are given."""
    identity = sha256(f"{title}\n{body}".encode()).hexdigest()[:12]
    fields: dict[str, Any] = {"id": identity, "key": title, "source": "page.txt", "place": 0}
    if isinstance(other.get("date"), date):
        other["date"] = day(other["date"])
    if "main" in other or "mentioned" in other:
        other["countries"] = Countries(tuple(other.pop("main", ())), tuple(other.pop("mentioned", ())))
    return Bulletin(title=title, body=body, **(fields | other))


def reading(
    bulletins: Iterable[Bulletin],
    *,
    source: str = "page.txt",
    content: str | None = None,
    problems: Sequence[Problem] = (),
    dropped: int = 0,
) -> Reading:
    """Make the reading of a page; without `content` its hash follows from its bulletins."""
    from dataclasses import replace

    placed = [replace(item, source=source, place=place) for place, item in enumerate(bulletins)]
    digest = sha256((content if content is not None else repr(placed)).encode()).hexdigest()
    page = Page(source, "text", digest, date(2025, 3, 10))
    return Reading(page, iter(placed), list(problems), dropped)


TOPICS = ("harvest", "election", "ceasefire", "drought", "railway", "vaccine", "mine", "festival", "bridge")
TOWNS = ("Gao", "Kayes", "Sikasso", "Mopti", "Segou", "Kidal", "Taoudeni", "Koutiala", "Nioro", "Bougouni")


def invented(count: int) -> list[Bulletin]:
    """Make bulletins, all different, the same in every process."""
    made = []
    for n in range(count):
        topic, town = TOPICS[n % len(TOPICS)], TOWNS[n // len(TOPICS) % len(TOWNS)]
        body = (
            f"Officials in {town} spoke about the {topic} on day {n}. "
            f"Report number {n} counts {n * 7 + 3} people who took part. "
            f"A second meeting about {topic} case {n} follows near {TOWNS[n % len(TOWNS)]}."
        )
        when = date.fromordinal(date(2024, 1, 1).toordinal() + n)
        made.append(bulletin(f"{topic.title()} {n}", body, date=when, main=["MLI"], outlets=("AFP",)))
    return made
