"""Quantities in a sentence: how many, as worded, with its hedge and what is counted.

Dates and years are not quantities, nor are the digits of names such as "AK-47" or "Africa 24".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from briefer.grounding.language.words import STOP_WORDS
from briefer.model import Span
from briefer.reading.dates import find_dates
from briefer.reading.folding import fold

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: float(value) for value, word in enumerate(_SMALL, 1)}
_WORDS |= {word: float(10 * value) for value, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SUFFIXES = {"k": 1e3, "m": 1e6, "bn": 1e9, "b": 1e9}
_VAGUE = {"dozens": 24.0, "scores": 40.0, "tens": 20.0} | {
    f"{name}s": 2 * value for name, value in _SCALES.items()
}

_HEDGE = (
    r"(?:some|about|around|approximately|roughly|nearly|almost|close to|at least|at most|(?:no )?more than|over|"
    r"up to|as many as|upwards of|no fewer than|no less than|fewer than|less than|under|only|another|"
    r"an estimated|estimated|a further|a total of|(?:well|just) (?:over|under))"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_SMALL[:9])}))?|{'|'.join(_SMALL[::-1])})"
_SCALE = "|".join(_SCALES)
_NUMBER_WORDS = rf"{_WORD}(?:[ -](?:{_SCALE})(?: (?:and )?{_WORD}\b)?)*"
_MANY = "|".join(f"{name}s" for name in _SCALES)
_VAGUE_PATTERN = (
    rf"(?:tens|dozens|{_MANY})(?: of (?:{_MANY}))?|scores(?= (?:of|more|dead|killed|wounded|injured)\b)"
    rf"|(?:several|a few) (?:{_SCALE}|dozen)|(?:a|half a) (?:dozen|{_SCALE})|{_WORD} dozen"
)
# One number, in digits or words; `value_of` reads a match of it.
NUMBER = (
    rf"(?:(?P<vague>{_VAGUE_PATTERN})"
    rf"|(?P<digits>{_DIGITS})(?:(?P<suffix>k|m|bn|b)|[ -](?P<scale>{_SCALE}))?|(?P<words>{_NUMBER_WORDS}))"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,:/–-])(?P<hedge>(?:{_HEDGE}\s+){{0,3}})(?P<currency>[A-Z]{{0,3}}[$€£¥₹₦])?{NUMBER}"
    r"(?P<percent>\s?%|\s+per\s?cent)?(?![\w/]|[.,:–-]\d|-[A-Z])",
    re.IGNORECASE,
)
_STOPS = frozenset(
    "the a an and or in at on of to from by with for was were is are be been being has have had who that which "
    "as after before during when while but into near over under across including also voted said killed "
    "wounded injured dead died displaced arrested kidnapped missing more since between against out".split()
)
_ONE_OF_MANY = re.compile(
    r"\s+(?:\w+\s+)?(?:person|civilian|soldier|officer|policeman|child|man|woman|girl|boy|student|worker|"
    r"journalist|passenger|villager|migrant|peacekeeper|bystander|resident|guard|fighter|militant|attacker)\b"
)
_BEFORE = re.compile(r"([A-Z]\w*)[ -]$")
_LOOK_BACK = 24  # characters in which the word before a number is looked for
_LOOK_AHEAD = 60  # and those in which what it counts is
_NOUN_START = re.compile(r"(?: of(?: the| his| her| its| their)?\b)?")
_NOUN_WORD = re.compile(r"\s+([^\W\d_][\w'’-]*)|(\S)")
_MOST_NOUN_WORDS = 3


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
    dates = sorted(mention.span for mention in find_dates(text))
    starts = [day.start for day in dates]
    found = []
    for match in _QUANTITY.finditer(text):
        span = Span(match.start(), match.end())
        before = bisect_left(starts, span.end)
        if (before and dates[before - 1].overlaps(span)) or _is_idle(match, text):
            continue
        found.append(
            Quantity(
                span,
                value_of(match),
                " ".join(match["hedge"].split()).lower(),
                _noun_after(text, match.end()),
                bool(match["percent"]),
                match["currency"] or "",
            )
        )
    return tuple(found)


def _is_idle(match: re.Match[str], text: str) -> bool:
    """The word "one" is rarely a count, unless of a person, and "Africa 24" or "France 24" is a name."""
    if match["hedge"]:
        return False
    if (match["words"] or "").lower() == "one":
        return not _ONE_OF_MANY.match(text, match.end())
    word = _BEFORE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
    return bool(match["digits"] and not match["currency"] and word and fold(word[1]) not in STOP_WORDS)


def value_of(match: re.Match[str]) -> float:
    """The value of a match of `NUMBER`; of vague words the least that they can mean."""
    if match["vague"]:
        return _vague_value(match["vague"].lower())
    if match["words"]:
        return _word_value(match["words"].lower())
    value = float(match["digits"].replace(",", "")) * _SUFFIXES.get((match["suffix"] or "").lower(), 1.0)
    return value * _SCALES.get((match["scale"] or "").lower(), 1.0)


def _word_value(words: str) -> float:
    """ "two hundred and five thousand" is (2 * 100 + 5) * 1000."""
    whole = part = 0.0
    for word in re.split("[ -]", words):
        if word == "hundred":
            part *= _SCALES[word]
        elif word in _SCALES:
            whole, part = whole + part * _SCALES[word], 0.0
        elif word != "and":
            part += _WORDS[word]
    return whole + part


def _vague_value(words: str) -> float:
    """The least that the words can mean: "dozens" is two dozen or more, "tens of thousands" 20,000."""
    first, *rest = words.split()
    if first in _VAGUE:
        return _VAGUE[first] * (_VAGUE[rest[-1]] / 2 if rest else 1.0)
    scale = 12.0 if rest[-1] == "dozen" else _SCALES[rest[-1]]
    if first in ("several", "a"):
        return scale * (2.0 if first == "several" or rest[0] == "few" else 1.0)
    return scale * (0.5 if first == "half" else _word_value(first))


def _noun_after(text: str, end: int) -> str:
    start = _NOUN_START.match(text, end)
    words: list[str] = []
    begin = start.end() if start else end
    for word in _NOUN_WORD.finditer(text, begin, begin + _LOOK_AHEAD):
        if word[2] or word[1].lower() in _STOPS or len(words) == _MOST_NOUN_WORDS:
            break
        words.append(word[1].lower())
    return " ".join(words)
