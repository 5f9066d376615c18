"""Questions that give a sentence's roles to others, and those of what it does not state."""

from __future__ import annotations

import re
from random import Random

from briefer.reading.countries import find_mentions
from briefer.reading.dates import find_dates
from briefer.training.questioning.clauses import Clause, clauses_of
from briefer.training.questioning.model import Question
from briefer.training.questioning.nature import is_plural, nature_of
from briefer.training.questioning.wording import inverted, is_present, subject_of, text_of

_ONE_WAY = frozenset(
    "kill arrest detain attack bomb invade accuse sue capture kidnap abduct defeat appoint suspend expel "
    "rescue shoot condemn criticize criticise urge warn threaten fine sentence acquire buy beat ban hire "
    "replace succeed sanction direct write create play order ask fire dismiss injure wound overthrow".split()
)
_ACTORS = ("person", "organisation", "country", "name")
_WHYS = re.compile(
    r"\b(?:because|due|after|following|amid|amidst|over|since|as|for|to|response|protest|by|so|reason|cause[ds]?|from|when|"
    r"result|based|despite|accus\w+|alleg\w+|with|on)\b"
)
_PLACES = re.compile(
    r"\b(?:in|at|near|on|outside|inside|around|across|off|from|into|to|through|within|along|between|over)\b"
)


def changed_roles(question: Question, sentence: str) -> list[str]:
    """Who does it and who suffers it changed about: "Who did 12 people kill?"."""
    clause = _clause_of(question, sentence)
    if clause is None or clause.group.is_passive or clause.group.verb.base not in _ONE_WAY:
        return []
    found = next((c for c in clause.chunks[:1] if c.kind == "object"), None)
    if found is None or clause.group.auxiliaries or clause.group.is_negated:
        return []
    inside = clause.words(found.first, found.last)
    if nature_of(inside) not in _ACTORS or nature_of(clause.words(*clause.subject)) not in _ACTORS:
        return []
    if len(inside) > 8 or inside[0].low in ("its", "his", "their", "her"):
        return []
    patient, agent, verb = text_of(clause, found.first, found.last), subject_of(clause), clause.group.verb
    if question.answer == clause.span(*clause.subject):
        return [f"Who did {patient} {verb.base}?"]
    if question.answer.overlaps(clause.span(found.first, found.last)):
        return [f"Who {verb.past} {agent}?"]
    wh = {"where": "Where", "when": "When", "why": "Why", "how": "How", "whether": ""}.get(question.kind)
    if wh is None:
        return []
    text = f"{wh} did {patient} {verb.base} {agent}?".strip()
    return [text[0].upper() + text[1:]]


def unstated(question: Question, sentence: str, rng: Random) -> list[str]:
    """What the sentence leaves open: where, when, why, or by whom."""
    clause = _clause_of(question, sentence)
    if clause is None or clause.group.is_negated or clause.group.is_copula or question.kind == "whether":
        return []
    past = is_present(clause.group)
    kept = [
        text_of(clause, c.first, c.last)
        for c in clause.chunks
        if c.kind in ("object", "phrase", "purpose", "agent")
    ]
    if any(c.kind in ("content", "aside") for c in clause.chunks):
        return []
    rest = " ".join(kept)
    options = [wh for wh in ("Where", "When", "Why", "Who") if _is_open(wh, clause, sentence)]
    if not options or re.search(r"[\"“”():;]", rest):
        return []
    wh = rng.choice(options)
    if wh == "Who":
        return [f"{'Who'} {inverted(clause, past)} {rest} by?".replace("  ", " ")]
    return [re.sub(r"\s+", " ", f"{wh} {inverted(clause, past)} {rest}?").replace(" ?", "?")]


def _is_open(wh: str, clause: Clause, sentence: str) -> bool:
    if wh == "When":
        return not find_dates(sentence) and not re.search(
            r"\b(?:when|after|before|during|while|since|until|following|hours?|days?|weeks?|months?|years?|today|night|now|"
            r"morning|\d{4})\b",
            sentence,
        )
    if wh == "Where":
        return not find_mentions(sentence) and not _PLACES.search(sentence)
    if wh == "Why":
        return not _WHYS.search(sentence) and not any(c.kind == "participle" for c in clause.chunks)
    return (
        clause.group.is_passive
        and not any(c.kind == "agent" for c in clause.chunks)
        and not re.search(r"\bby\b", sentence)
        and clause.group.verb.base in _ONE_WAY
    )


def _clause_of(question: Question, sentence: str) -> Clause | None:
    """The clause that the answer stands in."""
    for clause in clauses_of(sentence):
        last = max([clause.group.last, *(chunk.last for chunk in clause.chunks)])
        if clause.span(clause.subject[0], last).overlaps(question.answer):
            return clause
    return None


__all__ = ["changed_roles", "is_plural", "unstated"]
