"""A table for a terminal."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from briefer.rendering import wrap
from briefer.rendering.columns import aligned, fitted, is_table

HEAD = ("Figure", "Who says so", "As of", "Source")
ROWS = (
    ("21 were killed in Libiri village", "Niger’s defence ministry", "12–14 December 2024", "[1]"),
    ("some 40 people", "nobody is named", "between 24 February and 10 March 2025", "[2][3]"),
)
words = st.lists(st.text("abc–-’9", min_size=1, max_size=30), min_size=1, max_size=8).map(" ".join)


def test_every_column_begins_where_its_rule_does() -> None:
    lines = aligned([HEAD, *ROWS])
    assert is_table(lines)
    assert not is_table(lines[1:])
    assert not is_table([*lines, "a line that is of no table, and crosses all the columns that there are"])
    starts = [at for at, char in enumerate(lines[1]) if char == "-" and lines[1][at - 1 : at] != "-"]
    for line, row in zip((lines[0], *lines[2:]), (HEAD, *ROWS), strict=True):
        assert all(line.startswith(cell, start) for cell, start in zip(row, starts, strict=True))


def test_a_table_that_fits_is_left_as_it_is() -> None:
    lines = aligned([HEAD, *ROWS])
    assert fitted(lines, max(map(len, lines))) == lines


def test_cells_are_wrapped_in_their_columns() -> None:
    assert fitted(aligned([HEAD, *ROWS]), 64) == [
        "Figure             Who says so        As of              Source",
        "-----------------  -----------------  -----------------  ------",
        "21 were killed in  Niger’s defence    12–14 December     [1]",
        "Libiri village     ministry           2024",
        "some 40 people     nobody is named    between 24         [2][3]",
        "                                      February and 10",
        "                                      March 2025",
    ]


def test_a_paragraph_names_its_numbers_and_repeats_what_the_row_above_says() -> None:
    head = ("What is counted", "As worded", "Low", "High", "Who says so", "Source")
    rows = [
        ("People killed", "up to 70", "–", "70", "the army — denies", "[1]"),
        ("", "at least 1,200", "1,200", "–", "reported by RFI", "[2]"),
    ]
    assert fitted(aligned([head, *rows]), 30) == [
        *("- People killed — up to 70 —", "  high 70 — the army — denies", "  [1]"),
        *("- People killed — at least", "  1,200 — low 1,200 — reported", "  by RFI [2]"),
    ]


def test_where_columns_would_be_too_narrow_rows_become_paragraphs() -> None:
    assert fitted(aligned([HEAD, *ROWS]), 44) == [
        "- 21 were killed in Libiri village — Niger’s",
        "  defence ministry — 12–14 December 2024 [1]",
        "- some 40 people — nobody is named — between",
        "  24 February and 10 March 2025 [2][3]",
    ]


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=4), st.integers(1, 120))
def test_no_word_is_lost_or_cut_and_the_width_is_kept(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = aligned([("a", "b", "c"), *rows])
    fit = fitted(lines, width)
    held = Counter(word for line in fit for word in line.split())
    cells = [cell for row in rows for cell in row if cell != "–"]
    assert not Counter(word for cell in cells for word in cell.split()) - held
    longest = max(len(word) for row in rows for cell in row for word in cell.split())
    assert all(len(line) <= max(width, 20, longest + 4) for line in fit)


def test_wrapping_a_text_keeps_its_table_in_columns() -> None:
    table = aligned([HEAD, *ROWS])
    text = "\n".join(["Figures", "-------", *table, "", "What the bulletins do not cover:", ""])
    assert wrap(text, 64).splitlines() == [
        *("Figures", "-------", *fitted(table, 64), "", "What the bulletins do not cover:"),
    ]


def test_one_endless_cell_is_fitted_at_once() -> None:
    lines = aligned([HEAD, ("so many " * 50_000, "x", "y", "[1]")])
    assert max(map(len, fitted(lines, 80))) <= 80


@given(st.lists(st.sampled_from(["--  --", "a b", "-  -", "- x", "=====", "x  --"]), max_size=6))
def test_what_only_looks_like_a_table_keeps_its_words(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in ["head", *lines])
    kept = [word for word in wrap(text, 80).split() if word.strip("-=")]
    assert kept == [word for word in text.split() if word.strip("-=")]
