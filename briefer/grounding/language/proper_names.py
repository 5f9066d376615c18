"""The proper names of a text, each with its words, and which of them are places.

A name is a row of capitalised words. A word that the lexicon of countries reads as a country, its people or
one of its towns belongs to a place; so does a row after "in" or before "district". Every other row is a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from briefer.grounding.language.common_words import CALENDAR, PLACE_NOUNS, TITLES, WIDE, opens_no_name
from briefer.reading.countries import Mention, find_mentions
from briefer.reading.folding import fold
from briefer.reading.sentences.abbreviations import TITLES as SHORT_TITLES

_DOTTED = re.compile(r"(?<![^\W_])(?:[A-Z]\.){2,}")
_TOKEN = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’‘ʼ`´]s?$", re.IGNORECASE)
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_JOINS = re.compile(r"['’]? |\. |[-‐‑–/]| ?& ?")
_OPENS = re.compile(r"[.!?:;…\n\"“«(\[—•*#>]")
_LOCATIVE = frozenset(
    "in near at around outside inside into across throughout from to toward towards".split()
)
_PLACE_OF = frozenset("town village city commune district region province camp hamlet port island".split())
_QUARTER = re.compile(r"[QH][1-4]")  # of a year
_AFTER_SUBJECT = frozenset(
    "is was has had will would can could may might did does do were are have said told took won went left met put hit "
    "made held fell rose beat began became came drew fought gave got kept knew led lost ran sent shot spoke struck won "
    "also later then again now denied to and".split()
)
_IN_APPOSITION = frozenset("a an the who whose which".split())
# Lower-case words that stand inside names.
LINKS = frozenset(
    "of the for and de du des da dos la le les el al ul ibn bin ben wal van von der den y e o s d".split()
)


def key_of(word: str) -> str:
    """The form in which words of names are compared: folded, no possessive, no apostrophe, no plural s."""
    bare = _APOSTROPHES.sub("", fold(_POSSESSIVE.sub("", word)))
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss") else bare


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as written, its key, and how it stands."""

    text: str
    key: str
    start: int
    end: int
    opens: bool  # a sentence or a quotation starts here
    joined: bool  # to the token before, as one name's words are

    @property
    def is_capitalised(self) -> bool:
        """True when it begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        """True for two capitals or more and no small letter: "UN", "JNIM", "G5"."""
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True, slots=True)
class Name:
    """A row of capitalised words; `keys` are those that tell it from others, without titles."""

    text: str
    keys: tuple[str, ...]
    first: int  # token
    last: int  # token, inclusive
    is_place: bool = False
    code: str | None = None  # the country that the lexicon gives a place
    level: str = ""  # "name", "demonym", "capital", "metonym", "region" or "town" of the lexicon


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read for its names."""

    text: str  # "U.N." written as "UN"
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    vocabulary: frozenset[str]  # the keys of all words; acronyms also as written
    codes: frozenset[str]  # the countries mentioned in any way
    stated: frozenset[str]  # those named as such: by name or by their people

    def has(self, token: Token) -> bool:
        """Say whether the text has a token's word; "IS" is not "is"."""
        if token.is_acronym and len(token.text) < 4:
            return token.text in self.vocabulary or token.text.capitalize() in self.vocabulary
        return token.key in self.vocabulary


@lru_cache(maxsize=2_048)
def read(text: str) -> Reading:
    """Find the names of a text."""
    text = _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), text)
    tokens = tuple(_tokens(text))
    mentions = find_mentions(text)
    names = tuple(_names(text, tokens, mentions))
    written = {token.text for token in tokens if token.is_acronym}
    capitalised = {token.text for token in tokens if token.is_capitalised}
    return Reading(
        text,
        tokens,
        names,
        frozenset({token.key for token in tokens} | written | capitalised),
        frozenset(mention.code for mention in mentions),
        frozenset(mention.code for mention in mentions if mention.kind in ("name", "demonym")),
    )


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        short = bool(tokens) and gap == ". " and _is_short(tokens[-1], match[0])
        opens = not tokens or (bool(_OPENS.search(gap)) and not short)
        joined = bool(tokens) and not opens and bool(_JOINS.fullmatch(gap)) and (gap != ". " or short)
        tokens.append(Token(match[0], key_of(match[0]), match.start(), match.end(), opens, joined))
        end = match.end()
    return tokens


def _is_short(token: Token, following: str) -> bool:
    """An initial, a title or a month cut short: the full stop after it ends no sentence."""
    if token.key in CALENDAR and len(token.text) < 5 and following.isdigit():
        return True
    return token.is_capitalised and (len(token.text) == 1 or token.key in SHORT_TITLES or token.key == "st")


def _names(text: str, tokens: tuple[Token, ...], mentions: tuple[Mention, ...]) -> list[Name]:
    if text.isupper():
        return []
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    held = [
        range(bisect_right(ends, mention.span.start), bisect_left(starts, mention.span.end))
        for mention in mentions
    ]
    owners = {index: mention for mention, inside in zip(mentions, held, strict=True) for index in inside}
    found = [_place(text, tokens, mention, inside) for mention, inside in zip(mentions, held, strict=True)]
    small = {token.key for token in tokens if not token.is_capitalised}
    row: list[int] = []
    for index, token in enumerate(tokens):
        if row and (not token.joined or index in owners):
            row = _keep(text, tokens, row, owners, found)
        if index not in owners and _is_named(text, tokens, index, small, owners):
            row.append(index)
        elif row:
            row = _keep(text, tokens, row, owners, found)
    _keep(text, tokens, row, owners, found)
    return sorted((name for name in found if name.keys), key=lambda name: name.first)


def _is_named(
    text: str, tokens: tuple[Token, ...], index: int, small: set[str], owners: dict[int, Mention]
) -> bool:
    token = tokens[index]
    if not token.is_capitalised or (len(token.text) == 1 and not _beside_a_capital(tokens, index)):
        return False
    if token.opens and not token.is_acronym:
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        leads = bool(
            following
            and following.joined
            and following.is_capitalised
            and index + 1 not in owners
            and following.key not in CALENDAR
        )
        if token.key in small or opens_no_name(token.key, token.text, leads=leads):
            return False
        return leads or not following or _acts(token, following, text)
    return True


def _acts(token: Token, following: Token, text: str) -> bool:
    """Say whether a single word that opens a sentence is its subject: only then is it more likely a name than not."""
    low = following.text.lower()
    if _POSSESSIVE.search(token.text) or low in _AFTER_SUBJECT or low.endswith(("ed", "s")):
        return True
    gap = text[token.end : following.start]
    return gap.startswith(" (") or (gap == ", " and low in _IN_APPOSITION)


def _beside_a_capital(tokens: tuple[Token, ...], index: int) -> bool:
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return bool(after and after.joined and after.is_capitalised)


def _place(text: str, tokens: tuple[Token, ...], mention: Mention, inside: range) -> Name:
    keys = tuple(tokens[index].key for index in inside)
    words = text[mention.span.start : mention.span.end]
    return Name(words, keys, inside[0], inside[-1], True, mention.code, mention.kind)


def _keep(
    text: str, tokens: tuple[Token, ...], row: list[int], owners: dict[int, Mention], found: list[Name]
) -> list[int]:
    """Add the row to what was found, if it names anything; return a new row."""
    skipped = TITLES | CALENDAR | PLACE_NOUNS | WIDE
    telling = [
        index
        for index in row
        if tokens[index].key not in skipped
        and len(tokens[index].text) > 1
        and not _QUARTER.fullmatch(tokens[index].text)
    ]
    if telling:
        first, last = row[0], row[-1]
        keys = tuple(tokens[index].key for index in telling)
        is_place = _stands_as_place(tokens, first, last) and not any(tokens[i].is_acronym for i in row)
        found.append(Name(text[tokens[first].start : tokens[last].end], keys, first, last, is_place))
    return []


def _stands_as_place(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if tokens[last].key in PLACE_NOUNS - {"new", "old", "base", "camp", "border"}:
        return True
    if after and after.joined and after.key in PLACE_NOUNS and not after.is_capitalised:
        return after.key not in ("camp", "base", "border", "west", "north", "south", "east", "new")
    before = tokens[first - 1] if first and not tokens[first].opens else None
    if before is None:
        return False
    if before.key == "of" and first > 1:
        return tokens[first - 2].key in _PLACE_OF
    return before.text.lower() in _LOCATIVE - {"from", "to", "into"} and (
        after is None or not _POSSESSIVE.search(tokens[last].text)
    )
