"""Another office for the same person, and an address that no bulletin gives."""

from __future__ import annotations

import re
from random import Random

from briefer.evaluation.meta.claims import Base
from briefer.evaluation.meta.mutations.edits import Edit, World, swap

# Each line is offices of which one is told for another.
_OFFICES = (
    "foreign minister | defence minister | interior minister | finance minister",
    "president | prime minister | vice president | king",
    "ambassador | defence attaché",
    "general | colonel | captain",
    "governor | mayor | senator",
    "spokesman | commander",
)
_FAMILIES = tuple(tuple(office.strip() for office in line.split("|")) for line in _OFFICES)
_EVERY = "|".join(sorted((office for line in _FAMILIES for office in line), key=len, reverse=True))
_OFFICE = re.compile(rf"(?<!-)\b(?:{_EVERY})(?= (?-i:[A-Z]))", re.IGNORECASE)  # before a name
_ADDRESSES = ("https://news.example.org/{n}", "www.example.net/{n}", "desk{n}@example.com")
_OFFERS = ("; more at {a}", ", according to {a}", " (see {a})")


def office(base: Base, world: World, random: Random) -> Edit | None:
    """The office before a name becomes another, of which the bulletin says nothing."""
    edits = []
    for match in _OFFICE.finditer(base.text):
        own = next(line for line in _FAMILIES if match[0].lower() in line)
        fresh = [each for each in own if each.split()[0] not in base.known.lower()]
        if fresh:
            new = random.choice(fresh)
            edits.append(swap(base.text, match, new.title() if match[0][0].isupper() else new))
    return random.choice(edits) if edits else None


def address(base: Base, world: World, random: Random) -> Edit | None:
    """The reader is sent to an address."""
    if not base.text.endswith(".") or len(base.text.split()) > 40:
        return None
    added = random.choice(_OFFERS).format(a=random.choice(_ADDRESSES).format(n=random.randint(1, 99)))
    return Edit(f"{base.text[:-1]}{added}.", f"nothing -> {added.strip(' ;,')}")
