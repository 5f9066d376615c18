from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.reading.cleaning import clean
from briefer.reading.decoding import decode, encoding_of
from briefer.reading.raw import Unreadable

JUNK = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(125))
SAMPLE = "Tillabéri: “40 killed” – l’armée dément\nNaïveté, Kidal, Ménaka, Gao"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_each_encoding_gives_the_same_text(encoding):
    assert decode(SAMPLE.encode(encoding)) == SAMPLE


def test_one_windows_1252_byte_in_a_utf8_line_survives():
    data = "Tillabéri – “yes”".encode() + b" Tinzaouat\xe8ne \x93no\x94\n" + "café".encode()
    assert decode(data) == "Tillabéri – “yes” Tinzaouatène “no”\ncafé"


def test_decomposed_letters_are_not_composed():
    assert decode("e\u0301".encode()) == "e\u0301"


def test_latin_1_is_read_as_browsers_read_it():
    assert decode(b"\x93caf\xe9\x94", "ISO-8859-1") == "“café”"


def test_a_declared_charset_is_honoured():
    assert decode("Мали".encode("windows-1251"), "windows-1251") == "Мали"
    assert decode("马里".encode("gb18030"), "gb18030") == "马里"


@pytest.mark.parametrize("charset", ["no-such-charset", "us-ascii", "shift_jis", "base64", "undefined"])
def test_a_wrong_charset_loses_nothing(charset):
    assert decode("café – Ménaka".encode(), charset) == "café – Ménaka"


def test_a_stray_nul_is_dropped():
    assert decode(b"Gao \x00and Kidal are calm, people say.") == "Gao and Kidal are calm, people say."


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        JUNK,
        bytes(range(256)) * 20,
        b"\xff\xfe" + JUNK,
    ],
)
def test_binary_junk_is_refused(data):
    with pytest.raises(Unreadable, match="looks binary"):
        decode(data)


def test_utf16_without_a_mark_is_seen_by_its_nul_bytes():
    assert encoding_of("Mali and Niger".encode("utf-16-le")) == "utf-16-le"
    assert encoding_of("Mali and Niger".encode("utf-16-be")) == "utf-16-be"
    assert encoding_of(b"Mali and Niger") is None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=200))
def test_utf8_comes_back_as_it_was(text):
    assert decode(text.encode()) == clean(text)


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=200))
def test_declared_windows_1252_comes_back_as_it_was(text):
    assert decode(text.encode("cp1252"), "windows-1252") == text


@given(st.lists(st.tuples(st.sampled_from(["é", "Ménaka ", "naïve – ", "“x” "]), st.booleans()), max_size=30))
def test_mixed_words_come_back(words):
    # Each word is ended by an ASCII letter, so that no two encodings meet within one character.
    data = b"".join((word + "x").encode("cp1252" if old else "utf-8") for word, old in words)
    assert decode(data) == "".join(word + "x" for word, _ in words)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_that_can_be_stored_or_are_refused(data):
    with suppress(Unreadable):
        assert isinstance(decode(data).encode("utf-8"), bytes)
