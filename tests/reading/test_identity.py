from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from briefer.reading.identity import Keys, bulletin_id
from briefer.reading.raw import RawItem


@given(st.text(), st.text(), st.none() | st.dates())
def test_an_id_is_twelve_hex_digits(title, body, day):
    assert re.fullmatch("[0-9a-f]{12}", bulletin_id(title.replace("\ud800", ""), body, day))


def test_an_id_is_the_same_on_every_machine():
    assert bulletin_id("Title", "Body.", date(2025, 2, 24)) == "293d790ac588"


def test_white_space_is_no_edit_and_everything_else_is():
    first = bulletin_id("A title", "One. Two.", None)
    assert bulletin_id(" A  title", "One.\n Two.", None) == first
    others = [("A title", "One. Two!", None), ("A Title", "One. Two.", None), ("A title One.", "Two.", None)]
    others_ids = {bulletin_id(*other) for other in others} | {
        bulletin_id("A title", "One. Two.", date(2025, 1, 1))
    }
    assert first not in others_ids
    assert len(others_ids) == 4


def test_a_key_is_the_records_own_or_follows_the_title():
    keys = Keys()
    assert (
        keys.key(RawItem("Tillabéri: 40 killed!", "x", given=date(2025, 1, 2)))
        == "tillaberi 40 killed 2025-01-02"
    )
    assert keys.key(RawItem("A", "x", key="urn:1", url="https://e.org")) == "urn:1"
    assert keys.key(RawItem("A", "x", url="https://e.org")) == "https://e.org"


def test_repeated_keys_are_numbered():
    keys = Keys()
    assert [keys.key(RawItem("A", body)) for body in "xyz"] == ["a", "a #2", "a #3"]


@given(st.lists(st.sampled_from(["a", "a #2", "a #3", "b", ""])))
def test_keys_are_unique(names):
    keys = Keys()
    given_out = [keys.key(RawItem("", "x", key=name)) for name in names]
    assert len(set(given_out)) == len(names)


def test_a_key_does_not_hang_on_accents_and_punctuation():
    plain = RawItem(title="Menaka Gao Kidal", body="x")
    accented = RawItem(title="Ménaka – “Gao”, Kidal", body="x")
    assert Keys().key(plain) == Keys().key(accented) == "menaka gao kidal"
