"""Questions made from bulletins and from encyclopaedias: the answer stands where it is said to, or nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.evaluation.meta.text import random_of
from briefer.training.encyclopaedic import encyclopaedic_answers, natural
from briefer.training.examples import NOT_ENOUGH, SUPPORTED, Example
from briefer.training.questioning import in_other_words
from briefer.training.recipe import Recipe
from briefer.training.running import drawn

TEXTS = (
    "The river Sankarani rises in Guinea and joins the Niger near Bamako . It powers the Sélingué Dam , which was "
    "built by an Italian company in 1982 . The lake behind the dam feeds 40,000 people .",
    "The Manantali Dam was built in Mali by three countries in 1988 . It supplies power to Bamako , Dakar and "
    "Nouakchott . The lake behind the dam covers 477 square kilometres .",
    "Kayes lies on the Senegal River -LRB- in western Mali -RRB- . The city was the capital of French Sudan "
    "until 1899 . Its fort was built by Joseph Gallieni in 1880 .",
)


@pytest.mark.parametrize(
    ("tokenised", "printed"),
    [
        ("Kayes -LRB- a city -RRB- , Mali .", "Kayes (a city), Mali."),
        ("`` Go '' , he said .", '"Go", he said.'),
        ("The ship 's crew did n't  leave .", "The ship's crew didn't leave."),
        ("Nothing to do.", "Nothing to do."),
    ],
)
def test_tokenised_text_is_printed_as_it_was_written(tokenised: str, printed: str) -> None:
    assert natural(tokenised) == printed


def test_questions_of_texts_are_answered_where_they_say() -> None:
    made = list(encyclopaedic_answers(TEXTS * 2, seed=3))
    assert made == list(encyclopaedic_answers(TEXTS, seed=3))
    answered = [each for each in made if each.allowed == (SUPPORTED,)]
    assert len(answered) >= 8
    bodies = [natural(text) for text in TEXTS]
    for each in answered:
        words = each.text[each.start : each.end]
        assert words
        assert any(words in body for body in bodies)
    others = [each for each in made if each.allowed == (NOT_ENOUGH,)]
    assert others
    assert all(each.start == each.end == -1 for each in others)
    assert all(each.source.startswith("page: ") for each in made)


def test_some_questions_come_without_their_mark() -> None:
    marks = {each.asked.endswith("?") for each in encyclopaedic_answers(TEXTS, seed=1)}
    assert marks == {True, False}


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who detained the mayor?", "Who locked up the mayor?"),
        ("When was the town captured?", "When was the town overrun?"),
        ("How many civilians fled?", "How many villagers fled?"),
        ("Which town did rebels attack?", "Which town did insurgents attack?"),
    ],
)
def test_a_question_is_asked_in_other_words(question: str, asked: str) -> None:
    assert asked in {in_other_words(question, random_of(seed)) for seed in range(200)}


@pytest.mark.parametrize("question", ["Who is Awa Diallo?", "Where is Kayes?", "Who leads Queen?", ""])
def test_names_are_not_exchanged(question: str) -> None:
    kept = {name for name in ("Awa Diallo", "Kayes", "Queen") if name in question}
    for seed in range(20):
        made = in_other_words(question, random_of(seed))
        assert all(name in made for name in kept)


@given(st.text(max_size=60), st.integers(0, 50))
def test_any_text_may_be_a_question(text: str, seed: int) -> None:
    made = in_other_words(text, random_of(seed))
    assert made == in_other_words(text, random_of(seed))


def test_a_recipe_rewords_as_many_questions_as_it_says() -> None:
    made = [
        Example(f"Gunmen attacked Gao {n} times.", "Who attacked Gao?", (SUPPORTED,), "ask who")
        for n in range(400)
    ]
    plain = Recipe("test", reads=True, seed=1, months=1)
    assert list(drawn(made, plain)) == made
    other = list(drawn(made, replace(plain, reworded=0.5)))
    assert [each.text for each in other] == [each.text for each in made]
    assert 120 < sum(each.asked != "Who attacked Gao?" for each in other) < 280
