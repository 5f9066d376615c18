"""An archive that may only be read: permissions taken away, as on a shared or mounted folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from archive_fakes import HashEmbedder, bulletin, invented, reading

from briefer.archive.archive import has_archive, open_archive
from briefer.errors import InputError

NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[None]:
    """Permissions hold nothing back from root: act as another user where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may enter; that of pytest only its owner may."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    for inner in (made, *made.iterdir()):
        inner.chmod(0o755)
    shutil.rmtree(made)


@pytest.fixture
def frozen(folder: Path) -> Path:
    path = folder / "archive"
    with open_archive(path, embedder=HashEmbedder(), create=True) as archive:
        archive.ingest([reading(invented(20))])
    path.chmod(0o555)
    return path


def test_it_is_read_like_any_other(frozen):
    before = {entry.name: entry.stat().st_mtime_ns for entry in frozen.iterdir()}
    with unprivileged(), open_archive(frozen, embedder=HashEmbedder()) as archive:
        assert len(archive.bulletins(country="MLI")) == 20
        assert archive.search("harvest")[0].cosine is not None
        assert archive.stats().bulletins == 20
        # Only that nothing can be added is wrong with it.
        assert [check.name for check in archive.checks() if check.name != "model" and not check.ok] == [
            "folder"
        ]
    assert {entry.name: entry.stat().st_mtime_ns for entry in frozen.iterdir()} == before


def test_odd_characters_in_the_folders_name_are_no_syntax(folder):
    path = folder / "50% a?b#c &mode=rw é"
    with open_archive(path, embedder=HashEmbedder(), create=True) as archive:
        archive.ingest([reading(invented(2))])
    path.chmod(0o555)
    with unprivileged(), open_archive(path, embedder=HashEmbedder()) as archive:
        assert len(archive.bulletins()) == 2


@pytest.mark.parametrize("kept", [True, False], ids=["lock file there", "no lock file"])
def test_writing_says_so_in_one_line(frozen, kept):
    frozen.chmod(0o755)
    for lock in frozen.glob("*.lock"):
        if kept:
            lock.chmod(0o666)
        else:
            lock.unlink()
    frozen.chmod(0o555)
    with unprivileged(), open_archive(frozen, embedder=HashEmbedder()) as archive:
        for write in (lambda: archive.ingest([]), archive.repair, lambda: archive.reembed(HashEmbedder())):
            with pytest.raises(InputError, match="cannot be written to") as told:
                write()
            assert told.value.exit_status == 2
            assert "writable" in told.value.hint
        assert len(archive.bulletins()) == 20


def test_ingesting_into_it_says_so(frozen):
    with unprivileged(), pytest.raises(InputError, match="cannot be written to"):
        open_archive(frozen, embedder=HashEmbedder(), create=True)


def test_a_catalog_alone_that_may_not_be_written(frozen):
    frozen.chmod(0o777)
    (frozen / "catalog.sqlite").chmod(0o444)
    for lock in frozen.glob("*.lock"):
        lock.chmod(0o666)
    with unprivileged(), open_archive(frozen, embedder=HashEmbedder()) as archive:
        assert len(archive.bulletins()) == 20
        with pytest.raises(InputError, match="cannot be written to"):
            archive.ingest([reading([bulletin("New", "Something new happened.")])])


def test_no_archive_can_be_made_in_it(folder):
    folder.chmod(0o555)
    with unprivileged(), pytest.raises(InputError, match="cannot be opened") as told:
        open_archive(folder / "archive", create=True)
    assert "permissions" in told.value.hint
    (made := folder / "empty").mkdir()
    made.chmod(0o555)
    with unprivileged(), pytest.raises(InputError, match="cannot be written to"):
        open_archive(made, create=True)


def test_a_folder_that_may_not_be_entered(frozen):
    frozen.chmod(0o000)
    with unprivileged():
        assert not has_archive(frozen)
        for create in (False, True):
            with pytest.raises(InputError, match="cannot be opened"):
                open_archive(frozen, create=create)


def test_what_a_killed_writer_left_is_not_passed_over(frozen):
    frozen.chmod(0o755)
    writer = open_archive(frozen, embedder=HashEmbedder())
    writer.ingest([reading([bulletin("New", "Something new happened.")], source="new.txt")])
    copy = frozen.parent / "copy"
    copy.mkdir()
    for name in ("catalog.sqlite", "catalog.sqlite-wal"):
        shutil.copyfile(frozen / name, copy / name)
    writer.close()
    copy.chmod(0o555)
    with unprivileged(), pytest.raises(InputError, match="was not finished") as told:
        open_archive(copy)
    assert told.value.exit_status == 2
