"""Which days a question is about: flags, words such as "in September", or an event ("since the coup")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefer.grounding.words import content_words, stems_of
from briefer.model import Period
from briefer.reading.countries import find_mentions
from briefer.reading.dates import question_period
from briefer.writing.questions import EVENT

if TYPE_CHECKING:
    from briefer.archive.archive import Archive

_RELATIVE = re.compile(
    r"\b(?:today|yesterday|recently|ago|"
    r"(?:this|last|past|previous) (?:\w+ )?(?:days?|weeks?|weekend|months?|years?))\b",
    re.IGNORECASE,
)


_NEAREST = 8


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
    """From or until the day of the earliest bulletin, among those that come nearest, that names the event."""
    match = EVENT.search(question)
    if not match:
        return None
    codes = {mention.code for mention in find_mentions(question)}
    where = country or (codes.pop() if len(codes) == 1 else None)
    wanted = {word.stem for word in content_words(match["event"])}
    days = [
        hit.bulletin.date.earliest
        for hit in archive.search(match["event"], country=where, k=_NEAREST)
        if hit.bulletin.date.earliest and wanted <= stems_of(f"{hit.bulletin.title} {hit.bulletin.body}")
    ]
    if not days:
        return None
    return Period(since=min(days)) if match["side"].lower() == "since" else Period(until=min(days))
