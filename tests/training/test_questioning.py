"""Questions made from sentences: well formed, with an answer that stands in the sentence, or with none."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.model import Span
from briefer.training.questioning import FORMS, KINDS, Question, questions_of, unanswerable_of, without_answer

DAY = date(2023, 7, 28)
SENTENCES = (
    "Gunmen kill 12 people in Bamako.",
    "A man was arrested in Lyon by police on 3 May 2012.",
    "Two car bombs explode outside a barracks in Tripoli, Libya, killing nine people and wounding 40 others.",
    "The army says that rebels seized two villages near Goma on Monday.",
    "Kenyan President William Ruto visits Uganda to discuss a railway.",
    "Peru's parliament rejects a plan to raise fuel taxes after three weeks of protests.",
    "The mine closed because the pumps failed.",
    "The harbour was blocked by fishermen and reopened on Tuesday.",
    "In Accra, floods destroy at least 300 houses and displace 2,000 residents.",
    "The union ended the strike by accepting a lower wage.",
    "The Long Field was directed by Anna Holm.",
    "Oslo is the capital of Norway.",
    "A storm hits Samoa.",
)
OTHERS = (
    "Police arrest Carlos Mendes in Quito after a robbery on Friday.",
    "Floods kill 31 people in northern Ghana in September.",
    "Chile's government condemns the attack because of the deaths of two pilots.",
)


def drawn(seed: int) -> Random:
    return Random(seed)  # noqa: S311


def full(sentence: str, seed: int = 1, day: date | None = None) -> list[Question]:
    found = questions_of(sentence, day, drawn(seed))
    return [question for question in found if question.form == "full"]


def asked(sentence: str) -> dict[str, str]:
    """Each question of ten draws with its answer: which of a clause's phrases are repeated is drawn."""
    return {q.text: q.answer.of(sentence) for seed in range(10) for q in full(sentence, seed)}


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        ("Gunmen kill 12 people in Bamako.", "Who killed 12 people in Bamako?", "Gunmen"),
        ("Gunmen kill 12 people in Bamako.", "Who kills 12 people in Bamako?", "Gunmen"),
        ("Gunmen kill 12 people in Bamako.", "How many people did gunmen kill in Bamako?", "12"),
        ("Gunmen kill 12 people in Bamako.", "How many people were killed by gunmen in Bamako?", "12"),
        ("Gunmen kill 12 people in Bamako.", "Where did gunmen kill 12 people?", "Bamako"),
        (
            "A man was arrested in Lyon by police on 3 May 2012.",
            "When was a man arrested by police?",
            "3 May 2012",
        ),
        ("The mine closed because the pumps failed.", "Why did the mine close?", "the pumps failed"),
        (
            "The union ended the strike by accepting a lower wage.",
            "How did the union end the strike?",
            "by accepting a lower wage",
        ),
        (
            "The army says that rebels seized two villages near Goma on Monday.",
            "What did the army say?",
            "rebels seized two villages near Goma on Monday",
        ),
        ("The Long Field was directed by Anna Holm.", "Who was the Long Field directed by?", "Anna Holm"),
        ("The Long Field was directed by Anna Holm.", "What was directed by Anna Holm?", "The Long Field"),
        ("Oslo is the capital of Norway.", "What is Oslo?", "the capital of Norway"),
        (
            "Kenyan President William Ruto visits Uganda to discuss a railway.",
            "Which country did Kenyan President William Ruto visit?",
            "Uganda",
        ),
    ],
)
def test_a_plain_sentence_is_asked_about_as_people_do(sentence, question, answer):
    assert asked(sentence).get(question) == answer


def test_a_toll_is_asked_for_by_the_event():
    sentence = SENTENCES[2]
    found = {text: answer for text, answer in asked(sentence).items() if text.startswith("How many people")}
    assert set(found.values()) == {"nine"}
    assert any(text.startswith("How many people were killed when two car bombs exploded") for text in found)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("seed", range(3))
def test_answers_stand_in_the_sentence_and_not_in_the_question(sentence, seed):
    for question in questions_of(sentence, DAY, drawn(seed)):
        answer = question.answer.of(sentence)
        assert answer.strip() == answer != ""
        assert question.kind in KINDS
        assert question.form in FORMS
        if question.kind != "whether":
            assert answer.lower() not in question.text.lower()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_plain_sentence_has_two_questions_that_are_written_as_sentences(sentence):
    found = full(sentence)
    assert len(found) >= 2
    for question in found:
        assert question.text[0].isupper()
        assert question.text.endswith("?")
        assert "  " not in question.text


def test_looser_forms_go_with_the_full_ones():
    forms = {question.form for question in questions_of(SENTENCES[2], None, drawn(1))}
    assert forms == set(FORMS)


def test_a_seed_gives_the_same_questions_each_time():
    for sentence in SENTENCES:
        assert questions_of(sentence, DAY, drawn(7)) == questions_of(sentence, DAY, drawn(7))
        made = questions_of(sentence, DAY, drawn(7))
        again = [unanswerable_of(each, sentence, OTHERS, drawn(3)) for each in made]
        assert again == [unanswerable_of(each, sentence, OTHERS, drawn(3)) for each in made]


def test_the_bulletin_tells_the_year_of_a_day():
    sentence = "Soldiers detained the minister in Niamey on July 26."
    texts = [q.text for seed in range(12) for q in full(sentence, seed, DAY)]
    assert any("July 26, 2023" in text for text in texts)
    assert not any("2023" in q.text for seed in range(12) for q in full(sentence, seed))


@pytest.mark.parametrize("sentence", ["", "No.", "Floods.", "“", "was was was", "In.", "(", "12 12 12 12 12"])
def test_what_is_no_sentence_has_no_questions(sentence):
    assert questions_of(sentence, None, drawn(1)) == ()


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from([*" ".join(SENTENCES).split(), ",", "(", ")", "“", ";", "'s"]), max_size=30))
def test_any_row_of_words_keeps_the_spans_in_the_text(parts):
    text = " ".join(parts)
    for question in questions_of(text, DAY, drawn(1)):
        assert 0 <= question.answer.start < question.answer.end <= len(text)
        assert question.kind == "whether" or question.answer.of(text).lower() not in question.text.lower()
        unanswerable_of(question, text, OTHERS, drawn(1))
        without_answer(text, question.answer)


def changes(sentence: str, question: Question) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for seed in range(12):
        for text, kind in unanswerable_of(question, sentence, OTHERS, drawn(seed)):
            found.setdefault(kind, set()).add(text)
    return found


def test_a_place_that_is_put_for_another_is_not_the_sentences():
    sentence = "Gunmen kill 12 people in Bamako."
    found = changes(sentence, Question("Who killed 12 people in Bamako?", "who", Span(0, 6)))
    assert found["name"]
    assert all("Bamako" not in text and "Mali" not in text for text in found["name"])
    assert all("12 people" not in text for text in found["number"])
    assert "Who didn't kill 12 people in Bamako?" in found["negation"]
    assert "Who did 12 people kill?" in found["roles"]


def test_what_is_not_stated_is_asked_for():
    sentence = "A storm hits Samoa."
    found = changes(sentence, Question("What did a storm hit?", "what", Span(13, 18)))
    assert "When did a storm hit Samoa?" in found["unstated"]
    assert not any(text.startswith("Where") for text in found["unstated"])


def test_a_question_whether_something_is_so_is_not_contradicted():
    sentence = "Peru approves a law that bans 12 pesticides."
    question = Question("Did Peru approve a law?", "whether", Span(0, 19))
    assert not {"number", "date", "opposite"} & set(changes(sentence, question))


@pytest.mark.parametrize(
    ("sentence", "answer", "left"),
    [
        ("Gunmen kill 12 people in Bamako.", "Bamako", "Gunmen kill 12 people."),
        ("Gunmen kill 12 people in Bamako.", "12", "Gunmen kill people in Bamako."),
        ("Gunmen kill 12 people in Bamako.", "Gunmen", "12 people are killed in Bamako."),
        (
            "A man was arrested in Lyon by police on 3 May 2012.",
            "police",
            "A man was arrested in Lyon on 3 May 2012.",
        ),
        ("In Accra, floods destroy 300 houses.", "Accra", "Floods destroy 300 houses."),
        ("The mine closed because the pumps failed.", "the pumps failed", None),
        ("Oslo is the capital of Norway.", "the capital of Norway", None),
    ],
)
def test_a_sentence_without_its_answer_still_reads(sentence, answer, left):
    start = sentence.index(answer)
    assert without_answer(sentence, Span(start, start + len(answer))) == left


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_is_left_does_not_say_the_answer(sentence):
    for question in questions_of(sentence, None, drawn(5)):
        left = without_answer(sentence, question.answer)
        assert left is None or question.answer.of(sentence).lower() not in left.lower()
