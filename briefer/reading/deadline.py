"""A limit on the time that a whole download takes, from connecting to the last byte.

The client's own time limits count each wait alone, so a server that sends a little now and then holds it for
ever. Here a timer ends the connections when the time is over, whatever is being waited for; only looking up
a name cannot be ended, and has the resolver's own limit.
"""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType
from typing import Any

from briefer.reading.raw import Unreadable

TRY_LATER = "check the address and the connection, or save the page and give the file"


class Deadline:
    """So many seconds from now, for what is done inside `with`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._connections: list[socket.socket] = []
        self._lock = Lock()
        self._timer = Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._timer.join()
        for connection in self._connections:
            connection.close()

    def check(self) -> None:
        """Raise Unreadable when the time is over."""
        if time.monotonic() >= self._end:
            raise Unreadable(f"not whole after {self._seconds:g} seconds", TRY_LATER)

    def left(self, at_most: float) -> float:
        """Return the seconds that one wait may take. Raises Unreadable when the time is over."""
        self.check()
        return max(0.001, min(at_most, self._end - time.monotonic()))

    def watch(self, event: str, details: dict[str, Any]) -> None:
        """Take note of a new connection: the hook that httpx calls at each step of a request."""
        if event.endswith("connect_tcp.complete"):
            # A copy stands for the connection also when TLS has taken it over.
            connection = details["return_value"].get_extra_info("socket").dup()
            with self._lock:
                self._connections.append(connection)
            if time.monotonic() >= self._end:
                self._shut()

    def _shut(self) -> None:
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):  # it may be closed on the other side
                    connection.shutdown(socket.SHUT_RDWR)
