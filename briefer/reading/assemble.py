"""Raw items to bulletins: ids, keys, dates and countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from briefer.errors import InputError
from briefer.model import Basis, Bulletin, BulletinDate, Page, Precision
from briefer.reading.cleaning import BODY_LIMIT, TITLE_LIMIT, clean, cut, one_line
from briefer.reading.countries import resolve_country, tag_countries
from briefer.reading.dates import date_page
from briefer.reading.identity import Keys, bulletin_id
from briefer.reading.raw import Log, RawItem
from briefer.reading.sentences import sentence_spans

_LONGEST_COUNTRY = 60
_DERIVED_TITLE = 80
_LONGEST_NAME = 100
_LONGEST_KEY = 500


def country_line(line: str) -> str | None:
    """Return the code of the country that the line names, where the line is its name and nothing else."""
    text = line.strip()
    # Two and three letters are codes ("US", "MLI") only where they are capitals: "it" and "so" are words.
    if not 1 < len(text) <= _LONGEST_COUNTRY or (len(text) < 4 and not text.isupper()):
        return None
    if not text[0].isupper() or text[-1] in ".?!:;,":
        return None
    try:
        country = resolve_country(text)
    except InputError:
        return None
    return None if text in country.demonyms else country.code


def assemble(page: Page, items: Iterable[RawItem], log: Log, today: date) -> Iterator[Bulletin]:
    """Yield the bulletins of a page in order; what is doubtful about them goes into the log."""
    keys = Keys()
    place = assumed = 0
    tidied = (_tidied(item, log) for item in items)
    filled = (item for item in tidied if item.body)
    for section, members in groupby(filled, key=lambda item: item.section):
        for item, when in _dated(members, page, today, ordered=section is not None):
            assumed += when.basis is Basis.ASSUMED and when.precision is not Precision.BOUNDS
            yield _bulletin(page, item, when, place, keys, log)
            place += 1
    if not place and not any(problem.severity == "error" for problem in log.problems):
        log.error("holds no news that can be read", "check that it is the right file, and whole")
    if assumed:
        noun, verb = ("date", "has") if assumed == 1 else ("dates", "have")
        log.warning(
            f"{assumed} {noun} {verb} no year and the page no retrieval date: years are assumed from {today}",
            "pass --retrieved YYYY-MM-DD",
        )


def _tidied(item: RawItem, log: Log) -> RawItem:
    body = clean(item.body).strip()
    title = one_line(item.title)
    if len(body) > BODY_LIMIT:
        log.warning(
            f"a text of {len(body):,} characters is cut to {BODY_LIMIT:,}", "split it into several", item.line
        )
        body = cut(body, BODY_LIMIT)
    # A headline alone is news too, and only a body can be cited.
    body = body or title
    title = cut(title, TITLE_LIMIT, "…") or _title_of(body)
    return replace(
        item,
        title=title,
        body=body,
        outlets=tuple(cut(one_line(name), _LONGEST_NAME, "…") for name in item.outlets),
        url=_web_address(item.url),
        key=cut(one_line(item.key), _LONGEST_KEY) if item.key else None,
    )


def _web_address(url: str | None) -> str | None:
    """Return the address where it is one of the web: it will be shown as a link."""
    text = one_line(url or "")
    return text if text.lower().startswith(("http://", "https://")) and " " not in text else None


def _title_of(body: str) -> str:
    opening = body[: 4 * _DERIVED_TITLE]  # finding sentences in all of a long text would cost for nothing
    spans = sentence_spans(opening)
    first = spans[0].of(opening) if spans else opening
    return cut(one_line(first), _DERIVED_TITLE, "…")


def _dated(
    items: Iterable[RawItem], page: Page, today: date, *, ordered: bool
) -> Iterator[tuple[RawItem, BulletinDate]]:
    if ordered:
        held = list(items)
        texts = [_text(item) for item in held]
        yield from zip(
            held, date_page(texts, retrieved=page.retrieved, today=today, newest_first=True), strict=True
        )
        return
    for item in items:
        if item.given:
            yield item, BulletinDate(item.given, item.given, Precision.DAY, Basis.FEED)
        else:
            when = date_page([_text(item)], retrieved=page.retrieved, today=today, newest_first=False)
            yield item, when[0]


def _text(item: RawItem) -> str:
    return item.body if item.body.startswith(item.title.rstrip("…")) else f"{item.title}\n{item.body}"


def _bulletin(page: Page, item: RawItem, when: BulletinDate, place: int, keys: Keys, log: Log) -> Bulletin:
    return Bulletin(
        id=bulletin_id(item.title, item.body, item.given),
        key=keys.key(item),
        title=item.title,
        body=item.body,
        source=page.source,
        place=place,
        outlets=item.outlets,
        date=when,
        countries=tag_countries(item.title, item.body, hint=_hint(item, log)),
        url=item.url,
    )


def _hint(item: RawItem, log: Log) -> str | None:
    if not item.country:
        return None
    try:
        return resolve_country(item.country).code
    except InputError as error:
        log.warning(error.message, error.hint, item.line)
        return None
