"""The reader in an answer: it ranks the sentences that were found, decides whether any answers, and marks the words."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import pytest
from asked import real_model
from hypothesis import given
from hypothesis import strategies as st

from briefer.encoders.session import WEIGHTS, PairEncoder
from briefer.errors import ModelError
from briefer.model import Basis, Bulletin, BulletinDate, Countries, Evidence, Period, Precision
from briefer.reading.sentences import sentence_spans
from briefer.writing.engine import AskTask
from briefer.writing.extractive.engine import ExtractiveEngine
from briefer.writing.extractive.ranking import RANKING, Ranking, features_of, read_ranking
from briefer.writing.extractive.reading import read_with
from briefer.writing.extractive.scoring import score_sentences
from briefer.writing.questions import analyse
from briefer.writing.reader import Reader

DAY = date(2024, 3, 4)
BODIES = (
    "Gunmen on motorcycles attacked the market of Ansongo on Sunday. At least 21 traders lost their lives, the "
    "governor of Gao said. The shops will stay shut for a week because the traders are afraid of another raid.",
    "The electricity company of Mali cut supply to Bamako for twelve hours a day. It blamed a lack of fuel.",
    "Farmers near Sikasso brought in a record cotton harvest. The state company bought it at 300 francs a kilo.",
)


def evidence(*bodies: str) -> tuple[Evidence, ...]:
    made = []
    for at, body in enumerate(bodies):
        bulletin = Bulletin(
            *(f"b{at}", f"k{at}", f"Report {at}", body, "page", at, ()),
            BulletinDate(DAY, DAY, Precision.DAY, Basis.STATED),
            Countries(("MLI",)),
        )
        made += [(bulletin, span) for span in sentence_spans(body)]
    return tuple(Evidence(number, *each) for number, each in enumerate(made, start=1))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(PairEncoder(WEIGHTS / "reader", threads=1))


def answered(reader: Reader | None, question: str, *bodies: str):
    engine = ExtractiveEngine(real_model, reader)
    return engine.answer(AskTask(question, evidence(*bodies), Period()))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Why are the shops closed in Ansongo?", "afraid"),
        ("Why was the power cut in Bamako?", "fuel"),
        ("What did farmers get for a kilo of cotton?", "300 francs"),
    ],
)
def test_an_answer_in_other_words_is_found_and_its_words_are_marked(reader, question, words):
    draft = answered(reader, question, *BODIES)
    assert draft.refusal is None
    marked = [each.answer_span.of(each.text) for each in draft.sentences if each.answer_span]
    assert any(words in each for each in marked), (marked, [each.text for each in draft.sentences])


@pytest.mark.parametrize(
    "question",
    [
        "How many merchants were killed at Timbuktu?",
        "What does the company plan to pay for maize?",
        "Which group claimed the raid on Ansongo?",
    ],
)
def test_what_no_bulletin_says_is_refused(reader, question):
    draft = answered(reader, question, *BODIES)
    assert draft.sentences == ()
    assert draft.refusal


def test_without_a_reader_nothing_is_marked():
    draft = answered(None, "How many traders were killed at Ansongo?", *BODIES)
    assert draft.sentences
    assert not any(each.answer_span for each in draft.sentences)


def test_a_bulletin_that_lacks_a_name_is_not_read_and_what_happened_is_not_asked_of_it(reader):
    embedder = real_model()
    ranking = read_ranking(reader.folder, reader.revision)
    question = analyse("How many traders died in Ansongo?")
    ranked = score_sentences(question, evidence(*BODIES), embedder)
    read = read_with(reader, ranking, question, ranked)
    assert {each.evidence.bulletin.id for each in read if each.reading} == {"b0"}
    assert [each.chance for each in read] == sorted((each.chance for each in read), reverse=True)
    events = analyse("What happened in Ansongo?")
    ranked = score_sentences(events, evidence(*BODIES), embedder)
    assert read_with(reader, ranking, events, ranked) == ranked


def test_the_manifest_names_the_reader(reader):
    assert ExtractiveEngine(real_model).reader == ""
    named = ExtractiveEngine(real_model, reader).reader
    assert named.startswith(f"{reader.revision}, threshold 0.")


def test_a_ranking_for_another_reader_is_refused(tmp_path: Path, reader):
    record = json.loads((reader.folder / RANKING).read_text(encoding="utf-8"))
    (tmp_path / RANKING).write_text(json.dumps(record), encoding="utf-8")
    assert read_ranking(tmp_path, reader.revision).weights == record["weights"]
    with pytest.raises(ModelError, match="was fitted for the reader"):
        read_ranking(tmp_path, "another")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"weights": 1, "bias": 0, "threshold": 0, "model": "x"}'])
def test_a_damaged_ranking_is_said_in_one_line(tmp_path: Path, text: str):
    (tmp_path / RANKING).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"ranking\.json cannot be read"):
        read_ranking(tmp_path, "x")
    (tmp_path / RANKING).unlink()
    with pytest.raises(ModelError, match=r"ranking\.json cannot be read"):
        read_ranking(tmp_path, "x")


@given(st.floats(-5, 5), st.floats(-3, 3), st.floats(0, 1))
def test_a_chance_is_the_logistic_of_the_weighted_sum(bias: float, weight: float, value: float):
    chance = Ranking({"words": weight}, bias, 0.5).chance({"words": value})
    assert chance == pytest.approx(1 / (1 + math.exp(-(bias + weight * value))))


def test_the_weights_are_of_the_features_there_are(reader):
    question = analyse("How many traders died in Ansongo?")
    ranked = score_sentences(question, evidence(*BODIES), real_model())
    assert (
        read_ranking(reader.folder, reader.revision).weights.keys() == features_of(question, ranked[0]).keys()
    )
