from __future__ import annotations

import io
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reading_files import TODAY, only_problem, pdf, read_file

from briefer.reading.formats.paragraphs import join_pages

LINES = [
    "Fighters enter town",
    "Fighters entered the town of M\xe9naka at dawn, resi-",
    "dents said. Members of Al-",
    "Qaeda were among them.",
    "The army said that it had withdrawn in good order and",
    "would come back.",
]
BODY = (
    "Fighters entered the town of Ménaka at dawn, residents said. Members of Al-Qaeda were among them.\n\n"
    "The army said that it had withdrawn in good order and would come back."
)


def read(tmp_path, data):
    return read_file(tmp_path, "a.pdf", data, retrieved=TODAY)


def test_the_first_line_is_the_title(tmp_path):
    reading, (bulletin,) = read(tmp_path, pdf(LINES))
    assert reading.page.kind == "pdf"
    assert (bulletin.title, bulletin.body) == ("Fighters enter town", BODY)


def test_the_metadata_may_name_the_title(tmp_path):
    _, (bulletin,) = read(tmp_path, pdf(LINES[1:], title="The fall of a town"))
    assert (bulletin.title, bulletin.body) == ("The fall of a town", BODY)
    _, (bulletin,) = read(tmp_path, pdf(LINES, title="Microsoft Word - report.docx"))
    assert bulletin.title == "Fighters enter town"


def test_a_paragraph_goes_on_over_the_page_and_its_number(tmp_path):
    pages = [*LINES[:5], "1"], ["Page 2 of 2", *LINES[5:]]
    _, (bulletin,) = read(tmp_path, pdf(*pages))
    assert bulletin.body == BODY


def test_a_scan_says_so(tmp_path):
    reading, bulletins = read(tmp_path, pdf([], []))
    assert bulletins == []
    assert "scan" in only_problem(reading).message


def test_an_encrypted_file(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LINES))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    reading, bulletins = read(tmp_path, stream.getvalue())
    assert bulletins == []
    assert "encrypted" in only_problem(reading).message


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n", pdf(LINES)[:300], b"%PDF-1.7 " + bytes(range(256)), b"no pdf at all"]
)
def test_broken_files(tmp_path, data):
    reading, bulletins = read(tmp_path, data)
    assert bulletins == []
    only_problem(reading)


@given(st.lists(st.text("ab -.\n1é", max_size=80), max_size=4))
def test_joining_keeps_every_letter(pages):
    framed = [f"{name}\n{page}\n{name}" for name, page in zip("wxyz", pages, strict=False)]
    joined = join_pages(framed)
    letters = [c for page in framed for c in page if c.isalpha()]
    assert [c for c in joined if c.isalpha()] == letters


@pytest.mark.parametrize("named", ["", "Fighters enter town"])
def test_the_outlets_at_the_end_are_no_part_of_the_text(tmp_path, named):
    _, (bulletin,) = read(tmp_path, pdf([*LINES, "It said no more than that. (AFP, RFI)"], title=named))
    assert (bulletin.title, bulletin.outlets) == ("Fighters enter town", ("AFP", "RFI"))
    assert bulletin.body.endswith("It said no more than that.")


def test_a_paragraph_of_many_lines_takes_no_longer_than_its_length():
    started = process_time()
    assert join_pages(["a\n" * 50_000]).count("a") == 50_000
    assert process_time() - started < 10  # seconds; with backtracking to its start, a minute


TEXT = [
    [
        "Fighters enter town",
        "Fighters entered the town of Menaka at dawn and stayed there until the",
        "evening.",
    ],
    ["The army said that it had withdrawn from the town in good order and", "would come back in 2024."],
    ["Residents said that they had heard shots in the night and had seen", "smoke over the market."],
]
JOINED = (
    "Fighters entered the town of Menaka at dawn and stayed there until the evening.\n\n"
    "The army said that it had withdrawn from the town in good order and would come back in 2024.\n\n"
    "Residents said that they had heard shots in the night and had seen smoke over the market."
)


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Desert Post", "All rights reserved."),
        ("Desert Post 2024 - page {} of 3", "{} | www.example.org"),
        ("{}\nDesert Post", "Desk of the North\n- {} -"),
        ("Desert Post\nWeekly review\nNo. 12", "Bamako\n{}"),
    ],
)
def test_lines_that_run_along_the_pages_are_no_text(tmp_path, head, foot):
    pages = [
        [*head.format(n).split("\n"), *lines, *foot.format(n).split("\n")] for n, lines in enumerate(TEXT, 1)
    ]
    _, (bulletin,) = read(tmp_path, pdf(*pages))
    assert (bulletin.title, bulletin.body) == ("Fighters enter town", JOINED)


def test_a_cover_without_the_header_changes_nothing(tmp_path):
    pages = [TEXT[0], *(["Desert Post", *lines, f"Page {n}"] for n, lines in enumerate(TEXT[1:], 2))]
    _, (bulletin,) = read(tmp_path, pdf(*pages))
    assert (bulletin.title, bulletin.body) == ("Fighters enter town", JOINED)


def test_a_title_that_runs_along_the_pages_stays_once(tmp_path):
    pages = [["Fighters enter town", *lines[-2:]] for lines in TEXT]
    _, (bulletin,) = read(tmp_path, pdf(*pages))
    assert (bulletin.title, bulletin.body) == ("Fighters enter town", JOINED)


def test_what_only_looks_alike_stays():
    assert join_pages(["Toll: 12\nOne.", "Toll: 40\nTwo.", "Toll: 41\nThree."]).count("Toll") == 3
    twice = "First line\nSecond line\nThird line\nFourth line\nFifth line"
    assert join_pages([twice, twice]).count("line") == 10
    assert join_pages(["One.\n(AFP)", "Two.\n(AFP)"]).count("(AFP)") == 2
    assert join_pages(["Desert Post", "Desert Post"]).count("Desert Post") == 1
