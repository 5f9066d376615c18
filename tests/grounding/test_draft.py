"""Drafts: which marker belongs to which sentence, and what is withheld."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefer.grounding.draft import (
    NO_CITATION,
    UNRESOLVED,
    Draft,
    DraftSection,
    DraftSentence,
    parse_draft,
    resolve_section,
)
from briefer.model import Bulletin, Evidence, Span

HEADINGS = ("Bottom line", "Security", "Background")


def read(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.marks) for sentence in parse_draft(text, HEADINGS).sentences]


class TestMarkers:
    @pytest.mark.parametrize(
        ("text", "marks"),
        [
            ("Ten died [3].", (3,)),
            ("Ten died. [3]", (3,)),
            ("Ten died.[3]", (3,)),
            ("Ten died [1][2].", (1, 2)),
            ("Ten died. [1] [2]", (1, 2)),
            ("Ten died [1, 2].", (1, 2)),
            ("Ten died [1; 2].", (1, 2)),
            ("Ten died [1-3].", (1, 2, 3)),
            ("Ten died [1–3, 7].", (1, 2, 3, 7)),
            ("Ten died [^2].", (2,)),
            ("Ten died [^2, ^4].", (2, 4)),
            ("Ten died [ 2 ].", (2,)),
            ("Ten died [2][2].", (2,)),
            ("[2] Ten died.", (2,)),
            ("Ten died.\n[3]", (3,)),
            ("Ten died.\n\n[3]", (3,)),
            ("Ten died.", ()),
        ],
    )
    def test_forms(self, text: str, marks: tuple[int, ...]) -> None:
        assert [(words.rstrip("."), found) for words, found in read(text)] == [("Ten died", marks)]

    @pytest.mark.parametrize(
        "text", ["Ten died [sic].", "Ten died [1.5].", "Ten died [].", "Ten died [1234567]."]
    )
    def test_what_is_no_marker_stays(self, text: str) -> None:
        assert read(text) == [(text, ())]

    def test_a_marker_inside_a_sentence_counts_for_it(self) -> None:
        assert read("Ten died [1], and two fled [2].") == [("Ten died, and two fled.", (1, 2))]

    @pytest.mark.parametrize(
        "text",
        [
            "Ten died [1]. Two fled [2].",
            "Ten died. [1] Two fled. [2]",
            "Ten died.[1]Two fled.[2]",
            "Ten died. [1]\nTwo fled. [2]",
            "- Ten died. [1]\n- Two fled. [2]",
            "1. Ten died. [1]\n2) Two fled. [2]",
            "> Ten died. [1]\n\n* **Two fled.** [2]",
        ],
    )
    def test_a_marker_belongs_to_the_sentence_that_it_follows(self, text: str) -> None:
        assert read(text) == [("Ten died.", (1,)), ("Two fled.", (2,))]

    def test_only_the_sentence_before_a_marker_is_cited(self) -> None:
        assert read("All is lost. Ten died. [1]") == [("All is lost.", ()), ("Ten died.", (1,))]

    def test_abbreviations_do_not_part_a_marker_from_its_sentence(self) -> None:
        assert read("On Feb. 17, Col. Maiga spoke. [4]") == [("On Feb. 17, Col. Maiga spoke.", (4,))]

    def test_markers_in_a_list_of_sources_give_a_line_above_them_nothing(self) -> None:
        assert read("Sources:\n- [1]\n- [2]") == [("Sources:", ())]


class TestLines:
    def test_a_wrapped_sentence_is_read_whole(self) -> None:
        text = "The army denies that\n40 civilians were killed\nin Gao. [3]"
        assert read(text) == [("The army denies that 40 civilians were killed in Gao.", (3,))]

    def test_a_wrapped_bullet_is_read_whole(self) -> None:
        assert read("- Ten died\n  in Gao. [1]\n- Two fled. [2]") == [
            ("Ten died in Gao.", (1,)),
            ("Two fled.", (2,)),
        ]

    def test_lines_that_end_in_a_marker_need_no_full_stop(self) -> None:
        assert read("Ten died [1]\nTwo fled [2]") == [("Ten died", (1,)), ("Two fled", (2,))]

    def test_fences_and_rules_are_no_sentences(self) -> None:
        assert read("```markdown\nTen died. [1]\n```\n---\n***") == [("Ten died.", (1,))]

    def test_half_a_character_is_replaced(self) -> None:
        assert read("Ten \ud800 died. [1]") == [("Ten \ufffd died.", (1,))]


class TestHeadings:
    def test_those_asked_for_make_sections(self) -> None:
        text = "## bottom line\nTen died. [1]\n**Security:**\nTwo fled. [2]\n# Background #\nIt rained. [3]"
        sections = parse_draft(text, HEADINGS).sections
        assert [section.title for section in sections] == ["Bottom line", "Security", "Background"]
        assert [section.sentences[0].marks for section in sections] == [(1,), (2,), (3,)]

    def test_any_other_is_a_sentence_and_ends_the_section(self) -> None:
        text = "## Security\nTen died. [1]\n## The army is guilty\nIt denies it. [2]"
        first, second = parse_draft(text, HEADINGS).sections
        assert (first.title, second.title) == ("Security", "")
        assert second.sentences == (
            DraftSentence("The army is guilty", ()),
            DraftSentence("It denies it.", (2,)),
        )

    def test_one_below_stays_in_the_section(self) -> None:
        text = "## Security\n### In Gao\nTen died. [1]\n**In Mopti**\nTwo fled. [2]"
        (section,) = parse_draft(text, HEADINGS).sections
        assert [each.text for each in section.sentences] == ["In Gao", "Ten died.", "In Mopti", "Two fled."]

    def test_without_headings_there_is_one_section(self) -> None:
        (section,) = parse_draft("# Security\nTen died. [1]\n# Background\nTwo fled. [2]").sections
        assert section.title == ""
        assert [each.marks for each in section.sentences] == [(), (1,), (), (2,)]

    def test_a_heading_that_cites_is_a_sentence(self) -> None:
        assert read("# Ten died [1]\n**Two fled [2]**") == [("Ten died", (1,)), ("Two fled", (2,))]

    def test_an_empty_section_is_left_out(self) -> None:
        assert [
            section.title for section in parse_draft("## Security\n## Background\nSo. [1]", HEADINGS).sections
        ] == ["Background"]


WORDS = st.sampled_from(
    ["Ten", "died", "in", "Gao.", "The", "army", "denies", "it.", "U.S.", "“No”,", "Feb.", "17"]
)
MARKS = st.sampled_from(["[1]", " [2]", "[1, 2]", "[3-5]", "[^6]", " [99] ", "[x]"])
BREAKS = st.sampled_from(
    [" ", "\n", "\n\n", "\n- ", "\n## ", " **", "** ", "\n```\n", "\r\n", "\n1. ", " # ", "\t"]
)
MARKDOWN = st.lists(st.one_of(WORDS, MARKS, BREAKS)).map("".join)


class TestWhateverComes:
    @settings(deadline=None)
    @given(st.text(alphabet=st.characters()))
    @example("[" * 200 + "1" + "]" * 200)
    @example("\u2028[1]\u2028")
    @example("## [1]")
    @example("**[1]**")
    @example("#" * 7 + " x")
    def test_nothing_raises(self, text: str) -> None:
        for sentence in parse_draft(text, HEADINGS).sentences:
            assert sentence.text.strip() == sentence.text != ""

    @settings(deadline=None)
    @given(MARKDOWN)
    def test_no_word_is_lost(self, text: str) -> None:
        kept = " ".join(sentence.text for sentence in parse_draft(text).sentences)
        # List numbers may go; the letters may not.
        unmarked = re.sub(r"\[[\d\s,;^–-]+\]", " ", text)
        assert re.findall(r"[^\W\d_]+", kept) == re.findall(r"[^\W\d_]+", unmarked)

    @settings(deadline=None)
    @given(MARKDOWN)
    def test_no_mark_is_made_up(self, text: str) -> None:
        given_marks = {int(number) for number in re.findall(r"\d+", text)} | {4}
        assert {mark for sentence in parse_draft(text).sentences for mark in sentence.marks} <= given_marks

    @settings(deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["Ten died", "The army denies it", "Rain fell in Gao"]),
                st.lists(st.integers(1, 999), max_size=3, unique=True),
            ),
            max_size=6,
        ),
        st.booleans(),
        st.sampled_from([" ", "\n", "\n\n"]),
    )
    def test_sentences_come_back_with_their_marks(
        self, told: list[tuple[str, list[int]]], before_stop: bool, between: str
    ) -> None:
        pieces = []
        for words, marks in told:
            markers = "".join(f"[{mark}]" for mark in marks)
            pieces.append(f"{words} {markers}." if marks and before_stop else f"{words}. {markers}".strip())
        assert read(between.join(pieces)) == [(f"{words}.", tuple(marks)) for words, marks in told]

    def test_long_junk_is_read_in_time_that_grows_with_it(self) -> None:
        for junk in (
            " " * 100_000 + "[",
            "# " + "#" * 100_000 + "x",
            "a\n" * 20_000,
            "[1]" * 20_000,
            "*" * 100_000,
        ):
            parse_draft(junk)


class TestResolving:
    bulletin = Bulletin("b", "b", "Raid", "Ten died. Two fled.", "page.txt", 0)
    evidence = (Evidence(1, bulletin, Span(0, 9)), Evidence(2, bulletin, Span(10, 19)))

    def resolve(self, *sentences: DraftSentence) -> tuple[list[list[str]], list[str]]:
        section, withheld = resolve_section(DraftSection("Security", sentences, "account"), self.evidence)
        assert (section.title, section.kind) == ("Security", "account")
        quotes = [[citation.quote for citation in claim.citations] for claim in section.claims]
        return quotes, [each.reason for each in withheld]

    def test_marks_become_the_words_that_they_name(self) -> None:
        assert self.resolve(DraftSentence("Both.", (2, 1))) == ([["Two fled.", "Ten died."]], [])

    def test_no_mark(self) -> None:
        assert self.resolve(DraftSentence("So.", ())) == ([], [NO_CITATION])

    def test_a_mark_that_names_nothing_withholds_the_whole_sentence(self) -> None:
        reason = UNRESOLVED.format(marks="[7], [8]")
        assert self.resolve(DraftSentence("So.", (1, 7, 8))) == ([], [reason])

    def test_a_fault_withholds_what_resolves(self) -> None:
        assert self.resolve(DraftSentence("So.", (1,), fault="it was cut off")) == ([], ["it was cut off"])

    def test_what_the_engine_noted_is_kept(self) -> None:
        sentence = DraftSentence("The army says so.", (1,), speaker="The army", figure="10", note="undated")
        (claim,) = resolve_section(DraftSection("", (sentence,)), self.evidence)[0].claims
        assert (claim.speaker, claim.figure, claim.note) == ("The army", "10", "undated")

    def test_a_draft_lists_its_sentences_in_order(self) -> None:
        first, second = DraftSentence("A.", ()), DraftSentence("B.", ())
        assert Draft((DraftSection("", (first,)), DraftSection("", (second,)))).sentences == (first, second)
