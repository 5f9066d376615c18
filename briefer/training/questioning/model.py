"""What a made question is."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.model import Span

KINDS = ("who", "what", "when", "where", "how_many", "which", "whether", "how", "why")
FORMS = ("full", "cloze", "keywords")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a sentence answers.

    `answer` is the answering span of the sentence; of a question whether something is so, it is the clause that says
    it. `form` is "full" for a well-formed question, "cloze" for a wh-phrase before the sentence's own words, and
    "keywords" for words as they are typed into a search box.
    """

    text: str
    kind: str  # one of KINDS
    answer: Span
    form: str = "full"
