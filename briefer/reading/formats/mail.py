"""E-mail: one message, or a mailbox of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

from briefer.errors import InputError
from briefer.reading.cleaning import one_line
from briefer.reading.decoding import decode
from briefer.reading.formats.fragments import fragment_text
from briefer.reading.formats.letters import letter_body, without_signature
from briefer.reading.formats.outlets import split_outlets
from briefer.reading.raw import Document, Log, Parsed, RawItem, Unreadable, guarded

_NEXT = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\n]*\n")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_message(document: Document, log: Log) -> Parsed:
    """Read one message. Raises Unreadable."""
    return Parsed("email", [_item(document.read())])


def read_mailbox(document: Document, log: Log) -> Parsed:
    """Read the messages of an mbox file; a broken one is reported and the others go on. Raises Unreadable."""
    data = document.read()
    starts = [(found.start(), found.end()) for found in _NEXT.finditer(data)]
    if not starts:
        raise Unreadable('no mailbox: no line begins with "From "', "give a single message the suffix .eml")
    ends = [start for start, _ in starts[1:]] + [len(data)]
    return Parsed(
        "email", _messages(data, [(start, end) for (_, start), end in zip(starts, ends, strict=True)], log)
    )


def _messages(data: bytes, bounds: list[tuple[int, int]], log: Log) -> Iterator[RawItem]:
    for place, (start, end) in enumerate(bounds, start=1):
        try:
            yield _item(_ESCAPED.sub(rb"\1", data[start:end]))
        except InputError as error:
            log.error(f"message {place}: {error.message}", error.hint, data.count(b"\n", 0, start) + 1)


def _item(data: bytes) -> RawItem:
    with guarded("e-mail message", "save it again from the mail program"):
        message = message_from_bytes(data, policy=default)
        subject = one_line(str(message["Subject"] or ""))
        body, named = split_outlets(letter_body(_body(message)))
        if not body and not subject:
            raise Unreadable("neither a subject nor a text", "check that the file is an e-mail message")
        return RawItem(
            title=subject,
            body=body,
            outlets=named or _sender(message),  # the words know whose news it is, the sender passes it on
            given=_day(message),
            key=one_line(str(message["Message-ID"] or "")) or None,
        )


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    text = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    if part.get_content_subtype() == "html":
        return fragment_text(text)
    text = without_signature(text)
    if str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?<! ) \n(?!\n|>)", " ", text)  # RFC 3676: a space before the line end goes on
    return text.strip()


def _sender(message: EmailMessage) -> tuple[str, ...]:
    addresses = message["From"].addresses if message["From"] else ()
    names = (one_line(address.display_name).strip("'\" ") for address in addresses)
    return tuple(name for name in names if name and "@" not in name)  # an address names no outlet


def _day(message: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(str(message["Date"] or "")).date()
    except (ValueError, OverflowError):
        return None
