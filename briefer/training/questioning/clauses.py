"""A sentence taken apart into plain clauses: subject, verb group, and the phrases after it, without a parser.

What is not plain is given up: a sentence that is read wrongly makes a bad question.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from briefer.model import Span
from briefer.reading.dates import find_dates
from briefer.training.questioning.chunks import Chunk, Manner, chunks_from
from briefer.training.questioning.finding import find_verb
from briefer.training.questioning.groups import Group, group_at, inheriting
from briefer.training.questioning.leads import past_lead
from briefer.training.questioning.tokens import (
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    Token,
    joined,
    tokens_of,
)

_MOST_SUBJECT_WORDS = 22
_PREFIX_WORDS = 10  # of a topic before a colon
_SAYING = frozenset(
    "say announce state declare claim report confirm warn admit deny believe predict estimate reveal "
    "suggest conclude allege insist argue acknowledge vow pledge promise think know find show indicate "
    "add note rule".split()
)
SAYING = _SAYING
_WITH_OF = frozenset("accuse convict acquit suspect warn inform strip rob remind deprive cure notify".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """Who does what: token indexes into `tokens`; `leads` are the phrases before the subject."""

    text: str
    tokens: tuple[Token, ...]
    subject: tuple[int, int]
    group: Group
    chunks: tuple[Chunk, ...]
    leads: tuple[Chunk, ...] = ()
    is_inner: bool = False  # the content of what somebody says

    def span(self, first: int, last: int) -> Span:
        """The characters from one token through another."""
        return joined(self.tokens, first, last)

    def words(self, first: int, last: int) -> tuple[Token, ...]:
        """The tokens from one through another."""
        return self.tokens[first : last + 1]


@lru_cache(maxsize=512)
def clauses_of(sentence: str) -> tuple[Clause, ...]:
    """Return the plain clauses of a sentence, the first one first; none where it is not plain."""
    tokens = tokens_of(sentence)
    end = len(tokens)
    while end and not tokens[end - 1].is_word and tokens[end - 1].text not in ")”\"'":
        end -= 1
    if end < 3:
        return ()
    return tuple(_read(sentence, tokens, _past_topic(tokens, end), end, _days(sentence, tokens)))


def _days(sentence: str, tokens: tuple[Token, ...]) -> frozenset[int]:
    """The tokens of dates, with "the" of "the past six months"; a year that is part of a name is none."""
    found = {
        index
        for mention in find_dates(sentence)
        for index, token in enumerate(tokens)
        if token.start < mention.span.end and mention.span.start < token.end
    }
    found -= {index for index in found if _is_of_name(tokens, index, found)}
    return frozenset(found | {index - 1 for index in found if index and tokens[index - 1].low == "the"})


def _is_of_name(tokens: tuple[Token, ...], index: int, days: set[int]) -> bool:
    """ "The 2016 presidential election", "wins the 2013 League"."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or index - 1 in days or index + 1 in days or not tokens[index].text.isdigit():
        return False
    named = following.is_capitalised and following.low not in PREPOSITIONS
    return named or (index > 0 and tokens[index - 1].low in ("the", "a", "its") and following.text.islower())


def _past_topic(tokens: tuple[Token, ...], end: int) -> int:
    """Past "Syrian uprising:"."""
    for index in range(min(end - 3, _PREFIX_WORDS)):
        if tokens[index].text == ":" and (tokens[index + 1].is_capitalised or tokens[index + 1].is_number):
            return index + 1
    return 0


def _read(
    text: str, tokens: tuple[Token, ...], start: int, end: int, days: frozenset[int], inner: bool = False
) -> list[Clause]:
    opened = past_lead(tokens, start, end, days)
    if opened is None:
        return []
    begin, leads = opened
    at = find_verb(tokens, begin, end)
    if at is None or at == begin:
        return []
    subject = _subject(tokens, begin, at - 1)
    if subject is None:
        return []
    return _predicates(text, tokens, subject, at, end, days, leads, inner)


def _predicates(
    text: str, tokens: tuple[Token, ...], subject: tuple[int, int], at: int, end: int, days: frozenset[int],
    leads: tuple[Chunk, ...], inner: bool, before: Group | None = None,
) -> list[Clause]:  # fmt: skip
    """The clause whose verb stands at an index, then those that go on with its subject, and what it says."""
    group = group_at(tokens, at, end)
    if group is None:
        return []
    group = inheriting(group, before)
    manner = Manner(group.verb.base in _SAYING, group.is_copula, group.verb.base in _WITH_OF)
    chunks, stop = chunks_from(tokens, group.last + 1, end, days, manner)
    found = [Clause(text, tokens, subject, group, chunks, leads, inner)]
    for chunk in chunks:
        if chunk.kind == "content" and not inner:
            begin = chunk.first + (tokens[chunk.first].low == "that")
            found += _read(text, tokens, begin, chunk.last + 1, days, True)
    if stop is not None and stop < end:
        found += _predicates(text, tokens, subject, stop, end, days, (), inner, group)
    return found


def _subject(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, int] | None:
    """The subject without its aside and the adverbs before the verb."""
    while last > first and (
        tokens[last].is_adverb or tokens[last].low in ("both", "all", "each") or tokens[last].text in ",)"
    ):
        if tokens[last].text == ")":
            opens = next((i for i in range(last, first, -1) if tokens[i].text == "("), None)
            if opens is None:
                return None
            last = opens - 1
            continue
        if tokens[last].text == ",":
            last = _before_aside(tokens, first, last - 1)
            continue
        last -= 1
    words = tokens[first : last + 1]
    if len(words) > _MOST_SUBJECT_WORDS or any(token.text in ';:"“”()' for token in words):
        return None
    if words[0].low in PRONOUNS - {"one", "those"} or words[0].low in SUBORDINATORS:
        return None
    return first, last


def _before_aside(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """The token before ", the leader of X": an aside goes back to the comma before it."""
    for index in range(last, first, -1):
        if tokens[index].text == ",":
            return index - 1
    return last
