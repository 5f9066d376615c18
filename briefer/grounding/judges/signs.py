"""Signs in the words that a claim goes wrong although most of it is in the evidence.

A claim that turns one number, name or "more" into "less" still shares nearly all its words with what it
cites. Each sign takes a share off the judge's score. The shares are those of 0.1, 0.3, 0.5 and 0.7 that rank
best, by mean area under the ROC curve, public training pairs (FEVER, FM2, SNLI, ConjNLI, Breaking NLI) and news
bulletins with one word changed. What counts as a sign was written by hand, with sight of the development sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from briefer.grounding.judges.evidence import Evidence, gives_otherwise, holds, is_named, numbers_of
from briefer.grounding.judges.windows import sentences_of
from briefer.grounding.language.words import Word, opposites_of, stem, stems_of, words_of

KINDS = ("number", "name", "opposite", "negation", "scope")
NUMBER_COST = 0.5  # for each number that the evidence does not give; two at most count, as below
NAME_COST = 0.3  # for each name's word, over the root of how many the claim has
OPPOSITE_COST = 0.7
NEGATION_COST = 0.7  # the claim negates, the evidence around it negates nothing
SCOPE_COST = 0.7
_MOST = 2
_MOST_NAMES = 3
_NEAR = 1  # content words

_NEGATION = re.compile(
    r"\b(?:not(?! (?:only|just|merely))|cannot|never|neither|nor|none|nobody|nothing|without"
    r"|no(?! (?:fewer|less|more|later|earlier) than))\b|n[’']t\b",
    re.IGNORECASE,
)
# Words that bear out a "not" of the claim without saying it.
_DENIAL = re.compile(
    r"\b(?:unable|fail(?:s|ed|ing|ure)?|lack(?:s|ed|ing)?|refus(?:es?|ed|ing|al)|den(?:y|ies|ied|ying)"
    r"|reject(?:s|ed|ing)?|declin(?:es?|ed|ing)|prevent(?:s|ed|ing)?|miss(?:ed|ing)?|avoid(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# One word of a line bears out another.
_SCOPES = tuple(
    frozenset(line.split())
    for line in (
        "all every each both any whole entire entirely completely everyone everybody everything",
        "only solely exclusively exactly just alone",
        "never none nobody nothing no",
        "always constantly invariably",
        "most majority mostly",
        "must",
    )
)
_TOO_COMMON = frozenset("just alone no".split())
_THE = re.compile(r"\b(?:the|these|those|all|other) $", re.IGNORECASE)  # "the two" counts nothing anew
_PREFIX = re.compile(r"(?:un|in|im|ir|il|dis|non-?|mis)(\w{4,})$")
# What one side says, the other does not. General words: those of the news trade are in `grounding.words`.
_OPPOSITES = """
increase grow rise gain improve climb surge raise expand strengthen boost | decrease decline fall drop reduce shrink
accelerate faster fast quick quickly | slow slower slowly
more greater higher above over exceed larger increasing | less fewer lower below under smaller decreasing
high | low
big large huge major | small little tiny minor
before earlier prior previous | after later following next subsequent
first beginning start | last final end
early | late
new | old
young younger | old older
good better best positive strong success successful | bad worse worst negative weak failure unsuccessful
improve gain | worsen deteriorate loss
easy simple | difficult hard complex complicated
accept agree approve support allow permit | reject disagree refuse oppose prohibit forbid ban deny
like love enjoy | dislike hate
include | exclude
buy purchase | sell sale
north northern | south southern
east eastern | west western
left | right
man men male boy father husband son brother | woman women female girl mother wife daughter sister
always often usually frequently | never rarely seldom
all every everyone | none no nobody
many most much majority | few minority
inside within indoor | outside outdoor
internal | external
public | private
legal lawful | illegal unlawful
guilty | innocent
alive | dead
import | export
enter arrive come | leave exit depart go
begin start launch continue | end stop finish cease discontinue
victory | defeat
short shorter | long longer
near close | far
cheap affordable inexpensive | expensive costly
rich wealthy | poor
same similar identical | different
possible able | impossible unable
remember | forget
remove delete | add insert
maximum | minimum
upper top | lower bottom
day morning | night evening
summer | winter
former | current
full complete | empty incomplete partial
optimistic | pessimistic
single unmarried | married
hot warm | cold cool
manual | automatic
primary main | secondary
"""


@dataclass(frozen=True, slots=True)
class Sign:
    """A word of the claim that the evidence speaks against, and the share of the score that it takes off."""

    word: str
    cost: float
    kind: str  # one of KINDS


def signs_in(
    claim: str, evidence: Evidence, window: str, context: frozenset[str], spared: frozenset[int]
) -> tuple[Sign, ...]:
    """Find the signs in a claim; `window` is the part of the evidence nearest to it, `context` the stems
    of what stands around the evidence: a name from there may be whom the evidence means by "he".

    Words that start at a place in `spared` are not looked at.
    """
    words = tuple(word for word in words_of(claim) if word.span.start not in spared)
    return (
        *_strange_numbers(claim, evidence, spared)[:_MOST],
        *_strange_names(claim, words, evidence, context)[:_MOST_NAMES],
        *_turned(words, window)[:_MOST],
        *_negated(claim, window),
        *_widened(words, evidence)[:_MOST],
    )


def _strange_numbers(claim: str, evidence: Evidence, spared: frozenset[int]) -> list[Sign]:
    return [
        Sign(span.of(claim), NUMBER_COST, "number")
        for span, values in numbers_of(claim)
        if not values & evidence.values and span.start not in spared and not _THE.search(claim, 0, span.start)
    ]


def _strange_names(
    claim: str, words: tuple[Word, ...], evidence: Evidence, context: frozenset[str]
) -> list[Sign]:
    names = [word for word in words if is_named(word) and not word.text[0].isdigit()]
    lowered = evidence.text.lower()
    return [
        Sign(word.text, NAME_COST / len(names) ** 0.5, "name")
        for word in names
        # The first letters are enough, so that no demonym or plural is taken for another name.
        if not holds(evidence, word)
        and word.stem not in context
        and word.folded[:4] not in lowered
        and not gives_otherwise(evidence, claim, word)
    ]


def _turned(words: tuple[Word, ...], window: str) -> list[Sign]:
    here = stems_of(window)
    sentences = [(stems_of(each), _plain(each)) for each in sentences_of(window)]
    content = [word for word in words if not word.is_stop]
    found = []
    for word in words:
        against = _against(word)
        if not against or word.stem in here or is_named(word):
            continue
        beside = frozenset(_beside(word, content))
        if any(against & plain and beside & stems for stems, plain in sentences):
            found.append(Sign(word.text, OPPOSITE_COST, "opposite"))
    return found


def _plain(sentence: str) -> frozenset[str]:
    """The stems that are no part of a name: Little Rock and West Africa are not the opposite of anything."""
    return frozenset(word.stem for word in words_of(sentence) if not is_named(word))


def _beside(word: Word, content: Sequence[Word]) -> Iterator[str]:
    """The content words next to a word: what it is said of, so that only its own opposite turns it."""
    before = [each for each in content if each.span.end <= word.span.start]
    after = [each for each in content if each.span.start >= word.span.end]
    yield from (each.stem for each in before[-_NEAR:] + after[:_NEAR])


def _negated(claim: str, window: str) -> list[Sign]:
    cue = _NEGATION.search(claim)
    if not cue or _NEGATION.search(window) or _DENIAL.search(window):
        return []
    claimed = stems_of(claim)
    prefixed = (_PREFIX.match(word.folded) for word in words_of(window))
    if any(match and stem(match[1]) in claimed for match in prefixed):  # "not clear" is "unclear"
        return []
    return [Sign(cue[0], NEGATION_COST, "negation")]


def _widened(words: tuple[Word, ...], evidence: Evidence) -> list[Sign]:
    strange = [scope for scope in _SCOPES if not scope & evidence.folded]
    found = {word.folded: word for word in words if any(word.folded in scope for scope in strange)}
    return [Sign(word.text, SCOPE_COST, "scope") for word in found.values() if word.folded not in _TOO_COMMON]


def _against(word: Word) -> frozenset[str]:
    return _opposites_of(word.stem, word.folded)


@lru_cache(maxsize=16_384)
def _opposites_of(word_stem: str, folded: str) -> frozenset[str]:
    prefixed = _PREFIX.match(folded)
    base = frozenset({stem(prefixed[1])}) if prefixed else frozenset()
    return base | _table().get(word_stem, frozenset()) | opposites_of(word_stem)


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _OPPOSITES.strip().splitlines():
        left, right = (frozenset(stem(word) for word in side.split()) for side in line.split("|"))
        for one, other in ((left, right), (right, left)):
            for each in one:
                table[each] = table.get(each, frozenset()) | (other - one)
    return table
