"""Words held against sentences.

`words` is a list of groups, each a list of alternatives; a sentence holds them when it holds one alternative of each
group. Case and accents do not count, nor do commas and spaces between thousands, nor which apostrophe or hyphen is
used. An alternative matches whole words, a number only whole: "15" is in neither "1,500" nor "15.5" nor "2015". A
trailing `*` lets the last word go on: "kill*" matches "killed".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from briefer.reading.cleaning import without_halves
from briefer.reading.folding import fold
from briefer.reading.sentences import sentence_spans

GOES_ON = "*"

_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})
# Not a plain space: "on Feb. 15 300 people" has two numbers.
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_BEFORE = r"(?<!\w)(?<!\d[.,])"
_AFTER_NUMBER = r"(?!(?<=\d)[.,]?\d)"


def sentences_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Split texts into their sentences, in order."""
    return tuple(span.of(text) for text in map(without_halves, texts) for span in sentence_spans(text))


def holds(sentence: str, words: Sequence[Sequence[str]]) -> bool:
    """Say whether a sentence holds one alternative of each group."""
    return all(holds_any(sentence, group) for group in words)


def holds_any(sentence: str, alternatives: Iterable[str]) -> bool:
    """Say whether a sentence holds one of the alternatives; of none, it holds none."""
    plain = _plain(sentence)
    return any(_pattern(each).search(plain) for each in alternatives)


def first_holding(sentences: Iterable[str], words: Sequence[Sequence[str]]) -> str | None:
    """Return the first sentence that holds the words, or None."""
    return next((sentence for sentence in sentences if holds(sentence, words)), None)


@lru_cache(maxsize=4_096)
def _plain(text: str) -> str:
    return " ".join(fold(_THOUSANDS.sub("", text.translate(_SAME))).split())


@lru_cache(maxsize=16_384)
def _pattern(alternative: str) -> re.Pattern[str]:
    goes_on = alternative.endswith(GOES_ON)
    wanted = _plain(alternative.removesuffix(GOES_ON))
    before = _BEFORE if wanted[:1].isalnum() else ""
    after = _AFTER_NUMBER if goes_on or not wanted[-1:].isalnum() else rf"(?!\w){_AFTER_NUMBER}"
    return re.compile(f"{before}{re.escape(wanted)}{after}")
