"""Words made safe to print."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.rendering.plain import one_line, pieces_of, web_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bamako\n  and\tGao", "Bamako and Gao"),
        ("red\x1b[31m alert\x1b[0m", "red alert"),
        ("a\x1b]0;new title\x07b", "ab"),
        ("a\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "alink"),
        ("\x1b[2J\x1b[HAll is well", "All is well"),
        ("\x1b]0;never ended", "0;never ended"),
        ("over\rwritten\b\x7f", "over written"),
        ("\u202egnp.exe", "gnp.exe"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("  Tinzaouatène,  “two spaces” \u00a0 kept  ", "Tinzaouatène,  “two spaces” \u00a0 kept"),
        ("", ""),
    ],
)
def test_control_goes_and_words_stay(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(st.text())
def test_nothing_that_controls_a_terminal_is_left(text: str) -> None:
    line = one_line(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in line)
    assert one_line(line) == line


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_a_text_without_control_is_only_trimmed(text: str) -> None:
    assert one_line(text) == text.strip()


def test_a_long_run_of_blanks_is_read_once() -> None:
    assert one_line("a" + " " * 200_000 + "\n" + " " * 200_000 + "b") == "a b"
    assert len(one_line("\x1b]" * 100_000 + " " * 100_000 + "b")) == 1


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=c#d", "HTTP://example.org", "https://exämple.org/é"]
)
def test_addresses_of_the_web(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "java\nscript:alert(1)",
        "https://example.org/\njavascript:x",
        " https://example.org",
        'https://example.org/"onclick="x',
        "https://example.org/<b>",
        "file:///etc/passwd",
        "//example.org",
        "https://",
        "seeds/mali.txt",
    ],
)
def test_what_is_not_linked(url: str | None) -> None:
    assert web_address(url) is None


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_pieces_together_are_the_line(text: str, start: int, length: int) -> None:
    before, words, after = pieces_of(text, start, start + length)
    assert before + words + after == one_line(text)
    assert words in ("", one_line(text[start : start + length]))


def test_pieces_are_cut_at_the_words_meant_and_not_at_the_same_words_before_them() -> None:
    assert pieces_of("70 fled,  70 died", 10, 12) == ("70 fled,  ", "70", " died")
    assert pieces_of("\x1b[1m70 fled,\n70 died", 13, 15) == ("70 fled, ", "70", " died")
