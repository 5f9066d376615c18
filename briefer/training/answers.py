"""Bulletins and encyclopaedic claims -> questions with the words that answer them, and questions without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from briefer.evaluation.meta.claims import CORPUS, Base, Library
from briefer.evaluation.meta.text import content, names_in, random_of
from briefer.model import Bulletin, Span
from briefer.reading.sentences import sentence_spans
from briefer.training.examples import NOT_ENOUGH, SUPPORTED, Example
from briefer.training.questioning import Question, questions_of, unanswerable_of, without_answer
from briefer.training.written import WRITTEN, Written, rows_about

_EACH = 3  # questions of one sentence
_SHORTEST, _LONGEST = 150, 900  # characters of a passage that is put together
_SHORT = 620  # characters of a text that is read whole
_NEIGHBOURS = 60
_MARKLESS = 0.2  # share of the questions without a question mark
_NEGATED = 0.3  # share of the negated questions that is kept


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence where it stands, and sentences of other texts that are near it in matter."""

    body: str
    span: Span
    day: date | None
    others: Sequence[str]

    @property
    def sentence(self) -> str:
        """The sentence that questions are made from."""
        return self.span.of(self.body)


def answers_of(month: Sequence[Bulletin], seed: int) -> Iterator[Example]:
    """Yield what the bulletins of one month teach the reader."""
    library = Library(CORPUS, tuple(month))
    for base in library.bases:
        random = random_of(seed, "reader", base.id)
        yield from answers_in(_told(base, library, random), random)


def written_answers(
    month: Sequence[Bulletin], seed: int, written: Mapping[str, Written]
) -> Iterator[Example]:
    """Yield the questions written by hand about the bulletins of one month, each amid a passage of its own.

    A question is also held against the texts that come nearest to it, where they do not have its answer's words.
    """
    library = Library(CORPUS, tuple(month))
    for row, base, random in rows_about(library, seed, written):
        told = _told(base, library, random)
        if row.id == base.bulletin.id:
            told = replace(told, span=Span(0, len(told.body)))
        yield from _amid(row, told, random)
    bodies = {each.id: each.body for each in month}
    for row in written.values():
        if len(row.bulletins) > 1 and all(each in bodies for each in row.bulletins):
            texts = [bodies[each] for each in row.bulletins]
            yield from _among(row, texts, random_of(seed, WRITTEN, row.id))


def _among(row: Written, texts: Sequence[str], random: Random) -> Iterator[Example]:
    """Questions about several bulletins: of the one that answers, of it with another, and of the others alone."""
    for one in texts:
        others = [each for each in texts if each != one]
        for example in row.questions(one):
            if example.start >= 0:
                yield example
                yield _beside(example, random.choice(others), random)
                answer = example.text[example.start : example.end].lower()
                for rest in others:
                    if answer not in rest.lower():
                        yield Example(rest, example.asked, (NOT_ENOUGH,), f"{WRITTEN}: asked of others")
    for question in row.in_vain:
        one, other, *_ = random.sample(texts, len(texts))
        vain = Example(one, question, (NOT_ENOUGH,), f"{WRITTEN}: in vain")
        yield vain
        yield _beside(vain, other, random)


def _beside(example: Example, other: str, random: Random) -> Example:
    """The same example, its text before or after another."""
    if len(example.text) + len(other) > _LONGEST:
        return example
    return _moved(example, *random.choice(((f"{other} ", ""), ("", f" {other}"))))


def _moved(example: Example, before: str, after: str) -> Example:
    """The same example amid more text."""
    moved = len(before) if example.start >= 0 else 0
    text = f"{before}{example.text}{after}"
    return replace(example, text=text, start=example.start + moved, end=example.end + moved)


def _amid(row: Written, told: Told, random: Random) -> Iterator[Example]:
    for one in row.questions(told.sentence):
        yield _moved(one, *_around(told, random))
    for question, answer in row.asked:
        rest = _nearest(question, told.others)
        if rest and answer.lower() not in rest.lower():
            yield Example(rest, question, (NOT_ENOUGH,), f"{WRITTEN}: asked of others")


def _told(base: Base, library: Library, random: Random) -> Told:
    others = [each.text for each in library.neighbours(base)[:_NEIGHBOURS] if each.text != base.text]
    random.shuffle(others)
    return Told(base.bulletin.body, base.citation.span, base.bulletin.date.earliest, others)


def answers_in(told: Told, random: Random) -> Iterator[Example]:
    """Yield questions of one sentence, with their answers and without."""
    for question in _drawn(questions_of(told.sentence, told.day, random), random):
        for example in _asked(told, question, random):
            # Who types a question in haste leaves its mark out.
            yield (
                example if random.random() > _MARKLESS else replace(example, asked=example.asked.rstrip("?"))
            )


def _drawn(questions: Sequence[Question], random: Random) -> list[Question]:
    """Some questions, most of them well formed, about different answers where there are."""
    # Whether something is so can be asked of any clause: one in four of these is enough.
    full = [e for e in questions if e.form == "full" and (e.kind != "whether" or random.random() < 0.25)]
    loose = [each for each in questions if each.form != "full"]
    random.shuffle(full)
    random.shuffle(loose)
    by_answer = {each.answer: each for each in full}
    first = list(by_answer.values())[:_EACH]
    return first + loose[: 1 if random.random() < 0.5 else 0]


def _asked(told: Told, question: Question, random: Random) -> Iterator[Example]:
    sentence = told.sentence
    before, after = _around(told, random)
    answer = question.answer
    passage = f"{before}{sentence}{after}"
    start = len(before) + answer.start
    kind = f"ask {question.kind}"
    yield Example(passage, question.text, (SUPPORTED,), kind, start, len(before) + answer.end)
    drawn = random.random()
    if drawn < 0.35:
        cut = without_answer(sentence, answer)
        if cut and answer.of(sentence).lower() not in f"{before}{after}".lower():
            yield Example(f"{before}{cut}{after}", question.text, (NOT_ENOUGH,), "answer taken out")
    elif drawn < 0.65:
        rest = _nearest(question.text, told.others)
        if rest and answer.of(sentence).lower() not in rest.lower():
            yield Example(rest, question.text, (NOT_ENOUGH,), "another bulletin")
    if drawn < 0.2:
        return
    for text, why in _changed(question, sentence, told.others, random)[:1]:
        yield Example(passage, text, (NOT_ENOUGH,), f"changed: {why}")


def _changed(
    question: Question, sentence: str, others: Sequence[str], random: Random
) -> list[tuple[str, str]]:
    """The unanswerable forms of a question, shuffled; fewer of those that a reader learns by one word."""
    made = [
        (text, why)
        for text, why in unanswerable_of(question, sentence, others, random)
        if (why != "negation" or random.random() < _NEGATED)
        and not (why == "unstated" and text.startswith("When"))  # the bulletin's own date may answer that
    ]
    random.shuffle(made)
    return made


def _around(told: Told, random: Random) -> tuple[str, str]:
    """What stands before and after the sentence: nothing, its own text, or sentences of its neighbours too."""
    before, after = _own(told, random.randint(0, _LONGEST))
    wanted = random.randint(0, _LONGEST)
    for other in told.others:
        if len(before) + len(told.sentence) + len(after) + len(other) > wanted:
            break
        if random.random() < 0.5:
            before = f"{other} {before}"
        else:
            after = f"{after} {other}"
    return before, after


def _own(told: Told, room: int) -> tuple[str, str]:
    """The text that the sentence stands in: the whole of a short one, whole sentences of a long one."""
    body, span = told.body, told.span
    if len(body) <= _SHORT:
        return body[: span.start], body[span.end :]
    sentences = sentence_spans(body)
    starts = [each.start for each in sentences if each.start <= span.start]
    ends = [each.end for each in sentences if each.end >= span.end]
    start = min((each for each in starts if span.start - each <= room / 2), default=span.start)
    end = max((each for each in ends if each - span.end <= room / 2), default=span.end)
    return body[start : span.start], body[span.end : end]


def _nearest(question: str, others: Sequence[str]) -> str:
    """The neighbours that share most words with a question: what retrieval would bring beside the right one."""
    asked = content(question)
    text = ""
    for each in sorted(others, key=lambda each: (-len(asked & content(each)), each))[:4]:
        if len(text) + len(each) < _LONGEST:
            text = f"{text} {each}".strip()
    return text if len(text) >= _SHORTEST else ""


def claims_asked(pairs: Sequence[Example], seed: int) -> Iterator[Example]:
    """Yield questions made from labelled claims, held against the claim's own evidence.

    A question of a supported claim is answered where the evidence has the answer's words. One that names what the
    evidence does not name is not.
    """
    for at, pair in enumerate(pairs):
        random = random_of(seed, "claims", at)
        questions = list(questions_of(pair.asked, None, random))
        random.shuffle(questions)
        for question in questions[:2]:
            answer = question.answer.of(pair.asked)
            start = pair.text.lower().find(answer.lower())
            strange = names_in(question.text) - set(pair.text.replace(",", " ").replace(".", " ").split())
            if pair.allowed == (SUPPORTED,) and start >= 0:
                end = start + len(answer)
                yield Example(pair.text, question.text, (SUPPORTED,), f"{pair.source} asked", start, end)
                others = [each.asked for each in pairs[at + 1 : at + 40]]
                for text, why in _changed(question, pair.asked, others, random)[:1]:
                    yield Example(pair.text, text, (NOT_ENOUGH,), f"{pair.source} changed: {why}")
            elif SUPPORTED not in pair.allowed and strange and start < 0:
                yield Example(
                    pair.text, question.text, (NOT_ENOUGH,), f"{pair.source} asked of something else"
                )
