"""What a question asks for: its kind, the words that matter, and the names that must be met."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from briefer.grounding.words import Word, stem, words_of
from briefer.reading.countries import find_mentions
from briefer.reading.dates import find_dates


class Asks(StrEnum):
    """The kind of thing that answers."""

    COUNT = "how many"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    WHY = "why"
    WHETHER = "whether"
    EVENTS = "what happened"
    WHAT = "what"


_KINDS: tuple[tuple[Asks, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            Asks.COUNT,
            r"\bhow (?:many|much|large|big)\b|\b(?:death|body|casualty) (?:toll|count)\b|\b(?:number|toll) of\b|\bwhat (?:number|share|percentage|tally)\b",
        ),
        (
            Asks.EVENTS,
            r"^\W*(?:what(?:'s| is| has been)? (?:happen(?:ed|ing|s)?|new|going on|occurred|took place)|what are the latest|latest|any news|news)\b",
        ),
        (Asks.WHEN, r"\bwhen\b|\b(?:what|which) (?:date|day|month|year)\b|\bhow long\b"),
        (
            Asks.WHERE,
            r"\bwhere\b|\b(?:what|which) (?:place|town|city|village|villages|region|district|province|commune|area)\b",
        ),
        (Asks.WHY, r"\bwhy\b|\bfor what reason\b|\bwhat (?:caused|led to)\b|\bhow come\b"),
        (
            Asks.WHO,
            r"\bwho(?:m|se)?\b|\b(?:what|which) (?:group|groups|person|people|official|countries|country|states|organi[sz]ation|outlet|outlets|militia|side|party|parties|spokes\w+|commander|leader|minister)\b",
        ),
        (
            Asks.WHETHER,
            r"^\W*(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would)\b|,\s*(?:did|was|were|is|are|has|have)\b",
        ),
    )
)
_ASKING = frozenset(
    "many much number toll count date day month year place person people anyone somebody someone reason latest news new "
    "name names call called kind type exactly according report reports reported bulletin bulletins there story "
    "regarding concerning recent recently ago last week time far long go going occur occurred take took place "
    "country countries group groups organisation organization outlet official role get got make made".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that an answer must meet; `weight` says how much it matters."""

    word: str  # folded
    stem: str
    weight: float
    is_name: bool
    countries: frozenset[str] = frozenset()  # codes that may stand in for the name


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart."""

    text: str
    asks: Asks
    terms: tuple[Term, ...]
    counted: str = ""  # of "how many": the folded noun that is counted

    @property
    def names(self) -> tuple[Term, ...]:
        """The names, each of which the bulletin must hold."""
        return tuple(term for term in self.terms if term.is_name)


def analyse(text: str) -> Question:
    """Take a question apart."""
    asks = next((kind for kind, pattern in _KINDS if pattern.search(text)), Asks.WHAT)
    dates = [mention.span for mention in find_dates(text)]
    mentions = find_mentions(text)
    terms: dict[str, Term] = {}
    for word in words_of(text):
        if word.is_stop or any(word.span.overlaps(day) for day in dates):
            continue
        mention = next((each for each in mentions if each.span.overlaps(word.span)), None)
        is_place = mention is not None and mention.kind in {"town", "region", "capital"}
        by_code = mention is not None and mention.kind in {"name", "demonym", "metonym"}
        is_name = _is_name(word, text) or mention is not None
        if not is_name and word.folded in _ASKING:
            continue
        codes = frozenset({mention.code}) if mention is not None and by_code and not is_place else frozenset()
        terms.setdefault(
            word.stem, Term(word.folded, word.stem, 2.0 if is_name else 1.0, is_name, frozenset(codes))
        )
    return Question(text, asks, tuple(terms.values()), _counted(text) if asks is Asks.COUNT else "")


def _is_name(word: Word, text: str) -> bool:
    """A capital inside the sentence, an acronym anywhere, or a number."""
    if word.text[0].isdigit():
        return True
    if len(word.text) > 1 and word.text.isupper():
        return True
    return word.is_capitalised and word.span.start > 0 and text[: word.span.start].strip(" \"'“‘¿") != ""


def _counted(text: str) -> str:
    match = re.search(r"\bhow (?:many|much)\s+(?:of (?:the )?)?((?:\w+\s+){0,2}?\w+)", text, re.IGNORECASE)
    if not match:
        return ""
    nouns = [word for word in words_of(match[1]) if not word.is_stop]
    return stem(nouns[0].folded) if nouns else ""
