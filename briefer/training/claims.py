"""Bulletins -> claims that their words support, and claims that they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from briefer.evaluation.meta.claims import CORPUS, REWORDED, Base, Library
from briefer.evaluation.meta.mutations import MUTATORS, World, world_of
from briefer.evaluation.meta.rewording import REWORDERS
from briefer.evaluation.meta.text import random_of
from briefer.model import Bulletin
from briefer.training.examples import NOT_ENOUGH, REFUTED, SUPPORTED, UNSUPPORTED, Example
from briefer.training.rephrasing import less_exact, more_exact, rephrasings
from briefer.training.retelling import retellings
from briefer.training.shortening import shortenings
from briefer.training.written import Written, rows_about

# Edits after which the words say the contrary; after the others they say nothing of the kind, or it cannot be told.
_REFUTING = frozenset({"number", "magnitude", "date", "negation"})
_SUPPORTED_EACH, _MUTATED_EACH, _LONGER_EACH = 3, 3, 1  # of one sentence
_LONGEST = 700  # characters of evidence


def claims_of(month: Sequence[Bulletin], seed: int) -> Iterator[Example]:
    """Yield what the bulletins of one month teach; the same for the same seed."""
    library = Library(CORPUS, tuple(month))
    world = world_of(library)
    for base in library.bases:
        random = random_of(seed, base.id)
        yield from _of_sentence(base, world, random)
    yield from retellings(month)


def written_claims(month: Sequence[Bulletin], seed: int, written: Mapping[str, Written]) -> Iterator[Example]:
    """Yield what was written by hand about the bulletins of one month, each claim with its own evidence."""
    library = Library(CORPUS, tuple(month))
    for row, base, random in rows_about(library, seed, written):
        text = base.bulletin.body if row.id == base.bulletin.id else base.premise
        for claim in row.claims(text):
            yield replace(claim, text=_evidence(text, base, library, random))


def _of_sentence(base: Base, world: World, random: Random) -> Iterator[Example]:
    shorter = list(shortenings(base.text, random))
    true = [("shortened", each) for each in shorter]
    true += [("rephrased", each) for each in rephrasings(base.text, random)]
    true += [
        (kind, made) for kind, reword in REWORDERS.items() if (made := reword(base, world.plain, random))
    ]
    if broader := less_exact(base.text, random):
        true.append(("less exact", broader))
    true = [each for each in true if each[1] != base.text]
    random.shuffle(true)
    # What is reworded twice is further from the evidence, as a model's own sentence is.
    true = [(kind, _again(text, random)) for kind, text in true[:_SUPPORTED_EACH]] or [
        ("verbatim", base.text)
    ]
    for kind, text in true:
        yield Example(_evidence(base.premise, base, world.library, random), text, (SUPPORTED,), kind)
    if joined := _fused(base, world, random):
        yield joined
    for short in shorter[:_LONGER_EACH]:
        yield Example(short, base.text, (NOT_ENOUGH,), "longer than its evidence")
    if narrower := more_exact(base.text, random):
        yield Example(base.text, narrower, UNSUPPORTED, "more exact")
    yield from _mutated(base, [text for _, text in true], world, random)


def _again(text: str, random: Random) -> str:
    further = [*rephrasings(text, random), *filter(None, (less_exact(text, random),))]
    return random.choice(further) if further and random.random() < 0.5 else text


def _mutated(base: Base, reworded: Sequence[str], world: World, random: Random) -> Iterator[Example]:
    kinds = list(MUTATORS)
    random.shuffle(kinds)
    made = 0
    for kind in kinds:
        text = random.choice(reworded) if reworded and random.random() < 0.5 else base.text
        start = Base(base.id, text, base.citation, CORPUS, REWORDED) if text != base.text else base
        edit = MUTATORS[kind](start, world, random)
        if edit is None:
            continue
        if edit.citations:
            evidence = "\n".join(citation.quote for citation in edit.citations)
        elif kind == "attribution removed":
            evidence = (
                base.text
            )  # the bulletin may state as a fact elsewhere what the sentence has somebody say
        else:
            evidence = _evidence(base.premise, base, world.library, random)
        yield Example(evidence, edit.text, (REFUTED,) if kind in _REFUTING else UNSUPPORTED, kind)
        made += 1
        if made == _MUTATED_EACH:
            return


def _fused(base: Base, world: World, random: Random) -> Example | None:
    """Two sentences of one event in one claim, as a briefing joins them."""
    if random.random() > 0.2 or not base.text.endswith("."):
        return None
    others = [each for each in world.library.neighbours(base)[:200] if each.text.endswith(".")]
    if not others:
        return None
    other = random.choice(others)
    ends = shortenings(other.text, random)
    second = next(ends, other.text)
    joint = random.choice((". ", "; ", ", while ", ", and "))
    low = (
        second
        if joint == ". " or second.split()[0].lower() not in world.plain
        else second[0].lower() + second[1:]
    )
    premises = [base.text, other.text]
    random.shuffle(premises)
    return Example("\n".join(premises), base.text[:-1] + joint + low, (SUPPORTED,), "fused")


def _evidence(text: str, base: Base, library: Library, random: Random) -> str:
    """A text of a bulletin, its bulletin, or its bulletin among its neighbours: a judge is shown all three."""
    kind = random.random()
    if kind < 0.4:
        return text
    body = base.bulletin.body
    if kind > 0.8:
        others = [each.text for each in library.neighbours(base)[:200]]
        around = random.sample(others, min(2, len(others)))
        parts = [body, *around]
        random.shuffle(parts)
        body = "\n".join(parts)
    return body if len(body) <= _LONGEST and text in body else text
