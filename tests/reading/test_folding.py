"""Words that are spelt alike compare equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.reading.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tillabéri", "TILLABERI"), ("Łódź", "lodz"), ("Ørsted", "orsted"), ("Côte d’Ivoire", "cote d’ivoire")],
)
def test_accents_and_case_do_not_count(one: str, other: str):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str):
    assert fold(fold(text)) == fold(text)
