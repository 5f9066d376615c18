"""Markdown, read back with a Markdown parser."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rendering_hostile import made_of, visible_text
from rendering_samples import bamako_answer, briefing, told_briefing

from briefer.rendering import render
from briefer.rendering.layout import layout_names, load_layout
from briefer.rendering.markdown import escape
from briefer.rendering.plain import one_line

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shape(markdown: str) -> list[str]:
    """The kinds of blocks and marks of a document; runs of text are not counted."""
    kinds = []
    for token in PARSER.parse(markdown):
        kinds.append(token.type)
        kinds.extend(child.type for child in token.children or () if child.type != "text")
    return kinds


@pytest.mark.parametrize(
    "text",
    [
        "The army (FAMa) denies it, “and says so” – in 5 * 3 words.",
        "Some ~70 killed; [he] said 100% of R&D at <5 degrees, e.g. snake_case + C#",
        "40 dead | 12 hurt",
        "17 February. 2. No",
        "-5 degrees",
        "#Sahel",
    ],
)
def test_nothing_is_escaped_that_need_not_be(text: str) -> None:
    assert escape(text) == text


@settings(max_examples=400, deadline=None)
@given(visible_text)
def test_what_is_escaped_reads_as_it_was_wherever_it_stands(text: str) -> None:
    line = one_line(text)
    for before, after in (("", ""), ("- ", ""), ("- **", "**: x"), ("x *(", ")* [1]"), ("- ", " [1][2]")):
        tokens = PARSER.parse(f"{before}{escape(line)}{after}\n")
        inline = [token for token in tokens if token.type == "inline"]
        assert len(inline) == 1
        children = inline[0].children or []
        assert {child.type for child in children} <= {
            "text",
            "strong_open",
            "strong_close",
            "em_open",
            "em_close",
        }
        assert line in "".join(child.content for child in children)
        assert ("**" in before) == any(child.type == "strong_open" for child in children)
        assert ("*(" in before) == any(child.type == "em_open" for child in children)


@settings(deadline=None)
@given(visible_text, st.sampled_from(layout_names()))
def test_no_bulletin_becomes_markup(text: str, name: str) -> None:
    layout = load_layout(name)
    for hostile, plain in zip(made_of(text), made_of("x"), strict=True):
        assert shape(render(hostile, "md", layout)) == shape(render(plain, "md", layout))


def test_figures_are_a_table_whose_cells_hold_pipes() -> None:
    markdown = render(made_of("7|8 \\| 9")[2], "md")
    tokens = PARSER.parse(markdown)
    cells = [tokens[at + 1].children for at, token in enumerate(tokens) if token.type == "td_open"]
    told = "7|8 \\| 9"
    assert ["".join(child.content for child in cell or ()) for cell in cells] == [
        told, told, "–", "–", f"{told} — {told}", "12–14 December 2024", "[^1]",
    ]  # fmt: skip


def test_only_addresses_of_the_web_are_linked() -> None:
    assert "<https://example.org/2025/02/mali-travellers>" in render(briefing(), "md")
    assert "link_open" not in shape(render(made_of("x", url="javascript:alert(1)")[2], "md"))
    assert "link_open" in shape(render(made_of("x", url="https://example.org/")[2], "md"))


def test_speakers_are_bold_dates_lead_and_notes_are_in_italics() -> None:
    markdown = render(told_briefing(), "md", load_layout("sitrep"))
    assert "- **Azawad Liberation Front — accusation**: The Azawad Liberation Front holds" in markdown
    assert "- **17 February:** Survivors told reporters" in markdown
    assert "*(between 18 February and 10 March 2025)*[^" in markdown
    assert "*(2 outlets named)*" in markdown


def test_a_footnote_has_the_number_of_its_source_and_only_words_that_are_not_shown() -> None:
    markdown = render(told_briefing(), "md")
    cited = re.findall(r"(?<!^)\[\^(\d+)\]", markdown, re.MULTILINE)
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", markdown, re.MULTILINE))
    assert set(cited) == set(notes)
    assert notes["1"].removeprefix("Source 1: ") == (
        "“Mali: army rejects blame for killing of travellers”, AFP, RFI, BBC News, 17 February 2025"
    )
    listed = dict(re.findall(r"^- \[(\d+)\] (.*?) — ", markdown, re.MULTILINE))
    assert all(f"“{title}”" in notes[number] for number, title in listed.items())
    answer = render(bamako_answer(), "md")
    assert "“Reports suggest" in answer.partition("[^1]: ")[2]  # an answer is checked against its quotes


def test_a_note_names_its_source_where_a_viewer_would_count_otherwise() -> None:
    shown = briefing()
    turned = briefing(tuple(reversed(shown.sections[1:])))
    assert "[^1]: “" in render(shown, "md")
    assert "[^2]: Source 2: “" in render(turned, "md", load_layout("crisiswatch"))


@settings(deadline=None)
@given(visible_text)
def test_no_bulletin_makes_or_ends_a_footnote(text: str) -> None:
    for hostile, plain in zip(made_of(text), made_of("x"), strict=True):
        counts = [len(re.findall(r"(?<!\\)\[\^", render(each, "md"))) for each in (hostile, plain)]
        assert counts[0] == counts[1]
