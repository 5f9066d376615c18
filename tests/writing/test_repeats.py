"""When two sentences tell the same."""

from __future__ import annotations

import pytest

from briefer.writing.repeats import tell_the_same

TOLD = "Gunmen killed 21 people in Libiri village on Monday, the ministry said."


@pytest.mark.parametrize(
    "other",
    [
        TOLD,
        "On Monday gunmen killed 21 people in the village of Libiri, the ministry said.",
        "Gunmen killed 21 people in Libiri on Monday, the ministry said.",
    ],
)
def test_nearly_the_same_words(other: str) -> None:
    assert tell_the_same(TOLD, other)
    assert tell_the_same(other, TOLD)


@pytest.mark.parametrize(
    "other",
    [
        "Gunmen killed 18 people in Libiri village on Monday, the ministry said.",
        "Gunmen killed 21 people in Kokorou village on Monday, the ministry said.",
        "Gunmen killed 21 people in Libiri village on Monday, the ministry denied.",
        "Gunmen killed 21 people in Libiri village on Monday, the ministry never said.",
        "The rains were good in Libiri village.",
        "",
    ],
)
def test_another_number_place_or_stance_is_another_story(other: str) -> None:
    assert not tell_the_same(TOLD, other)
    assert not tell_the_same(other, TOLD)


def test_opposites_do_not_tell_the_same() -> None:
    assert not tell_the_same(
        "The army of Mali left the town of Gao.", "The army of Mali returned to the town of Gao."
    )
