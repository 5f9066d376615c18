"""Whether a sentence holds the kind of thing that a question asks for: a number, a day, a place, a name."""

from __future__ import annotations

import re

from briefer.grounding.language.attribution import attributions
from briefer.grounding.language.quantities import Quantity, find_quantities
from briefer.grounding.language.words import ideas_of, stem, words_of
from briefer.model import Evidence, Precision
from briefer.reading.countries import find_mentions
from briefer.reading.dates import find_dates
from briefer.writing.questions import Asks, Question, Want

_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|after|over|in response|amid|as a result|so that|in protest|reason|caused|led|"
    r"blam\w+|following|accus\w+|alleg\w+|in order to|in an attempt|claimed|said that)\b",
    re.IGNORECASE,
)
_EXTENT = re.compile(
    r"\w[ -](?:hours?|days?|weeks?|months?|years?|kilomet\w+|km|miles?|met(?:er|re)s?)\b"
    r"|\b(?:immediate\w*|at once|indefinite\w*|(?:since|until|till) \w+)\b",
    re.IGNORECASE,
)
# "Two more are on the run", "three others were hurt": more of what the sentence before counts.
_STANDS_FOR_MORE = re.compile(r"\s+(?:more|others)\s+(?:is|are|was|were|has|have|had|remain\w*)\b")
_ANYBODY = frozenset(
    {
        "them",
        "people",
        "ppl",
        "persons",
        "person",
        "dead",
        "deaths",
        "fatalities",
        "victims",
        "casualties",
        "lives",
    }
)
_THINGS = re.compile(
    r"\b(?:votes?|years?|days?|hours?|weeks?|months?|countries|members|abstentions|villages?|attacks?|vehicles?|"
    r"percent|per cent|dollars|euros|kilomet\w+|miles?|tonnes?)\b"
)
_NAME_RUN = re.compile(
    r"(?<=[a-z,] )[A-Z][\w’'-]+(?:\s+(?:al-|[A-Z])[\w’'-]+)*|(?<=[“\"])[^“”\"]{3,30}(?=[”\"])"
)
_LEADING = re.compile(
    r"\b(?:lead(?:s|er|ers|ing)?|led|heads?|headed|rule[sr]?|rulers|chief|president|command(?:s|er|ers|ed)|runs?)\b",
    re.IGNORECASE,
)
_OFFICE_ASKED = re.compile(
    r"\bwho(?:['’]s| is| was| are| were)? (?:now |currently )?(?:the |its |their )?"
    r"(leads?|led|heads?|headed|rules?|ruled|runs?|commands?|commanded|leaders?|ruler|chief|commander|president|"
    r"prime minister|foreign minister|minister|ambassador|governor|spokes\w+)\b",
    re.IGNORECASE,
)
_LEAST_OF_THING = 0.5


def holds(question: Question, want: Want, item: Evidence) -> bool:
    """Say whether the sentence holds what is wanted."""
    text = item.text
    match want.kind:
        case Asks.COUNT:
            return any(_counts(want.noun, quantity, text) for quantity in find_quantities(text))
        case Asks.HOW_LONG:
            return bool(_EXTENT.search(text))
        case Asks.WHEN:
            return bool(find_dates(text)) or item.bulletin.date.precision in (Precision.DAY, Precision.RANGE)
        case Asks.WHERE:
            return bool(_new_places(question, text))
        case Asks.WHO:
            return _tells_who(question, text)
        case Asks.NAME:
            return _names_anew(question, text)
        case Asks.EXPANSION:
            return _expands(question, text)
        case Asks.WHY:
            return bool(_CAUSE.search(text))
        case _:
            return True


def _counts(counted: str, quantity: Quantity, text: str) -> bool:
    """A number counts the noun asked for: the same word or idea after it, or people where none is named."""
    if not counted:
        return True
    after = words_of(text[quantity.span.end : quantity.span.end + 60])
    if counted in _ANYBODY:
        return not _THINGS.search(quantity.noun) and not quantity.is_percent and not quantity.currency
    wanted = stem(counted)
    if any(word.stem == wanted for word in after):
        return True
    nouns = [word.stem for word in words_of(quantity.noun)]
    if _STANDS_FOR_MORE.match(text, quantity.span.end):
        return True
    if ideas_of([wanted]) & ideas_of(nouns):
        return True
    return not nouns and counted in {word.folded for word in words_of(text)}


def _expands(question: Question, text: str) -> bool:
    """The letters asked for stand in brackets after words, or before words in brackets."""
    return any(
        re.search(rf"[a-z][\w’'-][^()]{{0,80}}\(\s*{letters}\s*\)|\b{letters}\s*\([a-z]", text, re.IGNORECASE)
        for letters in (re.escape(term.word) for term in question.names)
    )


def _new_places(question: Question, text: str) -> bool:
    """A place that the question does not name: a known one, or a capital after a preposition of place."""
    asked = {word.stem for word in words_of(question.text)}
    known = any(
        mention.kind != "demonym" and not {word.stem for word in words_of(mention.span.of(text))} <= asked
        for mention in find_mentions(text)
    )
    return known or any(
        stem(match[1].lower()) not in asked
        for match in re.finditer(r"\b(?:in|at|near|to|from|of|outside)\s+(?:the\s+)?([A-Z][\w’'-]+)", text)
    )


def _tells_who(question: Question, text: str) -> bool:
    """Somebody speaks, or is named; of an office ("who leads the junta?"), who is named beside it."""
    office = _OFFICE_ASKED.search(question.text)
    if office is None:
        return bool(attributions(text)) or _names_somebody(question, text)
    wanted = _LEADING if _LEADING.fullmatch(office[1]) else re.compile(rf"\b{office[1]}\b", re.IGNORECASE)
    return bool(wanted.search(text)) and _names_somebody(question, text)


def _names_somebody(question: Question, text: str) -> bool:
    asked = {term.stem for term in question.terms}
    return any(
        word.is_capitalised and word.span.start > 0 and word.stem not in asked and not word.is_stop
        for word in words_of(text)
    )


def _names_anew(question: Question, text: str) -> bool:
    """A name that the question lacks and that is neither a place nor a day, beside what is to be named."""
    asked = {word.stem for word in words_of(question.text)}
    apart = [mention.span for mention in find_mentions(text)] + [mention.span for mention in find_dates(text)]
    named = any(
        not ({word.stem for word in words_of(match[0])} & asked)
        and not ideas_of(word.stem for word in words_of(match[0]))
        and not any(span.start < match.end() and match.start() < span.end for span in apart)
        for match in _NAME_RUN.finditer(text)
    )
    here = {word.stem for word in words_of(text)}
    ideas = ideas_of(here)
    things = [term for term in question.terms if not term.is_name]
    met = sum(term.stem in here or bool(ideas_of([term.stem]) & ideas) for term in things)
    return named and met >= _LEAST_OF_THING * len(things)
