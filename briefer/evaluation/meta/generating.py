"""Mutations and harmless edits, drawn from a seed: the same ones for the same bulletins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.evaluation.meta.claims import CORPUS, REWORDED, SEEDS, VERBATIM, Base, Library, read_corpus
from briefer.evaluation.meta.harmless import hand_written, made
from briefer.evaluation.meta.mutations import MUTATORS, World, world_of
from briefer.evaluation.meta.text import random_of
from briefer.grounding.pairs import Pair
from briefer.grounding.verbatim import is_verbatim
from briefer.model import Bulletin

PER_KIND = 100
BY_HAND, BY_RULE = "by hand", "by rule"


@dataclass(frozen=True, slots=True)
class Mutation:
    """A claim that its citations do not support, made by one edit."""

    id: str
    kind: str
    pair: Pair
    base: str  # the claim before the edit, which is supported
    change: str  # "12 -> 37"
    half: str  # what was edited: "verbatim", the bulletin's sentence, or "reworded"
    origin: str  # "seeds" or "corpus"


@dataclass(frozen=True, slots=True)
class Harmless:
    """A claim in other words that its citations do support."""

    id: str
    kind: str
    pair: Pair
    maker: str  # "by hand" or "by rule"
    origin: str


@dataclass(frozen=True, slots=True)
class Material:
    """What a gate is measured with."""

    mutations: tuple[Mutation, ...]
    harmless: tuple[Harmless, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs, mutations first."""
        return (*(each.pair for each in self.mutations), *(each.pair for each in self.harmless))


@dataclass(frozen=True, slots=True)
class _Pool:
    """Claims of one origin and one half."""

    bases: tuple[Base, ...]
    world: World


def generate(
    bulletins: Sequence[Bulletin], corpus: Path | None = None, seed: int = 0, per_kind: int = PER_KIND
) -> Material:
    """Make up to `per_kind` mutations of each kind, and harmless edits: all written by hand, and up to
    `per_kind` of each kind by rule.

    With a `corpus` (JSONL) of bulletins more are drawn from it; without one there are as many as the bulletins give.
    Raises InputError where the corpus or the edits written by hand cannot be read.
    """
    libraries = [Library(SEEDS, tuple(bulletins))]
    if corpus is not None:
        libraries.append(Library(CORPUS, read_corpus(corpus, seed)))
    by_hand = hand_written(bulletins)
    pools, reworded = [], []
    for library in libraries:
        world = world_of(library)
        by_rule = made(library.bases, world.plain, seed)
        reworded.append(by_rule)
        hand = by_hand if library.origin == SEEDS else ()
        pools += [_Pool(library.bases, world), _Pool((*hand, *by_rule), world)]
    mutations = tuple(each for kind in MUTATORS for each in _mutations(kind, pools, seed, per_kind))
    return Material(mutations, (*_kept(by_hand, BY_HAND), *_drawn(reworded, seed, per_kind)))


def _mutations(kind: str, pools: Sequence[_Pool], seed: int, per_kind: int) -> list[Mutation]:
    """Draw from the pools in turn, so that each origin and each half has its share."""
    streams = [_stream(kind, pool, seed) for pool in pools]
    found: list[Mutation] = []
    while streams and len(found) < per_kind:
        for stream in tuple(streams):
            mutation = next(stream, None)
            if mutation is None:
                streams.remove(stream)
            elif len(found) < per_kind:
                found.append(mutation)
    return found


def _stream(kind: str, pool: _Pool, seed: int) -> Iterator[Mutation]:
    order = list(pool.bases)
    random_of(seed, kind, "order").shuffle(order)
    taken: set[tuple[str, str]] = set()
    for base in order:
        edit = MUTATORS[kind](base, pool.world, random_of(seed, kind, base.id))
        if edit is None:
            continue
        pair = base.pair(edit.text, edit.citations)
        # Another edit of one sentence by the same change teaches little more.
        key = (base.bulletin.id + str(base.citation.span.start), edit.change)
        if key in taken or is_verbatim(pair):
            continue
        taken.add(key)
        half = base.half
        yield Mutation(f"{kind}:{base.id}", kind, pair, base.text, edit.change, half, base.origin)


def _kept(bases: Sequence[Base], maker: str) -> tuple[Harmless, ...]:
    return tuple(Harmless(each.id, each.wording, each.pair(), maker, each.origin) for each in bases)


def _drawn(libraries: Sequence[Sequence[Base]], seed: int, per_kind: int) -> tuple[Harmless, ...]:
    """Of each kind all that the seeds give, and of the corpus as many as are wanted beyond."""
    found: list[Harmless] = []
    for kind in dict.fromkeys(each.wording for bases in libraries for each in bases):
        left = per_kind
        for bases in libraries:
            fitting = [each for each in bases if each.wording == kind]
            random_of(seed, kind, "harmless").shuffle(fitting)
            found += _kept(fitting[:left], BY_RULE)
            left -= len(fitting[:left])
    return tuple(found)


HALVES = (VERBATIM, REWORDED)
