"""JSON Lines, streamed, and JSON arrays: one record for each bulletin."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import BinaryIO

from briefer.reading.decoding import decode, encoding_of
from briefer.reading.formats.frontmatter import parse_date
from briefer.reading.formats.outlets import split_names
from briefer.reading.raw import Document, Log, Parsed, RawItem, Unreadable

LINE_LIMIT = 1024 * 1024  # bytes
_PIECE = 64 * 1024
_MOST_REPORTED = 100  # bad lines named one by one
_HINT = 'write one object a line: {"date": "YYYY-MM-DD", "title": "...", "text": "...", "sources": ["..."]}'


def read_json(document: Document, log: Log) -> Parsed:
    """Read records lazily from lines, or from one JSON array or object. Raises Unreadable."""
    decode(document.head)  # binary junk is one error, not one for each of its "lines"
    if encoding_of(document.head):
        text = decode(document.read())
        return Parsed("jsonl", _from_lines(lambda: io.BytesIO(text.encode()), log))
    start = document.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"[" or (start[:1] == b"{" and _is_spread(start)):
        return Parsed("jsonl", _from_whole(document, log))
    return Parsed("jsonl", _from_lines(document.open, log))


def _is_spread(start: bytes) -> bool:
    """Say whether an object goes on after its first line, as in an indented file."""
    return start.split(b"\n", 1)[0].strip() == b"{"


def _from_whole(document: Document, log: Log) -> Iterator[RawItem]:
    try:
        loaded = json.loads(decode(document.read()))
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error.msg}", _HINT, error.lineno) from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not JSON: {error}", _HINT) from None
    for place, record in enumerate(loaded if isinstance(loaded, list) else [loaded], start=1):
        try:
            yield _item(record, None)
        except Unreadable as error:
            log.error(f"record {place}: {error.message}", error.hint)


def _from_lines(opened: Callable[[], BinaryIO], log: Log) -> Iterator[RawItem]:
    bad = 0
    with opened() as stream:
        for number, line in _bounded_lines(stream):
            try:
                if isinstance(line, int):
                    raise Unreadable(
                        f"the line has {line:,} bytes, more than {LINE_LIMIT:,}",
                        "split the record, or cut its text",
                    )
                if line.strip():
                    yield _item(_record(line), number)
            except Unreadable as error:
                bad += 1
                if bad <= _MOST_REPORTED:
                    log.error(error.message, error.hint, number)
    if bad > _MOST_REPORTED:
        log.error(f"{bad - _MOST_REPORTED:,} more lines could not be read", _HINT)


def _bounded_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | int]]:
    """Yield each line with its number; of one over the limit, its size, without ever holding it whole."""
    number = 0
    while line := stream.readline(LINE_LIMIT + 2):
        number += 1
        size = len(line)
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        while size > LINE_LIMIT + 1 and not line.endswith(b"\n"):
            line = stream.readline(_PIECE)
            size += len(line)
            if not line:
                break
        yield number, line if size <= LINE_LIMIT + 1 else size - line.endswith(b"\n")


def _record(line: bytes) -> object:
    try:
        return json.loads(decode(line))
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error.msg} at character {error.colno}", _HINT) from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not JSON: {error}", _HINT) from None


def _item(record: object, line: int | None) -> RawItem:
    if not isinstance(record, dict):
        raise Unreadable(f"the record is no object but a {type(record).__name__}", _HINT)
    title, body = _string(record, "title"), _string(record, "text") or _string(record, "body")
    if not (title.strip() or body.strip()):
        raise Unreadable('the record has neither "text" nor "title"', _HINT)
    given = _string(record, "date")
    try:
        day = parse_date(given) if given else None
    except ValueError:
        raise Unreadable(f'"{given[:40]}" is no date', "write YYYY-MM-DD") from None
    identifier = record.get("id")
    return RawItem(
        title=title,
        body=body,
        outlets=_outlets(record),
        given=day,
        url=_string(record, "url") or None,
        country=_string(record, "country") or None,
        key=str(identifier) if isinstance(identifier, str | int) and identifier != "" else None,
        line=line,
    )


def _string(record: dict[str, object], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f'"{key}" is no text but a {type(value).__name__}', _HINT)
    return value


def _outlets(record: dict[str, object]) -> tuple[str, ...]:
    value = record.get("sources") or record.get("outlets") or ()
    if isinstance(value, str):
        return split_names(value)
    if not isinstance(value, list | tuple) or not all(isinstance(name, str) for name in value):
        raise Unreadable('"sources" is no list of names', _HINT)
    return tuple(dict.fromkeys(name.strip() for name in value if name.strip()))
