"""Wrong roles: who did it and to whom, changed about."""

from __future__ import annotations

import re
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.clauses import read_clause
from briefer.evaluation.meta.mutations.edits import Edit, World
from briefer.evaluation.meta.text import content

_ATTACK = re.compile(
    r"(?P<noun>\b(?:[Aa]ttack|[Aa]ssault|[Rr]aid|[Aa]ir ?strikes?)) (?P<on>on|against) "
    r"(?P<patient>[\w’' -]{3,30}?) by (?P<agent>[\w’' -]{3,30}?)(?=[,.;])"
)
_PEOPLE = re.compile(
    r"(?:people|police|gun(?:men|man)|militants?|rebels?|insurgents?|jihadists?|soldiers?|troops|policem[ea]n|officers?|"
    r"civilians?|protesters?|students?|workers?|farmers?|bandits?|terrorists?|fighters?|forces|army|military|government|"
    r"junta|authorities|officials?|minister|president|ambassadors?|leaders?|women|m[ea]n|children|villagers|residents|"
    r"worshippers|separatists|attackers?|bombers?|pirates|journalists?|activists?|group|rivals?|opposition|coalition)"
)
_MOVED = re.compile(
    r"\b(?P<verb>(?:fled|flees?|withdraws?|withdrew|travels?|moved?s?|sailing|travell?ing|en "
    r"route|deported|extradited|flying|exports?)[\w ]{0,20}) from (?P<one>(?:the "
    r")?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) to (?P<two>(?:the )?[A-Z][\w’'-]+(?: "
    r"[A-Z][\w’'-]+)?)"
)


def role(base: Base, world: World, random: Random) -> Edit | None:
    """Agent and patient have changed places."""
    edits = [edit for edit in (_clause(base, world), _attack(base, world), _moved(base)) if edit]
    return random.choice(edits) if edits else None


def _clause(base: Base, world: World) -> Edit | None:
    clause = read_clause(base.text)
    if clause is None or not _are_apart(clause.agent, clause.patient):
        return None
    if not (_is_doer(clause.agent, world.plain) and _is_doer(clause.patient, world.plain)):
        return None
    if re.match(r", (?:an?|the|its|his|whose)\b", clause.rest):
        return None
    if clause.passive:
        text = clause.in_passive(clause.agent, clause.patient, world.plain)
    else:
        text = clause.active(clause.patient, clause.agent, world.plain)
    return Edit(text, f"{clause.agent} <-> {clause.patient}")


def _is_doer(phrase: str, plain: frozenset[str]) -> bool:
    """Whether it can act: a quake is not struck by a town."""
    head = re.split(r" (?:of|in|at|near|from|on|with|for|aboard|to)\b", phrase)[0].split()
    if not head or " to " in phrase or head[0] in ("Storm", "Hurricane", "Typhoon", "Cyclone"):
        return False
    last = head[-1]
    return bool(_PEOPLE.fullmatch(last.lower())) or (last[0].isupper() and last.lower() not in plain)


def _are_apart(one: str, other: str) -> bool:
    first, second = content(one), content(other)
    return (
        bool(first and second)
        and not first & second
        and not re.search(r"\b(?:an?|its|his|her|their) ?$", one)
    )


def _attack(base: Base, world: World) -> Edit | None:
    match = _ATTACK.search(base.text)
    if (
        not match
        or not _are_apart(match["patient"], match["agent"])
        or not _is_doer(match["agent"], world.plain)
    ):
        return None
    text = f"{match['noun']} {match['on']} {match['agent']} by {match['patient']}"
    return Edit(
        base.text[: match.start()] + text + base.text[match.end() :],
        f"{match['patient']} <-> {match['agent']}",
    )


def _moved(base: Base) -> Edit | None:
    match = _MOVED.search(base.text)
    if not match:
        return None
    text = f"{match['verb']} from {match['two']} to {match['one']}"
    return Edit(
        base.text[: match.start()] + text + base.text[match.end() :], f"{match['one']} <-> {match['two']}"
    )
