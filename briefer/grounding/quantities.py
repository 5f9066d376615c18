"""Quantities in a sentence: how many, as worded, with its hedge and what is counted.

Dates and years are not quantities, nor are the digits of names such as "AK-47" or "Africa 24".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefer.model import Span
from briefer.reading.dates import find_dates

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: float(value) for value, word in enumerate(_SMALL, 1)}
_WORDS |= {word: float(10 * value) for value, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SUFFIXES = {"k": 1e3, "m": 1e6, "bn": 1e9, "b": 1e9}
_VAGUE = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "tens": 20.0}

_HEDGE = (
    r"(?:some|about|around|approximately|roughly|nearly|almost|close to|at least|at most|more than|over|"
    r"up to|as many as|upwards of|no fewer than|no less than|fewer than|less than|under|only|another|"
    r"an estimated|estimated|a further|more than double the)"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_SMALL[:9])}))?|{'|'.join(_SMALL[::-1])})"
_SCALE = "|".join(_SCALES)
_VAGUE_PATTERN = (
    rf"(?:tens|hundreds|dozens|scores|thousands|millions)(?: of (?:thousands|millions))?|several (?:{_SCALE}|dozen)"
    rf"|(?:a|half a) (?:dozen|{_SCALE})|(?:a )?(?:{_WORD}) dozen"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,/-])(?P<hedge>{_HEDGE}\s+)*(?P<currency>[$€£]|US\$)?"
    rf"(?:(?P<vague>{_VAGUE_PATTERN})|(?P<digits>{_DIGITS})(?P<suffix>k|m|bn|b)?|(?P<word>{_WORD}))"
    rf"(?:[ -](?P<scale>{_SCALE}))?(?P<percent>\s?%|\s+per\s?cent|\s+percent)?(?![\w/]|[.,-]\d|-[A-Z])",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\s+((?:[^\W\d_][\w'’-]*\s+){0,3}?[^\W\d_][\w'’-]*)")
_STOPS = frozenset(
    "the a an and or in at on of to from by with for was were is are be been being has have had who that which "
    "as after before during when while while but into near over under across including also voted said killed "
    "wounded injured dead died displaced arrested kidnapped missing more since between against out".split()
)
_LOOKS_LIKE_A_NAME = re.compile(r"(?:[A-Z]\w*[ -])$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """`span` covers hedge and number as worded; `noun` is what follows it, up to three words, lower case."""

    span: Span
    value: float
    hedge: str
    noun: str
    is_percent: bool
    currency: str


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of a text in order, leaving out dates and digits that belong to names."""
    dates = [mention.span for mention in find_dates(text)]
    found = []
    for match in _QUANTITY.finditer(text):
        span = Span(match.start(), match.end())
        if any(span.overlaps(day) for day in dates) or _is_idle(match, text):
            continue
        found.append(
            Quantity(
                span,
                _value(match),
                " ".join((match[0][: match[0].lower().find(_core(match).lower())]).split()).lower(),
                _noun_after(text, match.end()),
                bool(match["percent"]),
                match["currency"] or "",
            )
        )
    return tuple(found)


def _core(match: re.Match[str]) -> str:
    return (match["currency"] or "") + (match["vague"] or match["digits"] or match["word"])


def _is_idle(match: re.Match[str], text: str) -> bool:
    """The word "one" is rarely a count, and "Africa 24" or "France 24" is a name."""
    if match["word"] and match["word"].lower() == "one" and not match["scale"]:
        return True
    before = text[: match.start()]
    return bool(match["digits"] and not match["hedge"] and _LOOKS_LIKE_A_NAME.search(before[-24:]))


def _value(match: re.Match[str]) -> float:
    if match["vague"]:
        return _vague_value(match["vague"].lower())
    value = float(match["digits"].replace(",", "")) if match["digits"] else _word_value(match["word"])
    value *= _SUFFIXES.get((match["suffix"] or "").lower(), 1.0)
    return value * _SCALES.get((match["scale"] or "").lower(), 1.0)


def _word_value(word: str) -> float:
    return sum(_WORDS[part] for part in word.lower().split("-"))


def _vague_value(words: str) -> float:
    """The least that the words can mean: "dozens" is two dozen or more."""
    if words.endswith("dozen"):
        counts = [_WORDS[part] for part in words.split() if part in _WORDS]
        return 6.0 if words.startswith("half") else 12.0 * (counts[0] if counts else 1.0)
    value = 1.0
    for part in words.split():
        if part == "half":
            value *= 0.5
        value *= _VAGUE.get(part, _SCALES.get(part, 1.0))
    return value


def _noun_after(text: str, end: int) -> str:
    following = re.match(r"(?: of(?: the| his| her| its| their)?)?", text[end:])
    start = end + (following.end() if following else 0)
    words: list[str] = []
    for word in re.findall(r"\s+([^\W\d_][\w'’-]*)|(\S)", text[start : start + 60]):
        if word[1] or word[0].lower() in _STOPS or len(words) == 3:
            break
        words.append(word[0].lower())
    return " ".join(words)
