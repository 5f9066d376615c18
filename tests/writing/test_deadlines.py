"""Deadlines that a sentence sets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.model import Basis, BulletinDate, Precision
from briefer.writing.deadlines import deadline_of

DAY = date(2025, 2, 17)
DATED = BulletinDate(DAY, DAY, Precision.DAY, Basis.STATED)


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("The bloc threatens force if he is not freed within a week.", date(2025, 2, 24)),
        ("The junta orders the ambassador to leave within 48 hours.", date(2025, 2, 19)),
        ("They must withdraw within three days.", date(2025, 2, 20)),
        ("The court gave him an ultimatum: pay within one week.", date(2025, 2, 24)),
        ("Troops were called on to leave within the next 10 days.", date(2025, 2, 27)),
        ("Two hundred people died within a week.", None),  # nothing is asked
        ("The bloc threatens force if he is not freed.", None),
        ("They must withdraw within 900 days.", None),
    ],
)
def test_a_demand_with_its_time(sentence: str, end: date | None) -> None:
    assert deadline_of(sentence, DATED) == end


def test_without_a_sure_day_there_is_none() -> None:
    loose = BulletinDate(DAY, date(2025, 2, 28), Precision.BOUNDS, Basis.PAGE_ORDER)
    assert deadline_of("They must withdraw within three days.", loose) is None


@given(st.text(max_size=200))
def test_any_text_gives_a_later_day_or_none(text: str) -> None:
    end = deadline_of(f"They must go within {text}", DATED)
    assert end is None or end > DAY
