"""How well a sentence answers: by words, by meaning, by what it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from asked import Listening
from briefed import HashEmbedder, about, sentences

from briefer.model import Bulletin, Evidence
from briefer.writing.extractive.scoring import Scored, score_sentences
from briefer.writing.questions import analyse

AMBUSH = about("Ambush near Gao", "Rebels ambushed a convoy near Gao. Col. Maiga says that 12 soldiers died.")
FERRY = about("Ferry halted", "The ferry from Mopti was halted. Nobody was hurt.")


class Meanings:
    """An embedder for which a text is the sum of the few words that it knows."""

    name, revision, dimension = "meanings", "1", 3
    of: dict[str, tuple[float, float, float]] = {  # noqa: RUF012
        "ransom": (1, 0, 0),
        "payment": (0.8, 0.6, 0),
        "ferry": (0, 0, 1),
    }

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Any:
        rows = [sum((np.array(v) for w, v in self.of.items() if w in t.lower()), np.zeros(3)) for t in texts]
        return np.array([row / (np.linalg.norm(row) or 1) for row in rows], dtype=np.float32)


def all_of(*bulletins: Bulletin) -> list[Evidence]:
    evidence: list[Evidence] = []
    for each in bulletins:
        evidence += sentences(each, len(evidence) + 1)
    return evidence


def scored(question: str, *bulletins: Bulletin) -> tuple[Scored, ...]:
    return score_sentences(analyse(question), all_of(*bulletins), HashEmbedder())


def test_nothing_gives_nothing_and_embeds_nothing():
    listening = Listening(HashEmbedder())
    assert score_sentences(analyse("How many died?"), [], listening) == ()
    assert listening.texts == []


def test_the_best_comes_first_and_every_sentence_is_there():
    found = scored("How many soldiers died near Gao?", FERRY, AMBUSH)
    assert len(found) == 4
    assert found[0].evidence.text == "Col. Maiga says that 12 soldiers died."
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(0 <= each.words <= 1.0001 and 0 <= each.in_bulletin <= 1.0001 for each in found)


def test_ties_stand_in_the_order_given():
    twins = [about(title, "It rained.") for title in ("Rain", "Rain")]
    assert [each.evidence.number for each in scored("?", *twins)] == [1, 2]


def test_names_are_looked_for_in_the_whole_bulletin():
    by_title = {
        each.evidence.bulletin.title: each for each in scored("How many died near Gao?", AMBUSH, FERRY)
    }
    assert by_title["Ambush near Gao"].missing_names == ()
    assert by_title["Ferry halted"].missing_names == ("gao",)
    assert by_title["Ferry halted"].unmet == ("died",)


def test_a_name_is_met_by_its_country_its_acronym_and_its_parts():
    bloc = about(
        "A bloc", "The Security Council of the African Union met Nigerien envoys of the pro-army camp."
    )
    assert scored("What did the AU tell Niger?", bloc)[0].missing_names == ()
    assert scored("Who is in the Pro-Army camp?", bloc)[0].missing_names == ()
    assert scored("What did the AU tell Nigeria?", bloc)[0].missing_names == ("nigeria",)


def test_a_title_is_met_in_short():
    assert scored("which colonel spoke", AMBUSH)[0].unmet == ("spoke",)


def test_a_word_is_met_by_one_of_the_same_idea():
    assert scored("How many troops perished near Gao?", AMBUSH)[0].unmet == ()


def test_a_word_that_nobody_uses_is_met_by_one_near_it_in_meaning():
    paid = about("Release", "A payment was made for the hostages.")
    first = score_sentences(analyse("Was there a ransom?"), all_of(paid), Meanings())[0]
    assert first.unmet == ()
    assert first.met == {analyse("ransom").terms[0].stem}
    assert 0 < first.words < 1
    other = score_sentences(analyse("Was there a ransom?"), all_of(FERRY), Meanings())[0]
    assert other.unmet == ("ransom",)


def test_the_opposite_of_a_word_is_noticed():
    broken = about("Ties", "Mali severed relations with Ukraine.")
    assert scored("Has Mali restored relations with Ukraine?", broken)[0].opposite == "restored"
    assert scored("Has Mali severed relations with Ukraine?", broken)[0].opposite is None


def test_rare_words_weigh_more_than_common_ones():
    many = [about(f"Attack {n}", f"An attack near Kidal on day {n}.") for n in range(5)]
    odd = about("Attack 9", "A mortar fell in the desert.")
    best = scored("mortar attack", *many, odd)[0]
    assert best.evidence.bulletin.title == "Attack 9"


def test_what_is_held_raises_the_score():
    counting, plain = scored("How many soldiers died?", AMBUSH)
    assert counting.holds
    assert not plain.holds
    assert counting.score > plain.score


@pytest.mark.parametrize("question", ["How many died near Gao?", "Who paid the ransom near Gao?"])
def test_nothing_is_embedded_twice_nor_what_cannot_answer(question):
    listening = Listening(HashEmbedder())
    score_sentences(analyse(question), all_of(AMBUSH, FERRY, AMBUSH), listening)
    assert len(listening.texts) == len(set(listening.texts))
    assert "Nobody was hurt." not in listening.texts  # its bulletin does not mention Gao
    assert "Rebels ambushed a convoy near Gao." in listening.texts


@pytest.mark.parametrize("question", ["What happened near Gao?", "Who died in Kigali?"])
def test_nothing_is_embedded_where_meaning_does_not_count(question):
    listening = Listening(HashEmbedder())
    assert len(score_sentences(analyse(question), all_of(AMBUSH, FERRY), listening)) == 4
    assert listening.texts == []
