"""Wire copies: the same report, printed again by another outlet with small changes.

Two bulletins are copies when their dates may lie within three days of each other, most of their
three-word runs are the same, and so are their numbers and negations, and not each of them names what the
other does not: a revised toll, a denial or the same sentence about another town is news, not a copy.
On current-events text the rule on names keeps two candidates' announcements of one day apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from briefer.archive.stop_words import STOP_WORDS
from briefer.model import BulletinDate, Period
from briefer.reading.folding import MARKS, fold

SIMILAR = 0.7  # Jaccard similarity of three-word shingles
SHORT = 8  # words; a shorter text must be equal
DAYS_APART = 3
BANDS, ROWS = 16, 4  # a pair at SIMILAR shares a band with probability 0.988, one at 0.3 with 0.12

_WORD = re.compile(r"\w+")
_NAME = re.compile(rf"\b[A-ZÀ-ÖØ-ÞĀ-Ž][\w{MARKS}]*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u202f](?=\d{3}(?!\d))")
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds "
    "thousand thousands million millions billion billions dozen dozens half first second third fourth fifth "
    "sixth seventh eighth ninth tenth"
)
_NEGATIONS = "no not never none nobody nothing neither nor without cannot deny denies denied denying denial"
_TELLING = frozenset(f"{_CARDINALS} {_NEGATIONS}".split())
_CONTRACTED_NOT = re.compile(r"\w+n['’]t\b")


@dataclass(frozen=True)
class WireText:
    """A bulletin's words made ready for comparison."""

    title: str
    body: str

    @cached_property
    def folded(self) -> str:
        """The body's words in lower case without accents, one space apart."""
        return _fold(self.body)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """Runs of three words; title and body whole where the body is short ("Details to follow.")."""
        words = self.folded.split()
        if len(words) < SHORT:
            return frozenset({f"{_fold(self.title)}: {self.folded}"})
        return frozenset(" ".join(words[i : i + 3]) for i in range(len(words) - 2))

    @cached_property
    def telling(self) -> frozenset[str]:
        """Numbers and negations, which must be the same in a copy."""
        found = set(_NUMBER.findall(_THOUSANDS.sub("", self.body)))
        found.update(word for word in self.folded.split() if word in _TELLING)
        if _CONTRACTED_NOT.search(self.body):
            found.add("not")
        return frozenset(found)

    @cached_property
    def names(self) -> frozenset[str]:
        """Capitalised words; those that start a sentence too, for "Kosovo reports its first case" and
        "Arizona reports its first case" are two reports."""
        return frozenset(_fold(name) for name in _NAME.findall(self.body)) - STOP_WORDS

    def bands(self) -> tuple[int, ...]:
        """Return keys, two of which are equal for similar texts: signed 64-bit, for SQLite."""
        hashes = np.array([_hash(shingle) for shingle in sorted(self.shingles)], dtype=np.uint64)
        signature = (hashes[:, None] * _FACTORS + _OFFSETS).min(axis=0).reshape(BANDS, ROWS)
        return tuple(_signed(_hash(f"{band}", row.tobytes())) for band, row in enumerate(signature))

    def copies(self, other: WireText) -> bool:
        """Say whether the two texts are copies of one report; dates are compared elsewhere."""
        return (
            self.similarity(other) >= SIMILAR
            and self.telling == other.telling
            and (self.names <= other.names or other.names <= self.names)
        )

    def similarity(self, other: WireText) -> float:
        """Return the Jaccard similarity of the shingles, 0 to 1."""
        shared = len(self.shingles & other.shingles)
        return shared / (len(self.shingles) + len(other.shingles) - shared)


def days_around(day: BulletinDate) -> Period | None:
    """Return when a copy of a bulletin of that date may be dated; None where the date is not known."""
    if day.earliest is None or day.latest is None:
        return None
    since = date.fromordinal(max(day.earliest.toordinal() - DAYS_APART, 1))
    until = date.fromordinal(min(day.latest.toordinal() + DAYS_APART, date.max.toordinal()))
    return Period(since, until)


def _fold(text: str) -> str:
    return " ".join(_WORD.findall(fold(_THOUSANDS.sub("", text))))


def _hash(text: str, more: bytes = b"") -> int:
    return int.from_bytes(blake2b(text.encode() + more, digest_size=8).digest(), "little")


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


def _coefficients(name: str) -> npt.NDArray[np.uint64]:
    return np.array([_hash(f"{name} {i}") for i in range(BANDS * ROWS)], dtype=np.uint64)


_FACTORS = _coefficients("factor") | np.uint64(1)  # odd, so that each is a permutation modulo 2**64
_OFFSETS = _coefficients("offset")
