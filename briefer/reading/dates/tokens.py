"""The words, numbers and marks that the date grammar reads, and the small pieces of a date: day, month, year.

Each function takes the tokens and a position, and returns what it read with the position after it, or `None`.
It looks a bounded way ahead, so that reading a text takes time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefer.reading.words import words

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = {
    name: at
    for at, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
}
_WEEKDAYS_CUT = {name[:3]: at for name, at in _WEEKDAYS.items()} | {
    "tues": 1,
    "wednes": 2,
    "thur": 3,
    "thurs": 3,
}
_MONTHS = {name.lower(): at for at, name in enumerate(MONTH_NAMES, 1)}
_MONTHS_CUT = {name[:3].lower(): at for at, name in enumerate(MONTH_NAMES, 1) if name != "May"} | {"sept": 9}
_NUMBER_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_AFTER_YEAR = words("in at on by when that which as with for and to until after before during the or but")
_MARKS = frozenset(",.:/")
_BEFORE_PART = frozenset("/:$€£#%+")
DASHES = frozenset("-–—‒−")

_NUMERIC = re.compile(
    r"(?<![\w/.-])(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)([/.-])(\d\d?)\5(\d{4}))(?![\w/]|[.-]\d)", re.A
)
_ISO_TIME = re.compile(r"(?<![\w/.-])(\d{4})-(\d\d)-(\d\d)(?=T\d\d:)", re.A)
_TOKEN = re.compile(r"(?P<number>[0-9]+)(?P<suffix>[^\W\d_]*)|[^\W\d_]+|[^\w\s]|\w")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number with what is written onto it ("17th", "1990s"), a mark, or a whole numeric date."""

    start: int
    end: int
    text: str
    word: str  # in lower case
    number: int | None = None  # None for a number of more than four digits
    digits: int = 0
    suffix: str = ""
    numeric: tuple[int, int, int] | None = None  # year, month, day
    glued: bool = False  # nothing stands between it and the token before it


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text in order; a blank line gives an empty one, which no date reaches across."""
    tokens: list[Token] = []
    end = at = 0
    while match := (_ISO_TIME.match(text, at) or _NUMERIC.match(text, at) or _TOKEN.search(text, at)):
        if match.start() > at:
            at = match.start()  # a numeric date may start where the search landed
            continue
        if text.count("\n", end, at) > 1:
            tokens.append(_NONE)
        tokens.append(_token(match, glued=at == end and at > 0))
        end = at = match.end()
    return tokens


def _token(match: re.Match[str], *, glued: bool) -> Token:
    start, end, text = match.start(), match.end(), match.group()
    if match.re is not _TOKEN:
        return Token(start, end, text, text, numeric=_numeric(match), digits=8, glued=glued)
    digits = match["number"] or ""
    number = int(digits) if digits and len(digits) <= 4 else None
    return Token(
        start, end, text, text.lower(), number, len(digits), (match["suffix"] or "").lower(), None, glued
    )


def _numeric(match: re.Match[str]) -> tuple[int, int, int] | None:
    """Year, month and day of a numeric date; None where day and month could be either way round."""
    if match[1]:
        return int(match[1]), int(match[2]), int(match[3])
    first, second, year = int(match[4]), int(match[6]), int(match[7])
    if match[5] == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


_NONE = Token(0, 0, "", "")


class Tokens(Sequence[Token]):
    """The tokens of a text, with an endless run of empty ones on either side."""

    def __init__(self, text: str, *, any_case: bool = False) -> None:
        self._tokens = tokenize(text)
        self.any_case = any_case  # months and weekdays may be in lower case, as in a typed question

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, at: int) -> Token:  # type: ignore[override]
        return self._tokens[at] if 0 <= at < len(self._tokens) else _NONE

    def named(self, at: int) -> bool:
        """Whether the token is written as a name."""
        return self.any_case or self[at].text[:1].isupper()


def day(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read "17" or "17th"."""
    token = tokens[at]
    if token.number is None or token.digits > 2 or not 1 <= token.number <= 31:
        return None
    if token.suffix not in ("", "st", "nd", "rd", "th") or not _stands_alone(tokens, at):
        return None
    return token.number, at + 1


def month(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read "February", "Feb." or "Feb"."""
    token = tokens[at]
    if not tokens.named(at):
        return None
    if token.word in _MONTHS:
        return _MONTHS[token.word], at + 1
    if token.word in _MONTHS_CUT:
        dotted = tokens[at + 1].text == "." and tokens[at + 1].glued
        return _MONTHS_CUT[token.word], at + 1 + dotted
    return None


def is_cut_short(tokens: Tokens, at: int) -> bool:
    """Whether the month at this position is written "Feb" without a full stop."""
    return tokens[at].word in _MONTHS_CUT and tokens[at + 1].text != "."


def year(tokens: Tokens, at: int, *, least: int = 1000) -> tuple[int, int] | None:
    """Read "2025"; a round number before a word ("2000 people") is a count."""
    token = tokens[at]
    if token.number is None or token.digits != 4 or token.suffix:
        return None
    if not least <= token.number <= 2199 or not _stands_alone(tokens, at):
        return None
    following = tokens[at + 1]
    counted = following.text[:1].isalpha() and following.text.islower() and following.word not in _AFTER_YEAR
    return None if token.number % 50 == 0 and counted else (token.number, at + 1)


def year_alone(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read a year without a month: "2019"."""
    return year(tokens, at, least=1800)


def decade(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read "1990s"; the year returned is the first."""
    token = tokens[at]
    if token.number is None or token.digits != 4 or token.suffix != "s" or token.number % 10:
        return None
    if token.number % 100 == 0 and token.number < 2000:
        return None  # "the 1800s" may be a century
    return token.number, at + 1


def weekday(tokens: Tokens, at: int, *, cut: bool = False) -> tuple[int, int] | None:
    """Read "Sunday"; with `cut` also "Sun" and "Sun."."""
    word = tokens[at].word
    if not tokens.named(at):
        return None
    if word in _WEEKDAYS:
        return _WEEKDAYS[word], at + 1
    if cut and word in _WEEKDAYS_CUT:
        return _WEEKDAYS_CUT[word], at + 1 + (tokens[at + 1].text == "." and tokens[at + 1].glued)
    return None


def count(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read "three", "3" or "a": how many of something."""
    token = tokens[at]
    if token.word in _NUMBER_WORDS:
        return _NUMBER_WORDS[token.word], at + 1
    if token.number and token.digits <= 3 and not token.suffix and _stands_alone(tokens, at):
        return token.number, at + 1
    return None


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """Whether the number is no part of a larger one or of a compound: "1,500", "24/7", "50%", "17-year"."""
    token, before, following, further = tokens[at], tokens[at - 1], tokens[at + 1], tokens[at + 2]
    if token.glued and (before.text in _BEFORE_PART or (before.text in _MARKS and tokens[at - 2].digits)):
        return False
    if not following.glued:
        return True
    if following.text in ("%", "°") or (following.text in _MARKS and further.glued and further.digits):
        return False
    return not (following.text == "-" and further.glued and further.text.isalpha() and further.text.islower())
