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
    return Edit(
        base.text, f"held against {other.bulletin.id} [{other.span.start}, {other.span.end})", (other,)
    )


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
    " during ",
    " because of ",
    " amid ",
    " following ",
    " against ",
    " over ",
    " near ",
    " at ",
    " for ",
    " in ",
)
_VERB = re.compile(
    r" (?:is|are|was|were|has|have|had|will|would|says?|said|kills?|dies|attacks?|announces|"
    r"reports|begins|opens?|takes|"
    r"comes?|launch(?:es)?|arrests?|[a-z]{3,}ed)\b"
)
_SECOND_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|left|exploded)\b")
_SUBORDINATE = re.compile(r"\b(?:who|which|that|where|after|because|as)\b")
_OPENERS = (
    r"(?:the|an?|its|his|her|their|this)\b",
    r"[A-Z]",
    r"(?:at least|up to|more than|some|\d|two|three|four|five)\b",
    r"\w+ing\b",
)


def splice(base: Base, world: World, random: Random) -> Edit | None:
    """The first half of one sentence goes on as the second half of another bulletin's; one or both are cited."""
    for joint in _JOINTS:
        front, found, own = _halves(base.text, joint)
        if not found or len(front.split()) < 3 or len(own.split()) < 3:
            continue
        backs = [(other, _halves(other.text, joint)[2]) for other in world.library.neighbours(base)]
        fitting = [
            (other, back)
            for other, back in backs
            if _opens_alike(own, back) and _fits(base, front, back, other)
        ]
        if fitting:
            other, back = random.choice(fitting)
            both = random.random() < 0.5
            cites: tuple[Citation, ...] = (base.citation, other.citation) if both else (base.citation,)
            return Edit(front + joint + back, f"{own} -> {back}", cites)
    return None


def _halves(text: str, joint: str) -> tuple[str, str, str]:
    """Cut at the first joint that comes after the verb: what follows is then no part of the subject."""
    verb = _VERB.search(text)
    at = text.find(joint, verb.end()) if verb else -1
    return (text, "", "") if at < 0 else (text[:at], joint, text[at + len(joint) :])


def _opens_alike(one: str, other: str) -> bool:
    return any(re.match(opener, one) and re.match(opener, other) for opener in _OPENERS)


def _fits(base: Base, front: str, back: str, other: Base) -> bool:
    if not 3 <= len(back.split()) <= 25 or back.count('"') % 2 or back.count("(") != back.count(")"):
        return False
    if _SECOND_VERB.search(back) and not _SUBORDINATE.search(back):
        return False
    new, kept = content(back) - content(base.known), content(front) - content(other.known)
    return len(new) >= _FEWEST and len(kept) >= _FEWEST


_ADDITIONS = (  # with names and figures that the bulletin does not have
    ", and a curfew was imposed in {town}",
    ", with the support of {person}",
    ", despite a warning from {person}",
    ", days before a planned visit of {person} to {town}",
    ", at a cost of {number} million dollars",
    ", and {number} people were questioned",
)
_OF_INCIDENTS = (
    ", and {number} families fled to {town}",
    ", the third such incident in {number} days",
    ", and {number} vehicles were burned",
    ", close to the main road to {town}",
)
_BARE = (  # with neither: embellishments
    ", raising fears of a wider conflict",
    ", despite international criticism",
    ", after months of preparation",
    ", in a move welcomed by business leaders",
    ", and an inquiry has been opened",
    ", while schools and markets were closed",
    ", and reinforcements were sent",
    ", in what observers called a turning point",
    ", with support from local traders",
    ", and internet access was cut",
)
_INCIDENT = re.compile(
    r"attack|kill|fight|fire|crash|explo|bomb|ambush|flood|storm|raid|shoot|shot|clash|wound|injur",
    re.IGNORECASE,
)


def addition(base: Base, world: World, random: Random) -> Edit | None:
    """A likely phrase is added, with names and figures of other bulletins or none."""
    if not re.search(r"[\w)]\.$", base.text) or len(base.text.split()) > 40:
        return None
    towns = [each for each in world.towns if not any_in((each,), base.known)]
    people = [each for each in world.people if not any_in(each.split(), base.known)]
    numbers = [
        n for n in (11, 13, 14, 16, 17, 19, 23, 26, 34, 38, 45, 60, 70) if n not in values_in(base.known)
    ]
    if not (towns and people and numbers):
        return None
    named = (*_ADDITIONS, *(_OF_INCIDENTS if _INCIDENT.search(base.text) else ()))
    bare = [each for each in _BARE if not content(each) & content(base.known)]
    phrase = random.choice(bare if bare and random.random() < 0.5 else named).format(
        town=random.choice(towns), person=random.choice(people), number=random.choice(numbers)
    )
    return Edit(f"{base.text[:-1]}{phrase}.", f"nothing -> {lowered(phrase.strip(' ,'), world.plain)}")
