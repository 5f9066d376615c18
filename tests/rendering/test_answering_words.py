"""The words that answer a question, marked in every form."""

from __future__ import annotations

import html
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rendering_hostile import visible_text
from rendering_samples import bamako_answer

from briefer.model import Answer, Span
from briefer.rendering import render
from briefer.rendering.plain import one_line

WORDS = "up to 70 people"


def answered() -> Answer:
    answer = bamako_answer()
    first, second = answer.claims
    start = first.text.index(WORDS)
    return replace(answer, claims=(replace(first, answer_span=Span(start, start + len(WORDS))), second))


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("text", f"The words that answer: “{WORDS}”"),
        ("md", f"Reports suggest **{WORDS}** died"),
        ("html", f"Reports suggest <mark>{WORDS}</mark> died"),
    ],
)
def test_the_words_that_answer_are_marked(form: str, shown: str) -> None:
    assert shown in render(answered(), form)
    assert shown not in render(bamako_answer(), form)


def test_json_says_where_the_words_stand() -> None:
    first, second = json.loads(render(answered(), "json"))["claims"]
    assert first["text"][first["answer_span"]["start"] : first["answer_span"]["end"]] == WORDS
    assert second["answer_span"] is None


def test_a_word_document_has_them_in_strong_type() -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document(io.BytesIO(render(answered(), "docx")))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.style.name == "Strong" and run.text == WORDS] == [WORDS]


@pytest.mark.parametrize("cut", [Span(17, 21), Span(16, 29)])
def test_markdown_marks_no_part_of_a_word(cut: Span) -> None:
    """Asterisks beside a letter would be printed and not read."""
    answer = answered()
    first = replace(answer.claims[0], answer_span=cut)
    assert "**" not in render(replace(answer, claims=(first,)), "md").split("\n\n")[1]


@given(visible_text, st.integers(0, 9), st.integers(1, 9))
def test_marking_adds_nothing_and_lets_nothing_through(text: str, start: int, length: int) -> None:
    answer = bamako_answer()
    span = Span(min(start, len(text) - 1), min(start + length, len(text)))
    marked = replace(answer, claims=(replace(answer.claims[0], text=text, answer_span=span),))
    paragraph = render(marked, "md").split("\n\n")[1].removesuffix("[^1]")
    (inline,) = (each for each in MarkdownIt("commonmark").parse(paragraph) if each.type == "inline")
    kinds = [child.type for child in inline.children or ()]
    assert "".join(child.content for child in inline.children or ()) == one_line(text)
    assert set(kinds) <= {"text", "text_special", "strong_open", "strong_close"}
    assert kinds.count("strong_open") <= 1
    said = render(marked, "html").split('<p class="lead">')[1].split("&NoBreak;")[0]
    assert (
        html.unescape(said.replace("<mark>", "").replace("</mark>", "")).strip()
        == f"<bdi>{one_line(text)}</bdi>"
    )
