"""How an output was made, so that it can be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from briefer import __version__
from briefer.model import Bulletin, Manifest, Period
from briefer.writing.chat.model import counted
from briefer.writing.engine import Engine

if TYPE_CHECKING:
    from briefer.archive.archive import Archive


def manifest_of(
    archive: Archive,
    engine: Engine,
    *,
    bulletins: Sequence[Bulletin],
    made: date,
    judge: str,
    period: Period,
    **settings: str,
) -> Manifest:
    """Write down version, day, engine, embedding, judge, settings, prompt hashes, the bulletins used, and what chat
    models took since the counting began."""
    days = {"since": period.since, "until": period.until}
    chosen = {**settings, "judge": judge, **{name: day.isoformat() for name, day in days.items() if day}}
    return Manifest(
        briefer=__version__,
        made=made,
        engine=engine.name,
        embedding=f"{archive.model}@{archive.revision}",
        settings=tuple(sorted(chosen.items())),
        prompts=engine.prompts,
        bulletins=tuple((each.id, _sha256(each)) for each in bulletins),
        usage=counted(),
    )


def _sha256(bulletin: Bulletin) -> str:
    return hashlib.sha256(f"{bulletin.title}\n{bulletin.body}".encode()).hexdigest()
