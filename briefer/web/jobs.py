"""Work that takes longer than a request: it runs in threads, and can be watched, read later and stopped."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Condition, Lock
from typing import Any

from briefer.errors import BrieferError

_LOG = logging.getLogger(__name__)
Record = Mapping[str, Any]
Tell = Callable[[str, Record], None]  # an event's name and what it says


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OVER = frozenset({State.DONE, State.FAILED})


class TooBusy(BrieferError):
    """As many jobs wait as may."""


class TookTooLong(BrieferError):
    """A job was stopped at its time limit."""


class Stopped(BrieferError):
    """Somebody stopped a job, or left."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a job told."""

    name: str
    record: Record


@dataclass(eq=False)
class Job:
    """One piece of work. What it tells is kept, so that whoever comes later sees all of it."""

    kind: str  # "answer", "briefing", "check" or "ingest"
    title: str
    about: Mapping[str, str]  # what was asked for, in words
    deadline: float  # seconds that it may run
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: State = State.WAITING
    events: list[Event] = field(default_factory=list)
    result: Any = None
    error: Exception | None = None
    _stopped: bool = False
    _changed: Condition = field(default_factory=Condition)

    @property
    def is_over(self) -> bool:
        """True when nothing more will happen."""
        return self.state in OVER

    @property
    def last_step(self) -> Record:
        """The step that it told of last; empty before the first."""
        return next((each.record for each in reversed(self.events) if each.name == "step"), {})

    def stop(self) -> None:
        """Have it end at its next step."""
        self._stopped = True

    def wait(self, seen: int, seconds: float) -> tuple[list[Event], bool]:
        """Return the events after the first `seen`, and whether it is over; waits until there is some news."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.events) > seen or self.is_over, seconds)
            return self.events[seen:], self.is_over

    def join(self, seconds: float) -> bool:
        """Wait until it is over; return whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: self.is_over, seconds)

    def run(self, work: Callable[[Tell], Any], clock: Callable[[], float]) -> None:
        """Do the work in this thread."""
        end = clock() + self.deadline

        def tell(name: str, record: Record) -> None:
            if self._stopped:
                raise Stopped("it was stopped", "start it again")
            if clock() > end:
                raise TookTooLong(
                    f"it took longer than {self.deadline:g} seconds", "ask for less: one country, fewer days"
                )
            with self._changed:
                self.events.append(Event(name, record))
                self._changed.notify_all()

        self._become(State.RUNNING)
        try:
            tell("step", {"stage": "starting", "done": 0, "total": 0})
            self.result = work(tell)
        except Exception as error:  # what fails in a thread is told to whoever waits for it
            if not isinstance(error, BrieferError):
                _LOG.exception("a job failed: %s", self.kind)
            self.error = error
            self._become(State.FAILED)
        else:
            self._become(State.DONE)

    def _become(self, state: State) -> None:
        with self._changed:
            self.state = state
            self._changed.notify_all()


class Jobs:
    """Jobs of one sort: some run, some wait, the last ones that are over are kept."""

    def __init__(
        self, *, at_once: int, waiting: int, kept: int, seconds: float, clock: Callable[[], float]
    ) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="briefer-job")
        self._most, self._kept, self._seconds, self._clock = at_once + waiting, kept, seconds, clock
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def start(
        self, kind: str, title: str, work: Callable[[Tell], Any], about: Mapping[str, str] | None = None
    ) -> Job:
        """Have the work done as soon as there is a thread for it. Raises TooBusy where too many wait."""
        job = Job(kind, title, about or {}, self._seconds)
        with self._lock:
            if sum(not each.is_over for each in self._jobs.values()) >= self._most:
                raise TooBusy("too much is being worked on", "try again when some of it is done")
            over = [each for each in self._jobs.values() if each.is_over]
            for old in over[: max(0, len(over) - self._kept + 1)]:
                del self._jobs[old.id]
            self._jobs[job.id] = job
        self._threads.submit(job.run, work, self._clock)
        return job

    def get(self, job_id: str) -> Job | None:
        """Return a job that is kept."""
        with self._lock:
            return self._jobs.get(job_id)

    def listed(self, kind: str | None = None) -> list[Job]:
        """Return the jobs of a kind that are kept, the latest first."""
        with self._lock:
            return [each for each in reversed(self._jobs.values()) if kind in (None, each.kind)]

    def close(self) -> None:
        """Stop what runs, at its next step, and start nothing more."""
        for job in self.listed():
            job.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)
