"""Questions made from sentences, to train a reader: with an answer, and without one."""

from briefer.training.questioning.making import questions_of
from briefer.training.questioning.model import FORMS, KINDS, Question
from briefer.training.questioning.otherwise import in_other_words
from briefer.training.questioning.removing import without_answer
from briefer.training.questioning.unanswerable import unanswerable_of

__all__ = [
    "FORMS",
    "KINDS",
    "Question",
    "in_other_words",
    "questions_of",
    "unanswerable_of",
    "without_answer",
]
