"""All forms: which there are, and what holds for each."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from rendering_samples import (
    MASSACRE,
    bamako_answer,
    briefing,
    mali_sections,
    no_answer,
    told_briefing,
    verbatim,
)

from briefer.errors import InputError
from briefer.model import Answer, Briefing, Period, Section, Withheld
from briefer.rendering import FORMS, html, markdown, render, text
from briefer.rendering.layout import load_layout
from briefer.rendering.outline import outline
from briefer.rendering.pictures.model import Picture
from briefer.rendering.shown import Block

TEXTS = [form for form in FORMS if form not in ("docx", "pdf")]
OUTPUTS = {
    "told briefing": told_briefing(),
    "briefing": briefing(),
    "empty briefing": briefing((), sources=(), gaps=()),
    "answer": bamako_answer(),
    "no answer": no_answer(),
}


def test_an_unknown_form_names_those_that_there_are() -> None:
    with pytest.raises(InputError, match=r"'odt'.*text, md, html, docx, pdf, json"):
        render(bamako_answer(), "odt")


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("name", OUTPUTS)
def test_the_same_output_gives_the_same_characters(name: str, form: str) -> None:
    rendered = render(OUTPUTS[name], form)
    assert rendered == render(OUTPUTS[name], form)
    assert rendered.endswith("\n")
    assert not rendered.endswith("\n\n")
    rendered.encode("utf-8")


@pytest.mark.parametrize("form", ["text", "md"])
@pytest.mark.parametrize("output", [briefing(), bamako_answer(), no_answer()])
def test_the_last_line_counts_what_was_withheld(output: Answer | Briefing, form: str) -> None:
    two = replace(
        output, withheld=(Withheld("Gao has fallen.", "no citation"), Withheld("All fled.", "not found"))
    )
    lines = render(two, form).splitlines()
    assert lines[-1].startswith("2 sentences withheld: ")
    assert "- Gao has fallen. (no citation)" in lines
    assert "- All fled. (not found)" in lines
    assert "withheld" not in render(replace(output, withheld=()), form)


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_an_empty_briefing_says_that_there_is_nothing(form: str) -> None:
    rendered = render(OUTPUTS["empty briefing"], form)
    assert "The bulletins hold nothing on Mali for " in rendered
    assert "Sources" not in rendered
    assert "evelopments" not in rendered


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_an_abstention_gives_its_reason_and_the_nearest_bulletins(form: str) -> None:
    rendered = render(no_answer(), form)
    assert "The bulletins do not say. No passage is about prices." in rendered
    assert "Nearest bulletins" in rendered
    assert rendered.index("Mali: gunmen strike Bamako") < rendered.index("Niger: villages near")
    assert "[1]" not in rendered


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_verbatim_is_stated_only_where_it_is_so(form: str) -> None:
    assert "All sentences are quoted verbatim" in render(briefing(), form)
    assert "Some sentences are reworded" in render(bamako_answer(), form)
    assert "verbatim" not in render(no_answer(), form)


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_the_bottom_line_comes_first_and_the_rest_as_given(form: str) -> None:
    sections = briefing().sections
    rendered = render(briefing((*sections[1:], sections[0])), form)
    order = (
        "Bottom line",
        "Further developments",
        "The attack of 17 February",
        "A pact between armed movements",
        "Figures",
        "Accounts side by side",
        "Who killed the travellers",
        "Background, from earlier bulletins",
        "What the bulletins do not cover",
        "Sources",
    )
    places = [rendered.index(f">{title}" if form == "html" else title) for title in order]
    assert places == sorted(places)


def test_a_section_without_claims_is_not_shown() -> None:
    sections = (replace(briefing().sections[1], claims=()),)
    assert "The bulletins hold nothing on Mali" in render(briefing(sections), "text")
    assert json.loads(render(briefing(sections), "json"))["sections"][0]["claims"] == []


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_a_period_that_is_open_on_one_side_reads_well(form: str) -> None:
    since = Period(since=date(2024, 8, 5))
    assert "Mali: briefing since 5 August 2024" in render(briefing(period=since), form)
    assert "nothing on Mali since 5 August 2024." in render(briefing((), period=since), form)
    assert "nothing on Mali." in render(briefing((), period=Period()), form)


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_an_answer_says_after_its_words_to_which_days_it_was_narrowed(form: str) -> None:
    since, month = Period(since=date(2024, 8, 5)), Period(date(2024, 9, 1), date(2024, 9, 30))
    narrowed = render(bamako_answer(period=since), form).replace("\u00a0", " ")
    assert "Narrowed to the time since 5 August 2024." in narrowed
    assert "Narrowed to 17–23 February 2025." in render(no_answer(), form).replace("\u00a0", " ")
    rendered = render(bamako_answer(period=month), form).replace("\u00a0", " ")
    assert (
        rendered.index("has the situation under control")
        < rendered.index("Narrowed to September 2024.")
        < rendered.index("Sources")
    )
    assert "Narrowed" not in render(bamako_answer(), form)


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_a_reason_is_a_sentence_whoever_worded_it(form: str) -> None:
    silent = replace(no_answer(), reason="no bulletin that comes near speaks of “rice”")
    assert "The bulletins do not say. No bulletin that comes near speaks of “rice”." in render(silent, form)
    assert "The bulletins do not say.\n" in render(replace(silent, reason=None), "text")


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_a_briefing_with_nothing_but_background_says_first_that_there_is_nothing(form: str) -> None:
    rendered = render(briefing(mali_sections()[-1:]), form)
    statement = "The bulletins hold nothing on Mali for 17–23 February 2025."
    assert rendered.index(statement) < rendered.index("Background, from earlier bulletins")
    assert "hold nothing" not in render(briefing(), form)


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_a_figure_has_its_words_its_speaker_and_its_date(form: str) -> None:
    rendered = render(briefing(mali_sections()[4:5]), form).replace("\u00a0", " ")
    figures = rendered[: rendered.index("What the bulletins do not cover")]
    words = (
        "What is counted",
        "As worded",
        "Low",
        "High",
        "Who says so",
        "As of",
        "Source",
        "24 people",
        "Mali’s general staff",
    )
    for expected in (*words, "17 February 2025", "up to 70", "reported by Reuters", "17 September 2024"):
        assert expected in figures
    if form == "md":  # the words quoted stand in a footnote
        return
    shown = figures if form != "html" else re.sub(r"<[^>]*>", "", figures)  # a marker's tooltip has the quote
    assert "no part in an attack" not in shown
    # The sentence stands nowhere else, so that its source quotes it.
    assert "no part in an attack" in rendered[rendered.index("Sources") :]
    assert render(briefing(mali_sections()[:1] + mali_sections()[4:5]), "text").count("no part") == 1


@pytest.mark.parametrize(
    ("told", "outlets", "by"),
    [
        ({"speaker": "the army", "stance": "denies"}, ("RFI",), "the army — denial"),
        ({"speaker": "the army"}, ("RFI",), "the army"),
        ({}, ("RFI",), "reported by RFI"),
        ({}, ("AFP", "RFI"), "nobody is named"),  # which of them told it, a digest does not say
        ({}, (), "nobody is named"),
    ],
)
def test_who_says_a_figure_is_whom_it_names_else_its_outlets(told, outlets, by) -> None:
    bulletin = replace(MASSACRE, outlets=outlets)
    claim = verbatim(bulletin, "Mali’s", counted="travellers killed", figure="24 people", **told)
    (row,) = (
        each
        for block in outline(briefing((Section("Figures", (claim,), "figure"),))).blocks
        for part in block.parts
        for each in part.rows
    )
    assert row.cells == ("Travellers killed", "24 people", "–", "–", by, "17 February 2025")


@pytest.mark.parametrize("form", ["text", "md"])
def test_words_have_no_timeline_and_other_pictures_are_told_as_such(form: str) -> None:
    drawn = [
        Block(kind, kind.capitalize(), picture=Picture(kind, kind, "<svg></svg>", f"In the {kind}: Gao."))
        for kind in ("timeline", "map")
    ]
    shown = replace(outline(briefing((), gaps=())), blocks=tuple(drawn))
    rendered = {"text": text, "md": markdown}[form].render(shown)
    assert "imeline" not in rendered
    assert "Picture in words: In the map: Gao." in rendered
    assert "In the timeline: Gao." in html.render(shown, load_layout("weekly"))


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_an_account_is_headed_by_its_headline_in_quotation_marks(form: str) -> None:
    account = mali_sections()[3]
    headline = f"“{MASSACRE.title}”"
    untitled = render(briefing((account,)), form)
    assert headline not in untitled[: untitled.index("Sources")]
    rendered = render(briefing((replace(account, title=MASSACRE.title),)), form)
    assert rendered.index("Accounts side by side") < rendered.index(headline)


def test_a_section_that_names_its_kind_is_not_headed_twice() -> None:
    claims = briefing().sections[-1].claims
    titles = ("Background: earlier bulletins", "Background", "A title of its own")
    sections = tuple(Section(title, claims, "background") for title in titles)
    headings = [line for line in render(briefing(sections), "md").splitlines() if line.startswith("#")]
    assert headings[1:3] == ["## Background, from earlier bulletins", "### A title of its own"]
    assert render(briefing(sections), "md").count("Reports suggest") == 3  # no footnote says it again
