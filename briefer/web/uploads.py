"""Files that were dropped in: read like any other source, under a name that leads nowhere on this machine."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from weakref import finalize

from briefer.console.arguments import as_retrieved
from briefer.errors import InputError
from briefer.reading.cleaning import cut, one_line
from briefer.reading.formats import is_known

if TYPE_CHECKING:
    from briefer.archive.records import IngestProgress, IngestReport
    from briefer.reading.sources import Reading, ReadOptions
    from briefer.web.desk import Desk
    from briefer.web.jobs import Job, Tell

SCHEME = "upload:///"  # no path, so that no pruning of folders takes it for a file that is gone
_LONGEST = 120
_UNSAFE = re.compile(r"[^\w.() -]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: the name that its sender gave it, and its bytes."""

    name: str
    stream: BinaryIO


def safe_name(given: str) -> str:
    """Return a file's name without folders and without characters that mean something."""
    last = one_line(given.replace("\\", "/")).rpartition("/")[2]
    name = _UNSAFE.sub("_", last).strip(" .") or "unnamed"
    suffix = "".join(Path(name).suffixes[-2:])[-20:]
    return (
        name if len(name) <= _LONGEST else cut(name.removesuffix(suffix), _LONGEST - len(suffix), "") + suffix
    )


def start_ingest(desk: Desk, files: Sequence[Upload], retrieved: str) -> Job:
    """Start to take in files. Raises InputError where there are none or too many, ArchiveBusy while another
    process writes."""
    from briefer.api import today_of
    from briefer.archive.lock import writer_lock
    from briefer.reading.sources import ReadOptions

    named = [each for each in files if each.name]
    if not named:
        raise InputError("no file came", "choose one or more files")
    if len(named) > desk.limits.files:
        raise InputError(f"{len(named)} files are too many", f"send {desk.limits.files} at most")
    today = today_of(desk.settings)
    options = ReadOptions(as_retrieved(retrieved or None, today), today, max_bytes=desk.limits.upload)
    with writer_lock(desk.archive.path):
        pass  # who would have to wait is told at once, and not when the job's turn comes
    folder = Path(tempfile.mkdtemp(prefix="briefer-upload-"))
    try:
        kept = [_kept(folder, number, each) for number, each in enumerate(named)]
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise

    def work(tell: Tell) -> IngestReport:
        def progress(step: IngestProgress) -> None:
            tell("step", {"stage": step.stage, "done": step.done, "total": step.total or 0})

        try:
            return desk.archive.ingest(_readings(kept, options), progress=progress)
        finally:
            remove()

    # Also where the job is refused, or its turn never comes.
    remove = finalize(work, shutil.rmtree, folder, ignore_errors=True)
    title = named[0].name if len(named) == 1 else f"{len(named)} files"
    return desk.works.start("ingest", safe_name(title), work, {"files": ", ".join(name for name, _ in kept)})


def report_record(report: IngestReport) -> dict[str, Any]:
    """Return a report in the schema `briefer.ingest/1`: the counts, and the problems line by line."""
    from briefer.console.sources import report_line

    return {"schema": "briefer.ingest/1", **asdict(report), "summary": report_line(report).strip()}


def _kept(folder: Path, number: int, upload: Upload) -> tuple[str, Path]:
    path = folder / str(number)
    with path.open("wb") as file:
        shutil.copyfileobj(upload.stream, file)
    return safe_name(upload.name), path


def _readings(kept: Sequence[tuple[str, Path]], options: ReadOptions) -> Iterator[Reading]:
    from briefer.reading.opening import open_file
    from briefer.reading.raw import Log
    from briefer.reading.sources import Reading, read_document

    for name, path in kept:
        log = Log(SCHEME + name)
        try:
            if not is_known(name):
                raise InputError(f'the suffix "{Path(name).suffix}" is not known', "give it the one it has")
            document = open_file(path, log.source, limit=options.max_bytes, today=options.today)
        except InputError as error:
            log.failed(error)
            yield Reading(None, iter(()), log.problems)
        else:
            yield read_document(document, options)
