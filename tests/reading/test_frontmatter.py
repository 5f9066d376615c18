from __future__ import annotations

from datetime import date

import pytest

from briefer.reading.formats.frontmatter import parse_date, split_front_matter
from briefer.reading.raw import RawItem, Unreadable


def test_all_keys():
    front, text = split_front_matter(
        "---\ntitle: 'Talks: a start'\ndate: 2025-02-24\nretrieved: 2025-03-10T08:00:00Z\n# a note\n"
        'sources: [AFP, "RFI"]\nurl: https://example.org/a:b\ncountry: Mali\nmood: grim\n---\nThe text.\n'
    )
    assert front.title == "Talks: a start"
    assert (front.date, front.retrieved) == (date(2025, 2, 24), date(2025, 3, 10))
    assert front.outlets == ("AFP", "RFI")
    assert (front.url, front.country) == ("https://example.org/a:b", "Mali")
    assert front.lines == 10
    assert text == "The text.\n"


def test_lists_and_commas():
    assert split_front_matter("---\noutlets:\n  - AFP\n  - BBC News\n---\n")[0].outlets == ("AFP", "BBC News")
    assert split_front_matter("---\nsource: AFP, BBC News\n---\n")[0].outlets == ("AFP", "BBC News")


@pytest.mark.parametrize(
    "text", ["", "Mali\n---\n", "---\nA rule, then text.\n---\nmore", "---\ntitle: open\n"]
)
def test_texts_without_front_matter_come_back_whole(text):
    front, rest = split_front_matter(text)
    assert rest == text
    assert front.lines == 0


def test_a_bad_date_names_its_line():
    with pytest.raises(Unreadable, match="last week") as caught:
        split_front_matter("---\ntitle: A\nretrieved: last week\n---\nText")
    assert caught.value.line == 3
    assert "YYYY-MM-DD" in caught.value.hint


def test_an_empty_date_is_none():
    assert split_front_matter("---\ndate:\n---\nText")[0].date is None


@pytest.mark.parametrize("text", ["2025-02-30", "20250224", "24.02.2025", "2025-02-24x", "", "2025-W08-1"])
def test_days_that_are_none(text):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the words
        parse_date(text)


def test_the_item_speaks_before_the_front_matter():
    front, _ = split_front_matter("---\ntitle: T\ndate: 2025-01-01\nurl: u\n---\n")
    item = front.fill(RawItem("Own", "Body", given=date(2025, 2, 2)))
    assert (item.title, item.given, item.url) == ("Own", date(2025, 2, 2), "u")
