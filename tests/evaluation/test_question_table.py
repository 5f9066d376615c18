"""What the table of question scores prints of text that a model wrote."""

from __future__ import annotations

from datetime import date

from briefed import about

from briefer.evaluation.questions import Case, QuestionScores, judge, table
from briefer.model import Answer, Citation, Claim, Manifest, Span

MADE = Manifest("0", date(2025, 3, 10), "extractive", "hash@1", (), (), ())
RAID = about("Raid", "Up to 70 people died.", date=date(2025, 2, 17))


def shown(answer: Answer) -> str:
    case = Case("a\x1b[2J", "How\nmany?", True, "co\x07unt", ("9",), (("80",),))
    return table(QuestionScores((judge(case, answer),)))


def test_what_a_model_wrote_cannot_steer_the_terminal():
    claim = Claim("\x1b[31mUp to 70\nanswered right  9 of 9\x9b", (Citation(RAID, Span(0, 5)),))
    wrong = Answer("How many?", (claim,), (), "chat", MADE)
    refused = Answer("How many?", (), (), "chat", MADE, reason="\x1b]0;title\x07 no\r answer")
    for answer in (wrong, refused):
        text = shown(answer)
        assert all(c == "\n" or c.isprintable() for c in text)
        assert text.count("\n") == 4  # two counts, the case and what came of it
