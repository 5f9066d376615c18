"""Whether a sentence holds the kind of thing that a question asks for: a number, a day, a place, a name."""

from __future__ import annotations

import re

from briefer.grounding.attribution import attributions
from briefer.grounding.quantities import Quantity, find_quantities
from briefer.grounding.words import idea_of, stem, words_of
from briefer.model import Evidence, Precision
from briefer.reading.countries import find_mentions
from briefer.reading.dates import find_dates
from briefer.writing.questions import Asks, Question

_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|after|over|for|in response|amid|as a result|so that|to \w+|reason|caused|"
    r"blam\w+|since|following|accus\w+)\b",
    re.IGNORECASE,
)
_DURATION = re.compile(r"\b(?:a|an|one|two|three|[\w-]+)[ -](?:hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
_ANYBODY = frozenset({"people", "persons", "person", "dead", "deaths", "fatalities", "victims", "casualties", "lives"})
_THINGS = re.compile(
    r"\b(?:votes?|years?|days?|hours?|weeks?|months?|countries|members|abstentions|villages?|attacks?|vehicles?|"
    r"percent|per cent|dollars|euros|kilomet\w+|miles?|tonnes?)\b"
)
_NAME_RUN = re.compile(r"[A-Z][\w’'-]+(?:\s+(?:al-|[A-Z])[\w’'-]+)+|[A-Z]{2,}\b|“[^”]{2,40}”|\"[^\"]{2,40}\"")


def holds(question: Question, kind: Asks, item: Evidence) -> bool:
    """Say whether the sentence holds what that kind of question asks for."""
    text = item.text
    if kind is Asks.COUNT:
        return any(_counts(question.counted, quantity, text) for quantity in find_quantities(text))
    if kind is Asks.HOW_LONG:
        return bool(_DURATION.search(text))
    if kind is Asks.WHEN:
        return bool(find_dates(text)) or item.bulletin.date.precision in (Precision.DAY, Precision.RANGE)
    if kind is Asks.WHERE:
        return bool(_new_places(question, text))
    if kind is Asks.WHO:
        return bool(attributions(text)) or _names_somebody(question, text)
    if kind is Asks.NAME:
        return _names_anew(question, text)
    if kind is Asks.WHY:
        return bool(_CAUSE.search(text))
    return True


def _counts(counted: str, quantity: Quantity, text: str) -> bool:
    """A number counts the noun asked for: the same word or idea after it, or people where none is named."""
    if not counted:
        return True
    nouns = [word for word in words_of(quantity.noun)]
    near = words_of(text[quantity.span.end : quantity.span.end + 60])
    if counted in _ANYBODY:
        return not _THINGS.search(quantity.noun) and not quantity.is_percent and not quantity.currency
    wanted, idea = stem(counted), idea_of(stem(counted))
    same = [word for word in (*nouns, *near) if word.stem == wanted]
    alike = [word for word in nouns if idea is not None and idea_of(word.stem) == idea]
    return bool(same or alike) or (not nouns and wanted in {word.stem for word in words_of(text)})


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


def _names_somebody(question: Question, text: str) -> bool:
    asked = {term.stem for term in question.terms}
    return any(
        word.is_capitalised and word.span.start > 0 and word.stem not in asked and not word.is_stop
        for word in words_of(text)
    )


def _names_anew(question: Question, text: str) -> bool:
    """A name of two words or more, an acronym or a quoted name that the question lacks and that is no place."""
    asked = {word.stem for word in words_of(question.text)}
    places = [mention.span for mention in find_mentions(text)]
    return any(
        not ({word.stem for word in words_of(match[0])} & asked)
        and not any(span.start < match.end() and match.start() < span.end for span in places)
        for match in _NAME_RUN.finditer(text)
    )
