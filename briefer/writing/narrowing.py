"""Which days a question is about: flags, words such as "in September", or an event ("since the coup")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefer.grounding.language.words import content_words, stems_of
from briefer.model import Basis, Bulletin, Period, Precision
from briefer.reading.countries import find_mentions
from briefer.reading.dates import question_period
from briefer.reading.sentences import sentence_spans
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
    latest one before the last day that a bulletin (on the country, where one is named) is sure of. "Since the coup"
    starts on the day of the earliest bulletin, of those that come nearest, that tells of it.
    """
    if given is not None and not given.is_open:
        return Narrowed(given, strict=True)
    codes = {mention.code for mention in find_mentions(question)}
    where = country or (codes.pop() if len(codes) == 1 else None)
    period = question_period(question, today)
    if (
        period is not None
        and not _RELATIVE.search(question)
        and next(archive.newest(country=where, period=period), None) is None
    ):
        period = _latest_that_is_there(archive, question, where) or period
    if period is None:
        period = _since_event(archive, question, where)
    return Narrowed(period or Period())


def _latest_that_is_there(archive: Archive, question: str, country: str | None) -> Period | None:
    """The question's month or day counted back from the archive's newest bulletin, or the country's."""
    last = next((each.date.latest for each in archive.newest(country=country) if _is_sure(each)), None)
    return question_period(question, last) if last else None


def _is_sure(bulletin: Bulletin) -> bool:
    """The bulletin's own words or its record give the day."""
    return bulletin.date.precision is Precision.DAY and bulletin.date.basis in (Basis.STATED, Basis.FEED)


def _since_event(archive: Archive, question: str, country: str | None) -> Period | None:
    """From or until the day of the earliest bulletin, among those that come nearest, whose headline or first sentence
    names the event; only a day that is stated counts, so without one the question is not narrowed."""
    match = EVENT.search(question)
    if not match:
        return None
    wanted = {word.stem for word in content_words(match["event"])}
    days = [
        hit.bulletin.date.earliest
        for hit in archive.search(match["event"], country=country, k=_NEAREST)
        if _is_sure(hit.bulletin) and hit.bulletin.date.earliest and wanted <= stems_of(_head(hit.bulletin))
    ]
    if not days:
        return None
    return Period(since=min(days)) if match["side"].lower() == "since" else Period(until=min(days))


def _head(bulletin: Bulletin) -> str:
    """The title and the first sentence."""
    return f"{bulletin.title}. {next((span.of(bulletin.body) for span in sentence_spans(bulletin.body)), '')}"
