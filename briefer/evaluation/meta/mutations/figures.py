"""Wrong figures: another number, another magnitude, another unit."""

from __future__ import annotations

import re
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.mutations.edits import Edit, World, swap
from briefer.evaluation.meta.text import figures, value_of, values_in, worded

_FLOOR_BEFORE = re.compile(
    r"(?:at least|more than|over|no fewer than|no less than|upwards of|above) (?:\w+ )?$", re.I
)
_ROOF_BEFORE = re.compile(
    r"(?:up to|as many as|at most|fewer than|less than|under|nearly|almost|below) (?:\w+ )?$", re.I
)
_AFTER = re.compile(r"\s*(?:[a-z]|%|[.,;]|$)")
_NO_COUNT = re.compile(
    r"(?:[Mm]agnitude|[Nn]umber|[Ee]pisode|[Pp]art|[Ss]eason|[Pp]hase|[Tt]ype|[Aa]ged?|[Cc]ategory) $"
)


def _bound(text: str, match: re.Match[str]) -> int:
    """Which way a number must move so that the words cited do not bear it out: 1 up, -1 down, 0 either."""
    before = text[max(0, match.start() - 25) : match.start()]
    if _FLOOR_BEFORE.search(before):
        return 1
    return -1 if _ROOF_BEFORE.search(before) else 0


def number(base: Base, world: World, random: Random) -> Edit | None:
    """Another number: off by a fifth or more, and none that the bulletin has."""
    found = [
        each
        for each in figures(base.text)
        if value_of(each) >= 2
        and _AFTER.match(base.text[each.end() :])
        and not _NO_COUNT.search(base.text[: each.start()])
    ]
    if not found:
        return None
    match = random.choice(found)
    taken = values_in(base.known)
    for _ in range(20):
        new = _moved(value_of(match), _bound(base.text, match), random)
        is_share = re.match(r" ?(?:%|per)", base.text[match.end() :])
        if new is not None and new not in taken and not (is_share and new > 100):
            return swap(base.text, match, worded(new, match))
    return None


def _moved(value: float, bound: int, random: Random) -> float | None:
    up = bound > 0 or (bound == 0 and random.random() < 0.5)
    share = random.uniform(0.2, 0.8)
    new = value * (1 + share) if up else value * (1 - share)
    if value != int(value):
        new = round(new, 1)
    else:
        exact = len(str(int(value)).rstrip("0"))
        new = round(new, min(0, max(2, exact) - len(str(int(new)))))
    return new if new >= 2 and abs(new - value) >= 0.15 * value else None


_MAGNITUDES = (  # the words, in place of them, and whether that is more
    ("dozens of", "hundreds of", True),
    ("several dozen", "several hundred", True),
    ("scores of", "thousands of", True),
    ("tens of thousands", "hundreds of thousands", True),
    ("hundreds of thousands", "tens of thousands", False),
    ("hundreds of", "thousands of", True),
    ("hundreds", "thousands", True),
    ("thousands of", "hundreds of", False),
    ("hundred", "thousand", True),
    ("thousand", "million", True),
    ("million", "billion", True),
    ("million", "thousand", False),
    ("billion", "million", False),
    ("billion", "trillion", True),
)


def magnitude(base: Base, world: World, random: Random) -> Edit | None:
    """The same digits at another power of ten, or "dozens" for "hundreds"."""
    choices = [edit for old, new, more in _MAGNITUDES for edit in _scaled(base, old, new, more)]
    choices += [edit for match in figures(base.text) for edit in _tenfold(base, match)]
    return random.choice(choices) if choices else None


def _scaled(base: Base, old: str, new: str, more: bool) -> list[Edit]:
    edits = []
    for match in re.finditer(rf"(?<![\w-]){old}(?![\w-])", base.text, re.IGNORECASE):
        bound = _bound(base.text, match)
        if new.split()[0] not in base.known.lower() and bound != (-1 if more else 1):
            edits.append(swap(base.text, match, new))
    return edits


def _tenfold(base: Base, match: re.Match[str]) -> list[Edit]:
    if re.match(r" (?:hundred|thousand|million|billion|percent|per cent)|%", base.text[match.end() :]):
        return []
    value, bound = value_of(match), _bound(base.text, match)
    taken = values_in(base.known)
    news = [value * 10] if bound >= 0 else []
    if bound <= 0 and value % 10 == 0 and value >= 20:
        news.append(value / 10)
    return [
        swap(base.text, match, worded(new, match))
        for new in news
        if new not in taken and new >= 2 and value >= 2
    ]


_NUMBER = (
    r"(?:\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|"
    r"hundreds of|thousands of|dozen|hundred|thousand|million|billion))"
)
_UNITS = (
    (
        rf"{_NUMBER}(?: other| more)? (?P<unit>people|persons|others)(?! (?:who|of|in favou?r))",
        ("soldiers", "children", "prisoners"),
    ),
    (
        rf"{_NUMBER}(?: [a-z]+)? (?P<unit>soldiers|troops|policemen|police officers)\b",
        ("civilians", "miners", "prisoners"),
    ),
    (
        rf"{_NUMBER}(?: [a-z]+)? (?P<unit>civilians|villagers|residents|students|children|women|"
        r"worshippers|passengers)\b",
        ("soldiers", "policemen"),
    ),
    (
        rf"{_NUMBER}(?: [a-z]+)? (?P<unit>militants|rebels|insurgents|jihadists|militiamen|gunmen|bandits|fighters)\b",
        ("civilians", "soldiers"),
    ),
    (rf"{_NUMBER} (?P<unit>kilometres|kilometers|km)\b", ("miles", "metres")),
    (rf"{_NUMBER} (?P<unit>miles)\b", ("kilometres",)),
    (rf"{_NUMBER} (?P<unit>metres|meters)\b", ("kilometres",)),
    (rf"{_NUMBER} (?P<unit>hours)\b", ("days", "weeks")),
    (rf"{_NUMBER} (?P<unit>days)\b", ("weeks", "months")),
    (rf"{_NUMBER} (?P<unit>weeks)\b", ("days", "months")),
    (rf"{_NUMBER} (?P<unit>months)\b", ("weeks", "years")),
    (rf"{_NUMBER} (?P<unit>years)\b(?! old)", ("months", "weeks")),
    (rf"{_NUMBER}(?P<unit> ?%| percent| per cent)(?= of (?:the )?[a-z]+s\b)", ("",)),
    (rf"(?P<unit>US\$|\$)(?={_NUMBER})", ("€", "£")),
    (rf"(?P<unit>€|£)(?={_NUMBER})", ("$",)),
    (rf"{_NUMBER}(?: million| billion)? (?P<unit>dollars)\b", ("euros",)),
    (
        rf"(?P<unit>\bkill(?:ed|s|ing)) (?:at least |up to |some |about |more than )?{_NUMBER}",
        ("wound", "injur"),
    ),
    (rf"{_NUMBER}[\w ,]{{0,40}} (?:is|are|was|were|been) (?P<unit>killed)\b", ("wounded", "injured")),
    (
        rf"(?P<unit>\b(?:wound|injur)(?:ed|s|ing|es)) (?:at least |up to |some |about |more than )?{_NUMBER}",
        ("kill",),
    ),
    (rf"{_NUMBER}[\w ,]{{0,30}} (?:is|are|was|were|been)? ?(?P<unit>injured|wounded)\b", ("killed",)),
    (rf"{_NUMBER} (?P<unit>votes)\b", ("seats",)),
    (rf"{_NUMBER} (?P<unit>seats)\b", ("votes",)),
    (rf"{_NUMBER} (?P<unit>homes|houses|buildings)\b", ("schools", "shops")),
    (rf"{_NUMBER} (?P<unit>vehicles|cars)\b", ("boats",)),
    (rf"{_NUMBER} (?P<unit>cases)\b", ("deaths",)),
    (rf"{_NUMBER} (?P<unit>deaths)\b", ("cases", "injuries")),
)
_UNIT_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), news) for pattern, news in _UNITS)
_STEMS = {"wound": "ed s ing", "kill": "ed s ing", "injur": "ed es ing"}


def unit(base: Base, world: World, random: Random) -> Edit | None:
    """The same number of something else: soldiers for civilians, miles for kilometres, wounded for killed."""
    found = [(match, news) for pattern, news in _UNIT_PATTERNS for match in pattern.finditer(base.text)]
    random.shuffle(found)
    for match, news in found:
        new = _inflected(random.choice(news), match["unit"])
        if new.strip() and re.search(rf"\b{re.escape(new[:5].lower())}", base.known.lower()):
            continue
        return swap(base.text, match, new, "unit")
    return None


def _inflected(new: str, old: str) -> str:
    if new not in _STEMS:
        return new
    endings = dict(zip(("ed", "s", "ing"), _STEMS[new].split(), strict=True))
    return new + endings[next(end for end in ("ed", "ing", "s") if old.lower().endswith(end))]
