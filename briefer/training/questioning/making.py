"""Questions of a sentence: the well-formed ones of its clauses, then looser ones for the same answers."""

from __future__ import annotations

import random as randomness
import re
from dataclasses import replace
from datetime import date

from briefer.reading.dates import find_dates, resolve
from briefer.training.questioning.asking import drafts_of
from briefer.training.questioning.clauses import Clause, clauses_of
from briefer.training.questioning.framing import Draft
from briefer.training.questioning.loose import cloze, keywords
from briefer.training.questioning.model import Question

_FEWEST_WORDS, _MOST_WORDS = 3, 30
_LONGEST_ANSWER = 26  # words
_LONGEST_SENTENCE = 90
_VAGUE = frozenset(
    "it|he|she|they|this|them|him|her|others|someone|something|a person|a part|a work|something else|another name|one|"
    "people|a man|a thing|an event|a place|a film|others of".split("|")
)
_UNFINISHED = frozenset(
    "a an the new large major small big very several its his her their of and or to other more".split()
)
# Of one who is named outside the clause.
_OF_WHOM = re.compile(r"\b(?:its|his|her|their|our|my)\b", re.IGNORECASE)
_POOR = re.compile(
    r"\b(?:the|an?|of|and|or|its|his|her|their|is|are|was|were|has|have|that|which|than|both|being)\?$"
    r"|\b(?:the|a|an) (?:on|in|at|by|for)\b|[\"“”()\[\];:]|\s['‘]|\bby by\b|\bin in\b"
    r"|\b(?:he|she|it|they|this|these|it's|them|him)\b",
    re.IGNORECASE,
)
_WITH_YEAR = 0.4  # share of the questions with a day of the month that state the bulletin's year, too


def questions_of(sentence: str, day: date | None, rng: randomness.Random) -> tuple[Question, ...]:
    """Make questions that a sentence answers, well-formed ones and for each answer two looser ones.

    `day` is the day of the bulletin: it tells the year of a date that states none. The same sentence, day and state
    of `rng` give the same questions.
    """
    if len(sentence.split()) > _LONGEST_SENTENCE:
        return ()
    found: dict[str, Question] = {}
    for clause in clauses_of(sentence):
        for draft in drafts_of(clause, rng):
            question = _finished(sentence, clause, draft)
            if question is not None:
                question = _with_year(question, day, rng)
                found.setdefault(question.text.lower(), question)
                for loose in _looser(clause, question, rng):
                    found.setdefault(loose.text.lower(), loose)
    return tuple(found.values())


def _finished(sentence: str, clause: Clause, draft: Draft) -> Question | None:
    text = re.sub(r"\s+", " ", draft.text).strip(" ,")
    text = re.sub(r" (?=[,.])", "", text).rstrip(".,") + "?"
    text = text[0].upper() + text[1:]
    answer = draft.answer.of(sentence)
    if not _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS or len(answer.split()) > _LONGEST_ANSWER:
        return None
    if clause.is_inner and _OF_WHOM.search(text):
        return None
    if _POOR.search(text) or not answer.strip() or _is_poor_answer(answer):
        return None
    if draft.kind != "whether" and answer.lower() in text.lower():
        return None
    return Question(text, draft.kind, draft.answer)


def _with_year(question: Question, day: date | None, rng: randomness.Random) -> Question:
    """Sometimes state the year of a day that the sentence gives without it, as the bulletin's own day tells it."""
    if day is None:
        return question
    for mention in find_dates(question.text):
        found = resolve(mention, day) if mention.has_day and not mention.has_year else None
        if found and found.earliest and rng.random() < _WITH_YEAR:
            end = mention.span.end
            joint = ", " if question.text[end - 1].isdigit() else " "
            text = f"{question.text[:end]}{joint}{found.earliest.year}{question.text[end:]}"
            return replace(question, text=text)
    return question


def _is_poor_answer(answer: str) -> bool:
    return (
        answer.count("(") != answer.count(")")
        or answer.count('"') % 2 == 1
        or answer.lower() in _VAGUE
        or answer.lower().split()[-1] in _UNFINISHED
    )


def _looser(clause: Clause, question: Question, rng: randomness.Random) -> list[Question]:
    if question.kind == "whether":
        return []
    made = [
        Question(text, question.kind, question.answer, form)
        for form, text in (
            ("cloze", cloze(clause, question, rng)),
            ("keywords", keywords(clause, question, rng)),
        )
        if text
    ]
    answer = question.answer.of(clause.text).lower()
    return [each for each in made if answer not in each.text.lower()]
