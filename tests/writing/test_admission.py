"""Every sentence of a draft through the gate: admitted, mended once, or withheld with its reason."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from gated import Scripted, verbatim_only

from briefer.grounding.draft import NO_CITATION, Draft, DraftSection, DraftSentence
from briefer.grounding.gate import UNSAID, Gate
from briefer.model import Bulletin, Evidence, Support
from briefer.reading.sentences import sentence_spans
from briefer.writing.admission import admit

BODY = "Gunmen raided a market near Gao. The governor says at least 12 traders died. The army denies a part in it."
RAID = Bulletin("b1", "k1", "Raid on a market", BODY, "page.txt", 0)
EVIDENCE = tuple(Evidence(number, RAID, span) for number, span in enumerate(sentence_spans(BODY), 1))
GOOD = DraftSentence("Gunmen attacked a market close to Gao.", (1,))
BAD = DraftSentence("The gunmen came in tanks.", (1,))
MENDED = DraftSentence("The gunmen raided a market.", (1,))


def draft(*sentences: DraftSentence) -> Draft:
    return Draft((DraftSection("Security", sentences),))


def gate(*claims: DraftSentence) -> Gate:
    return Gate(Scripted(frozenset(each.text for each in claims)), {})


class Repair:
    """Puts sentences in place of others, and keeps what it was asked."""

    def __init__(self, *replacements: tuple[DraftSentence, DraftSentence]) -> None:
        self.replacements = dict(replacements)
        self.faults: list[Mapping[DraftSentence, str]] = []

    def __call__(self, written: Draft, faults: Mapping[DraftSentence, str]) -> Draft:
        self.faults.append(faults)
        return draft(*(self.replacements.get(each, each) for each in written.sentences))


def test_what_is_supported_is_admitted_with_its_verdict():
    admitted = admit(draft(GOOD), EVIDENCE, gate(GOOD))
    (claim,) = admitted.claims
    assert (claim.text, claim.verdict.support, claim.verdict.score) == (GOOD.text, Support.SUPPORTED, 1.0)
    assert admitted.withheld == ()


def test_what_is_not_supported_is_withheld_with_reason_citations_and_verdict():
    admitted = admit(draft(GOOD, BAD), EVIDENCE, gate(GOOD))
    (withheld,) = admitted.withheld
    assert (withheld.text, withheld.reason) == (BAD.text, UNSAID)
    assert [each.quote for each in withheld.citations] == ["Gunmen raided a market near Gao."]
    assert withheld.verdict.support is Support.NOT_FOUND
    assert [claim.text for claim in admitted.claims] == [GOOD.text]


def test_a_section_of_which_nothing_passes_is_not_shown_but_its_sentences_are_told():
    admitted = admit(draft(BAD), EVIDENCE, gate())
    assert admitted.sections == ()
    assert len(admitted.withheld) == 1


def test_the_sources_own_sentences_pass_without_a_judge():
    sentence = DraftSentence(EVIDENCE[2].text, (3,))
    assert [claim.text for claim in admit(draft(sentence), EVIDENCE, verbatim_only()).claims] == [
        sentence.text
    ]


@pytest.mark.parametrize("sentence", [BAD, DraftSentence("It was a Friday.", ()), DraftSentence("No.", (9,))])
def test_a_faulty_sentence_goes_back_with_its_reason_and_what_comes_is_ruled_on(sentence):
    repair = Repair((sentence, MENDED))
    admitted = admit(draft(GOOD, sentence), EVIDENCE, gate(GOOD, MENDED), repair)
    assert [claim.text for claim in admitted.claims] == [GOOD.text, MENDED.text]
    assert admitted.withheld == ()
    (faults,) = repair.faults
    assert list(faults) == [sentence]
    assert all(faults.values())


def test_what_still_fails_is_withheld_and_not_sent_again():
    repair = Repair((BAD, MENDED))
    admitted = admit(draft(BAD), EVIDENCE, gate(), repair)
    assert [(each.text, each.reason) for each in admitted.withheld] == [(MENDED.text, UNSAID)]
    assert len(repair.faults) == 1


def test_nothing_is_sent_back_where_all_passed():
    repair = Repair()
    admit(draft(GOOD), EVIDENCE, gate(GOOD), repair)
    assert repair.faults == []


def test_a_sentence_that_was_cut_short_is_not_sent_back():
    cut = DraftSentence("The army den", (3,), fault="cut off")
    repair = Repair()
    admitted = admit(draft(GOOD, cut), EVIDENCE, gate(GOOD), repair)
    assert repair.faults == []
    assert [each.reason for each in admitted.withheld] == ["cut off"]


def test_what_the_engine_gives_up_keeps_its_first_reason():
    given_up = DraftSentence(BAD.text, BAD.marks, fault=UNSAID)
    admitted = admit(draft(GOOD, BAD), EVIDENCE, gate(GOOD), Repair((BAD, given_up)))
    assert [(each.text, each.reason) for each in admitted.withheld] == [(BAD.text, UNSAID)]


def test_without_repair_a_sentence_without_a_citation_is_withheld_as_before():
    admitted = admit(draft(DraftSentence("It was a Friday.", ())), EVIDENCE, gate())
    assert [each.reason for each in admitted.withheld] == [NO_CITATION]
