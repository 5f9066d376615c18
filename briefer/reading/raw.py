"""What passes between a source's bytes and its bulletins: the document, its raw items, its problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from briefer.errors import InputError
from briefer.reading.cleaning import one_line


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that could not be read as it stands, in one line."""

    source: str
    line: int | None
    message: str
    hint: str
    severity: str  # "error": something was not read; "warning": it was read, with a reservation


class Unreadable(InputError):
    """A source cannot be read; the line is named where it is known."""

    def __init__(self, message: str, hint: str = "", line: int | None = None) -> None:
        super().__init__(message, hint)
        self.line = line


@dataclass(slots=True)
class Log:
    """The problems of one source, collected while it is read."""

    source: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, message: str, hint: str = "", line: int | None = None) -> None:
        """Note something that was not read."""
        self._add("error", message, hint, line)

    def warning(self, message: str, hint: str = "", line: int | None = None) -> None:
        """Note something that was read with a reservation."""
        self._add("warning", message, hint, line)

    def failed(self, error: InputError) -> None:
        """Note the error that ended the reading."""
        self.error(error.message, error.hint, getattr(error, "line", None))

    def _add(self, severity: str, message: str, hint: str, line: int | None) -> None:
        self.problems.append(Problem(self.source, line, one_line(message), one_line(hint), severity))


@dataclass(frozen=True, slots=True)
class RawItem:
    """One news item as its page gives it, before dates and countries are found in it."""

    title: str  # empty where the page gives none
    body: str
    outlets: tuple[str, ...] = ()
    given: date | None = None  # the record's own date
    url: str | None = None
    country: str | None = None  # a name or code that the page puts over the item
    key: str | None = None  # the record's own id
    section: int | None = None  # items of one section stand newest first; None: no order is known
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a format's parser makes of a document."""

    kind: str  # as in `model.Page`
    items: Iterable[RawItem]
    retrieved: date | None = None  # as the document itself tells
    dropped: int = 0  # lines of site furniture that were left out


@dataclass(frozen=True, slots=True)
class Document:
    """A source's bytes, decompressed, whatever they came from."""

    source: str
    sha256: str  # of the bytes as they came
    head: bytes  # the first 64 KiB
    open: Callable[[], BinaryIO]  # a fresh stream from the start
    limit: int  # bytes that may be read at once
    today: date  # nothing on it can be dated later
    charset: str | None = None  # as declared by the server
    url: str | None = None
    retrieved: date | None = None  # as the server tells

    def read(self) -> bytes:
        """Return all the bytes. Raises Unreadable where they are more than the limit."""
        with self.open() as stream:
            data = stream.read(self.limit + 1)
        if len(data) > self.limit:
            raise Unreadable(
                f"larger than {self.limit / 2**20:g} MiB", "split it, or give it as JSONL, which is streamed"
            )
        return data


@contextmanager
def guarded(what: str, hint: str) -> Iterator[None]:
    """Turn whatever a third-party parser raises on hostile bytes into Unreadable."""
    try:
        yield
    except InputError:
        raise
    # These parsers raise anything from KeyError to RecursionError on broken input, and one bad file
    # must not stop the others.
    except Exception as error:
        raise Unreadable(
            f"broken {what} ({type(error).__name__}: {one_line(str(error))[:120]})", hint
        ) from error
