"""How sites are visited: as their robots.txt allows, one request at a time and host, with a pause between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from briefer.errors import InputError
from briefer.reading.fetching import (
    MOST_REDIRECTS,
    Download,
    Redirected,
    Refused,
    TooManyRedirects,
    check_address,
    fetched,
)
from briefer.reading.raw import Unreadable
from briefer.reading.robots import MOST_BYTES, Rules, read_robots
from briefer.rounds.remembering import Memory, Version

if TYPE_CHECKING:
    import httpx

LEAST_PAUSE = 1.0  # seconds between two requests to a host
MOST_PAUSE = 30.0  # seconds: the longest Crawl-delay that is honoured, and the longest Retry-After waited for
_MOST_OF_ROBOTS = 16 * 2**20  # bytes in one piece; beyond MOST_BYTES they are not read
_TOO_MANY_REQUESTS = 429
_UNAVAILABLE = 503

Result = TypeVar("Result")
Visit = Callable[["httpx.URL"], AbstractContextManager[None]]


class NotAllowed(Unreadable):
    """The site's robots.txt forbids the page."""

    def __init__(self) -> None:
        super().__init__("not allowed by robots.txt", "leave the source out, or ask its publisher")


@dataclass(slots=True)
class _Host:
    turn: Lock = field(default_factory=Lock)
    visited: float | None = None  # when the last request ended
    closed_until: float | None = None  # as its Retry-After says


class Pace:
    """When each host may be asked next. `clock` counts seconds; `wait` lets so many pass."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, wait: Callable[[float], object] = time.sleep
    ) -> None:
        self._clock = clock
        self._wait = wait
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()

    @contextmanager
    def turn(self, host: str, pause: float = LEAST_PAUSE) -> Iterator[None]:
        """Wait for the host's turn, and hold it. Raises Unreadable where the host asked for a longer wait."""
        place = self._place(host)
        with place.turn:
            now = self._clock()
            closed = (place.closed_until or now) - now
            if closed > MOST_PAUSE:
                raise Unreadable(
                    f"{host} asks to be left alone for {closed:.0f} seconds", "run it again after that"
                )
            rest = place.visited + pause - now if place.visited is not None else 0.0
            if max(closed, rest) > 0:
                self._wait(max(closed, rest))
            try:
                yield
            finally:
                place.visited = self._clock()

    def close(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        place = self._place(host)
        place.closed_until = max(place.closed_until or 0.0, self._clock() + seconds)

    def _place(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())


class Visitor:
    """Fetches pages with good manners; safe from several threads."""

    def __init__(self, memory: Memory, pace: Pace, *, today: date, allow_private: bool) -> None:
        self._memory = memory
        self._pace = pace
        self._today = today
        self._allow_private = allow_private
        self._rules: dict[str, Rules | InputError] = {}

    def visit(
        self, url: str, known: Version | None, limit: int, take: Callable[[Download], Result]
    ) -> Result:
        """Return what `take` makes of the page at `url`, of which the version `known` is not sent again.

        A server that asks for a short wait (429 or 503 with Retry-After) is asked once more after it. Raises
        NotAllowed, or Unreadable where the page cannot be had.
        """
        try:
            return self._follow(url, self._admitted, known, limit, take)
        except Refused as answer:
            if _pause_asked(answer) is None:
                raise
        return self._follow(url, self._admitted, known, limit, take)

    def _follow(
        self, url: str, visit: Visit, known: Version | None, limit: int, take: Callable[[Download], Result]
    ) -> Result:
        """Go where the redirects lead; each step is a visit of its own."""
        target = _address(url)
        for _ in range(MOST_REDIRECTS + 1):
            conditions = known.conditions if known and known.url == str(target) else None
            try:
                with (
                    visit(target),
                    fetched(
                        str(target),
                        limit=limit,
                        allow_private=self._allow_private,
                        conditions=conditions,
                        follow=False,
                    ) as download,
                ):
                    return take(download)
            except Redirected as answer:
                target = _address(answer.location)
            except Refused as answer:
                asked = _pause_asked(answer)
                if asked is not None:
                    self._pace.close(target.host, asked)
                raise
        raise TooManyRedirects

    def _turn(self, url: httpx.URL) -> AbstractContextManager[None]:
        return self._pace.turn(url.host)

    @contextmanager
    def _admitted(self, url: httpx.URL) -> Iterator[None]:
        rules = self._rules_of(url)
        if not rules.allows(url.raw_path.decode("ascii")):
            raise NotAllowed
        pause = min(max(rules.crawl_delay or 0.0, LEAST_PAUSE), MOST_PAUSE)
        with self._pace.turn(url.host, pause):
            yield

    def _rules_of(self, url: httpx.URL) -> Rules:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        found = self._rules.get(origin)
        if found is None:
            try:
                found = read_robots(self._robots_of(origin))
            except InputError as error:
                found = Unreadable(f"its robots.txt cannot be read: {error.message}", error.hint)
            self._rules[origin] = found
        if isinstance(found, InputError):
            raise Unreadable(found.message, found.hint)
        return found

    def _robots_of(self, origin: str) -> bytes:
        """Return a site's robots.txt. What the site denies to have is empty and forbids nothing; where that
        cannot be known, nothing may be fetched."""
        body = self._memory.robots(origin, self._today)
        if body is None:
            try:
                body = self._follow(f"{origin}/robots.txt", self._turn, None, _MOST_OF_ROBOTS, _beginning)
            except Refused as answer:
                if not 400 <= answer.status < 500 or answer.status == _TOO_MANY_REQUESTS:
                    raise
                body = b""
            self._memory.keep_robots(origin, body, self._today)
        return body


def _pause_asked(answer: Refused) -> float | None:
    return answer.retry_after if answer.status in {_TOO_MANY_REQUESTS, _UNAVAILABLE} else None


def _beginning(download: Download) -> bytes:
    body = bytearray()
    for piece in download.pieces:
        body += piece
        if len(body) > MOST_BYTES:  # one byte more tells that there is more
            break
    return bytes(body[: MOST_BYTES + 1])


def _address(url: str) -> httpx.URL:
    """Read the address of a web page. Raises Unreadable."""
    import httpx

    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise Unreadable(f"no address ({error})", "check the address") from None
    check_address(address)
    return address
