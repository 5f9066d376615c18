"""Does a piece of work for each of several things, one after the other or several at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def as_done(
    work: Callable[[Item], Result], items: Sequence[Item], at_once: int
) -> Iterator[tuple[Item, Result]]:
    """Yield each item with what the work made of it, as soon as it is done; the work must not raise.

    The threads end with the process, so that an interrupt does not wait for the slowest answer.
    """
    if at_once == 1:
        yield from ((item, work(item)) for item in items)
        return
    waiting: SimpleQueue[Item] = SimpleQueue()
    done: SimpleQueue[tuple[Item, Result]] = SimpleQueue()
    stopped = Event()
    for item in items:
        waiting.put(item)

    def run() -> None:
        while not stopped.is_set():
            try:
                item = waiting.get_nowait()
            except Empty:
                return
            done.put((item, work(item)))

    for _ in range(min(at_once, len(items))):
        Thread(target=run, daemon=True).start()
    try:
        for _ in items:
            yield done.get()
    finally:
        stopped.set()
