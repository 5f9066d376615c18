"""Names: every person, body, outlet and movement of the claim must stand in the words it cites.

What stands before those words (the title, earlier sentences) also counts: it says who "the group" is.
"""

from __future__ import annotations

from functools import lru_cache

from briefer.grounding.language.acronyms import known_names, same_elsewhere
from briefer.grounding.language.proper_names import Name, Reading, read
from briefer.grounding.language.slots import rival, usurped
from briefer.grounding.pairs import Pair
from briefer.model import Finding

CHECK = "names"
_LONG_ENOUGH = 5  # letters from which a name one letter off is read as misspelt
_TAKES_ITS_PLACE = 3  # neighbours that must agree before an unknown name is held to replace another


def check(pair: Pair) -> tuple[Finding, ...]:
    """Return a finding for each name of the claim that the premises do not have."""
    claim, cited, source = read(pair.claim), read(pair.text), read(whole(pair))
    names = bodies(pair.claim)
    if not names:
        return ()
    known = same_elsewhere(pair.claim, source.text)
    findings = {}
    for name in names:
        if name.text not in findings:
            findings[name.text] = _finding(claim, name, cited, source, known)
    return tuple(finding for finding in findings.values() if finding)


def whole(pair: Pair) -> str:
    """All that is known of the premises: their words, what stands before them, and their outlets."""
    outlets = ", ".join(outlet for premise in pair.premises for outlet in premise.outlets)
    return "\n".join(filter(None, (pair.context, pair.text, outlets)))


@lru_cache(maxsize=2_048)
def bodies(text: str) -> tuple[Name, ...]:
    """The names of a text that are not places; those of the table whole, whatever their words."""
    reading = read(text)
    rows = [name for name in reading.names if not name.is_place]
    taken = [name for name in reading.names if name.is_place]
    known = [_as_name(reading, each.first, each.last) for each in known_names(text)]
    known = [
        each
        for each in known
        if not any(_overlap(each, place) for place in taken)
        and not any(row.first <= each.first and each.last <= row.last for row in rows)
    ]
    rest = [row for row in rows if not any(_overlap(row, each) for each in known)]
    return tuple(sorted([*known, *rest], key=lambda name: name.first))


def _as_name(reading: Reading, first: int, last: int) -> Name:
    inside = reading.tokens[first : last + 1]
    keys = tuple(token.key for token in inside if token.is_capitalised)
    return Name(reading.text[inside[0].start : inside[-1].end], keys, first, last)


def _overlap(one: Name, other: Name) -> bool:
    return one.first <= other.last and other.first <= one.last


def _finding(
    claim: Reading, name: Name, cited: Reading, source: Reading, known: frozenset[int]
) -> Finding | None:
    missing = missing_keys(claim, name, source, known)
    if not missing:
        return _mixed_up(claim, name, source) or _misplaced(claim, name, cited)
    other = _another_first_name(name, missing, source)
    if other:
        return Finding(CHECK, f'the claim names "{name.text}", the bulletin "{other}"', True)
    near = _misspelt(missing, source)
    if near:
        return Finding(CHECK, f'the claim writes "{name.text}", the bulletin "{near}"')
    free = [each for each in bodies(cited.text) if missing_keys(cited, each, claim, frozenset())]
    taken = rival(claim, name, cited, free, sure=_TAKES_ITS_PLACE)
    if taken:
        return Finding(CHECK, f'the claim says "{name.text}" where the bulletin says "{taken.text}"', True)
    if len(missing) < len(name.keys):
        words = " ".join(claim_words(claim, name, missing))
        return Finding(CHECK, f'the claim names "{name.text}", the bulletin does not say "{words}"')
    return Finding(CHECK, f'the claim names "{name.text}", which the bulletin does not')


def missing_keys(claim: Reading, name: Name, source: Reading, known: frozenset[int]) -> tuple[str, ...]:
    """The telling words of a name that the source has under no form."""
    wanted = set(name.keys)
    return tuple(
        token.key
        for index, token in enumerate(claim.tokens[name.first : name.last + 1], name.first)
        if token.key in wanted and index not in known and not source.has(token)
    )


def claim_words(claim: Reading, name: Name, keys: tuple[str, ...]) -> list[str]:
    """The words of a name that have these keys, as the claim writes them."""
    return [token.text for token in claim.tokens[name.first : name.last + 1] if token.key in keys]


def _another_first_name(name: Name, missing: tuple[str, ...], source: Reading) -> str | None:
    """The source's person of the same surname, where the claim gives a first name that it does not know."""
    if len(name.keys) < 2 or name.keys[-1] in missing or name.keys[0] not in missing:
        return None
    for each in source.names:
        if not each.is_place and len(each.keys) > 1 and each.keys[-1] == name.keys[-1]:
            return each.text
    return None


def _misspelt(missing: tuple[str, ...], source: Reading) -> str | None:
    """A word of the source that is one letter away from a missing one."""
    for key in missing:
        if len(key) < _LONG_ENOUGH:
            continue
        for token in source.tokens:
            if token.is_capitalised and len(token.key) >= _LONG_ENOUGH and one_letter_off(key, token.key):
                return token.text
    return None


def one_letter_off(one: str, other: str) -> bool:
    """Say whether two words differ by one letter put in, left out or changed, or by two that changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[1::-1] and one[2:] == other[2:])
    )


def _mixed_up(claim: Reading, name: Name, source: Reading) -> Finding | None:
    """A first name with another one's surname: both are in the source, never side by side."""
    if len(name.keys) != 2 or claim.tokens[name.last].key != name.keys[1]:
        return None
    first, last = name.keys
    pairs = {pair for each in source.names for pair in zip(each.keys, each.keys[1:], strict=False)}
    if (first, last) in pairs or (last, first) in pairs:
        return None
    if any(first in each.keys and last in each.keys for each in source.names):
        return None
    others = [a for a, b in pairs if b == last and a != first]
    followers = [b for a, b in pairs if a == first and b != last]
    if not others or not followers:
        return None
    where = [each.text for each in source.names if each.keys[-1:] == (last,) and len(each.keys) > 1]
    return (
        Finding(CHECK, f'the claim names "{name.text}", the bulletin "{where[0]}"', True) if where else None
    )


def _misplaced(claim: Reading, name: Name, cited: Reading) -> Finding | None:
    """A name that the source has elsewhere, where the words cited have another in its place."""
    named = bodies(cited.text)
    own = [each for each in named if set(each.keys) & set(name.keys)]
    in_another_form = same_elsewhere(claim.text, cited.text).intersection(range(name.first, name.last + 1))
    if in_another_form and not own:
        return None
    forms = same_elsewhere(cited.text, claim.text)
    free = [each for each in named if missing_keys(cited, each, claim, forms)]
    other = usurped(claim, name, cited, free, own)
    if other is None:
        return None
    return Finding(CHECK, f'the claim says "{name.text}" where the bulletin says "{other.text}"', True)
