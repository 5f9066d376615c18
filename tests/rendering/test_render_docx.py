"""Word documents, opened again with python-docx, part by part and with LibreOffice."""

from __future__ import annotations

import io
import os
import posixpath
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

import docx
import pypdf
import pytest
from docx.document import Document
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from rendering_hostile import visible_text
from rendering_samples import bamako_answer, briefing, no_answer

from briefer.rendering import docx as form
from briefer.rendering.outline import outline
from briefer.rendering.pictures.model import Picture
from briefer.rendering.plain import one_line
from briefer.rendering.shown import (
    FIGURE_COLUMNS,
    Block,
    Marker,
    Outline,
    Paragraph,
    Part,
    Quote,
    Sentence,
    Source,
)

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="200" viewBox="0 0 640 200">'
    '<rect x="20" y="60" width="600" height="80" fill="var(--accent, #1f3a5f)"/></svg>'
)
CHART = Picture(
    "fatalities", "Reported fatalities, Niger, July 2023", _SVG, "27 July: at least 12 killed <near> Torodi."
)
WIDE = "Soldiers said on television that they had closed the borders & “suspended” <all> institutions."
TOLL = "The ministry now counts at least 12 dead in Torodi."
FORMER = "The ministry had counted 7 dead."
DENIAL = "The governor’s office denies that troops fired on the crowd."
BLAME = "Two witnesses say soldiers fired without warning."
QUIET = "Aïr Province was quiet."
RAID = "Torodi was raided in 2021."
ARABIC = "قالت إذاعة محلية إن الطريق مغلق."


def sentence(text: str, *sources: int, **more: object) -> Sentence:
    """A sentence that quotes each of the sources word for word."""
    values: dict[str, object] = dict.fromkeys(
        ("speaker", "stance", "counted", "figure", "low", "high", "note"), ""
    )
    cited = tuple(Marker(number, 1, (text,)) for number in sources)
    return Sentence(text=text, markers=cited, **{**values, "as_of": "27 July 2023", **more})  # type: ignore[arg-type]


def part(*paragraphs: Paragraph | Sentence, title: str = "") -> Part:
    """A part; a sentence makes a paragraph of its own."""
    whole = (each if isinstance(each, Paragraph) else Paragraph("", (each,), "") for each in paragraphs)
    return Part(title, tuple(whole))


def source(number: int, title: str, *, needed: tuple[str, ...] = (), **more: object) -> Source:
    """A source of the list."""
    quotes = tuple(Quote(words, True) for words in needed)
    values: dict[str, object] = {
        "date": "27 July 2023",
        "outlets": "RFI, Radio Anfani",
        "file": "niger.jsonl",
        "url": f"https://example.org/{number}",
        "quotes": quotes,
    }
    return Source(number, title, **{**values, **more})  # type: ignore[arg-type]


def rows() -> tuple[Sentence, ...]:
    """Figures: two rows on one thing counted, one on another."""
    by = {"counted": "people killed in Torodi", "speaker": "the ministry"}
    return (
        sentence(TOLL, 2, figure="at least 12", low="12", **by),
        sentence(FORMER, 3, figure="7", low="7", high="7", note="before it was revised", **by),
        sentence("Dozens of houses burnt.", 2, counted="houses burnt", figure="dozens"),
    )


def niger(**changes: object) -> Outline:
    """A briefing with a block of every kind."""
    change = sentence(TOLL, 2, was=sentence(FORMER, 3), note="date from the feed")
    blocks = (
        Block("bottom line", "Bottom line", style="paragraphs", parts=(part(sentence(WIDE, 1)),)),
        Block("trend", "Trend", style="paragraphs", lines=("Deteriorated: more people reported killed.",), arrow="▼"),
        Block("change", "What changed", parts=(part(Paragraph("27 July", (change,), ""), title="Updated"),)),
        Block(
            "development",
            "Developments",
            parts=(
                part(
                    Paragraph("26 July", (sentence(WIDE, 1), sentence(QUIET, 1, 2)), "3 independent sources"),
                    title="Security",
                ),
                part(sentence(ARABIC, 4), title="Humanitarian"),
            ),
        ),
        Block("figure", "Figures", style="table", parts=(part(Paragraph("", rows(), "")),)),
        Block("fatalities", "Reported fatalities", picture=CHART),
        Block(
            "account",
            "Accounts side by side",
            style="columns",
            parts=(
                part(
                    sentence(DENIAL, 2, speaker="The governor’s office", stance="denies"),
                    sentence(BLAME, 3, speaker="Two witnesses", stance="say"),
                    title="“Shots in Torodi”",
                ),
            ),
        ),
        Block("background", "Background, from earlier bulletins", parts=(part(sentence(RAID, 5)),)),
        Block("gap", "What the bulletins do not cover", lines=("Economy: no bulletin of the week.", "Human rights.")),
    )  # fmt: skip
    values: dict[str, object] = {
        "kicker": "Weekly briefing",
        "title": "Niger: briefing for 24–30 July 2023",
        "subject": "Niger",
        "period": "24–30 July 2023",
        "narrowed": "",
        "facts": (("Period", "24–30 July 2023"), ("Compared with", "17–23 July 2023")),
        "made": "Made on 30 July 2023 from 5 bulletins",
        "blocks": blocks,
        "nothing": "",
        "nearest": (),
        "sources": (
            source(1, "Soldiers close Niger’s borders"),
            source(2, "Toll in Torodi rises"),
            source(3, "Seven dead in Torodi", url=None, outlets=""),
            source(4, "طريق مغلق قرب تيلابيري"),
            source(5, "Raid of 2021"),
        ),
        "method": "Made on 30 July 2023 by briefer 0.1.0, engine: extractive.",
        "embedding": "all-MiniLM-L6-v2 (53aa51172d14)",
        "withheld": (("The army fired first.", "the words cited do not say it"),),
        "settings": (("briefer", "0.1.0"), ("made", "2023-07-30"), ("engine", "extractive")),
        "created": "2023-07-30",
        "bulletins": (("000000000001", "1a" * 32), ("000000000002", "2b" * 32)),
    }
    return Outline(**{**values, **changes})  # type: ignore[arg-type]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache(maxsize=1)
def written() -> bytes:
    return form.write(niger())


def opened(file: bytes | None = None) -> Document:
    return docx.Document(io.BytesIO(file or written()))


def part_of(name: str, file: bytes | None = None) -> etree._Element:
    with ZipFile(io.BytesIO(file or written())) as package:
        return etree.fromstring(package.read(name))


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def spaced(text: str) -> str:
    """The text with common spaces in its dates."""
    return text.replace("\u00a0", " ")


def footnotes(file: bytes | None = None) -> dict[int, etree._Element]:
    notes = part_of("word/footnotes.xml", file).findall(f"{W}footnote")
    return {int(note.get(f"{W}id")): note for note in notes if note.get(f"{W}type") is None}


def instructions(file: bytes | None = None) -> set[str]:
    with ZipFile(io.BytesIO(file or written())) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    return {code.text.strip() for each in parts for code in etree.fromstring(each).iter(f"{W}instrText")}


def links(file: bytes | None = None) -> dict[str, list[str]]:
    """The external addresses of each part."""
    found = {}
    with ZipFile(io.BytesIO(file or written())) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                rels = etree.fromstring(package.read(name))
                found[name] = [rel.get("Target") for rel in rels if rel.get("TargetMode") == "External"]
    return found


def test_each_kind_of_text_has_its_style() -> None:
    styles = {spaced(paragraph.text): paragraph.style.name for paragraph in opened().paragraphs}
    assert styles["Niger: briefing for 24–30 July 2023"] == "Title"
    assert styles["Made on 30 July 2023 from 5 bulletins"] == "Subtitle"
    assert styles["Period: 24–30 July 2023"] == "Facts"
    assert styles["What changed"] == "Heading 1"
    assert styles["Updated"] == "Heading 2"
    assert styles[WIDE] == "Lead"
    assert styles["▼ Deteriorated: more people reported killed."] == "Lead"
    assert styles["Economy: no bulletin of the week."] == "List Bullet"
    assert styles[CHART.title] == "Caption"
    assert styles["The army fired first. (the words cited do not say it)"] == "List Bullet"
    assert styles["[1]\tSoldiers close Niger’s borders"] == "Source"


def test_headings_are_those_of_the_outline_in_order() -> None:
    headings = [each.text for each in opened().paragraphs if each.style.name == "Heading 1"]
    assert headings == [
        *(block.heading for block in niger().blocks),
        *("Sources", "Withheld", "How it was made"),
    ]


def test_a_chapter_s_blocks_stand_one_level_down() -> None:
    chapter = Block("country", "Niger", lines=("Nothing was told.",), style="paragraphs")
    below = Block("development", "Developments", level=3, parts=(part(sentence(WIDE, 1), title="Security"),))
    file = form.write(niger(blocks=(chapter, below)))
    levels = {each.text: each.style.name for each in opened(file).paragraphs}
    assert [levels["Niger"], levels["Developments"], levels["Security"]] == [
        "Heading 1",
        "Heading 2",
        "Heading 3",
    ]
    assert levels["Nothing was told."] == "Normal"


def test_each_source_that_is_cited_has_one_footnote() -> None:
    notes = {number: spaced(text_of(note)) for number, note in footnotes().items()}
    assert notes[1] == " Soldiers close Niger’s borders — RFI, Radio Anfani, 27 July 2023"
    assert notes[3] == " Seven dead in Torodi — 27 July 2023"
    body = part_of("word/document.xml")
    references = [int(each.get(f"{W}id")) for each in body.iter(f"{W}footnoteReference")]
    assert references == sorted(notes) == list(range(1, len(notes) + 1))
    cited = {
        marker.number
        for block in niger().blocks
        for each in block.parts
        for told in each.sentences
        for one in (told, told.was)
        for marker in (one.markers if one else ())
    }
    assert len(notes) == len(cited)


def test_a_footnote_quotes_only_words_that_no_sentence_shows() -> None:
    other = "The bridge at the ford was shut on Tuesday."
    file = form.write(niger(blocks=niger().blocks[:1], sources=(source(1, "", needed=(other,)),)))
    (note,) = (spaced(text_of(each)) for each in footnotes(file).values())
    assert note == f" RFI, Radio Anfani, 27 July 2023: “{other}”"


def test_a_note_names_its_source_where_their_numbers_differ() -> None:
    late = sentence(RAID, 5)
    blocks = (Block("background", "Background", parts=(part(late),)),)
    (note,) = footnotes(form.write(niger(blocks=blocks))).values()
    assert text_of(note).startswith(" [5] Raid of 2021")


def test_a_source_cited_again_refers_to_its_note() -> None:
    again = next(each for each in opened().paragraphs if QUIET in each.text)
    assert again._p.find(f".//{W}footnoteReference") is None
    assert r"NOTEREF _note_1 \f \h" in {code.text.strip() for code in again._p.iter(f"{W}instrText")}
    figures = opened().tables[0].rows[1].cells[6].paragraphs[0]
    assert figures.text == "[2]"  # it leads to the list of sources


def test_only_a_source_with_more_below_it_keeps_to_the_next_line() -> None:
    listed = (source(1, "", url=None), source(2, "Toll in Torodi rises"))
    lines = opened(form.write(niger(blocks=niger().blocks[:1], sources=listed))).paragraphs
    kept = {
        spaced(each.text): each.paragraph_format.keep_with_next
        for each in lines
        if each.style.name == "Source"
    }
    assert kept == {"[1]\tRFI, Radio Anfani, 27 July 2023": False, "[2]\tToll in Torodi rises": True}


def test_no_date_that_the_page_says_breaks() -> None:
    texts = [each.text for each in opened().paragraphs]
    assert "Period: 24–30\u00a0July\u00a02023" in texts
    assert "Niger: briefing for 24–30\u00a0July\u00a02023" in texts


def test_the_last_line_is_too_low_to_open_a_page() -> None:
    last = opened().paragraphs[-1]
    assert (last.text, last.style.name) == ("", "Table After")
    assert last.style.paragraph_format.line_spacing.pt == 1
    assert not last.style.paragraph_format.space_after


def test_every_jump_has_its_bookmark_and_no_bookmark_is_named_twice() -> None:
    body, notes = part_of("word/document.xml"), part_of("word/footnotes.xml")
    marks = [each for root in (body, notes) for each in root.iter(f"{W}bookmarkStart")]
    names = [each.get(f"{W}name") for each in marks]
    assert len(names) == len(set(names)) == len({each.get(f"{W}id") for each in marks})
    jumps = {each.get(f"{W}anchor") for root in (body, notes) for each in root.iter(f"{W}hyperlink")} - {None}
    references = {code.split()[1] for code in instructions() if code.startswith("NOTEREF")}
    assert references | jumps <= set(names)
    assert {f"_source_{number}" for number in range(1, 6)} <= set(names)


def test_figures_are_a_table_whose_rows_share_what_is_counted() -> None:
    table = opened().tables[0]
    assert table.style.name == "Briefer Table"
    assert [cell.text for cell in table.rows[0].cells] == list(FIGURE_COLUMNS)
    assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
    assert [spaced(cell.text) for cell in table.rows[1].cells][:6] == list(rows()[0].cells)
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(2, 1).text == "7 (before it was revised)"
    assert table.cell(3, 0).text == "houses burnt"
    assert table.cell(3, 1).text == "dozens"
    assert table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") == "Figures"


@pytest.mark.parametrize(("number", "columns", "height"), [(1, 1, 2), (2, 2, 2), (3, 3, 2), (5, 2, 6)])
def test_accounts_stand_side_by_side_with_speaker_and_stance(number: int, columns: int, height: int) -> None:
    accounts = [sentence(f"Account {n}.", 1, speaker=f"Voice {n}", stance="denies") for n in range(number)]
    block = Block("account", "Accounts", style="columns", parts=(part(*accounts),))
    table = opened(form.write(niger(blocks=(block,)))).tables[0]
    assert (len(table.columns), len(table.rows)) == (columns, height)
    cells = [cell for row in table.rows for cell in row.cells]
    for told in accounts:
        place = next(n for n, cell in enumerate(cells) if cell.text == told.voice)
        assert cells[place + columns].text.startswith(told.text)


def test_what_was_told_before_follows_what_is_told_now() -> None:
    texts = [(spaced(each.text).replace(f"{TOLL}2", TOLL), each.style.name) for each in opened().paragraphs]
    place = texts.index((f"27 July: {TOLL} (date from the feed)", "List Bullet"))
    assert texts[place + 1] == (f"Before (27 July 2023): {FORMER}", "Before")


def test_a_picture_has_its_words_and_fits_the_page() -> None:
    shape = opened().inline_shapes[0]
    assert shape._inline.docPr.get("descr") == CHART.alt
    assert shape._inline.docPr.get("title") == CHART.title
    image = opened().part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].image
    assert image.px_width == pytest.approx(2 * shape.width / 9525, rel=0.01)
    tall = replace(
        CHART, svg=_SVG.replace('height="200" viewBox="0 0 640 200"', 'height="3000" viewBox="0 0 640 3000"')
    )
    drawn = opened(form.write(niger(blocks=(Block("map", "Map", picture=tall),)))).inline_shapes[0]
    assert drawn.height <= Mm(210)
    assert drawn.width / drawn.height == pytest.approx(640 / 3000, rel=0.01)


def test_without_the_drawing_library_a_picture_is_told() -> None:
    code = (
        "import sys; sys.modules['resvg_py'] = None\n"
        "from test_render_docx import niger\nfrom briefer.rendering import docx\n"
        "sys.stdout.buffer.write(docx.write(niger()))"
    )
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONPATH": paths}
    )
    texts = [each.text for each in opened(made.stdout).paragraphs]
    assert CHART.alt in texts
    assert any(CHART.title in text and "resvg-py" in text for text in texts)


def test_properties_come_from_the_manifest() -> None:
    properties = opened().core_properties
    assert properties.title == "Niger: briefing for 24–30 July 2023"
    assert (properties.subject, properties.author, properties.language) == ("Niger", "briefer", "en-GB")
    assert properties.created == properties.modified == datetime(2023, 7, 30, tzinfo=UTC)
    question = opened(form.write(niger(title="Why? " * 100, created="")))
    assert question.core_properties.modified == datetime(1980, 1, 1, tzinfo=UTC)
    assert len(question.core_properties.title) <= 120


def test_pages_are_numbered_and_titled_by_fields() -> None:
    assert {"TITLE", "PAGE", "NUMPAGES"} <= instructions()
    section = opened().sections[0]
    assert section.header.paragraphs[0].text == "Niger: briefing for 24–30 July 2023"
    assert section.first_page_header.paragraphs[0].text == ""
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text.endswith("\tPage 1 of 1")


def test_the_manifest_ends_the_document() -> None:
    settings, bulletins = opened().tables[-2:]
    assert [[cell.text for cell in row.cells] for row in settings.rows[1:]] == [
        list(p) for p in niger().settings
    ]
    assert [[cell.text for cell in row.cells] for row in bulletins.rows[1:]] == [
        list(p) for p in niger().bulletins
    ]


def test_only_addresses_of_the_web_are_links() -> None:
    bad = (
        *("javascript:alert(1)", "file:///etc/passwd", "http://", "http://[::1", "https://e.example:99999/"),
        *(
            "https://e.example/" + "a" * 3000,
            "mailto:a@e.example",
            r"\\host\share",
            "https://e.example/\ufffe",
        ),
    )
    sources = tuple(source(number, f"T{number}", url=url) for number, url in enumerate(bad, start=1))
    shown = niger(sources=sources, nearest=(source(0, "Near", url="https://ok.example/ü?a=1&b=2"),))
    file = form.write(shown)
    assert [address for found in links(file).values() for address in found] == [
        "https://ok.example/ü?a=1&b=2"
    ]
    assert set(links()["word/_rels/footnotes.xml.rels"]) == {f"https://example.org/{n}" for n in (1, 2, 4, 5)}


@pytest.mark.parametrize(
    "shown", [niger(), outline(briefing()), outline(bamako_answer()), outline(no_answer())]
)
def test_the_package_is_whole(shown: Outline) -> None:
    file = form.write(shown)
    with ZipFile(io.BytesIO(file)) as package:
        names = package.namelist()
        types = etree.fromstring(package.read("[Content_Types].xml"))
        assert len(names) == len(set(names))
        for name in names:
            if not name.endswith(".rels"):
                continue
            folder, _, owner = name.partition("_rels/")
            assert owner == ".rels" or f"{folder}{owner.removesuffix('.rels')}" in names
            for rel in etree.fromstring(package.read(name)):
                if rel.get("TargetMode") != "External":
                    assert posixpath.normpath(posixpath.join(folder, rel.get("Target"))).lstrip("/") in names
    override = {each.get("PartName"): each.get("ContentType") for each in types}
    assert override["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    ends = {each.get("Extension") for each in types}
    assert all(f"/{name}" in override or name.rsplit(".", 1)[-1] in ends for name in names)
    used = set(part_of("word/document.xml", file).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"))
    known = {each.get(f"{W}styleId") for each in part_of("word/styles.xml", file).iter(f"{W}style")}
    assert {each.get(f"{W}val") for each in used} <= known


def test_the_same_outline_gives_the_same_bytes() -> None:
    again = form.write(niger())
    assert again == written()
    with ZipFile(io.BytesIO(again)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_words_read_from_the_right_are_marked_so() -> None:
    body = part_of("word/document.xml")
    marked = [text_of(run) for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert any(ARABIC.rstrip(".") in words for words in marked)
    assert not any("Torodi" in words for words in marked)


ODD = ("{ DDEAUTO cmd.exe }", "\u202egnp.exe", "\ufffe\uffff", "\x13 PAGE \x15", "\u200f\u0661 \u0627 1")
HOSTILE = visible_text | st.text(max_size=12) | st.sampled_from(ODD)


def made_of(text: str) -> Outline:
    """An outline in which everything is the text."""
    said = sentence(
        text, 1, speaker=text, stance=text, counted=text, figure=text, low=text, high=text, note=text
    )
    whole = part(Paragraph(text, (replace(said, was=said), said), text), title=text)
    styles = ("paragraphs", "bullets", "table", "columns")
    blocks = tuple(Block("account", text, style=each, parts=(whole,), lines=(text,)) for each in styles)
    picture = Block("map", text, picture=Picture(text, text, _SVG, text), arrow=text, lines=(text,))
    listed = source(1, text, date=text, outlets=text, file=text, id=text, url=text)
    again = dict.fromkeys(("kicker", "title", "subject", "narrowed", "made", "nothing", "method"), text)
    pairs = ((text, text),)
    return niger(
        blocks=(*blocks, picture),
        facts=pairs,
        sources=(listed,),
        nearest=(replace(listed, number=0),),
        withheld=pairs,
        settings=(("made", "2023-07-30"), *pairs),
        bulletins=pairs,
        **again,
    )


@settings(deadline=None, max_examples=25)
@given(HOSTILE)
def test_no_string_breaks_out(text: str) -> None:
    file = form.write(made_of(text))
    allowed = {"TITLE", "PAGE", "NUMPAGES", r"NOTEREF _note_1 \f \h"}
    assert instructions(file) <= allowed
    assert {address for found in links(file).values() for address in found} <= {text}
    written_text = text_of(part_of("word/document.xml", file)).replace("\u200e", "")
    assert one_line(re.sub("[\ufffe\uffff]", "\ufffd", text)).replace("\u200e", "") in written_text
    opened(file)


def test_a_sentence_of_a_hundred_thousand_characters_is_written() -> None:
    long = "word " * 10_000 + "x" * 50_000
    file = form.write(made_of(long))
    assert long in text_of(part_of("word/document.xml", file))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_sets_it_with_its_notes(tmp_path: Path) -> None:
    (tmp_path / "niger.docx").write_bytes(written())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "niger.docx")], check=True, capture_output=True, timeout=120)
    pages = [
        " ".join(spaced(page.extract_text()).split())
        for page in pypdf.PdfReader(tmp_path / "niger.pdf").pages
    ]
    assert f"Page 1 of {len(pages)}" in pages[0]
    assert "Niger: briefing for 24–30 July 2023" in pages[1]
    assert "Soldiers close Niger’s borders — RFI, Radio Anfani" in pages[0]
    whole = " ".join(pages)
    for words in (DENIAL, BLAME, TOLL, FORMER, "▼ Deteriorated", "SHA-256", "The army fired first."):
        assert words in whole
