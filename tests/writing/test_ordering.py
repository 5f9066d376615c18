"""In which order a body tells what a bulletin adds to its lead."""

from __future__ import annotations

from datetime import date

import pytest
from briefed import about, bulletin, sentences

from briefer.model import Evidence
from briefer.writing.extractive.ordering import as_news, is_on_the_talks, is_standing

DAY = date(2025, 2, 18)
TALKS = "Mali's generals hold talks with herders' guards and the hunters' league on a truce. "


def evidence(body: str) -> list[Evidence]:
    return sentences(about("News", body, date=DAY))


def beginnings(items: list[Evidence]) -> list[str]:
    return [item.text.split(" ")[0] for item in items]


def test_what_is_no_news_comes_last_and_what_is_negotiated_first() -> None:
    items = evidence(
        f"{TALKS}Two years ago the generals closed the markets. Envoys came from Mali's north. "
        "Grazing rights are being negotiated in Mali. They were disputed before. Wells may be a sticking point."
    )
    assert beginnings(as_news(items)) == ["Mali's", "Grazing", "They", "Wells", "Envoys", "Two"]


def test_where_nobody_talks_the_bulletin_keeps_its_order() -> None:
    items = evidence("A bridge fell near Gao. Trucks wait. A ferry is being discussed. Boats cross.")
    assert as_news(items) == list(items)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Last year the mine was closed.", True),
        ("Rain has been scarce in the past three years.", True),
        ("The pact was signed on 3 May 2019.", True),
        ("The mine was closed on Feb. 16.", False),
        ("The mine is closed.", False),
    ],
)
def test_standing_background_is_known_by_its_time(sentence: str, expected: bool) -> None:
    assert is_standing(evidence(f"A bridge fell. {sentence}")[1]) is expected


def test_the_opening_of_a_bulletin_is_never_background() -> None:
    (item,) = evidence("Last year's harvest failed in Mali.")
    assert not is_standing(item)


def test_a_charge_is_told_with_the_talks_of_those_whom_it_names() -> None:
    items = evidence(
        f"{TALKS}The opposition accuses the hunters of arming the herders. The hunters deny it. "
        "The union accuses a bank of fraud. The bank denies it."
    )
    assert is_on_the_talks(items[1:3], items)
    assert not is_on_the_talks(items[3:], items)
    assert not is_on_the_talks(sentences(bulletin("Other", items[1].text)), items)
    quiet = evidence(
        "A bridge fell near herders and hunters. The hunters accuse the herders. The herders deny it."
    )
    assert not is_on_the_talks(quiet[1:], quiet)
