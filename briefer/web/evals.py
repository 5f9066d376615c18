"""The last evaluation: a report that `briefer eval --report` wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.evaluation.outcomes import Report

_LARGEST = 64 * 2**20  # bytes


def last_report(place: Path) -> tuple[Path, Report] | None:
    """Return the report at a path, or the one of a folder that was written last; None where there is none.

    Raises InputError where it is no report, or cannot be read.
    """
    from briefer.evaluation.outcomes import from_json

    try:
        found = place if place.is_file() else _latest(place)
        if found is None:
            return None
        if found.stat().st_size > _LARGEST:
            raise InputError(f"{found.name} is larger than {_LARGEST // 2**20} MiB", "evaluate fewer suites")
        return found, from_json(found.read_text(encoding="utf-8"), found.name)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(
            f"the report cannot be read ({reason})", "write it anew: briefer eval --report"
        ) from None


def _latest(folder: Path) -> Path | None:
    """Return the JSON report written last; other JSON files of the folder are passed over."""
    if not folder.is_dir():
        return None
    reports = [path for path in folder.glob("*.json") if path.is_file() and _is_report(path)]
    return max(reports, key=lambda path: (path.stat().st_mtime_ns, path.name), default=None)


def _is_report(path: Path) -> bool:
    from briefer.evaluation.outcomes import SCHEMA

    if path.stat().st_size > _LARGEST:
        return False
    return SCHEMA.encode() in path.read_bytes()  # its keys are sorted: the schema stands anywhere
