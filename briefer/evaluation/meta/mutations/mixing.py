"""Wrong sources: true words under another sentence, halves of two bulletins in one claim, and a likely addition."""

from __future__ import annotations

import re
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.mutations.edits import Edit, World
from briefer.evaluation.meta.text import any_in, content, lowered, names_in, values_in
from briefer.model import Citation

_SHARED = 0.5  # of a claim's words; two reports of one thing share more
_FEWEST = 3  # words that each half of a splice must bring


def mis_cite(base: Base, world: World, random: Random) -> Edit | None:
    """The claim is held against another sentence: of its bulletin, or where it has none of a neighbour's."""
    others = [each for each in world.library.siblings(base) if not _says(each.quote, base)]
    if not others:
        others = [each.citation for each in world.library.neighbours(base) if not _says(each.text, base)]
    if not others:
        return None
    other = random.choice(others)
    return Edit(base.text, f"held against {other.bulletin.id} [{other.span.start}, {other.span.end})", (other,))


def _says(text: str, base: Base) -> bool:
    """Whether a sentence might bear the claim out: it has its words, or all of its names and figures."""
    words = content(base.text)
    if not words or len(words & content(text)) >= _SHARED * len(words):
        return True
    anchors = [*names_in(base.text), *(f"{value:g}" for value in values_in(base.text))]
    held = [*names_in(text), *(f"{value:g}" for value in values_in(text))]
    return bool(anchors) and set(anchors) <= set(held)


_JOINTS = (
    ", killing ",
    ", after ",
    " after ",
    ", while ",
    " while ",
    ", and ",
    ", as ",
    " during ",
    " because ",
    " amid ",
    " following ",
    " against ",
    " and ",
    " over ",
    " for ",
    " to ",
    " in ",
)


def splice(base: Base, world: World, random: Random) -> Edit | None:
    """The first half of one sentence goes on as the second half of another bulletin's; one or both are cited."""
    for joint in _JOINTS:
        front, found, own = base.text.partition(joint)
        if not found or len(front.split()) < 3 or len(own.split()) < 3:
            continue
        backs = [
            (other, other.text.partition(joint)[2])
            for other in world.library.neighbours(base)
            if joint in other.text
        ]
        fitting = [(other, back) for other, back in backs if _fits(base, front, back, other)]
        if fitting:
            other, back = random.choice(fitting)
            both = random.random() < 0.5
            cites: tuple[Citation, ...] = (base.citation, other.citation) if both else (base.citation,)
            return Edit(front + joint + back, f"{own} -> {back}", cites)
    return None


def _fits(base: Base, front: str, back: str, other: Base) -> bool:
    if not 3 <= len(back.split()) <= 25 or back.count('"') % 2 or back.count("(") != back.count(")"):
        return False
    new, kept = content(back) - content(base.known), content(front) - content(other.known)
    return len(new) >= _FEWEST and len(kept) >= _FEWEST


_ADDITIONS = (
    ", and a curfew was imposed in {town}",
    ", with the support of {person}",
    ", despite a warning from {person}",
    ", after talks in {town}",
    ", and {number} families fled to {town}",
    ", the third such incident in {number} days",
    ", and {number} vehicles were burned",
    ", days before a planned visit of {person} to {town}",
    ", at a cost of {number} million dollars",
    ", as had been agreed in {town}",
    ", close to the main road to {town}",
    ", and schools in {town} were closed",
)


def addition(base: Base, world: World, random: Random) -> Edit | None:
    """A likely phrase is added, with names and figures of other bulletins or none."""
    if not re.search(r"[\w)]\.$", base.text) or len(base.text.split()) > 40:
        return None
    towns = [each for each in world.towns if not any_in((each,), base.known)]
    people = [each for each in world.people if not any_in(each.split(), base.known)]
    numbers = [n for n in (11, 13, 14, 16, 17, 19, 23, 26, 34, 38, 45, 60, 70) if n not in values_in(base.known)]
    if not (towns and people and numbers):
        return None
    phrase = random.choice(_ADDITIONS).format(
        town=random.choice(towns), person=random.choice(people), number=random.choice(numbers)
    )
    return Edit(f"{base.text[:-1]}{phrase}.", f"nothing -> {lowered(phrase.strip(' ,'), world.plain)}")
