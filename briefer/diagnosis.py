"""What `briefer doctor` looks at: settings, embedding, chat model, shipped files, archive."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from briefer.archive.records import Check
from briefer.errors import BrieferError
from briefer.resources import shipped
from briefer.settings import Settings


def diagnose(settings: Settings) -> Iterator[Check]:
    """Yield one check after the other, each with its fix where it fails."""
    yield _python()
    yield from _files()
    yield _embedding(settings)
    yield _model(settings)
    yield from _archive(settings)


def _python() -> Check:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Check("python", sys.version_info >= (3, 11), version, "use Python 3.11 to 3.13")


def _files() -> Iterator[Check]:
    for name in ("prompts", "seeds"):
        folder = shipped(name)
        found = len(list(folder.glob("*"))) if folder.is_dir() else 0
        yield Check(name, found > 0, f"{found} files", "reinstall: pip install --force-reinstall briefer")


def _embedding(settings: Settings) -> Check:
    from briefer.archive.embedding import DEFAULT_MODEL, load_embedder

    name = settings.embedding or DEFAULT_MODEL
    try:
        embedder = load_embedder(name)
        embedder.encode(["doctor"])
    except BrieferError as error:
        return Check("embedding", False, error.message, error.hint)
    return Check(
        "embedding", True, f"{embedder.name}, {embedder.dimension} dimensions, revision {embedder.revision}"
    )


def _model(settings: Settings) -> Check:
    if settings.is_extractive:
        return Check("model", True, "extractive: no chat model is needed")
    from briefer.writing.engines import engine_for

    def unused() -> None:
        raise AssertionError("a chat engine embeds nothing")

    try:
        engine_for(settings, unused)  # type: ignore[arg-type]
    except BrieferError as error:
        return Check("model", False, error.message, error.hint)
    return Check("model", True, f"{settings.model} can be built (not called)")


def _archive(settings: Settings) -> Iterator[Check]:
    from briefer.archive.archive import open_archive

    try:
        with open_archive(settings.archive) as archive:
            yield from archive.checks()
    except BrieferError as error:
        yield Check("archive", False, error.message, error.hint)
