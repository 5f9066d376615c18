"""Short and long forms of one name: those that everybody knows, and those that a text's initials spell out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from briefer.grounding.language.proper_names import LINKS, Reading, Token, read

_LONGEST = 8  # words of a name whose initials are read
_SHORTEST_ACRONYM = 3  # two letters are spelt out by too many names


@dataclass(frozen=True, slots=True)
class KnownName:
    """Tokens `first` to `last`, inclusive, that the table of names knows, and the lines it stands in."""

    first: int
    last: int
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class SpeltOut:
    """A row of capitalised words and the acronyms that its initials make."""

    first: int
    last: int
    initials: str


@lru_cache(maxsize=2_048)
def known_names(text: str) -> tuple[KnownName, ...]:
    """Find the names of the table in a text, the longest at each place."""
    table, longest = _table()
    tokens = read(text).tokens
    found: list[KnownName] = []
    here = 0
    while here < len(tokens):
        step = 1
        for width in range(min(longest.get(_form(tokens[here]), 0), len(tokens) - here), 0, -1):
            window = tokens[here : here + width]
            lines = table.get(tuple(map(_form, window)))
            if lines and _is_one_name(window):
                found.append(KnownName(here, here + width - 1, lines))
                step = width
                break
        here += step
    return tuple(found)


@lru_cache(maxsize=2_048)
def spelt_out(text: str) -> tuple[SpeltOut, ...]:
    """Find the rows of capitalised words of a text whose initials may be an acronym.

    Small words inside a row ("of", "the", "al-") are left out or counted: both readings are given.
    """
    tokens = read(text).tokens
    found: list[SpeltOut] = []
    for first, token in enumerate(tokens):
        if not token.is_capitalised:
            continue
        short = full = token.text[0]
        capitals = 1
        for last in range(first + 1, min(len(tokens), first + 2 * _LONGEST)):
            after = tokens[last]
            if after.opens or not (
                after.is_capitalised or after.text in LINKS or after.text in ("and", "wal")
            ):
                break
            full += after.text[0].upper()
            if not after.is_capitalised:
                continue
            short, capitals = short + after.text[0], capitals + 1
            found += [SpeltOut(first, last, letters.upper()) for letters in dict.fromkeys((short, full))]
            if capitals == _LONGEST:
                break
    return tuple(found)


@lru_cache(maxsize=2_048)
def acronyms_of(text: str) -> frozenset[str]:
    """The acronyms of a text, as written."""
    return frozenset(token.text for token in read(text).tokens if token.is_acronym)


def same_elsewhere(claim: str, source: str) -> frozenset[int]:
    """Return which tokens of the claim belong to a name that the source has under another form."""
    lines = frozenset(line for name in known_names(source) for line in name.lines)
    found: set[int] = set()
    for name in known_names(claim):
        if name.lines & lines:
            found.update(range(name.first, name.last + 1))
    there = acronyms_of(source)
    for row in spelt_out(claim):
        if len(row.initials) >= _SHORTEST_ACRONYM and row.initials in there:
            found.update(range(row.first, row.last + 1))
    spelt = {row.initials for row in spelt_out(source)}
    reading = read(claim)
    for index, token in enumerate(reading.tokens):
        if token.is_acronym and len(token.text) >= _SHORTEST_ACRONYM and token.text in spelt:
            found.add(index)
    return frozenset(found | _paired(reading, read(source), found))


def _paired(claim: Reading, source: Reading, known: set[int]) -> set[int]:
    """Tokens of "Name (ACRONYM)" in the claim, where the source has one of the two.

    The letters need not stand in order: many acronyms are those of the name's French form.
    """
    found: set[int] = set()
    for row in spelt_out(claim.text):
        if row.last + 1 >= len(claim.tokens):
            break
        acronym = claim.tokens[row.last + 1]
        gap = claim.text[claim.tokens[row.last].end : acronym.start]
        if gap != " (" or sorted(acronym.text.upper()) != sorted(row.initials):
            continue
        inside = range(row.first, row.last + 1)
        has_name = all(
            source.has(claim.tokens[i]) or i in known for i in inside if claim.tokens[i].is_capitalised
        )
        if has_name or source.has(acronym):
            found.update(inside, (row.last + 1,))
    return found


def _form(token: Token) -> str:
    """Short acronyms are compared as written, other words by their key."""
    return token.text if token.is_acronym and len(token.text) < 4 else token.key


def _is_one_name(window: tuple[Token, ...]) -> bool:
    return (window[0].is_capitalised or window[-1].is_capitalised) and not any(t.opens for t in window[1:])


@cache
def _table() -> tuple[dict[tuple[str, ...], frozenset[int]], dict[str, int]]:
    """The lines by the forms of their words, and the most words of a name by its first word."""
    path = resources.files("briefer.grounding.language").joinpath("data", "names.tsv")
    table: dict[tuple[str, ...], frozenset[int]] = {}
    longest: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        for name in line.split(";"):
            forms = tuple(map(_form, read(name).tokens))
            table[forms] = table.get(forms, frozenset()) | {number}
            longest[forms[0]] = max(longest.get(forms[0], 0), len(forms))
    return table, longest
