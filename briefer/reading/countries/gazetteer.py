"""The lexicon of countries: who they are, and every name under which a bulletin can mean them.

Three hand-written tables and one derived table lie in `data/` (see its README): `countries.tsv`,
`phrases.tsv` (longer names, and names that hold a country's but do not mean it), `homonyms.tsv` (names that
need their surroundings to be told apart) and `places.tsv` (towns and regions).
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from briefer.errors import UnknownCountry
from briefer.reading.folding import MARKS, fold

TOKEN = re.compile(rf"(?:[^\W_][{MARKS}]*)+|&")
SINGULAR = re.compile(
    r".*[a-df-gi-rt-xz]$|.*[^aeiou]e$"
)  # "Malian", "Iraqi", "Dane"; not "Swiss" or "Chinese"


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of ISO 3166-1, or Kosovo."""

    code: str  # alpha-3
    alpha2: str
    name: str  # short English name
    names: tuple[str, ...]  # official, former and other names
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    others: tuple[str, ...]  # seats of government, and parts known by their own name

    @property
    def every_name(self) -> tuple[str, ...]:
        """Return all names but those of towns and regions."""
        return (self.name, *self.names, *self.demonyms, *self.capitals, *self.others)


@dataclass(frozen=True, slots=True)
class Rule:
    """How to read one name by its surroundings."""

    default: str | None  # the country when no cue is present
    cues: tuple[
        tuple[str, tuple[str, ...]], ...
    ]  # (country or "-", words; "@XXX" is a mention of that country)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name in the lexicon means."""

    codes: tuple[str, ...]  # none: the words name no country; several: most likely first
    kind: str  # "name", "demonym", "capital", "metonym", "region", "town" or "none"
    trust: str = "alone"  # "alone", "all" (of its codes), "located" (needs "in" or its country) or "shared"
    capitals: bool = False  # only as written in capitals: "US", not "us"
    plain: bool = False  # the lexicon's form is plain ASCII


def lookup_key(name: str) -> str:
    """Return the words of a name, folded, with single spaces: what the lexicon is keyed by."""
    return " ".join(fold(token) for token in TOKEN.findall(name))


def _table(name: str) -> list[list[str]]:
    text = resources.files("briefer.reading.countries").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def country_rows() -> tuple[Country, ...]:
    """Return every country, in the order of the table (by English name)."""
    rows = []
    for code, alpha2, name, *lists in _table("countries.tsv")[1:]:
        names, demonyms, capitals, others = (tuple(x for x in cell.split(";") if x) for cell in lists)
        rows.append(Country(code, alpha2, name, names, demonyms, capitals, others))
    return tuple(rows)


def word_list(name: str) -> frozenset[str]:
    """Return one of the lists of `words.tsv`."""
    return frozenset(dict(_table("words.tsv"))[name].split())


def _plurals(demonym: str) -> tuple[str, ...]:
    return (demonym, demonym + "s") if SINGULAR.match(demonym) else (demonym,)


def _initials(name: str) -> bool:
    letters = name.replace(".", "").replace(" ", "")
    return letters.isupper() and len(letters) <= 5


def _add_countries(entries: dict[str, Entry]) -> None:
    for row in country_rows():
        words = [(name, "name") for name in (row.name, *row.names)]
        words += [(name, "demonym") for each in row.demonyms for name in _plurals(each)]
        words += [(name, "capital") for name in row.capitals] + [(name, "metonym") for name in row.others]
        accented = {lookup_key(name) for name in row.demonyms if not name.isascii()}
        for name, kind in words:
            key = lookup_key(name)
            plain = kind == "demonym" and key not in accented  # not "Germán", but "Nigérien"
            entries.setdefault(key, Entry((row.code,), kind, capitals=_initials(name), plain=plain))


@lru_cache(maxsize=1)
def lexicon() -> tuple[dict[str, Entry], dict[str, int], dict[str, tuple[Rule, bool]]]:
    """Return the entries by key, the most words of any entry by first word, and the rules by key."""
    entries: dict[str, Entry] = {}
    alike: dict[tuple[str, ...], Entry] = {}  # 20,000 places share 1,000 entries: a third of the loading time
    for key, *rest in _table("places.tsv"):
        same = tuple(rest)
        if same not in alike:
            alike[same] = Entry(tuple(rest[0].split()), rest[1], rest[2])
        entries[key] = alike[same]
    for phrase, cell, kind in _table("phrases.tsv"):
        codes = () if cell == "-" else tuple(cell.split())
        entries[lookup_key(phrase)] = Entry(codes, kind, "all" if len(codes) > 1 else "alone")
    named: dict[str, Entry] = {}
    _add_countries(named)
    entries.update(named)
    rules = {}
    for row in _table("homonyms.tsv"):
        name, default, cues, person = (*row, "", "")[:4]
        key = lookup_key(name)
        rules[key] = (_rule(default, cues), person == "person")
        entries.setdefault(key, Entry((), "town" if default == "-" else "name"))
    longest: dict[str, int] = {}
    for key in entries:
        first = key.split(" ", 1)[0]
        longest[first] = max(longest.get(first, 0), key.count(" ") + 1)
    return entries, longest, rules


def _rule(default: str, cues: str) -> Rule:
    groups = []
    for group in filter(None, cues.split("; ")):
        code, _, words = group.partition(": ")
        groups.append((code, tuple(word.strip() for word in words.split(","))))
    return Rule(None if default == "-" else default, tuple(groups))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Country, ...]]:
    found: dict[str, tuple[Country, ...]] = {}
    for row in country_rows():
        for name in (row.code, row.alpha2, row.name, *row.names):
            key = lookup_key(name)
            if row not in found.get(key, ()):
                found[key] = (*found.get(key, ()), row)
    for row in country_rows():
        for demonym in row.demonyms:
            for key in map(lookup_key, _plurals(demonym)):
                found.setdefault(key, (row,))
    both = {name: tuple(map(country_by_code, codes)) for name, codes in AMBIGUOUS.items()}
    return found | both


AMBIGUOUS = {
    "congo": ("COD", "COG"),
    "congolese": ("COD", "COG"),
    "dominican": ("DMA", "DOM"),
    "korea": ("KOR", "PRK"),
    "korean": ("KOR", "PRK"),
    "virgin islands": ("VGB", "VIR"),
}


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Country]:
    return {row.code: row for row in country_rows()}


def country_by_code(code: str) -> Country:
    """Return the country of an alpha-3 code; raise `UnknownCountry` when there is none."""
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownCountry(
            f"no country has the code {code!r}", "give an ISO 3166-1 code, e.g. MLI"
        ) from None


def resolve_country(text: str) -> Country:
    """Return the country that a name, demonym or ISO code stands for.

    Raises `UnknownCountry` with the nearest names when nothing matches, and with the names in question when
    the words stand for two countries ("Congo", "Korea").
    """
    names = _by_name()
    key = lookup_key(text).removeprefix("the ")
    found = names.get(key) or names.get("the " + key) or ()
    if len(found) == 1:
        return found[0]
    if found:
        choices = " or ".join(f"{row.name} ({row.code})" for row in found)
        raise UnknownCountry(f"{text!r} may be more than one country", f"say {choices}")
    near = difflib.get_close_matches(key, names, n=9, cutoff=0.5)
    nearest = list(dict.fromkeys(row.name for match in near for row in names[match]))[:3]
    hint = f"did you mean {', '.join(nearest)}?" if nearest else "give an English name or an ISO 3166-1 code"
    raise UnknownCountry(f"no country is called {text.strip()!r}", hint)
