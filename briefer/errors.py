"""What briefer says when it cannot go on.

BrieferError            anything a reader must be told; the command line prints it as one line
├── InputError          the input is wrong: the reader can mend it (exit status 2)
│   ├── UnknownCountry  no such country; the nearest names are suggested
│   └── ArchiveBusy     another process is writing to the archive
├── ModelError          a model is missing, unreachable or unusable (exit status 2)
└── ArchiveError        the archive is damaged or made by another version (exit status 1)
"""

from __future__ import annotations


class BrieferError(Exception):
    """What is wrong, and what to do about it, each in one line."""

    exit_status = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = " ".join(message.split())
        self.hint = " ".join(hint.split())

    def __str__(self) -> str:
        return f"{self.message}: {self.hint}" if self.hint else self.message


class InputError(BrieferError):
    """The input is wrong, and the reader can mend it."""

    exit_status = 2


class UnknownCountry(InputError):
    """No country has that name or code."""


class ArchiveBusy(InputError):
    """Another process is writing to the archive."""


class ModelError(BrieferError):
    """A model is missing, unreachable or unusable."""

    exit_status = 2


class ArchiveError(BrieferError):
    """The archive is damaged, or another version made it."""
