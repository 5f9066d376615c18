"""Plain text handling for edits: numbers, first letters, agreement.

It reads with its own small patterns and tables. An edit that were found by what a check decides with would prove
nothing of that check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations
from random import Random

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORD_VALUES = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * (place + 2) for place, word in enumerate(_TENS)
}
WORD_VALUES |= {
    f"{ten}-{unit}": 10 * (place + 2) + value
    for place, ten in enumerate(_TENS)
    for value, unit in enumerate(_UNITS[1:10], start=1)
}
VALUE_WORDS = {value: word for word, value in WORD_VALUES.items()}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

MONTHS = ("January February March April May June July August September October November December").split()
MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|"
    r"\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

_WORDS = "|".join(sorted(WORD_VALUES, key=len, reverse=True))
FIGURE = re.compile(
    rf"(?<![\w.,–/-])(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<decimals>\.\d+)?(?![\w–/-]|[.,:]\d)"
    rf"|(?<![\w-])(?P<word>{_WORDS})(?![\w-])",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(rf"\b{MONTH} (?:\d{{1,2}} (?:and|or|to) )?$")
_MONTH_AFTER = re.compile(rf" (?:{MONTH})(?!\w)")
_CLOCK_AFTER = re.compile(r" ?(?:a\.m|p\.m|am\b|pm\b|UTC|GMT|local time)")
_NAME_BEFORE = re.compile(
    r"\b(?!(?:Some|About|Around|Nearly|Almost|Over|Another|Up|All|The|These|Those|His|Her|Their|Other|Only|In|On|Of)\b)"
    r"[A-Z][\w’'.-]* $"
)
_YEARS = range(1800, 2100)
_STOP = frozenset(
    "the and for with that this from have has had was were are been not but its his her their they them into over "
    "after before said says who which when where than also more most some other others about there would could will "
    "least being while because during between against under".split()
)
_PEOPLE = frozenset(
    "people police men women children troops gunmen militiamen policemen officials cattle".split()
)
_DETERMINERS = frozenset(
    "the a an at more some several many most two three on in its his her their this".split()
)
_IN_NAMES = frozenset(
    "North South East West Northern Southern Eastern Western New United Central Great Prime President Human General "
    "State Supreme International National Federal Minister Foreign Red White Black World "
    "Islamic High Royal Former Pope King Queen Lord Saint".split()
)
_PREPOSITION = re.compile(r" (?:of|in|at|near|from|on|with|for|who|that|aboard|under|by|to) ")


def random_of(*parts: object) -> Random:
    """Return a generator that is the same for the same parts, on every machine."""
    return Random(":".join(map(str, parts)))  # noqa: S311 (a draw that is to be repeated, and no secret)


def capitalised(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


def lowered(text: str, plain: frozenset[str]) -> str:
    """Return the text for the middle of a sentence: its first word keeps its capital unless it is a plain one."""
    first = re.match(r"([\w-]+)( [A-Z])?", text)
    if first is None or (first[2] and first[1] in _IN_NAMES):
        return text
    return text[:1].lower() + text[1:] if first[1].lower() in plain | _DETERMINERS else text


def content(text: str) -> frozenset[str]:
    """Return the words that say something, in lower case."""
    words = re.findall(r"\w[\w-]*", text.lower())
    return frozenset(word for word in words if (len(word) > 3 or word.isdigit()) and word not in _STOP)


def names_in(text: str) -> frozenset[str]:
    """Return the capitalised words, but for one that opens the text."""
    return frozenset(re.findall(r"(?<!^)(?<![.!?] )\b[A-Z]\w[\w’-]*", text))


def figures(text: str) -> list[re.Match[str]]:
    """Find the numbers of a text that count or measure: no days, years, hours and parts of names."""
    found = []
    for match in FIGURE.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        year = (
            match["digits"]
            and "," not in match["digits"]
            and not match["decimals"]
            and int(match["digits"]) in _YEARS
        )
        named = match["digits"] and _NAME_BEFORE.search(before)
        if (
            year
            or named
            or _MONTH_BEFORE.search(before)
            or _MONTH_AFTER.match(after)
            or _CLOCK_AFTER.match(after)
        ):
            continue
        found.append(match)
    return found


def value_of(match: re.Match[str]) -> float:
    """Return what a figure says, without the "million" that may follow."""
    if match["word"]:
        return float(WORD_VALUES[match["word"].lower()])
    return float(match["digits"].replace(",", "") + (match["decimals"] or ""))


def values_in(text: str) -> frozenset[float]:
    """Return every number of a text, days and years too, with and without what scales it, and sums of two."""
    values: set[float] = set()
    for match in FIGURE.finditer(text):
        value = value_of(match)
        scale = re.match(
            r"[ -](hundred|thousand|million|billion|trillion)", text[match.end() :], re.IGNORECASE
        )
        values |= {value, value * SCALES[scale[1].lower()]} if scale else {value}
    return frozenset(values | {one + other for one, other in combinations(sorted(values), 2)})


def worded(value: float, like: re.Match[str]) -> str:
    """Write a number in the manner of a figure: word, separators, decimals."""
    if like["word"] and value == int(value) and int(value) in VALUE_WORDS:
        word = VALUE_WORDS[int(value)]
        return capitalised(word) if like["word"][0].isupper() else word
    if like["decimals"]:
        return f"{value:,.{len(like['decimals']) - 1}f}"
    whole = round(value)
    bare = like["digits"] and like["digits"].isdigit() and len(like["digits"]) > 3
    return str(whole) if bare else f"{whole:,}"


def is_plural(phrase: str) -> bool:
    """Guess whether a noun phrase is plural, from its number, its head and its "and"."""
    head = _PREPOSITION.split(f"{phrase} ")[0].strip()
    words = re.findall(r"[\w’'-]+", head.lower())
    if not words or re.match(r"(?:an?|one|another|each|every)\b", words[0]) or head.endswith(("'s", "’s")):
        return False
    numbered = any((word in WORD_VALUES and WORD_VALUES[word] != 1) or word.isdigit() for word in words)
    last = words[-1]
    return (
        numbered
        or " and " in head
        or last in _PEOPLE
        or (last.endswith("s") and not last.endswith(("ss", "us", "is")))
    )


def replaced(text: str, start: int, end: int, new: str) -> str:
    """Return the text with `[start, end)` put in other words; at its start they get a capital."""
    return text[:start] + (capitalised(new) if not start else new) + text[end:]


def with_articles(text: str) -> str:
    """Mend "a" and "an" before the words that an edit brought beside them."""
    text = re.sub(r"\b([Aa]) (?=[aeio]\w)", r"\1n ", text)
    return re.sub(r"\b([Aa])n (?=[bcdfgjklmnpqrstvwxz]\w*[a-z])", r"\1 ", text)


def tidied(text: str) -> str:
    """Close the gaps that a deletion leaves."""
    text = re.sub(r" +", " ", text).strip()
    text = re.sub(r" (?=[,.;])", "", text)
    return capitalised(re.sub(r",(?=[.;])", "", text))


def any_in(names: Iterable[str], text: str) -> bool:
    """Say whether one of the names stands in the text, whatever its case."""
    folded = text.lower()
    return any(name.lower() in folded for name in names)
