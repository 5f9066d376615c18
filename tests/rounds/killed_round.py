"""A process of its own that updates, and is killed when a page is taken in: `killed_round.py ARCHIVE URL POINT`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from round_site import Desk

from briefer.archive.archive import Archive

ingest = Archive.ingest


def killed(archive, readings, **options):
    readings = list(readings)
    if readings and sys.argv[3] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    report = ingest(archive, readings, **options)
    if readings:
        os.kill(os.getpid(), signal.SIGKILL)
    return report


if __name__ == "__main__":
    Archive.ingest = killed
    Desk(Path(sys.argv[1])).update(sys.argv[2])
