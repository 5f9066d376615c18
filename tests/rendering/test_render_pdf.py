"""PDF files, read again with pypdf."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from rendering_hostile import visible_text
from rendering_samples import MASSACRE, bamako_answer, briefing, no_answer
from test_render_docx import CHART, DENIAL, FORMER, TOLL, WIDE, made_of, niger

from briefer.errors import InputError
from briefer.rendering import html, pdf
from briefer.rendering.outline import outline
from briefer.rendering.shown import Outline

try:
    pdf.write("<title>x</title>")
    MISSING = ""
except InputError as error:
    MISSING = str(error)
needs_weasyprint = pytest.mark.skipif(bool(MISSING), reason=MISSING)

OUTLINES = [niger(), outline(briefing()), outline(bamako_answer()), outline(no_answer())]


@lru_cache(maxsize=8)
def read(page: str, manifest: str = "") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.write(page, manifest)))


def texts(page: str) -> list[str]:
    return [" ".join(each.extract_text().split()) for each in read(page).pages]


def bookmarks(found: list[Any]) -> Iterator[str]:
    for each in found:
        if isinstance(each, list):
            yield from bookmarks(each)
        else:
            yield each.title


def tags(element: Any) -> Iterator[Any]:
    """The elements of the structure tree."""
    element = element.get_object()
    if isinstance(element, list):
        for each in element:
            yield from tags(each)
    elif isinstance(element, dict):
        yield element
        if "/K" in element:
            yield from tags(element["/K"])


@needs_weasyprint
@pytest.mark.parametrize("shown", OUTLINES)
def test_it_is_tagged_titled_and_in_a_language(shown: Outline) -> None:
    reader = read(html.render(shown))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert reader.metadata.title == shown.title
    assert reader.metadata.author == "briefer"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert {"/H1", "/P"} <= {each.get("/S") for each in tags(root["/StructTreeRoot"])}
    assert reader.pages[0].mediabox.width == pytest.approx(595.3, abs=0.1)


@needs_weasyprint
def test_all_that_the_page_says_is_on_paper() -> None:
    pages = texts(html.render(niger()))
    assert [f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1)]
    assert niger().title not in pages[0].replace("Niger ", "")
    assert all(niger().title in page for page in pages[1:])
    whole = " ".join(pages)
    for words in (WIDE, TOLL, FORMER, DENIAL, "▼", "How it was made", "1a" * 32, "The army fired first."):
        assert words in whole
    assert "In words" not in whole


@needs_weasyprint
def test_headings_are_bookmarks() -> None:
    reader = read(html.render(niger()))
    titles = list(bookmarks(reader.outline))
    assert titles[0] == "Niger"
    assert [each for each in titles if each in {block.heading for block in niger().blocks}] == [
        block.heading for block in niger().blocks
    ]
    assert "Sources" in titles


@needs_weasyprint
def test_citations_lead_to_their_source_and_back() -> None:
    reader = read(html.render(outline(briefing())))
    links = [
        annotation.get_object()
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]
    jumps = {str(link["/Dest"]) for link in links if "/Dest" in link}
    assert jumps <= set(reader.named_destinations)
    assert {"source-1", "source-2", "source-3", "use-1-1", "use-3-1"} <= jumps
    addresses = {link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})}
    assert addresses == {MASSACRE.url}


@needs_weasyprint
def test_a_picture_is_drawn_in_colour_and_told() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>T</title><desc>All of it.</desc>'
    page = f'<html lang="en"><title>x</title><body><p>{svg}<rect width="9" height="9" fill="var(--a, #ff0000)"/></svg>'
    reader = read(page)
    figures = [
        each for each in tags(reader.trailer["/Root"]["/StructTreeRoot"]) if each.get("/S") == "/Figure"
    ]
    assert [each["/Alt"] for each in figures] == ["All of it."]
    drawn = b"".join(
        [page.get_contents().get_data() for page in reader.pages]
        + [
            each.get_object().get_data()
            for page in reader.pages
            for each in page["/Resources"].get("/XObject", {}).values()
        ]
    )
    assert re.search(rb"\b1 0 0 rg", drawn)
    assert CHART.title in " ".join(*[texts(html.render(niger()))])


@needs_weasyprint
def test_the_manifest_travels_inside() -> None:
    page = html.render(niger()).replace(
        "</head>", '<meta name="dcterms.created" content="2023-07-30"></head>'
    )
    reader = read(page, '{"engine": "extractive"}')
    assert dict(reader.attachments) == {"manifest.json": [b'{"engine": "extractive"}']}
    assert reader.metadata.creation_date_raw.startswith("D:20230730")


@needs_weasyprint
def test_the_same_page_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys\nfrom test_render_docx import niger\nfrom briefer.rendering import html, pdf\n"
        "sys.stdout.buffer.write(pdf.write(html.render(niger()), '{}'))"
    )
    assert python(code).stdout == pdf.write(html.render(niger()), "{}")


@needs_weasyprint
def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("body { display: none }", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        page = (
            f'<html lang="en"><head><title>x</title><link rel="stylesheet" href="{secret.as_uri()}">'
            f'<link rel="attachment" href="{secret.as_uri()}"><style>@import url({address}/a.css);</style></head>'
            f'<body><p>seen<img alt="x" src="{address}/b.png"><object data="{secret.as_uri()}"></object></p></body>'
        )
        reader = read(page)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert "seen" in reader.pages[0].extract_text()
    assert not reader.attachments


@needs_weasyprint
@settings(deadline=None, max_examples=5)
@given(visible_text)
def test_no_string_breaks_out(text: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.write(html.render(made_of(text)))))
    assert reader.trailer["/Root"].get("/OpenAction") is None
    assert not reader.attachments
    kinds = {
        annotation.get_object().get("/A", {}).get("/S")
        for page in reader.pages
        for annotation in page.get("/Annots", [])
    }
    assert kinds <= {None, "/URI"}


@needs_weasyprint
def test_a_long_briefing_breaks_into_pages() -> None:
    many = niger(blocks=niger().blocks * 5)
    pages = texts(html.render(many))
    assert len(pages) > 4
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "weasyprint.py"
    for fault, missing in (("ImportError", "briefer[pdf]"), ("OSError", "libpango")):
        broken.write_text(f"print('a banner')\nraise {fault}('none')", encoding="utf-8")
        code = (
            f"import sys; sys.path.insert(0, {str(tmp_path)!r})\nfrom briefer.errors import InputError\n"
            "from briefer.rendering import pdf\n"
            "try:\n    pdf.write('<p>x</p>')\nexcept InputError as error:\n    print(error)"
        )
        said = python(code).stdout.decode()
        assert missing in said
        assert "banner" not in said


def python(code: str) -> subprocess.CompletedProcess[bytes]:
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": paths})
