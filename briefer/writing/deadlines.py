"""Deadlines that a sentence sets: "within a week", counted from its bulletin's day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from briefer.grounding.language.quantities import NUMBER, value_of
from briefer.model import BulletinDate, Precision

_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0}
_WITHIN = re.compile(
    rf"\bwithin (?:the next )?(?:(?P<one>a|an|one)\b|{NUMBER})[ -](?P<unit>hour|day|week)s?\b", re.IGNORECASE
)
# Of a threat, a demand or a promise: "killed within a week" sets none.
_SETS = re.compile(
    r"\b(?:ultimatum|deadline|demand\w*|threat\w*|unless|if|must|orders?|ordered|gives?|gave|given|vows?|promis\w+|pledg\w+"
    r"|called? (?:on|for)|calls (?:on|for)|urg\w+|requests?|requested|to leave|to withdraw)\b",
    re.IGNORECASE,
)
_LONGEST = 60  # days


def deadline_of(sentence: str, dated: BulletinDate) -> date | None:
    """Return the day on which a deadline that the sentence sets runs out; None where it sets none, or its day is not
    known."""
    found = _WITHIN.search(sentence)
    if (
        found is None
        or dated.precision is not Precision.DAY
        or dated.latest is None
        or not _SETS.search(sentence)
    ):
        return None
    days = (1.0 if found["one"] else value_of(found)) * _DAYS[found["unit"].lower()]
    if not 0 < days <= _LONGEST:
        return None
    try:
        return dated.latest + timedelta(days=round(days))
    except OverflowError:
        return None
