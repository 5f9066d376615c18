"""One writer at a time.

The operating system's lock decides, so a killed writer blocks nobody; the file beside it only says who
the holder is.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from briefer.errors import ArchiveBusy, InputError

LOCK = "write.lock"
HOLDER = "write.holder"


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the right to write to the archive in `folder`.

    Raises ArchiveBusy, naming the holder, while another process (or another archive object of this
    one) has it, and InputError where the folder may not be written to.
    """
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise ArchiveBusy(
            f"the archive {folder} is being written to by {_holder(folder)}", "wait for it, or stop it"
        ) from None
    except OSError as error:
        raise not_writable(folder, error.strerror or error) from error
    holder = folder / HOLDER
    try:
        me = {"pid": os.getpid(), "host": socket.gethostname(), "command": _command()}
        try:
            holder.write_text(json.dumps(me), encoding="utf-8")
        except OSError as error:
            raise not_writable(folder, error.strerror or error) from error
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def not_writable(folder: Path, reason: object) -> InputError:
    """Return the error of an archive that may only be read."""
    return InputError(
        f"the archive {folder} cannot be written to ({reason})",
        "make the folder writable, or name another folder",
    )


def _command() -> str:
    """Return the program and its subcommand; the rest of the command line may hold private paths."""
    program = Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "python"
    return " ".join([program, *[word for word in sys.argv[1:2] if not word.startswith("-")]])


def _holder(folder: Path) -> str:
    try:
        holder = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
        elsewhere = f" on {holder['host']}" if holder["host"] != socket.gethostname() else ""
        return f"process {holder['pid']}{elsewhere} ({holder['command']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
