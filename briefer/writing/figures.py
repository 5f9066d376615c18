"""Figures as worded, each with who stated it: never added, averaged or rounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefer.grounding.draft import DraftSentence
from briefer.grounding.language.attribution import Stance, attributions
from briefer.grounding.language.quantities import Quantity, find_quantities
from briefer.grounding.language.words import stems_of
from briefer.model import Evidence
from briefer.writing.repeats import tell_the_same

# What a desk counts: people and what befell them, votes, money, shares.
COUNTED = stems_of(
    "people persons individuals civilians villagers residents soldiers troops police officers gendarmes guards "
    "personnel fighters militants jihadists insurgents rebels militiamen terrorists mercenaries attackers gunmen "
    "children women men girls boys students teachers migrants refugees passengers crew sailors miners workers "
    "journalists hostages prisoners protesters demonstrators worshippers pilgrims survivors victims casualties bodies "
    "graves killed dead deaths fatalities died wounded injured injuries displaced missing arrested detained kidnapped "
    "abducted rescued evacuated executed votes abstentions cases infections homes houses families households "
    "peacekeepers citizens nationals ambassadors diplomats inmates "
    "person civilian villager soldier officer guard fighter militant child woman man girl boy student worker journalist"
)
_MONEY = re.compile(r"(?:\w+ )?(?:dollars|euros|pounds|rubles|francs)\b")
_MEASURE = re.compile(
    r"(?:kilo|centi)?(?:met(?:er|re)s?|kilograms?|tons?|tonnes?|miles?|years?|hours?|minutes?)\b"
)
_FATE = (
    r"(?:killed|dead|wounded|injured|displaced|missing|arrested|detained|kidnapped|abducted|rescued|evacuated|"
    r"executed|died|drowned)"
)
_BEFELL = re.compile(
    r"\b(?:kill|wound|injur|displac|arrest|detain|kidnap|abduct|rescu|evacuat|execut)(?:p?ing|ed|p?ed|es|s)\s+$",
    re.IGNORECASE,
)
_TALLY = re.compile(
    r"\b(?:death toll|number of (?:people|dead|deaths|victims|refugees|\w+s))\b[^.;:]*$", re.IGNORECASE
)
_STOPS = (
    r"(?:in|of|to|from|by|on|at|for|with|against|over|near|as|were|was|is|are|have|has|had|and|or|who|that|which|while|"
    r"after|before|during|since|within|into|across|among|between|through|inside|outside|around|under|until|when|"
    r"where|whose|including|because|but|amid|than|about|left|more|dead|killed|others|\w+ed)\b"
)
_AUXILIARY = r"(?:were|was|are|is|have been|has been|had been|have|had)"
_NAME = r"[A-Z][\w’'-]+"
# What is counted, a second noun that shares the verb, what befell them, and where.
_TAIL = re.compile(
    rf"(?:\s+of(?:\s+(?:his|her|its|their|the))?)?(?:\s+(?!{_STOPS})[\w’'-]+){{0,3}}"
    rf"(?:\s+(?:and|or)\s+(?!\d)[\w’'-]+(?=\s+{_AUXILIARY}\b))?"
    r"(?:\s+(?:more|others))?"
    rf"(?:(?:\s+{_AUXILIARY})?(?:\s+(?:also|reported|\w+ly))?\s+{_FATE}(?:\s+and\s+{_FATE})?)?"
    rf"(?:\s+in\s+(?:favou?r\b|{_NAME}(?:\s+{_NAME}){{0,3}}(?:\s+(?:village|district|region|province))?))?"
    r"(?:\s+against\b)?"
)
# "21 were killed in Libiri and 18 in Kokorou": the second goes with the first.
_ELLIPTIC = re.compile(rf"\s+in\s+{_NAME}")
_JOINED = re.compile(r"(?:,|\band)\s+$")
_LOOK_BACK = 40  # characters before a figure in which "killing" or "and" is looked for
_NOT_STATING = frozenset({Stance.DENIES, Stance.ACCUSES})


def figures(evidence: Sequence[Evidence]) -> tuple[DraftSentence, ...]:
    """One entry for each quantity of people, votes or money, in order.

    The same words are listed once for a bulletin, and once for two bulletins that tell the same.
    """
    entries: dict[str, list[DraftSentence]] = {}
    seen: set[tuple[str, str]] = set()
    ordered: list[tuple[str, int]] = []
    for item in evidence:
        speaker = _speaker(item.text)
        for worded in _worded(item.text):
            if (item.bulletin.id, worded) in seen:
                continue
            seen.add((item.bulletin.id, worded))
            entry = DraftSentence(item.text, (item.number,), speaker=speaker, figure=worded)
            alike = entries.setdefault(worded.casefold(), [])
            same = next((i for i, old in enumerate(alike) if tell_the_same(old.text, item.text)), None)
            if same is None:
                ordered.append((worded.casefold(), len(alike)))
                alike.append(entry)
            else:
                alike[same] = replace(alike[same], marks=(*alike[same].marks, item.number))
    return tuple(entries[words][index] for words, index in ordered)


def in_words(quantity: Quantity, text: str) -> str:
    """The figure with what it counts and what befell them, verbatim: "21 were killed in Libiri village"."""
    start, end = quantity.span.start, quantity.span.end
    tail = _TAIL.match(text, end)
    if tail:
        end = tail.end()
    verb = _BEFELL.search(text[max(0, start - _LOOK_BACK) : start])
    if verb and not re.search(rf"{_FATE}\b", text[start:end]):
        start -= len(verb[0])
    return text[start:end]


def _worded(text: str) -> list[str]:
    """The figures of a sentence that a desk counts."""
    found: list[str] = []
    for quantity in find_quantities(text):
        worded = in_words(quantity, text)
        before = text[max(0, quantity.span.start - _LOOK_BACK) : quantity.span.start]
        follows = found and _JOINED.search(before) and _ELLIPTIC.match(text, quantity.span.end)
        tally = _TALLY.search(text[: quantity.span.start][-200:])
        money = quantity.currency or _MONEY.match(quantity.noun)
        people = stems_of(worded) & COUNTED and not _MEASURE.match(quantity.noun)
        if quantity.is_percent or money or people or follows or (tally and not quantity.noun):
            found.append(worded)
    return found


def _speaker(sentence: str) -> str | None:
    """Who states the figures of a sentence, when it has one speaker; with several it is for the reader to see.

    Whoever denies a charge does not state the figures in it.
    """
    named = {each.speaker: each.stance for each in attributions(sentence) if each.speaker}
    if len(named) != 1:
        return None
    (speaker, stance), *_ = named.items()
    return None if stance in _NOT_STATING else speaker
