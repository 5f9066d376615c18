"""Places: the countries, peoples, regions and towns of the claim must stand in the words it cites.

A country and its people are one; a capital may stand for its government; a country that holds a place named in
the source is as good as named. What stands before the cited words says where "there" is.
"""

from __future__ import annotations

from functools import lru_cache

from briefer.grounding.checks.names import one_letter_off, whole
from briefer.grounding.language.acronyms import same_elsewhere
from briefer.grounding.language.proper_names import Name, Reading, read
from briefer.grounding.language.slots import rival, usurped
from briefer.grounding.pairs import Pair
from briefer.model import Finding

CHECK = "places"
_COUNTRY = frozenset({"name", "demonym"})
_SEAT = frozenset({"capital", "metonym"})  # of a government, or the town itself
_LOCATIVE = frozenset("in at near around outside inside across throughout into from to".split())
_RULERS = frozenset(
    "junta government authority regime ruler army military ministry official president".split()
)
_LONG_ENOUGH = 5  # letters from which a name one letter off is read as misspelt
_TAKES_ITS_PLACE = 3  # neighbours that must agree before an unknown place is held to replace another
_OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}
_DIRECTIONS: dict[str, tuple[str, ...]] = {
    f"{direction}{ending}": tuple(part for part in ("north", "south", "east", "west") if part in direction)
    for direction in "north south east west northeast northwest southeast southwest".split()
    for ending in ("", "ern")
} | dict.fromkeys(("centre", "center", "central"), ("centre",))


def check(pair: Pair) -> tuple[Finding, ...]:
    """Return a finding for each place of the claim that the premises do not have."""
    claim, cited, source = read(pair.claim), read(pair.text), read(whole(pair))
    findings: dict[str, Finding | None] = {}
    for name in claim.names:
        if name.is_place and name.text not in findings:
            findings[name.text] = _finding(claim, name, cited, source)
    found = [finding for finding in findings.values() if finding]
    return tuple(found or _direction(claim, cited, source))


def _finding(claim: Reading, name: Name, cited: Reading, source: Reading) -> Finding | None:
    free = _free(claim, name, cited)
    if has_place(claim, name, source):
        own = [
            each
            for each in cited.names
            if each.is_place and (each.keys == name.keys or each.code == name.code is not None)
        ]
        other = usurped(claim, name, cited, free, own)
    else:
        other = rival(claim, name, cited, free, sure=_TAKES_ITS_PLACE)
    if other:
        ours, theirs = _in_words(claim, name), _in_words(cited, other)
        return Finding(CHECK, f'the claim says "{ours}", the bulletin "{theirs}"', True)
    return None if has_place(claim, name, source) else _not_named(claim, name, source)


def _not_named(claim: Reading, name: Name, source: Reading) -> Finding:
    near = _misspelt(name, source)
    if near:
        return Finding(CHECK, f'the claim writes "{name.text}", the bulletin "{near}"')
    return Finding(CHECK, f'the claim says "{_in_words(claim, name)}", which the bulletin does not name')


def has_place(claim: Reading, name: Name, source: Reading) -> bool:
    """Say whether the source names a place of the claim, in any form that comes to the same."""
    inside = set(range(name.first, name.last + 1))
    if _named_so(name, source) or inside <= same_elsewhere(claim.text, source.text):
        return True
    if name.code is None or name.level in ("region", "town"):
        return False
    if name.level in _SEAT:
        return not _is_located(claim, name) and name.code in source.codes
    return name.code in source.codes or name.code in _of_shared_places(claim, source)


def _named_so(name: Name, source: Reading) -> bool:
    """The same words, not as part of another place's name: "Niger State" does not name Niger."""
    if not source.vocabulary.issuperset(name.keys):
        return False
    if name.level not in _COUNTRY:
        return True
    longer = [each for each in source.names if each.is_place and len(each.keys) > len(name.keys)]
    inside = {index for each in longer for index in range(each.first, each.last + 1)}
    return any(
        token.key == name.keys[0] and index not in inside and token.is_capitalised
        for index, token in enumerate(source.tokens)
    )


@lru_cache(maxsize=1_024)
def _shared(claim: str, source: str) -> frozenset[str]:
    ours, theirs = read(claim), read(source)
    return frozenset(
        name.code
        for name in ours.names
        if name.code and name.level not in _COUNTRY and theirs.vocabulary.issuperset(name.keys)
    )


def _of_shared_places(claim: Reading, source: Reading) -> frozenset[str]:
    """The countries of the towns and regions that both texts name."""
    return _shared(claim.text, source.text)


def _free(claim: Reading, name: Name, cited: Reading) -> list[Name]:
    """The places of the cited words that the claim lacks and that are of the same grade."""
    return [
        each
        for each in cited.names
        if each.is_place and _grade(each) & _grade(name) and not has_place(cited, each, claim)
    ]


def _grade(name: Name) -> frozenset[str]:
    if name.level in _SEAT:
        return frozenset({"country", "town"})
    return frozenset({"country"}) if name.level in _COUNTRY else frozenset({"town"})


def _is_located(reading: Reading, name: Name) -> bool:
    """Say whether it happens there; "the junta in Niamey" only says whose junta it is."""
    before = _before(reading, name).lower()
    ruled = name.level in _SEAT and name.first > 1 and reading.tokens[name.first - 2].key in _RULERS
    return before in _LOCATIVE and not ruled


def _before(reading: Reading, name: Name) -> str:
    if not name.first or reading.tokens[name.first].opens:
        return ""
    return reading.tokens[name.first - 1].text


def _in_words(reading: Reading, name: Name) -> str:
    """The name, with the preposition before it."""
    return f"{_before(reading, name)} {name.text}" if _is_located(reading, name) else name.text


def _misspelt(name: Name, source: Reading) -> str | None:
    for each in source.names:
        for ours in name.keys:
            for theirs in each.keys:
                if min(len(ours), len(theirs)) >= _LONG_ENOUGH and one_letter_off(ours, theirs):
                    return each.text
    return None


def _direction(claim: Reading, cited: Reading, source: Reading) -> tuple[Finding, ...]:
    """The other end of the same place: "southern Mali" for "northern Mali"."""
    ours, theirs = _directed(claim), _directed(cited)
    everywhere = {part for parts, _, _ in _directed(source) for part in parts}
    for parts, code, words in ours:
        if everywhere.intersection(parts):
            continue
        for others, other_code, other_words in theirs:
            opposed = any(_OPPOSITE.get(part) in others for part in parts) or "centre" in parts + others
            if code == other_code and opposed:
                reason = f'the claim says "{words}", the bulletin "{other_words}"'
                return (Finding(CHECK, reason, True),)
    return ()


def _directed(reading: Reading) -> list[tuple[tuple[str, ...], str, str]]:
    """Each place with a direction: the direction's parts, the place's country or words, and the words."""
    found: list[tuple[tuple[str, ...], str, str]] = []
    for name in reading.names:
        if not name.is_place or name.first == 0:
            continue
        at = name.first - 1
        while at > 0 and reading.tokens[at].key in ("the", "of") and at > name.first - 3:
            at -= 1
        parts = _DIRECTIONS.get(reading.tokens[at].text.lower().replace("-", ""))
        if parts and not any(token.opens for token in reading.tokens[at + 1 : name.first + 1]):
            words = reading.text[reading.tokens[at].start : reading.tokens[name.last].end]
            found.append((parts, name.code or " ".join(name.keys), words))
    return found
