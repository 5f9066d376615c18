"""From what the user names to bulletins: files, folders, URLs and standard input."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from briefer.errors import InputError
from briefer.model import Bulletin, Page
from briefer.reading.assemble import assemble
from briefer.reading.cleaning import cut, one_line
from briefer.reading.fetching import Download, fetched
from briefer.reading.formats import FORMATS, is_known, parser_for
from briefer.reading.opening import open_file, open_pieces
from briefer.reading.raw import Document, Log, Parsed, Problem, RawItem, Unreadable

__all__ = ["Problem", "ReadOptions", "Reading", "open_download", "read_document", "read_sources"]

_PIECE = 1024 * 1024
_ABOUT_THE_FOLDER = frozenset({"ABOUT", "COPYING", "LICENSE", "NOTICE", "README"})  # no news by custom
_MOST_SUFFIXES = 5
_LONGEST_SUFFIX = 20
_KNOWN = " ".join(sorted(suffix for entry in FORMATS for suffix in entry.suffixes))


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the reading needs to know from outside."""

    retrieved: date | None  # when the pages were retrieved; overrides what they say themselves
    today: date  # the clock, passed in
    stdin: BinaryIO | None = None
    allow_private_urls: bool = False
    max_bytes: int = 200 * 2**20  # of a source that is not streamed


@dataclass(slots=True)
class Reading:
    """What came of one source. The problems are complete once the bulletins have been consumed."""

    page: Page | None  # None where nothing could be read
    bulletins: Iterator[Bulletin]
    problems: list[Problem] = field(default_factory=list)
    dropped: int = 0  # lines of site furniture
    skipped: int = 0  # files of a folder whose suffix is not known


def read_sources(sources: Sequence[str], options: ReadOptions) -> Iterator[Reading]:
    """Yield a Reading for each file, URL or stream that the sources name, in order; a folder's files are
    sorted. Nothing is raised for a bad source: it becomes a Problem, and the others go on."""
    for source in sources:
        if source == "-":
            yield _read_stdin(options)
        elif source.lower().startswith(("http://", "https://")):
            yield _read_url(source, options)
        elif "://" in source or not _exists(source):
            yield _no_such(source)
        elif Path(source).is_dir():
            yield from _read_folder(Path(source), options)
        else:
            yield _read_named_file(Path(source), options)


def _exists(source: str) -> bool:
    # The empty name would stand for the folder one is in.
    return bool(source) and os.path.lexists(source)


def _no_such(source: str) -> Reading:
    log = Log(one_line(source.replace("\\", "/")))
    if "://" in source:
        return _failure(log, Unreadable("not an http or https address", "save the page and give the file"))
    return _failure(log, Unreadable("no such file or folder", "check the name"))


def _read_stdin(options: ReadOptions) -> Reading:
    log = Log("-")
    stream = options.stdin
    if stream is None:
        return _failure(log, Unreadable("there is no standard input", "pipe a text into it"))
    try:
        pieces = iter(lambda: stream.read(_PIECE), b"")
        document = open_pieces(pieces, "-", limit=options.max_bytes, today=options.today)
        return _reading(document, log, options)
    except InputError as error:
        return _failure(log, error)


def _read_url(url: str, options: ReadOptions) -> Reading:
    try:
        with fetched(url, limit=options.max_bytes, allow_private=options.allow_private_urls) as download:
            document = open_download(download, url, options)
    except InputError as error:
        return _failure(Log(one_line(url)), error)
    return read_document(document, options, download.media_type)


def open_download(download: Download, url: str, options: ReadOptions) -> Document:
    """Return the document that arrives from `url`, once all of it is there. Raises Unreadable."""
    return open_pieces(
        download.pieces,
        one_line(url),
        limit=options.max_bytes,
        today=options.today,
        charset=download.charset,
        url=download.url,
        retrieved=download.retrieved,
    )


def read_document(document: Document, options: ReadOptions, media_type: str = "") -> Reading:
    """Read a document of the web. Nothing is raised for a bad one: it becomes a Problem."""
    log = Log(document.source)
    try:
        return _reading(document, log, options, media_type)
    except InputError as error:
        return _failure(log, error)


def _read_named_file(path: Path, options: ReadOptions) -> Reading:
    log = Log(_shown(path))
    if not is_known(path.name):
        log.warning(
            f'skipped: the suffix "{path.suffix}" is not known', f"known are {_KNOWN}, each also with .gz"
        )
        return Reading(None, iter(()), log.problems, skipped=1)
    return _read_file(path, log, options)


def _read_folder(folder: Path, options: ReadOptions) -> Iterator[Reading]:
    log = Log(_shown(folder))
    paths = list(_members(folder, log))
    known = [path for path in paths if is_known(path.name)]
    if not known and not log.problems:
        log.warning("the folder holds no file that can be read", f"known are {_KNOWN}, each also with .gz")
    elif known:
        _warn_of_unknown([path for path in paths if not is_known(path.name)], log)
    if len(known) < len(paths) or log.problems:
        yield Reading(None, iter(()), log.problems, skipped=len(paths) - len(known))
    for path in known:
        yield _read_file(path, Log(_shown(path)), options)


def _warn_of_unknown(paths: Sequence[Path], log: Log) -> None:
    """Say in one line how many files of a folder are left out, and which suffixes they have."""
    counts = Counter(_suffix(path) for path in paths if path.name.partition(".")[0] not in _ABOUT_THE_FOLDER)
    if not counts:
        return
    shown = [
        f"{suffix} ({count})" for suffix, count in sorted(counts.items(), key=lambda it: (-it[1], it[0]))
    ]
    if len(shown) > _MOST_SUFFIXES:
        shown[_MOST_SUFFIXES:] = [f"{len(shown) - _MOST_SUFFIXES} others"]
    total = counts.total()
    noun, verb = ("file", "is") if total == 1 else ("files", "are")
    log.warning(
        f"{total} {noun} {verb} left out, for the suffix is not known: {', '.join(shown)}",
        f"known are {_KNOWN}, each also with .gz",
    )


def _suffix(path: Path) -> str:
    suffix = "".join(path.suffixes[-2:]) if path.suffix.lower() == ".gz" else path.suffix
    return cut(suffix.lower(), _LONGEST_SUFFIX, "…") or "no suffix"


def _members(folder: Path, log: Log) -> Iterator[Path]:
    """Yield the files of a folder and its folders, sorted by path, hidden ones left out."""

    def unreadable(error: OSError) -> None:
        log.error(
            f"{_shown(Path(error.filename))} cannot be opened ({error.strerror})", "check its permissions"
        )

    found: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in files if not name.startswith(".")]
    yield from sorted(found, key=lambda path: path.relative_to(folder).parts)


def _read_file(path: Path, log: Log, options: ReadOptions) -> Reading:
    try:
        document = open_file(path, log.source, limit=options.max_bytes, today=options.today)
        return _reading(document, log, options)
    except InputError as error:
        return _failure(log, error)


def _reading(document: Document, log: Log, options: ReadOptions, media_type: str = "") -> Reading:
    if not document.head.strip():
        raise Unreadable("empty", "leave it out, or fill it")
    parsed = parser_for(document, media_type)(document, log)
    retrieved = options.retrieved or _front_first(parsed, document)
    page = Page(document.source, parsed.kind, document.sha256, retrieved)
    bulletins = assemble(page, _watched(parsed.items, log), log, options.today)
    return Reading(page, bulletins, log.problems, parsed.dropped)


def _front_first(parsed: Parsed, document: Document) -> date | None:
    """Return the retrieval date: a text's front matter says when it was retrieved, a feed only when it was
    built, which the server's date therefore overrides."""
    if parsed.kind == "feed":
        return document.retrieved or parsed.retrieved
    return parsed.retrieved or document.retrieved


def _watched(items: Iterable[RawItem], log: Log) -> Iterator[RawItem]:
    """Yield the items; what breaks off a lazy reading half way is logged, and what came before it stands."""
    try:
        yield from items
    except InputError as error:
        log.failed(error)
    except OSError as error:
        log.error(f"cannot be read to its end ({error.strerror})", "check the disk, and read it again")


def _failure(log: Log, error: InputError) -> Reading:
    log.failed(error)
    return Reading(None, iter(()), log.problems)


def _shown(path: Path) -> str:
    return one_line(path.as_posix())
