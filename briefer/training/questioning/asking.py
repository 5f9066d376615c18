"""Well-formed questions of one clause."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from briefer.training.questioning.actors import of_complement, of_object, of_subject
from briefer.training.questioning.circumstances import of_phrases
from briefer.training.questioning.clauses import Clause
from briefer.training.questioning.counting import Count, counts_in
from briefer.training.questioning.framing import Draft, Frame, goes_to_past
from briefer.training.questioning.wording import finite, participle, plural_subject, subject_of

_WHETHER = (
    "object",
    "complement",
    "place",
    "time",
    "phrase",
    "purpose",
    "agent",
    "cause",
    "after",
    "means",
    "clause",
)
_DONE_TO = frozenset(
    "kill injure wound arrest detain capture kidnap abduct rescue release free shoot execute sentence "
    "convict evacuate displace destroy damage expel deport attack murder seize charge pardon strike hit "
    "report discover find".split()
)
_IN_PRESENT = 0.25  # share of the questions about a sentence in the present that are in the present, too
_LONGEST_AGENT = 8  # tokens


def drafts_of(clause: Clause, random: Random) -> Iterator[Draft]:
    """Every question of a clause."""
    first = clause.tokens[clause.subject[0]].low
    if first in ("there", "one") and clause.subject[0] == clause.subject[1]:
        return
    yield from _of(Frame(clause, random, True))
    if goes_to_past(clause):
        yield from (draft for draft in _of(Frame(clause, random, False)) if random.random() < _IN_PRESENT)


def _of(frame: Frame) -> Iterator[Draft]:
    yield from of_subject(frame)
    yield from of_object(frame)
    yield from of_counts(frame)
    yield from of_phrases(frame)
    yield from of_complement(frame)
    yield from whether(frame)


def of_counts(frame: Frame) -> Iterator[Draft]:
    """ "How many people did gunmen kill?", "How many people were killed by gunmen?" """
    if frame.is_told:
        return
    for count in counts_in(frame.clause):
        many = f"{count.asked} {count.noun}".strip()
        if count.chunk is None:
            if not frame.group.is_negated or frame.group.auxiliaries:
                yield Draft(
                    f"{many} {finite(frame.clause, frame.past, True)} {frame.rest()}",
                    "how_many",
                    count.answer,
                )
        elif count.chunk.kind == "object":
            yield from _of_object(frame, count, many)
        elif count.verb is not None:
            yield from _of_toll(frame, count, many)


def _of_object(frame: Frame, count: Count, many: str) -> Iterator[Draft]:
    clause, group, chunk = frame.clause, frame.group, count.chunk
    if group.is_passive or chunk is None:
        return
    yield Draft(f"{many} {frame.inverted()} {frame.rest(chunk)}", "how_many", count.answer)
    if group.auxiliaries or group.particle or group.verb.base not in _DONE_TO or group.is_negated:
        return
    be = "were" if frame.tells_past else "are"
    short = clause.subject[1] - clause.subject[0] < _LONGEST_AGENT
    by = f"by {subject_of(clause)}" if short and frame.random.random() < 0.7 else ""
    yield Draft(f"{many} {be} {participle(clause)} {by} {frame.near()}", "how_many", count.answer)


def _of_toll(frame: Frame, count: Count, many: str) -> Iterator[Draft]:
    """Of "a bomb explodes, killing 12 people"."""
    clause, group = frame.clause, frame.group
    if group.is_negated:
        return
    be = "were" if frame.tells_past else "are"
    event = f"{subject_of(clause)} {finite(clause, frame.past, plural_subject(clause))}"
    yield Draft(f"{many} {be} {count.verb} when {event} {frame.rest()}", "how_many", count.answer)
    if frame.nature(*clause.subject) == "thing" and not group.is_passive:
        helper = "did" if frame.tells_past else "do" if plural_subject(clause) else "does"
        yield Draft(f"{many} {helper} {subject_of(clause)} {count.base}", "how_many", count.answer)


def whether(frame: Frame) -> Iterator[Draft]:
    """ "Did gunmen kill 12 people?"; the clause that says so answers."""
    if frame.group.is_negated or frame.is_told or (frame.group.is_copula and not frame.clause.chunks):
        return
    last = max([frame.group.last, *(chunk.last for chunk in frame.clause.chunks if chunk.kind in _WHETHER)])
    text = f"{frame.inverted()} {frame.rest()}"
    yield Draft(text, "whether", frame.span(frame.clause.subject[0], last))
