"""RSS and Atom feeds: one bulletin for each entry."""

from __future__ import annotations

import io
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeAlias
from xml.sax import SAXParseException

from briefer.reading.cleaning import one_line
from briefer.reading.decoding import decode
from briefer.reading.formats.fragments import fragment_text
from briefer.reading.raw import Document, Log, Parsed, RawItem, Unreadable, guarded

# feedparser gives dictionaries of anything, untyped.
Record: TypeAlias = Any

_HINT = "check that the address is the feed's own, and not a page about it"


def read_feed(document: Document, log: Log) -> Parsed:
    """Read the entries of a feed. What is left of a malformed one is read, and the fault reported.

    Raises Unreadable where there is no entry.
    """
    import feedparser  # type: ignore[import-untyped]

    data = document.read()
    decode(data)  # binary junk is refused here
    headers = {"content-type": f"application/xml; charset={document.charset}"} if document.charset else {}
    with guarded("feed", _HINT):
        # feedparser drops entity declarations that could grow; the text is taken out of the HTML below, so
        # that its own cleaning would only cost time. A stream, so that the bytes are never taken for a path.
        feed: Record = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
        items = [_item(entry, feed.feed) for entry in feed.entries]
        built = _day(feed.feed, "updated", "published")
    items = [item for item in items if item.title or item.body]
    fault = feed.get("bozo_exception")
    if isinstance(fault, SAXParseException):
        message = f"the feed is not well-formed XML ({fault.getMessage()})"
        if not items:
            raise Unreadable(message, _HINT, fault.getLineNumber())
        noun = "entry was" if len(items) == 1 else "entries were"
        log.error(
            f"{message}: {len(items)} {noun} read", "check that it was saved whole", fault.getLineNumber()
        )
    if not items:
        raise Unreadable("the feed has no entries" if feed.version else "neither RSS nor Atom", _HINT)
    return Parsed("feed", items, built)


def _item(entry: Record, feed: Record) -> RawItem:
    contents = [part for part in entry.get("content", ()) if part.get("value")]
    detail = contents[0] if contents else entry.get("summary_detail", {})
    outlet = entry.get("source", {}).get("title") or feed.get("title") or ""
    return RawItem(
        title=one_line(_plain(entry.get("title_detail", {}))),
        body=_plain(detail),
        outlets=(one_line(outlet),) if outlet.strip() else (),
        given=_day(entry, "published", "updated"),
        url=entry.get("link") or None,
        key=entry.get("id") or entry.get("link") or None,
    )


def _plain(detail: Record) -> str:
    value = str(detail.get("value") or "")
    return value.strip() if detail.get("type") == "text/plain" else fragment_text(value)


def _day(record: Record, *keys: str) -> date | None:
    """Return the day as written, in the feed's own time zone; failing that, the day in UTC."""
    for key in keys:
        if key not in record:  # feedparser would answer for "updated" with "published", and warn
            continue
        text, parsed = record[key], record.get(f"{key}_parsed")
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                return read(text.strip()).date()
            except (AttributeError, TypeError, ValueError, OverflowError):
                continue
        if parsed:
            return date(*parsed[:3])
    return None
