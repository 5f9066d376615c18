"""From hits to numbered sentences: what an engine may cite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefer.model import Bulletin, BulletinDate, Evidence, Hit, Period, Span
from briefer.reading.countries import find_mentions
from briefer.reading.dates import find_dates, resolve
from briefer.reading.instructions import news_spans
from briefer.writing.engine import AskTask
from briefer.writing.narrowing import Narrowed
from briefer.writing.questions import analyse, country_of_news
from briefer.writing.relevance import set_aside

if TYPE_CHECKING:
    from briefer.archive.archive import Archive

_MOST_SENTENCES = 80
_MOST_NEWS = 8  # bulletins
_WIDE_BODY = 4_000  # characters from which only the sentences of the hit passages are taken


def gather(
    archive: Archive, question: str, country: str | None, narrowed: Narrowed, passages: int
) -> AskTask:
    """Retrieve for a question and number the sentences of the bulletins that were hit, best bulletin first.

    A bulletin outside the period counts only with the sentences that themselves speak of the period. What is
    addressed to a machine is no evidence: it is set aside.
    """
    period = narrowed.period
    news_of = country_of_news(analyse(question), country)
    latest = _latest(archive, question, news_of, period) if news_of else None
    if latest and latest.evidence:
        return latest
    hits = _surely_of(archive.search(question, country=country, period=period, k=passages), period)
    pairs = list(_sentences(hits, country))
    held = set_aside(dict.fromkeys(hit.bulletin for hit in hits))
    if not period.is_open and not narrowed.strict:
        inside = {hit.bulletin.id for hit in hits}
        others = archive.search(question, country=country, k=passages)
        outside = _sentences([hit for hit in others if hit.bulletin.id not in inside], country)
        pairs += [(bulletin, span) for bulletin, span in outside if _speaks_of(bulletin, span, period)]
    return AskTask(question, _numbered(pairs), period, country, held)


def _surely_of(hits: tuple[Hit, ...], period: Period) -> tuple[Hit, ...]:
    """Where bulletins of the period are there, leave out those that only may be: bounded wider than the period."""
    sure = tuple(hit for hit in hits if period.is_open or not _is_wider(hit.bulletin.date, period))
    return sure or hits


def _latest(archive: Archive, question: str, country: str, period: Period) -> AskTask:
    """The newest bulletins about a country, for "what happened in Mali?": being recent matters, not being alike."""
    about = archive.bulletins(country=country, main_only=True, period=period)
    found = (about or archive.bulletins(country=country, period=period))[:_MOST_NEWS]
    pairs = [(bulletin, span) for bulletin in found for span in news_spans(bulletin.body)]
    return AskTask(question, _numbered(pairs), period, country, set_aside(found))


def _numbered(pairs: Sequence[tuple[Bulletin, Span]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(n, bulletin, span) for n, (bulletin, span) in enumerate(pairs[:_MOST_SENTENCES], 1))


def _sentences(hits: Sequence[Hit], country: str | None) -> Iterator[tuple[Bulletin, Span]]:
    """Every sentence of a short bulletin, of a long one those of the passages that were hit; with a country, those
    that concern it."""
    passages: dict[str, list[Hit]] = {}
    for hit in hits:
        passages.setdefault(hit.bulletin.id, []).append(hit)
    for group in passages.values():
        bulletin = group[0].bulletin
        is_wide = len(bulletin.body) > _WIDE_BODY
        for span in news_spans(bulletin.body):
            was_hit = not is_wide or any(span.overlaps(hit.passage.span) for hit in group)
            if was_hit and (country is None or _concerns(bulletin, span, country)):
                yield bulletin, span


def _speaks_of(bulletin: Bulletin, span: Span, period: Period) -> bool:
    reference = bulletin.date.latest
    if reference is None:
        return False
    dates = (resolve(mention, reference) for mention in find_dates(span.of(bulletin.body)))
    return any(each.falls_in(period) and not _is_wider(each, period) for each in dates)


def _is_wider(date: BulletinDate, period: Period) -> bool:
    """A date that spans more days than the period ("last year") says little of it."""
    if None in (date.earliest, date.latest, period.since, period.until):
        return False
    return date.latest - date.earliest > period.until - period.since  # type: ignore[operator]  # none is None


def _concerns(bulletin: Bulletin, span: Span, country: str) -> bool:
    """A sentence that names the country, or none; one that names only others is not asked for."""
    codes = {mention.code for mention in find_mentions(span.of(bulletin.body))}
    return not codes or country in codes
