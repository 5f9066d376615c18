"""How a number is hedged: "some 50", "at least 1,500", "42 women or more"."""

from __future__ import annotations

import re
from enum import StrEnum


class Bound(StrEnum):
    """How a number is hedged."""

    EXACT = "exact"
    ABOUT = "about"
    LEAST = "at least"
    MOST = "up to"
    RANGE = "range"
    VAGUE = "vague"  # "dozens"


_ABOUT = r"some|about|around|approximately|roughly|an? estimated|estimated|nearly|almost|close to|circa|an estimate of"
_LEAST = (
    r"at least|(?:no|not) (?:fewer|less) than|upwards? of|(?<!no )(?<!not )more than|(?:well |just )?over|in excess of|"
    r"exceeding|above|(?:a )?minimum of|at the very least"
)
_MOST = (
    r"up to|as many as|as much as|as high as|at most|(?:no|not) more than|(?:a )?maximum of|"
    r"(?<!no )(?<!not )(?:fewer|less) than|(?:well |just )?under|below"
)
_PLAIN = r"only|another|a further|further|a total of|exactly|just|precisely|a combined|all|the|other|more"
HEDGES = re.compile(
    rf"(?:^|(?<=[\s(“\"—–]))(?:(?:{_ABOUT}|{_LEAST}|{_MOST}|{_PLAIN}|between|from)\s+){{1,4}}$", re.IGNORECASE
)
BOUNDS = (
    (Bound.MOST, re.compile(rf"\b(?:{_MOST})\b", re.IGNORECASE)),
    (Bound.LEAST, re.compile(rf"\b(?:{_LEAST})\b", re.IGNORECASE)),
    (Bound.ABOUT, re.compile(rf"\b(?:{_ABOUT})\b", re.IGNORECASE)),
)
# What is counted may stand between: "42 women or more", but not "12 soldiers and at least 3 others".
_BETWEEN = r"(?:\s(?!and\b|or\b|at\b|in\b|to\b|with\b|including\b)[a-z][\w’'-]*){0,3}?\s"
_NO_NUMBER = (
    r"\b(?!\s+(?:\d|an?\b|the\b|some\b|half|dozens|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve))"
)
AFTER = (
    (
        Bound.LEAST,
        re.compile(
            rf"(?:-plus\b|\+|{_BETWEEN}(?:or (?:more|higher|above)\b(?! [a-z]+ly\b)"
            rf"|at (?:the )?(?:very )?least{_NO_NUMBER}|and (?:counting|rising)\b))"
        ),
    ),
    (
        Bound.MOST,
        re.compile(rf"{_BETWEEN}(?:or (?:fewer|less|lower|below)\b|at (?:the )?(?:very )?most{_NO_NUMBER})"),
    ),
    (Bound.ABOUT, re.compile(r"\s+or so\b|-odd\b")),
)
