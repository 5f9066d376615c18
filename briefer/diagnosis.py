"""What `briefer doctor` looks at: Python, shipped files, settings, embedding, engine, archive."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from briefer.archive.records import Check
from briefer.errors import BrieferError
from briefer.resources import shipped
from briefer.settings import (
    PREFIX,
    TABLES,
    Settings,
    load_settings,
    nearest_setting,
    places,
    unknown_variables,
)


def diagnose(**flags: object) -> Iterator[Check]:
    """Yield one check after the other, each with its fix where it fails; `flags` are the command line's."""
    yield _python()
    yield from _files()
    try:
        settings = load_settings(**flags)
    except BrieferError as error:
        yield Check("settings", False, error.message, error.hint)
        return  # what else there is to check, the settings would say
    yield _settings(settings)
    yield _embedding(settings)
    yield _engine(settings)
    yield from _archive(settings)


def _python() -> Check:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Check("python", (3, 11) <= sys.version_info < (3, 14), version, "use Python 3.11 to 3.13")


def _files() -> Iterator[Check]:
    for name in ("prompts", "seeds"):
        folder = shipped(name)
        found = len(list(folder.glob("*"))) if folder.is_dir() else 0
        yield Check(name, found > 0, f"{found} files", "reinstall: pip install --force-reinstall briefer")


def _settings(settings: Settings) -> Check:
    unknown = unknown_variables()
    if unknown:
        nearest = nearest_setting(unknown[0].upper().removeprefix(PREFIX))
        return Check("settings", False, f"{', '.join(unknown)} sets nothing", f"unset it; {nearest}")
    chosen = ", ".join(
        f"{name} {value}" for name, value in settings if value is not None and name not in TABLES
    )
    return Check("settings", True, f"{chosen}; set by {', '.join(places()) or 'flags and defaults alone'}")


def _embedding(settings: Settings) -> Check:
    from briefer.archive.archive import open_archive
    from briefer.archive.embedding import DEFAULT_MODEL, load_embedder

    recorded = _recorded_model(settings)
    try:
        embedder = load_embedder(settings.embedding or recorded or DEFAULT_MODEL)
        embedder.encode(["doctor"])
        if recorded:  # vectors of another model are refused
            open_archive(settings.archive, embedder=embedder).close()
    except BrieferError as error:
        return Check("embedding", False, error.message, error.hint)
    return Check(
        "embedding", True, f"{embedder.name}, {embedder.dimension} dimensions, revision {embedder.revision}"
    )


def _recorded_model(settings: Settings) -> str | None:
    from briefer.archive.archive import open_archive

    try:
        with open_archive(settings.archive) as archive:
            return archive.model
    except BrieferError:
        return None  # reported with the archive


def _engine(settings: Settings) -> Check:
    if settings.is_extractive:
        return Check("engine", True, "extractive: no chat model is needed")
    from briefer.writing.engines import engine_for

    def unused() -> None:
        raise AssertionError("a chat engine embeds nothing")

    try:
        engine_for(settings, unused)  # type: ignore[arg-type]
    except BrieferError as error:
        return Check("engine", False, error.message, error.hint)
    return Check("engine", True, f"{settings.model} can be built (not called)")


def _archive(settings: Settings) -> Iterator[Check]:
    from briefer.archive.archive import open_archive

    try:
        with open_archive(settings.archive) as archive:
            yield from archive.checks()
    except BrieferError as error:
        yield Check("archive", False, error.message, error.hint)
