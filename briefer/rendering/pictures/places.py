"""Where the places lie that sentences name: towns and regions of one country, and only where it is sure.

A name is taken for a place when the sentence sets something there ("in Gao", "Gao region", "Gao, Mali"), not when
the place's name stands for its government ("Bamako denies") or is part of a person's. A name that is also a larger
town's elsewhere needs its country named beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from briefer.reading.countries import Mention, country_by_code, find_mentions
from briefer.reading.countries.gazetteer import TOKEN, lookup_key, word_list
from briefer.reading.countries.mentions import (
    AFTER_A_PLACE,
    DIRECTIONS,
    GAP,
    LOCATIVE,
    NOT_GIVEN_NAMES,
    PLACE_NOUNS,
)
from briefer.reading.folding import fold
from briefer.reading.words import words
from briefer.rendering.pictures.country_map import REGION, Place

REGION_NOUNS = words("region province state governorate oblast prefecture county department district")
REGIONS_NOUNS = words(
    "regions provinces states governorates oblasts prefectures counties departments districts"
)
# Words before a place's name that do not set anything there.
_NOT_THERE = words(
    "by with that which who as like than against between while although because since named called said says say"
)
# What makes a capital's name a place and not a government.
_AT_A_CAPITAL = LOCATIVE | words(
    "from to toward towards visit visits visited leave leaves left enter entered"
)
_PARTS = r"outskirts|suburbs?|city|town|capital|streets?|cent(?:re|er)|north|south|east|west|airport|mayor"
_BEFORE_A_CAPITAL = re.compile(
    rf"\b(?:(?:{_PARTS}) of|(?:attack|strike|airstrike|raid|assault|shelling|march|advance|missile|drone)\w* on) $",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\baccording to $", re.IGNORECASE)
_LISTED = re.compile(r",? and |, |,? or ")
_HYPHENS = frozenset("-‐‑")  # "Deux-Sèvres" is not Sèvres
_ACRONYM = 4  # letters


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    latitude: float
    longitude: float
    shared: bool  # with a larger town in another country


@dataclass(frozen=True, slots=True)
class _Table:
    towns: Mapping[str, _Row]
    regions: Mapping[str, _Row]
    longest: int  # words of a name


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Match:
    key: str
    first: int
    last: int
    start: int
    end: int


def places_in(texts: Sequence[tuple[str, int]], code: str) -> tuple[Place, ...]:
    """Return the towns and regions of a country that the sentences name, each with its sources' numbers.

    In the order in which they are first named. A region lies at the middle of its towns.
    """
    table = _table(code)
    read = [(_Sentence(text, code, table), number) for text, number in texts]
    borne = {key for sentence, _ in read for key in sentence.persons()}
    found: dict[str, tuple[_Row, list[int]]] = {}
    for sentence, number in read:
        for name, row in sentence.places(borne):
            _, numbers = found.setdefault(name, (row, []))
            if number not in numbers:
                numbers.append(number)
    return tuple(Place(name, row.latitude, row.longitude, tuple(n)) for name, (row, n) in found.items())


@lru_cache(maxsize=8)
def _table(code: str) -> _Table:
    text = resources.files("briefer.rendering.pictures").joinpath("data", "towns.tsv").read_text("utf-8")
    _, _, rest = ("\n" + text).partition(f"\n={code}\n")
    block, _, _ = rest.partition("\n=")
    towns, regions = dict[str, _Row](), dict[str, _Row]()
    unsafe = word_list("no places")
    for line in block.splitlines():
        name, latitude, longitude, marks = line.split("\t")
        key = lookup_key(name)
        if key not in unsafe and "2" not in marks:  # two towns of one name: nobody knows which
            kind = regions if marks == "r" else towns
            kind[key] = _Row(name, int(latitude) / 100, int(longitude) / 100, "n" in marks)
    longest = max((key.count(" ") + 1 for key in [*towns, *regions]), default=0)
    return _Table(towns, regions, longest)


class _Sentence:
    """One sentence, with the names in it that a country's table knows."""

    def __init__(self, text: str, code: str, table: _Table) -> None:
        self.text, self.code, self.table = text, code, table
        self.tokens = [_Token(m[0], fold(m[0]), m.start(), m.end()) for m in TOKEN.finditer(text)]
        self.mentions = find_mentions(text)
        self.capitals = {lookup_key(name) for name in country_by_code(code).capitals}
        self.matches = list(self._matches())

    def _matches(self) -> Iterator[_Match]:
        """The longest known name at each place."""
        here = 0
        while here < len(self.tokens):
            for width in range(min(self.table.longest, len(self.tokens) - here), 0, -1):
                window = self.tokens[here : here + width]
                key = " ".join(token.key for token in window)
                if (key in self.table.towns or key in self.table.regions) and self._is_name(window):
                    yield _Match(key, here, here + width - 1, window[0].start, window[-1].end)
                    here += width - 1
                    break
            here += 1

    def _is_name(self, window: Sequence[_Token]) -> bool:
        """Say whether the words are joined and written as a name."""
        pairs = pairwise(window)
        joined = all(GAP.fullmatch(self.text, left.end, right.start) for left, right in pairs)
        whole = not ({self.text[: window[0].start][-1:], self.text[window[-1].end :][:1]} & _HYPHENS)
        acronym = len(window) == 1 and window[0].word.isupper() and len(window[0].word) <= _ACRONYM
        return (
            joined and whole and not acronym and window[0].word[0].isupper() and window[-1].word[0].isupper()
        )

    def _beside(self, match: _Match) -> tuple[_Token | None, _Token | None]:
        """The words before and after that one space joins to the name."""
        before = self.tokens[match.first - 1] if match.first else None
        after = self.tokens[match.last + 1] if match.last + 1 < len(self.tokens) else None
        if before and self.text[before.end : match.start] != " ":
            before = None
        if after and self.text[match.end : after.start] != " ":
            after = None
        return before, after

    def _over(self, match: _Match) -> list[Mention]:
        """The mentions that share characters with a name."""
        return [m for m in self.mentions if m.span.start < match.end and match.start < m.span.end]

    def _is_part_of_a_name(self, match: _Match) -> bool:
        """Say whether another capitalised word goes with it: "Boubacar Keita", "Kidal Accord"."""
        before, after = self._beside(match)
        if before and before.word[0].isupper() and before.key not in NOT_GIVEN_NAMES | PLACE_NOUNS:
            return True
        return bool(after and after.word[0].isupper() and after.key not in PLACE_NOUNS | DIRECTIONS)

    def persons(self) -> set[str]:
        """Return the names that stand here after another capitalised word: a person's, more often than not."""
        found = set()
        for match in self.matches:
            before, _ = self._beside(match)
            if before and before.word[0].isupper() and self._is_part_of_a_name(match):
                found.add(match.key)
        return found

    def _clear(self, match: _Match) -> bool:
        """Say whether the name can only be this country's."""
        over = self._over(match)
        if any(mention.code != self.code for mention in over):
            return False
        if over and all(mention.kind in ("name", "demonym") for mention in over):
            return False
        elsewhere = {mention.code for mention in self.mentions} - {self.code}
        home = any(mention.code == self.code for mention in self.mentions)
        row = self.table.towns.get(match.key) or self.table.regions[match.key]
        return home or not (row.shared or elsewhere)

    def _is_there(self, match: _Match) -> bool:
        """Say whether the sentence sets something at the place."""
        before, after = self._beside(match)
        if after and after.key in PLACE_NOUNS | REGIONS_NOUNS:
            return True
        if self._followed_by_home(match):
            return True
        lead = self.text[max(0, match.start - 40) : match.start]
        if self._is_after_a_place(match):
            return True
        if before is None or _ACCORDING.search(lead):
            return False
        if match.key in self.capitals:
            return before.key in _AT_A_CAPITAL or bool(_BEFORE_A_CAPITAL.search(lead))
        return (before.word.islower() and before.key not in _NOT_THERE) or before.key in LOCATIVE | DIRECTIONS

    def _is_after_a_place(self, match: _Match) -> bool:
        """Say whether it tells where another place lies: "in Yarou, Bandiagara"."""
        start = max(0, match.start - 60)
        return bool(AFTER_A_PLACE.search(self.text, start, match.start))

    def _followed_by_home(self, match: _Match) -> bool:
        """Say whether the country or a region of it stands behind a comma: "Gao, Mali"."""
        return any(
            mention.code == self.code and self.text[match.end : mention.span.start] == ", "
            for mention in self.mentions
        )

    def places(self, borne: set[str]) -> Iterator[tuple[str, _Row]]:
        """Yield what is named as a place, with the name to show."""
        there: dict[int, bool] = {}
        for index, match in enumerate(self.matches):
            follows = index > 0 and there[index - 1]
            follows = follows and bool(_LISTED.fullmatch(self.text, self.matches[index - 1].end, match.start))
            taken = match.key not in borne and not self._is_part_of_a_name(match) and self._clear(match)
            there[index] = taken and (follows or self._is_there(match))
        for index, match in enumerate(self.matches):
            if there[index]:
                yield self._row(match, self._said_of_regions(index))

    def _said_of_regions(self, index: int) -> bool:
        """Say whether a name is a region's: "Gao region", "the Gao and Kidal regions"."""
        match = self.matches[index]
        _, after = self._beside(match)
        if after and (after.key in REGION_NOUNS or after.key in REGIONS_NOUNS):
            return True
        if self._is_after_a_place(match):
            return True
        return self._is_listed_before_regions(index)

    def _is_listed_before_regions(self, index: int) -> bool:
        """Say whether "regions" stands at the end of the list that the name is in."""
        following = self.matches[index + 1 : index + 2]
        if not following or not _LISTED.fullmatch(self.text, self.matches[index].end, following[0].start):
            return False
        _, noun = self._beside(following[0])
        return bool(noun and noun.key in REGIONS_NOUNS) or self._is_listed_before_regions(index + 1)

    def _row(self, match: _Match, of_region: bool) -> tuple[str, _Row]:
        region, town = self.table.regions.get(match.key), self.table.towns.get(match.key)
        if region and (of_region or town is None):
            return region.name + REGION, region
        row = town or region
        if row is None:
            raise KeyError(match.key)
        return row.name, row
