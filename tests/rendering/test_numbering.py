"""Citation numbers."""

from __future__ import annotations

from rendering_samples import BAMAKO, MASSACRE, NIGER, TALKS, bamako_answer, briefing, cite, mali_sections

from briefer.model import Claim
from briefer.rendering.numbering import cited_numbers, markers, numbered, numbers


def test_an_answer_numbers_in_order_of_first_use_one_number_a_bulletin() -> None:
    first = Claim("a", (cite(NIGER, "21 dead"), cite(BAMAKO, "up to 70")))
    second = Claim("b", (cite(BAMAKO, "hundreds"), cite(TALKS, "France 24"), cite(BAMAKO, "JNIM")))
    answer = bamako_answer(claims=(first, second))
    assert numbered(answer) == (NIGER, BAMAKO, TALKS)
    number_of = numbers(numbered(answer))
    assert markers(cited_numbers(first, number_of)) == "[1][2]"
    assert markers(cited_numbers(second, number_of)) == "[2][3]"


def test_a_briefing_keeps_the_order_of_its_sources_and_drops_none() -> None:
    assert numbered(briefing(sources=(TALKS, MASSACRE))) == (TALKS, MASSACRE, BAMAKO)
    assert numbered(briefing(mali_sections()[:1], sources=())) == (MASSACRE,)
