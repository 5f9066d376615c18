"""Sentences that somebody wrote, held against an archive."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from gated import Scripted

from briefer.grounding.checking import check_draft
from briefer.grounding.gate import UNSAID, VERBATIM, Gate
from briefer.grounding.judges import Judgement
from briefer.grounding.pairs import Pair
from briefer.grounding.review import review
from briefer.model import Bulletin, Finding, Hit, Passage, Span, Support
from briefer.reading.drafts import DraftBlock, Kind
from briefer.reading.sentences import sentence_spans

RAID = Bulletin(
    "b1",
    "b1",
    "Raid on a market",
    "Gunmen raided a market near Gao. The governor says at least 12 traders died. The army denies a part in it.",
    "page.txt",
    0,
)
FLOOD = Bulletin(
    "b2", "b2", "Floods", "Floods cut the road to Mopti. Rice was brought by boat.", "page.txt", 1
)


def search(_: str) -> tuple[Hit, ...]:
    return tuple(
        Hit(Passage(f"{each.id}:0", each.id, Span(0, len(each.body))), each, 1.0, None, 1, 1)
        for each in (RAID, FLOOD)
    )


class Reader(Scripted):
    """Supports a claim by the premises named for it, together and in order."""

    def __init__(self, **supported: str) -> None:
        super().__init__()
        self.by = supported

    def judge(self, pairs: Sequence[Pair], progress=None) -> tuple[Judgement, ...]:
        self.asked += [pair.claim for pair in pairs]
        return tuple(Judgement(float(self.by.get(pair.claim.split()[0]) == pair.text)) for pair in pairs)


def first(sentence: str, gate: Gate):
    (found,) = review([sentence], search, gate)
    return found


@pytest.mark.parametrize("span", sentence_spans(RAID.body))
def test_a_bulletins_own_sentence_is_found_without_a_judge(span: Span):
    judge = Scripted()
    found = first(span.of(RAID.body), Gate(judge, {}))
    assert (found.verdict.support, found.verdict.judge) == (Support.SUPPORTED, VERBATIM)
    assert [citation.span for citation in found.citations] == [span]
    assert judge.asked == []


def test_the_words_that_bear_a_sentence_out_are_cited():
    judge = Reader(Twelve="The governor says at least 12 traders died.")
    found = first("Twelve or more traders were killed, the governor says.", Gate(judge, {}))
    assert found.verdict.support is Support.SUPPORTED
    assert [citation.quote for citation in found.citations] == ["The governor says at least 12 traders died."]


def test_sentences_that_follow_each_other_are_read_together():
    both = "Gunmen raided a market near Gao. The governor says at least 12 traders died."
    found = first("Traders died when gunmen raided a market near Gao.", Gate(Reader(Traders=both), {}))
    assert [citation.quote for citation in found.citations] == [both]


def test_sentences_that_stand_apart_are_read_in_twos():
    apart = "Floods cut the road to Mopti.\nGunmen raided a market near Gao."
    found = first(
        "Gunmen raided a market near Gao and floods cut the road to Mopti.", Gate(Reader(Gunmen=apart), {})
    )
    assert found.verdict.support is Support.SUPPORTED
    assert {citation.bulletin.id for citation in found.citations} == {"b1", "b2"}


def test_what_nothing_bears_out_is_not_found_and_shows_what_comes_nearest():
    found = first("Gunmen raided a school near Gao.", Gate(Scripted(), {}))
    assert (found.verdict.support, found.verdict.reason) == (Support.NOT_FOUND, UNSAID)
    assert found.citations[0].quote.startswith("Gunmen raided a market near Gao.")


def number_differs(pair: Pair) -> tuple[Finding, ...]:
    wrong = "12" in pair.text and "20" in pair.claim
    return (Finding("numbers", 'the claim says 20, the bulletin "at least 12"', True),) if wrong else ()


def test_the_words_that_contradict_are_shown():
    found = first("The governor says 20 traders died.", Gate(Scripted(), {"numbers": number_differs}))
    assert found.verdict.support is Support.CONTRADICTED
    assert found.citations[0].quote == "The governor says at least 12 traders died."


def test_words_on_another_matter_contradict_nothing():
    found = first(
        "In Timbuktu 20 people drowned when a ferry sank at night.", Gate(Scripted(), {"x": number_differs})
    )
    assert found.verdict.support is Support.NOT_FOUND


def test_an_archive_that_has_nothing_finds_nothing():
    (found,) = review(["Gunmen came."], lambda _: (), Gate(Scripted(), {}))
    assert (found.verdict.support, found.citations) == (Support.NOT_FOUND, ())


def test_many_sentences_come_back_in_order_and_progress_is_told():
    done: list[int] = []
    sentences = [f"Case {number}." for number in range(70)]
    assert [each.text for each in review(sentences, search, Gate(Scripted(), {}), done.append)] == sentences
    assert done == [32, 64, 70]


BLOCKS = (
    DraftBlock(Kind.HEADING, "Security", 1, 1, states=False),
    DraftBlock(
        Kind.PARAGRAPH, "Gunmen raided a market near Gao. [1] They had tanks. (12–14 December 2024)", 3
    ),
    DraftBlock(Kind.ITEM, "Will it go on?", 5),
)


def test_a_draft_is_checked_sentence_by_sentence_without_its_markers():
    checked = check_draft("draft.md", BLOCKS, search, Gate(Scripted(), {}))
    assert [(each.text, each.verdict.support.value) for each in checked.reviewed] == [
        ("Gunmen raided a market near Gao.", "supported"),
        ("They had tanks.", "not found"),
    ]
    assert checked.counts == {Support.SUPPORTED: 1, Support.CONTRADICTED: 0, Support.NOT_FOUND: 1}
    assert not checked.passed


def test_headings_questions_and_bare_dates_state_nothing_and_are_counted():
    checked = check_draft("draft.md", BLOCKS, search, Gate(Scripted(), {}))
    texts = [each.text for block in checked.blocks for each in block.sentences if each.reviewed is None]
    assert texts == ["Security", "(12–14 December 2024)", "Will it go on?"]
    assert checked.unchecked == 3


def test_a_draft_that_states_nothing_does_not_pass():
    assert not check_draft("draft.md", BLOCKS[:1], search, Gate(Scripted(), {})).passed


def test_a_row_of_a_table_is_held_to_its_figures_and_names_only():
    def says_who(pair: Pair) -> tuple[Finding, ...]:
        return (Finding("attribution", "somebody says so"),)

    row = "at least 20 traders died | the governor says"
    gate = Gate(Scripted(), {"numbers": number_differs, "attribution": says_who})
    (block,) = check_draft("d", (DraftBlock(Kind.ROW, f"{row} | [1]", 1),), search, gate).blocks
    (sentence,) = block.sentences
    assert (sentence.text, sentence.marks) == (row, (1,))
    assert {each.check for each in sentence.reviewed.verdict.findings} == {"numbers", "judge"}
