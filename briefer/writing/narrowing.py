"""Which days a question is about: flags, words such as "in September", or an event ("since the coup")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefer.model import Period
from briefer.reading.dates import question_period

if TYPE_CHECKING:
    from briefer.archive.archive import Archive

_RELATIVE = re.compile(
    r"\b(?:today|yesterday|recently|ago|"
    r"(?:this|last|past|previous) (?:\w+ )?(?:days?|weeks?|weekend|months?|years?))\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?P<side>since|after|following|before)\s+(?P<event>(?:the|that|this|its)\s+[^,?.;]{3,60})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The days that count; `strict` when the user set them by a flag."""

    period: Period
    strict: bool = False


def narrow(
    archive: Archive, question: str, country: str | None, given: Period | None, today: date
) -> Narrowed:
    """Find the period of a question.

    A month or day without a year is the latest one before `today`, or, where the archive has nothing then, the
    latest one before the archive's own last day. "Since the coup" starts on the day of the bulletin that tells
    of it best.
    """
    if given is not None and not given.is_open:
        return Narrowed(given, strict=True)
    period = question_period(question, today)
    if period is not None and not _RELATIVE.search(question) and not archive.bulletins(period=period):
        last = archive.stats().last
        period = question_period(question, last) if last else period
    if period is None:
        period = _since_event(archive, question, country)
    return Narrowed(period or Period())


def _since_event(archive: Archive, question: str, country: str | None) -> Period | None:
    match = _EVENT.search(question)
    if not match or match["side"].lower() not in {"since", "before"}:
        return None
    hits = archive.search(match["event"], country=country, k=5)
    day = next((hit.bulletin.date.earliest for hit in hits if hit.bulletin.date.earliest), None)
    if day is None:
        return None
    return Period(since=day) if match["side"].lower() == "since" else Period(until=day)
