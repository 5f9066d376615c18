"""A figure that was told before and is told again with another value: by the same source an update, by another one
a figure of its own."""

from __future__ import annotations

from itertools import product

from briefer.grounding.language.amounts import Amount, find_amounts
from briefer.grounding.language.attribution import main_attribution
from briefer.grounding.language.counted import agree_on_people
from briefer.model import Evidence
from briefer.reading.folding import fold
from briefer.writing.stories import independent
from briefer.writing.weighing import Told

SAME_SOURCE = "by the same source"
OTHER_SOURCE = "by another source"


def revision(now: Told, before: Told) -> tuple[Evidence, Evidence, str] | None:
    """Return the sentences of two stories of one event that give another value of one thing counted.

    The later one comes first; the third is SAME_SOURCE or OTHER_SOURCE. None where no figure was revised.
    """
    for new, old in product(now.evidence, before.evidence):
        counts = product(_people(new.text), _people(old.text))
        if new.bulletin.id != old.bulletin.id and any(_differs(*pair) for pair in counts):
            return new, old, SAME_SOURCE if _same_source(new, old) else OTHER_SOURCE
    return None


def _people(text: str) -> list[Amount]:
    """The figures of what befell people."""
    return [each for each in find_amounts(text) if each.counted.fate and not each.unit]


def _differs(new: Amount, old: Amount) -> bool:
    """Whether they count the same people, with another value."""
    return (
        new.counted.fate == old.counted.fate
        and agree_on_people(new.counted.classes, old.counted.classes)
        and (new.low, new.high) != (old.low, old.high)
    )


def _same_source(new: Evidence, old: Evidence) -> bool:
    """The same speaker; where one of the two sentences names none, an outlet or a wire in common."""
    speakers = [main_attribution(item.text) for item in (new, old)]
    named = [fold(each.speaker) for each in speakers if each and each.speaker]
    if len(named) == len(speakers):
        return named[0] == named[1]
    return bool(set(independent(new.bulletin.outlets)) & set(independent(old.bulletin.outlets)))
