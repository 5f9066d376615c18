"""Words of likelihood and of confidence, as analysts use them.

The seven bands of likelihood, each with its two rows of synonyms, and the levels of confidence are those of
Intelligence Community Directive 203, Analytic Standards (2 January 2015), section D.6.e(2), on expressing
uncertainty. Forms that come to the same ("highly likely", "virtually certain") are put with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from briefer.model import Span


class Band(IntEnum):
    """A band of likelihood, with its share of chances in the directive."""

    REMOTE = 1  # 01-05%
    VERY_UNLIKELY = 2  # 05-20%
    UNLIKELY = 3  # 20-45%
    EVEN = 4  # 45-55%
    LIKELY = 5  # 55-80%
    VERY_LIKELY = 6  # 80-95%
    ALMOST_CERTAIN = 7  # 95-99%


_VERY = r"(?:very|highly|extremely|most|quite)"
# The longest first: "almost certainly" is not "certainly", nor "very likely" "likely".
_BANDS: tuple[tuple[Band, str], ...] = (
    (
        Band.REMOTE,
        r"almost no (?:chance|likelihood|possibility)|remote(?= (?:chance|possibility|likelihood|prospect|odds))"
        r"|(?:chances?|possibility|likelihood|prospects?|odds) (?:is|are|was|were|remains?|seems?) remote"
        r"|almost certainly not|next to no chance",
    ),
    (
        Band.VERY_UNLIKELY,
        rf"(?:very|highly|extremely|most|quite) (?:unlikely|improbabl[ey])|not at all likely|{_VERY} doubtful that",
    ),
    (Band.EVEN, r"(?:roughly |about |an? )?even (?:chances?|odds)|(?:roughly |about )?(?:50[-–/]50|fifty-fifty)"),
    (Band.ALMOST_CERTAIN, r"(?:almost|nearly|virtually|all but|near) certain(?:ly|ty)?"),
    (Band.UNLIKELY, r"unlikely|improbabl[ey]|not (?:very )?(?:likely|probable)|(?:probably|likely) not"),
    (Band.LIKELY, r"more likely than not|most likely|likeliest"),
    (Band.VERY_LIKELY, rf"{_VERY} (?:likely|probabl[ey])"),
    (Band.LIKELY, r"likely|probabl[ey]"),
)  # fmt: skip
# A cause in law and a comparison state no likelihood: "probable cause", "women are more likely than men".
_NONE = (
    r"probable cause|(?:more|less|least|as|equally) (?:un)?likely(?! than not)|the likes? of|likely-[a-z]+"
)
_TERM = re.compile(
    rf"\b(?:(?P<none>{_NONE})|"
    + "|".join(f"(?P<b{n}>{words})" for n, (_, words) in enumerate(_BANDS))
    + r")\b",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(
    r"\b(?P<level>low|moderate|medium|high)(?:[ -]to[ -](?:moderate|medium|high))?[ -]confidence\b"
    r"|\bconfidence (?:level )?(?:is|was|remains) (?P<said>low|moderate|medium|high)\b",
    re.IGNORECASE,
)
_MODERATE = "moderate"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A term of likelihood in a sentence."""

    band: Band
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Confidence:
    """A level of confidence in a sentence: "low", "moderate" or "high"."""

    level: str
    words: str
    span: Span


@lru_cache(maxsize=4_096)
def likelihoods_of(sentence: str) -> tuple[Likelihood, ...]:
    """The terms of likelihood of a sentence, in order."""
    return tuple(
        Likelihood(_BANDS[int(match.lastgroup[1:])][0], match[0], Span(*match.span()))
        for match in _TERM.finditer(sentence)
        if match.lastgroup and match.lastgroup != "none"
    )


@lru_cache(maxsize=4_096)
def confidences_of(sentence: str) -> tuple[Confidence, ...]:
    """The levels of confidence of a sentence, in order."""
    return tuple(
        Confidence(
            _MODERATE if (level := (match["level"] or match["said"]).lower()) == "medium" else level,
            match[0],
            Span(*match.span()),
        )
        for match in _CONFIDENCE.finditer(sentence)
    )
