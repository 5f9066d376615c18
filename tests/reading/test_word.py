from __future__ import annotations

import io
import zipfile

import docx
import pytest
from reading_files import TODAY, only_problem, read_file, titles


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(tmp_path, document):
    return read_file(tmp_path, "a.docx", saved(document), retrieved=TODAY)


def test_headings_part_the_bulletins(tmp_path):
    document = docx.Document()
    document.add_heading("Weekly notes", 0)
    document.add_heading("Town taken", 2)
    document.add_paragraph("Fighters entered “Ménaka”.")
    document.add_paragraph("They stayed. (AFP)")
    document.add_heading("Road opens", 2)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "killed", "40"
    reading, bulletins = read(tmp_path, document)
    assert reading.page.kind == "docx"
    assert titles(bulletins) == ["Town taken", "Road opens"]
    assert (bulletins[0].body, bulletins[0].outlets) == (
        "Fighters entered “Ménaka”.\n\nThey stayed.",
        ("AFP",),
    )
    assert bulletins[1].body == "killed | 40"


def test_a_document_without_headings(tmp_path):
    document = docx.Document()
    document.add_paragraph("Town taken")
    document.add_paragraph("Fighters entered.")
    _, (bulletin,) = read(tmp_path, document)
    assert (bulletin.title, bulletin.body) == ("Town taken", "Fighters entered.")


def test_an_empty_document(tmp_path):
    reading, bulletins = read(tmp_path, docx.Document())
    assert bulletins == []
    assert "no text" in only_problem(reading).message


@pytest.mark.parametrize("keep", [4, 200, 5000])
def test_broken_documents(tmp_path, keep):
    reading, bulletins = read_file(tmp_path, "a.docx", saved(docx.Document())[:keep])
    assert bulletins == []
    only_problem(reading)


def test_another_zip_archive(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("hello.txt", "hello")
    reading, _ = read_file(tmp_path, "a.docx", stream.getvalue())
    only_problem(reading)


def test_a_document_that_unpacks_to_more_than_the_limit(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 3_000_000)
    reading, _ = read_file(tmp_path, "a.docx", stream.getvalue(), max_bytes=2 * 2**20)
    assert "unpacks to more than 2 MiB" in only_problem(reading).message


def test_a_picture_that_unpacks_to_more_than_the_limit(tmp_path):
    stream = io.BytesIO(saved(docx.Document()))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bmp", b" " * 3_000_000)
    reading, _ = read_file(tmp_path, "a.docx", stream.getvalue(), max_bytes=2 * 2**20)
    assert "unpacks to more than 2 MiB" in only_problem(reading).message
