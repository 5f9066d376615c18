"""Terminal text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering_hostile import made_of, visible_text
from rendering_samples import bamako_answer, briefing, told_briefing

from briefer.rendering import render, wrap
from briefer.rendering.layout import load_layout


def test_an_answer_cites_and_quotes() -> None:
    lines = render(bamako_answer(), "text").splitlines()
    assert lines[2].endswith(
        "on Sept. 17. [1] According to the army, it has the situation under control. [1]"
    )
    source = next(line for line in lines if line.startswith("[1] "))
    assert source.startswith("[1] Mali: gunmen strike Bamako — ")
    assert source.endswith(" — Reuters, 17 September 2024")
    assert "- seeds/mali.txt (91e0aa34d785)" not in lines  # the manifest of the sample lists others
    assert "    “The army says the situation is under control.”" in lines


def test_a_briefing_says_who_says_what() -> None:
    text = render(briefing(), "text")
    assert "- Azawad Liberation Front: The Azawad Liberation Front holds soldiers" in text
    assert "24 people  –    –     Mali’s general staff  17 February 2025   [1]\n" in text
    assert "up to 70   –    –     reported by Reuters   17 September 2024  [3]\n" in text
    assert "(between 18 February and 10 March 2025) [2]" in text
    assert "    https://example.org/2025/02/mali-travellers" in text
    assert "“" not in text  # every sentence is verbatim: no quote is needed twice


def test_a_briefing_tells_what_changed_by_whom_and_how_much() -> None:
    text = render(told_briefing(), "text")
    assert text.startswith(
        "Mali: briefing for 17–23 February 2025\n======================================\n"
        "Period: 17–23 February 2025\nCompared with: 10–16 February 2025\n"
    )
    assert " Updated: now “Mali’s general staff says" in text
    assert "dead.” [1] — before (17 September 2024): “Reports suggest" in text
    assert "The bottom line tells and marks all that changed: 1 new, 1 updated." in text
    assert "- Azawad Liberation Front — accusation: The Azawad" in text
    assert (
        "\nTravellers killed  24 people  24   24    Mali’s general staff — denial  17 February 2025" in text
    )
    assert (
        "\n                   up to 70   –    70    reported by Reuters            17 September 2024" in text
    )
    sitrep = render(told_briefing(), "text", load_layout("sitrep"))
    assert "Updated\n- 17 February: Now “Mali’s general staff says" in sitrep
    assert "\n- 17 February: Survivors told reporters" in sitrep
    assert " towards Algeria. [1] (2 outlets named)\n" in sitrep


@settings(deadline=None)
@given(visible_text)
def test_no_bulletin_controls_the_terminal_or_adds_a_line(text: str) -> None:
    for hostile, plain in zip(made_of(text), made_of("x"), strict=True):
        rendered = render(hostile, "text")
        assert all(char == "\n" or unicodedata.category(char) != "Cc" for char in rendered)
        assert rendered.count("\n") == render(plain, "text").count("\n")


def test_how_it_was_made_names_the_files() -> None:
    text = render(briefing(), "text")
    made = text[text.index("How it was made:\n") :].splitlines()[1:]
    assert made[0].startswith("- Made on 10 March 2025 by briefer 0.1.0, engine: extractive.")
    assert made[1:] == [
        "- Embedding: all-MiniLM-L6-v2 (53aa51172d14)",
        "- Bulletins: 2",
        "- [1] seeds/mali.txt (4f1c09be27aa)",
        "- [2] seeds/mali.txt (b07d51e6c3f2)",
    ]


@settings(deadline=None)
@given(st.integers(20, 100))
def test_wrapping_moves_only_line_breaks(width: int) -> None:
    sections = tuple(section for section in briefing().sections if section.kind != "figure")
    text = render(briefing(sections), "text")
    wrapped = wrap(text, width)
    without_rules = [word for word in text.split() if word.strip("=-") or word == "-"]
    assert [word for word in wrapped.split() if word.strip("=-") or word == "-"] == without_rules
    longest = max(len(word) for word in text.split())
    assert all(len(line) <= max(width, longest + 8) for line in wrapped.splitlines())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- one two three four five six", "- one two three four\n  five six\n"),
        ("[12] one two three four five", "[12] one two three four\n     five\n"),
        ("one two three four fives [1][2]", "one two three four\nfives [1][2]\n"),
        ("=" * 30, "=" * 23 + "\n"),
        ("", "\n"),
        ("one\n\n\n\ntwo", "one\n\n\n\ntwo\n"),
    ],
)
def test_what_is_wrapped_hangs_under_its_beginning(line: str, expected: str) -> None:
    assert wrap(line + "\n", 23) == expected
