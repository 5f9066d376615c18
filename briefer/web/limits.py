"""How much, how often and how long."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

_MOST_CLIENTS = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may ask of the server. Sizes in bytes, rates in requests a minute, times in seconds."""

    body: int = 2 * 2**20  # of a request: a question, a draft
    upload: int = 64 * 2**20  # of files that are dropped in, together
    files: int = 50
    reads: int = 1200
    works: int = 60  # questions, briefings, checks, ingests
    sign_ins: int = 10
    seconds: float = 300.0  # for an answer, a briefing or a check
    at_once: int = 2  # jobs of each kind that run
    waiting: int = 8  # jobs that may wait for their turn
    kept: int = 20  # jobs that are over and can still be read


class Rate:
    """Lets each client through so many times a minute, in bursts of at most as many. `clock` is in seconds."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self._most = a_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # what is left, and as of when
        self._lock = Lock()

    def wait(self, client: str, *, count: bool = True) -> int:
        """Return 0 where a request may go on, else in how many seconds the next one may. It is counted, unless
        `count` says otherwise."""
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(client, (float(self._most), now))
            left = min(self._most, left + (now - then) * self._most / 60)
            allowed = left >= 1
            self._left[client] = (left - 1 if allowed and count else left, now)
            if len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)
            return 0 if allowed else max(1, math.ceil((1 - left) * 60 / self._most))
