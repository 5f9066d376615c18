"""Sentences: what ends one, what does not, and that no character is lost."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.reading.sentences import sentence_spans

SHARED = Path(__file__).parents[2].parent / "shared"


def sentences(text):
    return [span.of(text) for span in sentence_spans(text)]


WHOLE = [
    "It happened on Feb. 17 in Gao.",
    "He came on Sept. 17, 2024 and left.",
    "It killed 40 between Dec. 12 and 14 in the west.",
    "Col. Abdoulaye Maiga spoke.",
    "Maj. Gen. Oumar Diarra and Lt. Sidi Ag spoke with Sen. Lee, Rep. Ray and Gov. Fay.",
    "Four soldiers, including 1st. Lt. Jack Ray, were charged.",
    "They met in St. Petersburg, near Mt. Elbrus.",
    "He wrote No. 5 and No. 6.",
    "The U.S. Army and the U.N. Mission left Washington, D.C. in haste.",
    "It began at 5 p.m. Tuesday and ended at 11:00 p.m. GMT on Friday.",
    "George W. Bush met J. K. Rowling.",
    "Apple Inc. shares and Ford Motor Co. Ltd. shares fell.",
    "It is Roe vs. Wade, or approx. 3.5 of them.",
    '"We won!" he said.',
    '"Is it over?" President Amadou Ba asked.',
    'He said "We won. We will win again. It is done" and left.',
    "He came (as did she. And they.) and left.",
    "The show Jeopardy! began and Yahoo! Mail ended.",
    "He waited... and left.",
    "The army left. (AFP, BBC News)",
    "1. Open the door.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_is_one_sentence(text):
    assert sentences(text) == [text]


APART = [
    ["He left the U.S.", "The army stayed."],
    ["It ended at 5 p.m.", "The army stayed."],
    ["It came in Dec.", "The army stayed."],
    ["He works for Apple Inc.", "They do not."],
    ["It happened in May.", "41 people died."],
    ["He said no.", "Nobody spoke."],
    ['He said "we won."', "The army denied it."],
    ['"We won."', "The army denied it."],
    ["He left (for good.)", "She stayed."],
    ["He left.", "(She did not stay.)", "They came."],
    ["He left.", "“It is over,” she said."],
    ["What now?", "Nothing!", "Go."],
    ["He waited...", "The door opened."],
    ["The army left. (AFP) (BBC News)", "It came back."],
    ["they went home.", "it rained."],
    ['He said "we won. The army denied it.', "It did."],
]


@pytest.mark.parametrize("parts", APART)
def test_are_sentences_of_their_own(parts):
    if parts[0].count('"') == 1:  # a quotation that is never closed encloses nothing
        assert sentences(" ".join(parts)) == ['He said "we won.', "The army denied it.", "It did."]
    else:
        assert sentences(" ".join(parts)) == parts


def test_a_blank_line_ends_a_sentence():
    assert sentences("No full stop\n\nhere\n \nnor there") == ["No full stop", "here", "nor there"]


def test_a_title_line_ends_a_sentence():
    title, body = (
        "Army denies the attack",
        "The army of the country denied on Monday that it had a part in it.",
    )
    assert sentences(f"{title}\n{body}\n") == [title, body]


def test_a_wrapped_line_goes_on():
    text = "The army of the country denied on Monday that\nMalian soldiers had a part in the attack on the\nvillage."
    assert sentences(text) == [text]


def test_list_points_are_apart():
    assert sentences("- one thing\n- another thing") == ["- one thing", "- another thing"]


def test_script_without_spaces():
    assert len(sentences("他走了。她留下了。")) == 2


def test_nothing_gives_no_sentence():
    assert sentence_spans("") == sentence_spans(" \n\n\t ") == ()


PIECES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                ". ",
                "? ",
                "! ",
                ".\n",
                "\n\n",
                ' "',
                '" ',
                "(",
                ") ",
                "“",
                "” ",
                "Feb. ",
                "17 ",
                "U.S. ",
                "Col. ",
            ]
        ),
        st.sampled_from(
            ["The ", "army ", "p.m. ", "... ", "(AFP) ", "1. ", "’s ", " '", "' ", "\r\n", "\f", "。"]
        ),
    ),
    max_size=40,
).map("".join)


@given(PIECES)
def test_every_character_is_in_exactly_one_sentence(text):
    spans = sentence_spans(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    for span in spans:
        assert span.end <= len(text)
        assert span.of(text) == span.of(text).strip() != ""
    outside = set(range(len(text))) - {at for span in spans for at in range(span.start, span.end)}
    assert all(text[at].isspace() for at in outside)


@pytest.mark.parametrize(
    "piece", ["(", '"', ". ", "a. (b). ", "Feb. 17 ", '"a. B" ', "A\n", "x. (b) ", "’ ", "!?"]
)
def test_long_repetition_comes_to_an_end(piece):
    text = piece * (100_000 // len(piece))
    assert sentence_spans(text)


def test_on_news_every_quote_of_a_sentence_is_in_the_text():
    path = SHARED / "data/current-events/2003-2023.jsonl.gz"
    if not path.exists():
        pytest.skip("the bulletins of shared/data are not here")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for _, line in zip(range(1000), lines, strict=False)]
    for text in texts:
        assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_the_real_page_keeps_its_dates_and_ranks_whole():
    path = SHARED / "seeds/mali.txt"
    if not path.exists():
        pytest.skip("the page of shared/seeds is not here")
    found = sentences(path.read_text(encoding="utf-8"))
    assert not any(text.endswith(("Feb.", "Sept.", "Dec.", "Aug.", "Col.")) for text in found)
    assert sum("Maiga" in text and "Col." in text for text in found) == 1
