"""Find where a text names a country: its name, its people, its seat of government, its towns and regions.

One pass over the words finds the longest entry of the lexicon at each place. What is found is then read by
its surroundings: "Georgia" by its neighbours, "Lincoln" only where it is clearly a place, "Jordan" not where it
is part of a person's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from briefer.model import Span
from briefer.reading.countries.gazetteer import TOKEN, Entry, Rule, lexicon, word_list
from briefer.reading.folding import MARKS, fold

GAP = re.compile(r"(?:[ \t\n]+|[-‐‑–'’ʼʻ‘`]|\. ?| \(|\) )?")
AFTER_A_PLACE = re.compile(
    rf"\b(?:in|near|at|outside)(?: [A-Z][\w’'{MARKS}-]*){{1,4}}, $"
)  # "in Darayim District, "
PLACE_NOUNS = word_list("place nouns")  # "Borno state"
DIRECTIONS = word_list("directions")
LOCATIVE = word_list("locative")  # "in Lincoln"
NOT_GIVEN_NAMES = word_list("not given names") | DIRECTIONS  # "In Jordan", "King Jordan"
NOT_SURNAMES = word_list("not surnames") | PLACE_NOUNS  # "Paris Mayor Anne Hidalgo"
BEFORE_PLACE = {"of", "and", "to", "from"}  # where a place noun stands before: "the city of Lincoln"
BEFORE_COUNTRY = {"of", "to", "from", "with", "between", "against"}
TWINNED = {"lebanon", "jordan", "cuba", "peru", "poland", "norway", "mexico", "panama", "jamaica", "china"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a country."""

    code: str  # ISO 3166-1 alpha-3
    span: Span
    kind: str  # "name", "demonym", "capital", "metonym", "region" or "town"


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Match:
    first: int  # token
    last: int  # token
    key: str
    entry: Entry
    code: str | None = None


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Return the mentions of countries in reading order; spans index into the text as given."""
    tokens = [_Token(m[0], fold(m[0]), m.start(), m.end()) for m in TOKEN.finditer(text)]
    matches = _matches(text, tokens)
    if not matches:
        return ()
    matches = _settled(text, tokens, matches)
    found = []
    for match in matches:
        if match.code is None:
            continue
        end = tokens[match.last].end
        if len(tokens[match.last].word) == 1 and text[end : end + 1] == "." and match.first < match.last:
            end += 1  # the last point of "U.S."
        codes = match.entry.codes if match.entry.trust == "all" else (match.code,)
        found += [Mention(code, Span(tokens[match.first].start, end), match.entry.kind) for code in codes]
    return tuple(found)


def _matches(text: str, tokens: list[_Token]) -> list[_Match]:
    """Return the longest entry at each place, from the left, without overlaps."""
    entries, longest, _ = lexicon()
    found, here = [], 0
    while here < len(tokens):
        reach = longest.get(tokens[here].key, 0)
        reach = min(reach, len(tokens) - here) if reach else 0
        step = 1
        for width in range(reach, 0, -1):
            window = tokens[here : here + width]
            key = " ".join(token.key for token in window)
            entry = entries.get(key)
            if entry is not None and _written_as(text, window, entry):
                found.append(_Match(here, here + width - 1, key, entry))
                step = width
                break
        here += step
    return found


def _written_as(text: str, window: list[_Token], entry: Entry) -> bool:
    """Say whether the words stand as one name: joined, and with the capitals that the name needs."""
    for left, right in pairwise(window):
        if not GAP.fullmatch(text, left.end, right.start):
            return False
        if "." in text[left.end : right.start] and len(left.word) > 3:
            return False  # a sentence ends between the two
    if entry.capitals:
        is_money = text.startswith("$", window[-1].end)  # "US$100"
        return all(token.word.isupper() for token in window) and not is_money
    word = window[0].word
    if entry.kind in ("town", "region") and len(word) <= 4 and not word[1:].islower() and not text.isupper():
        return False  # "GAO" and "IMO" are acronyms
    if entry.plain and not all(token.word.isascii() for token in window):
        return False  # "Germán" is a name
    if entry.kind == "none":
        return any(token.word[0].isupper() for token in window)
    return window[0].word[0].isupper() and (len(window[-1].word) < 2 or window[-1].word[0].isupper())


def _settled(text: str, tokens: list[_Token], matches: list[_Match]) -> list[_Match]:
    """Give each match its country, the clear ones first: they tell how to read the others."""
    rules = lexicon()[2]
    sure: set[str] = set()
    settled: list[_Match] = []
    for match in matches:
        if match.entry.codes and match.entry.trust in ("alone", "all") and match.key not in rules:
            match = replace(match, code=match.entry.codes[0])
            sure.update(match.entry.codes if match.entry.trust == "all" else match.entry.codes[:1])
        settled.append(match)
    ruled = [index for index, match in enumerate(settled) if match.key in rules]
    words = " ".join(["", *(token.key for token in tokens), ""]) if ruled else ""
    for with_cues in (False, True):  # what needs no cue is one for what does: "Nice, France"
        for index in ruled:
            match = settled[index]
            rule, person = rules[match.key]
            if bool(rule.cues) == with_cues and not (person and _in_a_persons_name(text, tokens, match)):
                settled[index] = replace(match, code=_by_rule(rule, words, sure, match.key))
        sure |= {settled[index].code or "" for index in ruled}
    for index, match in enumerate(settled):
        if match.entry.trust in ("located", "shared") and match.key not in rules:
            settled[index] = replace(match, code=_place(text, tokens, match, sure))
    return _with_following_region(text, tokens, settled)


def _by_rule(rule: Rule, words: str, sure: set[str], key: str) -> str | None:
    own = f" {key} "
    rest = words.replace(own, " ") if rule.cues else words
    for code, cues in rule.cues:
        for cue in cues:
            present = cue[1:] in sure if cue.startswith("@") else f" {cue} " in rest
            if present:
                return None if code == "-" else code
    return rule.default


def _neighbours(text: str, tokens: list[_Token], match: _Match) -> tuple[_Token | None, _Token | None]:
    """Return the words before and after that a single space joins to the match."""
    before = tokens[match.first - 1] if match.first else None
    after = tokens[match.last + 1] if match.last + 1 < len(tokens) else None
    if before and text[before.end : tokens[match.first].start] != " ":
        before = None
    if after and text[tokens[match.last].end : after.start] != " ":
        after = None
    return before, after


def _in_a_persons_name(text: str, tokens: list[_Token], match: _Match) -> bool:
    """Say whether the name stands in a row of capitalised words, as a person's would: "Michael Jordan"."""
    if text.isupper():
        return False
    entries = lexicon()[0]
    before, after = _neighbours(text, tokens, match)
    if before and before.word[0].isupper() and before.key not in NOT_GIVEN_NAMES and before.key.isalpha():
        known = entries.get(before.key)
        return known is None or known.kind == "town"
    if before and before.key in LOCATIVE | BEFORE_COUNTRY:
        return False
    if after and after.word[0].isupper() and after.key not in NOT_SURNAMES:
        known = entries.get(after.key)
        return known is None or known.trust != "alone"
    return False


def _place(text: str, tokens: list[_Token], match: _Match, sure: set[str]) -> str | None:
    """Return the country of a town or region that needs support, or None."""
    codes = match.entry.codes
    supported = [code for code in codes if code in sure]
    before, after = _neighbours(text, tokens, match)
    if after and after.word[0].isupper() and after.key not in PLACE_NOUNS:
        return None
    if before and before.word[0].isupper() and before.key not in NOT_GIVEN_NAMES:
        return None
    if len(supported) == 1:
        return supported[0]
    if supported or match.entry.trust != "located":
        return None
    if after and after.key in PLACE_NOUNS:
        return codes[0]
    if before is None:
        start = tokens[match.first].start
        return codes[0] if AFTER_A_PLACE.search(text, max(0, start - 60), start) else None
    if before.key in LOCATIVE or (before.key in DIRECTIONS and before.word.islower()):
        return codes[0]
    noun = tokens[match.first - 2].key if match.first > 1 else ""
    return codes[0] if before.key in BEFORE_PLACE and noun in PLACE_NOUNS else None


def _with_following_region(text: str, tokens: list[_Token], matches: list[_Match]) -> list[_Match]:
    """Read "Paris, Texas" and "Lebanon, Pennsylvania" as one place of the region's country."""
    result = list(matches)
    for index in range(len(result) - 1):
        here, following = result[index], result[index + 1]
        joined = text[tokens[here.last].end : tokens[following.first].start] == ", "
        if not joined or following.code is None or not here.entry.codes:
            continue
        is_place = here.entry.kind in ("town", "region", "capital")
        if here.entry.kind == "name" and here.key not in TWINNED:
            continue
        if following.entry.kind == "region" and (is_place or following.code == "USA"):
            if here.code != following.code and following.entry.trust == "alone":
                result[index] = replace(here, code=following.code, entry=replace(here.entry, kind="town"))
        elif is_place and following.entry.kind == "name" and following.code in here.entry.codes:
            result[index] = replace(here, code=following.code)
    return result
