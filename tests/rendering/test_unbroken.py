"""Dates in one piece, and bulletins' sentences as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering_samples import bamako_answer, briefing, told_briefing

from briefer.rendering.outline import outline
from briefer.rendering.unbroken import unbroken, with_unbroken_dates


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("17 February 2025", "17_February_2025"),
        ("from 3 May on", "from 3_May on"),
        ("24–30 July 2023", "24–30_July_2023"),
        ("24 February – 10 March 2025", "24_February_– 10_March_2025"),
        ("August 2023", "August_2023"),
        ("40 people marched", "40 people marched"),
        ("in 2023 May fell", "in 2023 May fell"),
    ],
)
def test_a_date_is_one_piece(said: str, kept: str) -> None:
    assert unbroken(said).replace("\u00a0", "_") == kept


@given(st.text())
def test_only_spaces_change(text: str) -> None:
    assert unbroken(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")


@pytest.mark.parametrize("output", [briefing(), told_briefing(), bamako_answer()])
def test_no_sentence_of_a_bulletin_changes(output) -> None:
    shown = outline(output)
    kept = with_unbroken_dates(shown)

    def texts(one):
        return [
            (each.text, each.was and each.was.text)
            for block in one.blocks
            if block.kind != "gap"
            for part in block.parts
            for each in part.sentences
        ]

    assert texts(kept) == texts(shown)
    assert all(" 2025" not in source.date for source in kept.sources)
    assert kept.title == shown.title
