"""A process of its own that ingests, and is killed at a named point: `interrupted.py ARCHIVE POINT NTH`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from archive_fakes import HashEmbedder, invented, reading

from briefer.archive import ingest, vectors
from briefer.archive.archive import open_archive
from briefer.archive.store import Store


def kill_at(owner: object, name: str, nth: int, *, after: bool) -> None:
    """Kill this process before, or after, the nth call of a method."""
    whole = getattr(owner, name)
    calls = 0

    def counted(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls == nth and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = whole(*args, **kwargs)
        if calls == nth and after:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, counted)


POINTS = {
    "put": (Store, "put", False),
    "complete": (Store, "complete_page", True),
    "encode": (HashEmbedder, "encode", False),
    "before-index": (vectors.VectorIndex, "put", False),
    "after-index": (vectors.VectorIndex, "put", True),
    "before-remove": (vectors.VectorIndex, "remove", False),
    "after-remove": (vectors.VectorIndex, "remove", True),
}


def main() -> None:
    path, point, nth = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    ingest.BATCH = 60
    owner, name, after = POINTS[point]
    kill_at(owner, name, nth, after=after)
    made = invented(250)
    with open_archive(path, embedder=HashEmbedder(), create=True) as archive:
        archive.ingest([reading(made[:150], source="a.txt"), reading(made[150:], source="b.txt")])
        archive.ingest([reading(made[40:150], source="a.txt")], prune=True)
    sys.stdout.write("finished\n")


if __name__ == "__main__":
    main()
