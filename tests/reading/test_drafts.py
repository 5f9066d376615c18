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
