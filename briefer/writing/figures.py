"""Figures as worded, each with who stated it: never added, averaged or rounded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.grounding.attribution import attributions
from briefer.grounding.draft import DraftSentence
from briefer.grounding.quantities import Quantity, find_quantities
from briefer.grounding.words import stems_of
from briefer.model import Evidence

# What a desk counts: people and what befell them, votes, money, shares.
_COUNTED = stems_of(
    "people persons civilians villagers residents soldiers troops police officers gendarmes guards personnel fighters "
    "militants jihadists insurgents rebels militiamen terrorists attackers children women men girls boys students "
    "migrants refugees passengers workers journalists hostages prisoners victims bodies graves killed dead deaths "
    "fatalities died wounded injured displaced missing arrested detained kidnapped abducted evacuated executed votes "
    "abstentions cases homes houses peacekeepers citizens nationals ambassadors diplomats households inmates"
)
_FATE = (
    r"(?:killed|dead|wounded|injured|displaced|missing|arrested|kidnapped|abducted|evacuated|executed|died)"
)
_STOPS = (
    r"(?:in|of|to|from|by|on|at|for|with|against|over|near|as|were|was|are|have|had|and|or|who|that|which|while|after|"
    r"left|more|dead|killed|\w+ed)\b"
)
# What is counted, a second noun that shares the verb, what befell them, and where.
_TAIL = re.compile(
    rf"(?:\s+of(?:\s+(?:his|her|its|their|the))?)?(?:\s+(?!{_STOPS})[\w’'-]+){{0,3}}"
    r"(?:\s+(?:and|or)\s+(?!\d)[\w’'-]+(?=\s+(?:were|was|have|had|are)\b))?"
    r"(?:\s+more)?"
    rf"(?:\s+(?:were|was|are|have been|had been|has been))?(?:\s+(?:reported\s+)?{_FATE}(?:\s+and\s+{_FATE})?)?"
    r"(?:\s+in\s+(?:favou?r|[A-Z][\w’'-]+(?:\s+(?:village|district|region|[A-Z][\w’'-]+))?))?(?:\s+against)?"
)


def figures(evidence: Sequence[Evidence]) -> tuple[DraftSentence, ...]:
    """One entry for each quantity of people, votes or money, in order; the same words are listed once."""
    entries: dict[tuple[str, str], DraftSentence] = {}
    for item in evidence:
        speaker = _speaker(item.text)
        for quantity in find_quantities(item.text):
            worded = in_words(quantity, item.text)
            if quantity.is_percent or quantity.currency or stems_of(worded) & _COUNTED:
                entry = DraftSentence(item.text, (item.number,), speaker=speaker, figure=worded)
                entries.setdefault((item.bulletin.id, worded), entry)
    return tuple(entries.values())


def in_words(quantity: Quantity, text: str) -> str:
    """The figure with what it counts, verbatim: "21 were killed in Libiri village"."""
    tail = _TAIL.match(text, quantity.span.end)
    return text[quantity.span.start : tail.end() if tail else quantity.span.end]


def _speaker(sentence: str) -> str | None:
    """Who states the figures of a sentence, when it has one speaker; with several it is for the reader to see."""
    named = {each.speaker for each in attributions(sentence) if each.speaker}
    return named.pop() if len(named) == 1 else None
