"""The ranking that is fitted for a reader: it learns which sentences answer, and refuses nine in ten of the others."""

from __future__ import annotations

from datetime import date

import pytest

from briefer.model import Basis, Bulletin, BulletinDate, Countries, Evidence, Precision, Span
from briefer.training.ranking import Sought, fit, record_of
from briefer.writing.extractive.ranking import FEATURES, features_of
from briefer.writing.extractive.scoring import Scored
from briefer.writing.questions import analyse
from briefer.writing.reader import Answering

pytest.importorskip("sklearn", reason="scikit-learn, of the extra train, is not installed")
DAY = date(2024, 3, 4)
BULLETIN = Bulletin(
    *("b", "k", "Report", "Gunmen killed 12 traders. It rained. Nobody came.", "page", 1, ()),
    BulletinDate(DAY, DAY, Precision.DAY, Basis.STATED),
    Countries(("MLI",)),
)
QUESTION = analyse("How many traders died?")


def scored(number: int, chance: float, *, missing: bool = False) -> Scored:
    return Scored(
        Evidence(number, BULLETIN, Span(0, 25)),
        *(0.5, 0.5, 0.5, frozenset(), frozenset(), ("Gao",) if missing else (), (), None),
        reading=Answering(chance, None),
    )


def sought(family: str, *, answerable: bool, at: int) -> Sought:
    """One of four questions has a best sentence of which the reader is wrong."""
    best = (0.9 if at % 4 else 0.4) if answerable else (0.1 + at / 1000 if at % 20 else 0.95)
    found = (scored(1, best), scored(2, 0.05), scored(3, 0.99, missing=True))
    return Sought(family, QUESTION, found, frozenset({1} if answerable else ()), answerable)


ASKED = [
    sought(family, answerable=answerable, at=at)
    for family in ("evals", "written")
    for answerable in (True, False)
    for at in range(40)
]


def test_what_the_reader_says_counts_and_a_sentence_that_lacks_a_name_does_not():
    ranking, _ = fit(ASKED)
    assert tuple(ranking.weights) == FEATURES
    assert ranking.weights["reading"] > 0
    surely, hardly = (ranking.chance(features_of(QUESTION, scored(1, chance))) for chance in (0.9, 0.05))
    assert surely > ranking.threshold > hardly


def test_nine_in_ten_of_the_unanswerable_are_refused_and_the_scores_say_so():
    _, scores = fit(ASKED)
    assert [(each.family, each.answerable, each.unanswerable) for each in scores] == [
        ("evals", 40, 40),
        ("written", 40, 40),
    ]
    assert all(each.right == 1.0 for each in scores)
    assert all(each.refused >= 0.85 for each in scores)


def test_the_same_questions_give_the_same_ranking():
    assert record_of(fit(ASKED)[0], "model") == record_of(fit(ASKED)[0], "model")
