from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from archive_fakes import HashEmbedder, bulletin, invented, reading

from briefer.archive.archive import open_archive
from briefer.archive.catalog import FILE, open_catalog
from briefer.archive.vectors import VectorIndex
from briefer.errors import ArchiveError, BrieferError, InputError

HERE = Path(__file__).parent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])])}
    command = [sys.executable, str(HERE / "interrupted.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def content(archive):
    """What the archive holds, without row numbers."""
    db = archive._catalog.db
    words = db.execute(
        "SELECT b.id, p.ordinal, w.title, w.text, p.embedded, p.indexed, v.vector FROM passages p "
        "JOIN bulletins b ON b.n = p.bulletin JOIN words w ON w.rowid = p.n JOIN vectors v ON v.passage = p.n "
        "ORDER BY b.id, p.ordinal"
    ).fetchall()
    assert archive.stats().passages == len(words)
    index = VectorIndex(archive.path, "1")
    ids = index.ids()
    index.close()
    return archive.bulletins(include_linked=True), words, sorted(ids)


def finish(path):
    made = invented(250)
    with open_archive(path, embedder=HashEmbedder(), create=True) as archive:
        archive.ingest(
            [reading(made[40:150], source="a.txt"), reading(made[150:], source="b.txt")], prune=True
        )
        assert archive.checks()[0].ok
        assert all(check.ok for check in archive.checks() if check.name != "model")
        return content(archive)


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return finish(tmp_path_factory.mktemp("whole") / "archive")


@pytest.mark.parametrize(
    ("point", "nth"),
    [
        ("put", 1),
        ("put", 100),
        ("complete", 1),
        ("encode", 1),
        ("encode", 4),
        ("before-index", 1),
        ("after-index", 1),
        ("after-index", 4),
        ("before-remove", 1),
        ("after-remove", 1),
    ],
)
def test_killed_anywhere_it_goes_on_to_the_same_content(tmp_path, expected, point, nth):
    path = tmp_path / "archive"
    done = run(str(path), point, str(nth))
    assert done.returncode == -signal.SIGKILL, done.stderr
    with open_archive(path, embedder=HashEmbedder()) as archive:
        # Reading works at once, with what is there.
        for hit in archive.search("harvest in Gao", k=60):
            assert archive.bulletin(hit.bulletin.id) == hit.bulletin
    assert finish(path) == expected


def test_a_killed_creation_is_gone_on_with(tmp_path):
    path = tmp_path / "archive"
    path.mkdir()
    (path / FILE).touch()
    (path / "write.lock").touch()
    with pytest.raises(ArchiveError):
        open_archive(path)
    with open_archive(path, embedder=HashEmbedder(), create=True) as archive:
        assert archive.ingest([reading(invented(2))]).added == 2


def spoil_nothing(path):
    shutil.rmtree(path / "vectors")


def spoil_database(path):
    (path / "vectors" / "chroma.sqlite3").write_bytes(b"junk" * 4096)


def spoil_segment(path):
    for file in (path / "vectors").glob("*/*"):
        file.write_bytes(b"junk")


def spoil_folder(path):
    shutil.rmtree(path / "vectors")
    (path / "vectors").write_text("a file")


@pytest.mark.parametrize("spoil", [spoil_nothing, spoil_database, spoil_segment, spoil_folder])
def test_a_damaged_vector_index_is_made_again_from_the_catalog(tmp_path, spoil):
    path, embedder = tmp_path / "archive", HashEmbedder()
    with open_archive(path, embedder=embedder, create=True) as archive:
        archive.ingest([reading(invented(1200))])
        before = archive.search("festival in Gao")
    spoil(path)
    with open_archive(path, embedder=embedder) as archive:
        assert archive.search("festival in Gao") == before
        embedder.embedded.clear()
        assert archive.repair()
        assert embedder.embedded == []
        assert all(check.ok for check in archive.checks())
        assert archive.search("festival in Gao") == before
        assert not archive.repair()


def test_a_vector_index_that_differs_is_mended(archive, embedder):
    archive.ingest([reading(invented(30))])
    index = VectorIndex(archive.path, embedder.revision)
    index.remove([f"{item.id}:0" for item in invented(3)])
    index.put(["stray:0"], embedder.encode(["stray"]))
    mended = archive.repair()
    assert (mended.indexed, mended.removed, mended.rebuilt) == (3, 1, False)
    assert len(index.ids()) == 30


def test_a_lost_index_comes_back_with_the_next_ingest(archive):
    archive.ingest([reading(invented(30))])
    VectorIndex(archive.path, "1").close()
    shutil.rmtree(archive.path / "vectors")
    archive.ingest([reading(invented(30))])
    assert all(check.ok for check in archive.checks())


def test_a_reader_sees_what_another_process_wrote(archive, embedder):
    archive.ingest([reading(invented(30), source="x.txt")])
    archive.search("vaccine")  # the reader's client is open now
    done = run(str(archive.path), "put", "100000")
    assert done.stdout == "finished\n", done.stderr
    found = archive.search("vaccine case 203", k=5)
    assert any("case 203" in hit.text and hit.vector_rank for hit in found)
    assert VectorIndex(archive.path, "1").nearest(
        embedder.encode(["x"])[0], 5, archive._catalog.generation(), archive.stats().passages
    )


def test_there_is_no_archive_where_none_was_made(tmp_path):
    with pytest.raises(InputError, match="no archive at") as told:
        open_archive(tmp_path / "none")
    assert told.value.hint == "run: briefer ingest PAGE"
    assert not (tmp_path / "none").exists()


def test_what_is_no_archive_is_refused(tmp_path):
    file = tmp_path / "file"
    file.write_text("text")
    for create in (False, True):
        with pytest.raises(BrieferError):
            open_archive(file, create=create)
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(InputError, match="holds other files"):
        open_archive(tmp_path, create=True)
    assert not (tmp_path / FILE).exists()
    (tmp_path / FILE).write_bytes(b"not a database at all" * 500)
    with pytest.raises(ArchiveError, match="cannot be opened"):
        open_archive(tmp_path)
    (tmp_path / FILE).unlink()
    sqlite3.connect(tmp_path / FILE).execute("CREATE TABLE other (x)").connection.close()
    with pytest.raises(ArchiveError, match="not a briefer catalog"):
        open_archive(tmp_path, create=True)


def test_another_formats_archive_is_refused(archive):
    catalog = open_catalog(archive.path)
    with catalog.transaction():
        catalog.set_meta(schema="7")
    catalog.close()
    with pytest.raises(ArchiveError, match="its format is 7"):
        open_archive(archive.path)


def test_a_damaged_catalog_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "archive"
    with open_archive(path, embedder=HashEmbedder(), create=True) as archive:
        archive.ingest([reading(invented(200))])
    data = bytearray((path / FILE).read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    (path / FILE).write_bytes(data)
    with pytest.raises(ArchiveError), open_archive(path, embedder=HashEmbedder()) as archive:
        archive.bulletins()


def test_another_model_is_refused_and_reembedding_takes_it(tmp_path):
    path, old = tmp_path / "archive", HashEmbedder()
    new = HashEmbedder("other", dimension=32, revision="2")
    with open_archive(path, embedder=old, create=True) as archive:
        archive.ingest([reading(invented(40))])
        with pytest.raises(ArchiveError, match=r"vectors of hash .revision 1.") as told:
            open_archive(path, embedder=new)
        assert "briefer reembed" in told.value.hint
        archive.reembed(new)
        assert archive.embedder is new
        assert archive.search("harvest")[0].cosine is not None
        assert all(check.ok for check in archive.checks())
        assert (archive.stats().model, archive.stats().revision) == ("other", "2")
    with open_archive(path, embedder=new) as archive:
        assert archive.ingest([reading([bulletin("New", "Something new happened.")], source="n")]).added == 1
        assert archive.stats().embedded == 41


def test_a_stopped_reembedding_is_gone_on_with(tmp_path, monkeypatch):
    path, new = tmp_path / "archive", HashEmbedder("other", dimension=32, revision="2")
    with open_archive(path, embedder=HashEmbedder(), create=True) as archive:
        archive.ingest([reading(invented(600))])
        whole, calls = new.encode, []

        def interrupted(texts, progress=None):
            calls.append(len(texts))
            if len(calls) == 3:
                raise KeyboardInterrupt
            return whole(texts, progress)

        monkeypatch.setattr(new, "encode", interrupted)
        with pytest.raises(KeyboardInterrupt):
            archive.reembed(new)
    monkeypatch.undo()
    with open_archive(path, embedder=new) as archive:
        assert 0 < archive.stats().embedded < 600
        assert archive.search("harvest")
        archive.repair()
        assert archive.stats().embedded == 600
        assert all(check.ok for check in archive.checks())
