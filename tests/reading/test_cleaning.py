from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefer.reading.cleaning import clean, cut, one_line


def test_line_ends_become_line_feeds_and_controls_go():
    assert clean("a\r\nb\rc\fd\x00\x07\x1b[31me\x85f") == "a\nb\nc\nd[31me\nf"


def test_what_a_quote_needs_is_left_alone():
    text = "“Tinzaouatène” — l’armée\u00a0: naïve e\u0301, \u202bعربي\u202c 🇲🇱"
    assert clean(text) == text


def test_a_lone_surrogate_is_replaced():
    assert clean("a\ud800b").encode() == "a\N{REPLACEMENT CHARACTER}b".encode()


def test_one_line():
    assert one_line("  a\n\tb \r\n c ") == "a b c"


def test_cut_ends_at_a_word():
    assert cut("Fighting spreads to the north", 20, "…") == "Fighting spreads to…"
    assert cut("Fighting spreads", 16) == "Fighting spreads"
    assert cut("Fighting spreads", 8) == "Fighting"
    assert cut("x" * 30, 10, "…") == "x" * 9 + "…"


@given(st.text(), st.integers(2, 40))
def test_cut_keeps_to_the_limit(text, limit):
    shorter = cut(text, limit, "…")
    assert len(shorter) <= limit
    assert text.startswith(shorter.removesuffix("…")) or shorter == text


@given(st.text())
def test_clean_can_be_stored_and_is_stable(text):
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert clean(cleaned) == cleaned
