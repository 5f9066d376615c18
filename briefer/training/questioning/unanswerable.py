"""A question changed so that its sentence does not answer it, in the ways of SQuAD 2.0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from briefer.grounding.language.words import stems_of
from briefer.reading.countries import find_mentions
from briefer.training.questioning.chunks import Chunk
from briefer.training.questioning.clauses import clauses_of
from briefer.training.questioning.model import Question
from briefer.training.questioning.naming import another_name
from briefer.training.questioning.roles import changed_roles, unstated
from briefer.training.questioning.swaps import another_date, another_noun, another_number, opposite
from briefer.training.questioning.tokens import tokens_of
from briefer.training.questioning.verbs import verb_of
from briefer.training.questioning.wording import phrase_of

_AUXILIARIES = "was were is are did does has have had could would do"
_NOT = {word: f"{word}n't" for word in _AUXILIARIES.split()} | {"will": "won't"}
_CHANGES = (("name", another_name), ("number", another_number), ("date", another_date), ("noun", another_noun),
            ("opposite", opposite))  # fmt: skip
_NO_CONTRADICTION = ("number", "date", "opposite")  # of "Did ...?": the sentence answers that it is not so
_PREPOSITIONS = {
    "after": frozenset({"after", "following"}),
    "cause": frozenset({"because", "due", "for"}),
    "means": frozenset({"by"}),
    "place": frozenset({"in", "at", "near"}),
    "time": frozenset({"in", "on", "during", "since"}),
}
_ASKED = {
    "where": ("place",),
    "which": ("place",),
    "when": ("time", "after"),
    "why": ("cause", "after"),
    "how": ("means",),
}
_MOST_MODIFIER_WORDS = 9
_MOST_WORDS = 32
_BROKEN = re.compile(r"[\"“”()\[\];:]|\b(?:he|she|it|they|his|her|its|their|this|these)\b", re.IGNORECASE)


def unanswerable_of(
    question: Question, sentence: str, others: Sequence[str], rng: Random
) -> tuple[tuple[str, str], ...]:
    """Change a question so that the sentence does not answer it; each change with its kind.

    `others` are other sentences, of the same day or country at best: their names, numbers and circumstances stand in
    for those of the question. Kinds: name, number, date, noun, opposite, negation, modifier, roles, unstated.
    """
    found: list[tuple[str, str]] = []
    cased = _cased(question, sentence)
    for kind, change in _CHANGES:
        if question.kind == "whether" and kind in _NO_CONTRADICTION:
            continue
        text = change(cased, sentence, others, rng)
        if text:
            found.append((text.lower() if question.text.islower() else text, kind))
    if question.form == "full":
        found += [(text, "negation") for text in (_negated(question.text),) if text]
        found += [(text, "modifier") for text in (_modified(question, sentence, others, rng),) if text]
        found += [(text, "roles") for text in changed_roles(question, sentence)]
        found += [(text, "unstated") for text in unstated(question, sentence, rng)]
    return tuple(
        (text, kind)
        for text, kind in found
        if text.lower() != question.text.lower() and len(text.split()) <= _MOST_WORDS
    )


def _cased(question: Question, sentence: str) -> str:
    """A question in lower case with the sentence's capitals, by which its names are known."""
    if not question.text.islower():
        return question.text
    written = {token.low: token.text for token in tokens_of(sentence)[1:] if token.is_capitalised}
    return " ".join(written.get(word, word) for word in question.text.split(" "))


def _negated(text: str) -> str | None:
    """ "Who didn't sign the deal?"; of a question whether something is so, a negation asks the same."""
    tokens = tokens_of(text)
    if tokens[0].low in _NOT or "n't" in text or any(token.low in ("not", "never", "no") for token in tokens):
        return None
    for index, token in enumerate(tokens[1:8], 1):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.low in _NOT and following is not None:
            if (
                token.low in ("has", "have", "had", "do", "does")
                and index == 1
                and not _is_helper(following.text)
            ):
                return None
            return text[: token.start] + _NOT[token.low] + text[token.end :]
        reading = verb_of(token.text) if token.text.islower() else None
        if index == 1 and tokens[0].low in ("who", "what") and reading:
            if reading.forms.isdisjoint({"past", "third"}):
                return None
            helper = "doesn't" if "third" in reading.forms else "didn't"
            return f"{text[: token.start]}{helper} {reading.verb.base}{text[token.end :]}"
    return None


def _is_helper(following: str) -> bool:
    """Say whether "has" before this word is an auxiliary, not "has lanes"."""
    reading = verb_of(following)
    return following == "been" or (reading is not None and "participle" in reading.forms)


def _modified(question: Question, sentence: str, others: Sequence[str], rng: Random) -> str | None:
    """A circumstance of another sentence added: "after the floods in Accra"."""
    if any(clause.group.is_copula for clause in clauses_of(sentence)):
        return None  # "What is X?" asks for no one time and place
    stems, codes = stems_of(sentence), {mention.code for mention in find_mentions(sentence)}
    choices = []
    for other in others:
        for clause in clauses_of(other):
            for chunk in clause.chunks:
                if not _adds(question, chunk):
                    continue
                text = phrase_of(clause, chunk, True)
                telling = {stem for stem in stems_of(text) if len(stem) > 3}
                if (
                    not _BROKEN.search(text)
                    and telling
                    and not telling & stems
                    and not {m.code for m in find_mentions(text)} & codes
                ):
                    choices.append(text)
    return f"{question.text.rstrip('?')} {rng.choice(choices)}?" if choices else None


def _adds(question: Question, chunk: Chunk) -> bool:
    """Say whether a circumstance may be added: of a kind that the question neither asks for nor has."""
    preps = _PREPOSITIONS.get(chunk.kind, frozenset())
    if (
        chunk.prep not in preps
        or chunk.last - chunk.first >= _MOST_MODIFIER_WORDS
        or chunk.last == chunk.first
    ):
        return False
    return chunk.kind not in _ASKED.get(question.kind, ()) and not re.search(
        rf"\b(?:{'|'.join(preps)})\b", question.text
    )
