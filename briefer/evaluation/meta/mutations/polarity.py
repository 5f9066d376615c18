"""Wrong polarity: a negation too many or too few."""

from __future__ import annotations

import re
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.clauses import VERBS, read_clause
from briefer.evaluation.meta.mutations.edits import Edit, World, swap
from briefer.evaluation.meta.text import capitalised, tidied

_DROPPED = (  # a negation and what stands in its place
    (r"\b(?:did|does|do) not (?=[a-z])", ""),
    (r"\b(?P<aux>has|have|had|is|are|was|were|will|would|could|should|can|must) not ", r"\g<aux> "),
    (r"\bcannot ", "can "),
    (
        r"\bdeni(?:es|ed)\b(?= (?:any|having|that|it|being|a|the|involvement|responsibility|accusations))",
        "admitted",
    ),
    (r"\bdenies\b", "admits"),
    (r"\bdeny\b", "admit"),
    (r"\brejects\b", "accepts"),
    (r"\brejected\b", "accepted"),
    (r"\brefuses to\b", "agrees to"),
    (r"\brefused to\b", "agreed to"),
    (r"\bfails to\b", "manages to"),
    (r"\bfailed to\b", "managed to"),
    (r"\bwithout (?=[a-z]+(?:ing)? )", "with "),
    (r"\b(?P<start>No|no) (?=(?:group|one|casualties|injuries|deaths|damage|arrests|party))", "Some "),
    (r"\bunsuccessful", "successful"),
    (r"\bunclear\b", "clear"),
    (r"\bunlikely\b", "likely"),
    (r"\bnot guilty\b", "guilty"),
    (r"\bopposes\b", "supports"),
    (r"\bvoted against\b", "voted for"),
)
_AUXILIARY = re.compile(
    r"(?<!\bto )\b(?P<aux>has been|have been|had been|has|have|is|are|was|were|will|would|"
    r"could|can) (?=(?!not\b|no\b|never\b)[a-z]+)"
)


def negation(base: Base, world: World, random: Random) -> Edit | None:
    """A negation is dropped or, where there is none, one is added."""
    dropped = [edit for edit in (_replaced(base, old, new) for old, new in _DROPPED) if edit]
    if dropped:
        return random.choice(dropped)
    if re.search(r"\b(?:not|no|never|nor|neither|without|n't)\b", base.text):
        return None
    return _negated_clause(base, world) or _negated_auxiliary(base)


def _replaced(base: Base, old: str, new: str) -> Edit | None:
    match = re.search(old, base.text)
    if match is None:
        return None
    written = match.expand(new) if "\\g" in new else new
    written = capitalised(written) if not match.start() else written[:1].lower() + written[1:]
    text = tidied(base.text[: match.start()] + written + base.text[match.end() :])
    return Edit(text, f"{match[0].strip()} -> {written.strip() or 'nothing'}")


def _negated_clause(base: Base, world: World) -> Edit | None:
    clause = read_clause(base.text)
    if clause is None or clause.passive or clause.aux:
        return None
    match = re.search(rf" (?P<verb>{clause.verb.present}|{clause.verb.past}|{clause.verb.plain}) ", base.text)
    if match is None:
        return None
    verb = VERBS[match["verb"]]
    helper = "did" if clause.in_past else "does" if match["verb"] == verb.present else "do"
    return swap(base.text, match, f"{helper} not {verb.plain}", "verb")


def _negated_auxiliary(base: Base) -> Edit | None:
    match = _AUXILIARY.search(base.text)
    if match is None:
        return None
    first, _, been = match["aux"].partition(" ")
    return swap(base.text, match, f"{first} not {been}".strip(), "aux")
