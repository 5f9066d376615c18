"""What a number in a sentence means: its bounds, its unit, what is counted and what befell them.

`find_quantities` tells which figures a sentence holds as worded; here they are read so that two can be compared:
"a dozen villagers died" and "killing 12 civilians" are the same amount.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf

from briefer.grounding.language.counted import Counted, counted_at, fates_at
from briefer.grounding.language.hedges import AFTER, BOUNDS, HEDGES, Bound
from briefer.grounding.language.quantities import NUMBER, value_of
from briefer.grounding.language.words import STOP_WORDS
from briefer.model import Span
from briefer.reading.dates import Ago, Past, find_dates
from briefer.reading.folding import fold

_CURRENCY = r"(?:US|A|C|CA|AU|NZ|HK|S)?\$|€|£|¥|₹|₦|USD ?|EUR ?"
_AMOUNT = re.compile(
    rf"(?<![\w.,:/$€£])(?<![^\d\s][–-])(?P<currency>{_CURRENCY})?{NUMBER}"
    r"(?P<half>\s+and a half(?:\s+(?P<of>hundred|thousand|million|billion|trillion))?)?"
    r"(?P<percent>\s?%|\s+per\s?cent\b)?(?P<compound>-(?!plus\b)(?:[a-z]+)(?:-old|-long)?)?"
    r"(?![\w/]|[.,:][\d]|(?-i:-[A-Z]))",
    re.IGNORECASE,
)
_PLUS = "-plus"
_TO = re.compile(r"\s?[–-]\s?|\s+(?:to|or)\s+")
_AND = re.compile(r"\s+and\s+")
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHARES = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_SHARE = re.compile(
    r"\b(?:(?P<top>a|an|one|two|three|four|nine)[ -]"
    r"(?P<part>third|quarter|fifth|tenth)s?(?= of| the| its|-majority|[.,])"
    r"|(?<!first )(?<!second )(?<!other )(?P<half>half)(?= (?:of|the|its|their|his|her|all|those)\b))",
    re.IGNORECASE,
)
_TOPS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "nine": 9}
_TIMES = re.compile(
    r"\b(?:(?P<two>doubl(?:ed|es|ing)|double(?= (?:the|that|its|their|what|last|those))|twice|two-?fold)"
    r"|(?P<three>tripl(?:ed|es|ing)|triple(?= (?:the|that|its|their|what))|three-?fold|thrice)"
    r"|(?P<four>quadrupl(?:ed|es|ing)|four-?fold))\b",
    re.IGNORECASE,
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ORDINAL = re.compile(
    rf"(?<![\w-])(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS[1:])}))(?![\w-])(?=\s+[a-z])",
    re.IGNORECASE,
)
_PRONOUN_AFTER = re.compile(r"\s+(?:of|another|or|and|who|that|which|in|to)\b|\s*[,.;:]|$")
_POINTS = re.compile(r"[ -]points?\b")
_VERB_AFTER = re.compile(r"\s+(?:more|others|were|are|have been|had been)\b")
_NAME_BEFORE = re.compile(r"([A-Z][\w’']*)[ -]$")
_ABOUT_SPEECH = re.compile(
    r"\b(?:talk|spoke|speak|said|told|know|concern|worr|warn|ask|question|hear|heard|report|debate|doubt)\w* about\s+$"
)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d$")
_LOOK_BACK = 45  # characters in which the hedge before a number is looked for


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it says. `low` and `high` are its bounds in its unit; `value` is the number as stated."""

    span: Span  # with its hedge
    worded: str  # with its hedge, what is counted and what befell them, for a reader
    bound: Bound
    value: float
    low: float
    high: float
    counted: Counted

    @property
    def unit(self) -> str:
        """What is measured: "" for a count, "share", "hour", "dollar", "times", "ordinal", ..."""
        return self.counted.unit


@lru_cache(maxsize=8_192)
def find_amounts(text: str) -> tuple[Amount, ...]:
    """Find the amounts of a text in order; dates, years and the digits of names are none."""
    if not text.strip():
        return ()
    # "two weeks ago" and "the past 24 hours" hold a number that counts
    dates = [mention.span for mention in find_dates(text) if not isinstance(mention.when, Ago | Past)]
    found = _joined(text, [*_numbers(text, dates), *_others(text, dates)])
    return fates_at(text, found)


def _numbers(text: str, dates: list[Span]) -> list[Amount]:
    found = []
    for match in _AMOUNT.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        hedge = HEDGES.search(before)
        span = Span(match.start() - (len(hedge[0]) if hedge else 0), match.end())
        bare = Span(match.start(), match.end())
        if any(day.overlaps(bare) for day in dates) or _is_no_amount(match, before, text):
            continue
        found.append(_amount(match, span, hedge[0] if hedge else "", text))
    return found


def _is_no_amount(match: re.Match[str], before: str, text: str) -> bool:
    """Bare years, "one" as a pronoun, and digits that belong to a name: "France 24", "Resolution 2334"."""
    if match["currency"] or match["percent"]:
        return False
    if (match["words"] or "").lower() == "one":
        return bool(_PRONOUN_AFTER.match(text, match.end()))
    if not match["digits"]:
        return bool(_SHARE.match(text, match.start()))
    counted = counted_at(text, match.end())
    name = None if _VERB_AFTER.match(text, match.end()) else _NAME_BEFORE.search(before)
    if (
        name
        and fold(name[1]) not in STOP_WORDS
        and not (HEDGES.search(before) or counted.unit or counted.classes)
    ):
        return True
    is_year = _YEAR.fullmatch(match["digits"]) and not match["scale"] and not match["suffix"]
    return bool(is_year and not HEDGES.search(before) and not counted.classes)


def _amount(match: re.Match[str], span: Span, hedge: str, text: str) -> Amount:
    compound = (match["compound"] or "")[1:].lower()
    plus = len(_PLUS) if text.startswith(_PLUS, match.end()) else 0
    counted = counted_at(text, match.end() + plus, compound)
    if match["percent"]:
        points = _POINTS.match(text, match.end())
        counted = replace(counted, unit="points" if points else "share", factor=1.0)
    elif match["currency"]:
        counted = replace(counted, unit=_currency(match["currency"]), factor=1.0)
    value = value_of(match)
    if match["half"]:
        value = (value + 0.5) * _SCALES.get((match["of"] or "").lower(), 1.0)
    value *= counted.factor
    bound = _bound(hedge, text, match, counted)
    if (
        match["vague"]
        and re.match(r"[a-z]+s\b|several|a few", match["vague"].lower())
        and bound is Bound.EXACT
    ):
        return Amount(
            span, "", Bound.VAGUE, value, value, _reach(match["vague"].lower()) * counted.factor, counted
        )
    low, high = _ends(bound, value)
    return Amount(span, "", bound, value, low, high, counted)


def _currency(sign: str) -> str:
    sign = sign.strip().upper()
    return {"$": "dollar", "US$": "dollar", "USD": "dollar", "€": "euro", "EUR": "euro", "£": "pound"}.get(
        sign, sign
    )


def _bound(hedge: str, text: str, match: re.Match[str], counted: Counted) -> Bound:
    for bound, pattern in AFTER:
        if pattern.match(text, match.end()):
            return bound
    if re.fullmatch(r"(?:over|under|about|around|above|below)\s+", hedge, re.IGNORECASE):
        # "over three days" is how long, "talks about two deals" what on
        lead = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if counted.unit in ("hour", "month") or _ABOUT_SPEECH.search(lead):
            return Bound.EXACT
    return next((bound for bound, pattern in BOUNDS if pattern.search(hedge)), Bound.EXACT)


def _ends(bound: Bound, value: float) -> tuple[float, float]:
    if bound is Bound.LEAST:
        return value, inf
    return (0.0, value) if bound is Bound.MOST else (value, value)


def _reach(vague: str) -> float:
    """The most that "dozens", "several hundred" or "tens of thousands" can well mean."""
    if vague.startswith(("several", "a few")):
        return (
            12.0
            if vague.endswith("dozen")
            else {"hundred": 100.0, "thousand": 1e3}.get(vague.split()[-1], 1e6)
        ) * 12
    last = vague.split()[-1].rstrip("s")
    one = {
        "dozen": 12.0,
        "score": 20.0,
        "ten": 10.0,
        "hundred": 100.0,
        "thousand": 1e3,
        "million": 1e6,
        "trillion": 1e12,
    }.get(last, 1e9)
    wider = (
        {"tens": 10.0, "dozens": 10.0, "hundreds": 100.0}.get(vague.split()[0], 1.0)
        if " of " in vague
        else 1.0
    )
    return one * wider * 10


def _others(text: str, dates: list[Span]) -> list[Amount]:
    """Shares in words, "double" and ordinals."""
    found = []
    for match in _SHARE.finditer(text):
        value = 50.0 if match["half"] else _TOPS[match["top"].lower()] * _SHARES[match["part"].lower()]
        found.append(_worded_other(text, match, value, "share", hedged=True))
    for match in _TIMES.finditer(text):
        found.append(
            _worded_other(
                text, match, {"two": 2.0, "three": 3.0, "four": 4.0}[match.lastgroup or ""], "times"
            )
        )
    for match in _ORDINAL.finditer(text):
        if any(day.overlaps(Span(match.start(), match.end())) for day in dates):
            continue
        value = float(match["digits"] or _ORDINALS.index(match["word"].lower()) + 1)
        found.append(_worded_other(text, match, value, "ordinal"))
    return found


def _worded_other(
    text: str, match: re.Match[str], value: float, unit: str, *, hedged: bool = False
) -> Amount:
    hedge = HEDGES.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]) if hedged else None
    start = match.start() - (len(hedge[0]) if hedge else 0)
    bound = next((b for b, pattern in BOUNDS if hedge and pattern.search(hedge[0])), Bound.EXACT)
    low, high = _ends(bound, value)
    counted = replace(counted_at(text, match.end()), unit=unit, factor=1.0)
    return Amount(Span(start, match.end()), "", bound, value, low, high, counted)


def _joined(text: str, found: list[Amount]) -> list[Amount]:
    """In order and apart, with the two ends of "12 to 15" made one."""
    joined: list[Amount] = []
    for amount in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        last = joined[-1] if joined else None
        if last and last.span.end > amount.span.start:
            continue
        between = text[last.span.end : amount.span.start] if last else ""
        opened = last is not None and re.match(r"between\b", last.span.of(text), re.IGNORECASE)
        if (
            last
            and (_TO.fullmatch(between) or (opened and _AND.fullmatch(between)))
            and last.value < amount.value
        ):
            # "2 to 3 million" counts millions on either side
            low = last.value * next((s for s in (1e9, 1e6, 1e3) if amount.value >= s > last.value * 100), 1.0)
            low = low if low < amount.value else last.value
            span = Span(last.span.start, amount.span.end)
            joined[-1] = replace(amount, span=span, bound=Bound.RANGE, low=low, high=amount.value)
            continue
        joined.append(amount)
    return joined
