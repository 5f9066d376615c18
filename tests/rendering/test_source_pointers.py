"""How a source is pointed at: outlets and date, and its title only where that says more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rendering_samples import MASSACRE, briefing, verbatim

from briefer.model import Section
from briefer.rendering import render
from briefer.rendering.outline import outline
from briefer.rendering.sources import source_of

SENTENCE = "Survivors told reporters that the two vehicles were carrying migrants towards Algeria."


def shown_with(title: str, **changes: object):
    bulletin = replace(MASSACRE, title=title, **changes)
    claims = (verbatim(bulletin, "Survivors told"),)
    return briefing((Section("Bottom line", claims, "bottom line"),), sources=(bulletin,))


@pytest.mark.parametrize("title", [SENTENCE, SENTENCE.rstrip("."), "Survivors told reporters that the two…"])
def test_a_title_that_is_the_sentence_again_is_left_out(title: str) -> None:
    (source,) = outline(shown_with(title)).sources
    assert source.lines == ("AFP, RFI, BBC News, 17 February 2025",)


def test_a_headline_stands_before_the_pointer() -> None:
    (source,) = outline(shown_with("Travellers shot on the road north")).sources
    assert source.lines == ("Travellers shot on the road north", "AFP, RFI, BBC News, 17 February 2025")


def test_a_source_with_neither_title_nor_outlet_says_so() -> None:
    (source,) = outline(shown_with(SENTENCE, outlets=())).sources
    assert source.lines == ("No outlet named, 17 February 2025",)


def test_file_and_id_stand_in_the_manifest_and_not_in_the_list() -> None:
    for form in ("text", "md", "html"):
        rendered = render(briefing(), form)
        listed = rendered[rendered.index("Sources") : rendered.index("How it was made")]
        assert "seeds/mali.txt" not in listed
        assert MASSACRE.id not in listed
        assert f"[1] seeds/mali.txt ({MASSACRE.id})" in rendered


def test_an_unnumbered_source_is_found_by_its_id() -> None:
    assert replace(source_of(MASSACRE), id=MASSACRE.id).place.endswith(f"2025 ({MASSACRE.id})")
