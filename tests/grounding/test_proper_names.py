"""The names of a text, and which are places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefer.grounding.language.proper_names import key_of, read


def names(text: str) -> list[tuple[str, bool]]:
    return [(name.text, name.is_place) for name in read(text).names]


def test_people_and_places_are_told_apart():
    assert names("Then Col. Abdoulaye Maiga spoke in Bamako, near Zorgol, of Ukraine.") == [
        ("Col. Abdoulaye Maiga", False),
        ("Bamako", True),
        ("Zorgol", True),
        ("Ukraine", True),
    ]


def test_words_that_open_sentences_name_nobody():
    assert names("Gunmen fled. Following Friday's vote, officials resigned. This ended it.") == []


def test_a_subject_that_opens_a_sentence_is_a_name():
    assert names("Vorbik said so. Vorbik's men left.") == [("Vorbik", False), ("Vorbik's", False)]


def test_an_imperative_is_no_name():
    assert names("Divide the money.") == []


def test_offices_and_months_are_no_names():
    assert names("The Prime Minister met the Foreign Minister on Aug. 5.") == []


def test_keys_know_no_accent_case_possessive_or_plural():
    assert key_of("Tuaregs’") == key_of("TUAREG") == "tuareg"
    assert key_of("Jama'at") == key_of("Jamaat")
    assert key_of("Tillabéri's") == "tillaberi"


def test_a_full_stop_after_a_month_or_a_title_ends_no_sentence():
    assert [token.text for token in read("On Aug. 5 Col. Maiga left. He won.").tokens if token.opens] == [
        "On",
        "He",
    ]


@given(st.text(max_size=80))
def test_names_stand_in_the_text_in_order(text):
    reading = read(text)
    for name in reading.names:
        assert name.text in reading.text
        assert 0 <= name.first <= name.last < len(reading.tokens)
    assert [name.first for name in reading.names] == sorted(name.first for name in reading.names)


def test_a_text_full_of_countries_is_read_with_each_in_its_place():
    found = read("Mali and Niger " * 3_000).names
    assert len(found) == 6_000
    assert [(name.keys, name.first) for name in found[-2:]] == [(("mali",), 8_997), (("niger",), 8_999)]
