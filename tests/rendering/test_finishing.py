"""Open questions with their citations, and remarks that hold for a whole bulletin."""

from __future__ import annotations

import json
import re

import pytest
from rendering_samples import MASSACRE, briefing, cite, told_briefing, verbatim

from briefer.model import Claim, Section
from briefer.rendering import render
from briefer.rendering.layout import load_layout
from briefer.rendering.outline import outline

ASKED = Claim(
    "The bulletins of the period do not say who attacked the vehicles.",
    (
        cite(
            MASSACRE, "Survivors told reporters that the two vehicles were carrying migrants towards Algeria."
        ),
    ),
)
PLAIN = "No bulletin of the period was found on the economy."


@pytest.mark.parametrize(("form", "mark"), [("text", "[1]"), ("md", "[^1]"), ("html", ">[1]</a>")])
def test_a_question_has_the_number_of_the_bulletin_that_raises_it(form: str, mark: str) -> None:
    rendered = render(briefing(questions=(ASKED,), gaps=(PLAIN,)), form)
    line = next(each for each in rendered.splitlines() if ASKED.text in each)
    assert mark in line
    other = next(each for each in rendered.splitlines() if PLAIN in each)
    assert mark not in other


@pytest.mark.parametrize("name", ["weekly", "sitrep", "crisiswatch"])
def test_every_layout_shows_the_questions_and_the_other_gaps_in_their_order(name: str) -> None:
    (block,) = (
        each
        for each in outline(briefing(questions=(ASKED,), gaps=(PLAIN,)), load_layout(name)).blocks
        if each.kind == "gap"
    )
    assert [each.text for part in block.parts for each in part.sentences] == [ASKED.text, PLAIN]
    assert not block.lines


def test_of_several_countries_a_question_keeps_its_country_and_its_number() -> None:
    text = render(
        (briefing(questions=(ASKED,)), told_briefing(gaps=(PLAIN,))), "text", load_layout("africa-file")
    )
    assert f"- {ASKED.text} [1]" in text
    assert f"- {PLAIN}" in text


def test_the_sentence_that_raises_a_question_is_quoted_where_it_is_not_shown() -> None:
    shown = briefing((briefing().sections[-1],), questions=(ASKED,), sources=(MASSACRE,))
    (source,) = (each for each in outline(shown).sources if each.date == "17 February 2025")
    assert source.needed == (ASKED.citations[0].quote,)


def test_json_has_the_question_with_its_sentence() -> None:
    record = json.loads(render(briefing(questions=(ASKED,), gaps=(PLAIN,)), "json"))
    assert record["gaps"] == [PLAIN]
    (question,) = record["questions"]
    assert question["text"] == ASKED.text
    assert (question["citation"]["n"], question["citation"]["quote"]) == (1, ASKED.citations[0].quote)


def test_a_remark_on_a_bulletin_stands_once_among_the_sources() -> None:
    remark = "no country is named, only the governor"
    claims = tuple(
        verbatim(MASSACRE, words, note=f"17 February 2025; {remark}")
        for words in ("Survivors told", "Mali’s general staff")
    )
    shown = briefing((Section("Bottom line", claims, "bottom line"),))
    for form in ("text", "md", "html"):
        rendered = render(shown, form)
        assert len(re.findall("only the governor", rendered)) == 1
        assert rendered.index("Sources") < rendered.index("No country is named, only the governor.")
