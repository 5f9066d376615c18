"""A draft as its writer saved it: which of its words state something."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import InputError
from briefer.reading.drafts import LIMIT, Kind, read_draft

MARKDOWN = """---
title: Week 8
---
# Mali

JNIM attacked *Bamako* on [17 September](https://example.org/x). [1]

- **Army**: It denies a part in it.[^2]
- Two were
  wounded.

> Quoted words.

| Figure | Source |
|---|---|
| 70 killed | TNH |

```
code
```

## Sources

- [1] A bulletin.

# Niger

[^2]: A note.

More news.
"""


def read(text: str, name: str = "-"):
    return read_draft(Path(name), text.encode())


def stated(text: str, name: str = "-") -> list[str]:
    return [block.text for block in read(text, name) if block.states]


def test_paragraphs_list_items_quotations_and_rows_state_something():
    assert stated(MARKDOWN) == [
        "JNIM attacked Bamako on 17 September. [1]",
        "It denies a part in it.[^2]",
        "Two were wounded.",
        "Quoted words.",
        "70 killed | TNH",
        "More news.",
    ]


def test_what_is_about_the_text_itself_is_kept_and_states_nothing():
    others = [(block.kind, block.text) for block in read(MARKDOWN) if not block.states]
    assert others == [
        (Kind.HEADING, "Mali"),
        (Kind.ROW, "Figure | Source"),
        (Kind.CODE, "code"),
        (Kind.HEADING, "Sources"),
        (Kind.ITEM, "[1] A bulletin."),
        (Kind.HEADING, "Niger"),
        (Kind.PARAGRAPH, "[^2]: A note."),
    ]


def test_a_label_in_bold_is_not_part_of_the_sentence():
    labelled = next(block for block in read(MARKDOWN) if block.label)
    assert (labelled.label, labelled.text) == ("Army", "It denies a part in it.[^2]")


@pytest.mark.parametrize(
    "line",
    [
        "Period: 9–15 December 2024 · Made on 22 March 2025 from 2 bulletins",
        "Number: 7 · As of: 10 March 2025 · Compared with: 2–8 December 2024 · Made on 22 March 2025",
        "► Unchanged: the bulletins have no events of attack or of people killed or hurt, against 1 in "
        "17–23 February 2025",
        "▼ Deteriorated: an upheaval is reported that was not before; the bulletins have 3 events of attack or of "
        "people killed or hurt, against none in 17–23 July 2023",
        "► Unchanged: the bulletins of neither period report attacks, or people killed or hurt",
        "*Picture in words: Places named in the bulletins: Niger. Tillabéri: source 1.*",
        "3 further sentences not shown.",
        "The bulletins hold nothing on Niger for 17–23 February 2025.",
    ],
)
def test_what_a_briefing_says_of_itself_states_nothing(line: str):
    assert stated(f"{line}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "Period: 900 people died in Gao · Made on 22 March 2025",
        "▼ Deteriorated: 900 people died in Gao",
        "▼ Deteriorated: the bulletins have 3 events of attack or of people killed or hurt, against none in May. "
        "900 people died in Gao.",
        "3 further sentences not shown. 900 people died in Gao.",
        "The army told it in a picture in words: 900 people died in Gao.",
    ],
)
def test_what_only_looks_so_is_a_statement(line: str):
    assert stated(f"{line}\n") == [line]


def test_bounds_of_a_figure_are_read_as_words():
    table = (
        "| As worded | Low | High | Who says so |\n|---|---|---|---|\n"
        "| some 40 dead | 40 | 40 | reported by AFP, RFI |\n"
        "| upwards of 12 dead | 12 | – | nobody is named |\n"
        "| no more than 70 dead | – | 70 | the army — says |\n"
        "| 21 dead | 21 | 1,200 | the army |\n"
        "| dozens | – | – | the army |\n"
    )
    assert stated(table) == [
        "some 40 dead",
        "upwards of 12 dead | at least 12",
        "no more than 70 dead | up to 70 | the army — says",
        "21 dead | 1,200 | the army",
    ]


def test_lines_are_those_of_the_file_front_matter_included():
    assert [(block.text[:9], block.line) for block in read(MARKDOWN)][:3] == [
        ("Mali", 4),
        ("JNIM atta", 6),
        ("It denies", 8),
    ]


def test_plain_text_joins_wrapped_lines(tmp_path: Path):
    file = tmp_path / "draft.txt"
    file.write_text("Gunmen raided\na market.\n\n# not a heading\n", encoding="utf-8")
    assert [(block.text, block.line) for block in read_draft(file)] == [
        ("Gunmen raided a market.", 1),
        ("# not a heading", 4),
    ]


def test_a_word_document_with_headings_paragraphs_and_a_table(tmp_path: Path):
    import docx

    document = docx.Document()
    document.add_heading("Mali", 1)
    document.add_paragraph("Gunmen raided a market.")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "70 killed"
    table.rows[0].cells[1].text = "TNH"
    document.add_heading("References", 1)
    document.add_paragraph("A bulletin.")
    document.save(str(tmp_path / "draft.docx"))
    blocks = read_draft(tmp_path / "draft.docx")
    assert [(block.text, block.states) for block in blocks] == [
        ("Mali", False),
        ("Gunmen raided a market.", True),
        ("70 killed | TNH", True),
        ("References", False),
        ("A bulletin.", False),
    ]


def test_captions_and_lines_about_a_word_document_state_nothing(tmp_path: Path):
    import docx

    document = docx.Document()
    document.add_paragraph("Week 8, from 4 reports", style="Subtitle")
    document.add_paragraph("Period: 17–23 February 2025")
    document.add_paragraph("Gunmen raided a market in Gao.")
    document.add_paragraph("Markets in the north, 2024", style="Caption")
    document.save(str(tmp_path / "draft.docx"))
    blocks = read_draft(tmp_path / "draft.docx")
    assert [block.text for block in blocks if block.states] == ["Gunmen raided a market in Gao."]


def test_the_bounds_of_a_figure_in_a_word_document_s_table_are_read_by_its_head(tmp_path: Path):
    import docx

    document = docx.Document()
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, (("Figure", "Low", "High"), ("at most a few", "–", "12")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.save(str(tmp_path / "draft.docx"))
    (row,) = [block for block in read_draft(tmp_path / "draft.docx") if block.states]
    assert row.text == "at most a few | up to 12"


def test_the_number_of_a_footnote_that_is_named_again_is_no_word(tmp_path: Path):
    import docx
    from docx.enum.style import WD_STYLE_TYPE

    document = docx.Document()
    document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    line = document.add_paragraph("Two fled.")
    line.add_run("3", "footnote reference")
    line.add_run(" One returned.")
    document.save(str(tmp_path / "draft.docx"))
    (block,) = read_draft(tmp_path / "draft.docx")
    assert block.text == "Two fled. One returned."


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("draft.pdf", b"%PDF", "no draft that can be read"),
        ("draft.md", b"", "holds no text"),
        ("draft.md", b"\n\n---\n\n", "holds no text"),
        ("draft.docx", b"PK nonsense", "DOCX"),
        ("draft.md", b"x" * (LIMIT + 1), "MiB"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, name: str, data: bytes, problem: str):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=problem) as caught:
        read_draft(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(InputError, match="cannot be read"):
        read_draft(tmp_path / "none.md")


@given(st.text(alphabet="#*_[]()|>-`\n ^:ab1.", max_size=200))
def test_no_markup_fails(text: str):
    with suppress(InputError):
        assert read(text)
