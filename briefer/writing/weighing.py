"""How much a desk cares about a story, and which stories turn on the same thing.

A weight is a sum of points for what the sentences say: whether they are about the country, what was done and to whom,
how many died, how many independent sources tell it, how many other stories turn on the same. A story that only
reacts to another (a protest, a statement, a visit) has fewer points than the deed that it reacts to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from math import log10
from typing import TYPE_CHECKING

from briefer.grounding.language.quantities import find_quantities
from briefer.grounding.language.words import ideas_of, stems_of
from briefer.model import Evidence, Precision, Story
from briefer.writing.engine import BriefTask, by_bulletin
from briefer.writing.figures import COUNTED
from briefer.writing.leaning import leans_back
from briefer.writing.themes import theme_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KIN = 2  # ideas in common from which two stories turn on the same thing
_FOR_KIN = 0.4
_MOST_KIN = 4
_MOST_FOR_TOLL = 3.0
_FOR_ABOUT = 6.0
_FOR_MENTION = 3.0
_OPENING = 400  # characters in which a story says what was done

_HEAD = r"(?:president|prime minister|government|leader|ruler|junta)"
# Power changes hands, or is reached for. "The ousted president" is somebody, and no deed.
POWER = re.compile(
    rf"\b(?:(?:detain|oust|overthrow|depose|topple|arrest)s? (?:\w+ ){{0,3}}{_HEAD}\b"
    rf"|{_HEAD}\b.{{0,40}}\b(?:is|are|was|were|been|being) (?:detained|ousted|overthrown|deposed|toppled|arrested by"
    r" soldiers)"
    r"|(?:is|are|was|were|been|being) (?:removed from (?:power|office)|(?:ousted|overthrown|deposed) (?:by|in) )"
    r"|removed from (?:power|office)|seiz\w* (?:power|control of the (?:capital|government))"
    r"|(?:takes?|took|taking) (?:power|control of the (?:capital|government))"
    r"|declar\w+ (?:(?:him|her|them)sel(?:f|ves)|that (?:he|she|they) (?:is|are|was|were)) (?:\S+ ){0,5}"
    r"(?:president|leader|ruler|head)"
    r"|assassinat\w+|(?:president|prime minister)\b.{0,40}\b(?:dies|died|killed|resigns?|resigned|steps? down)"
    r"|(?:stag\w+|launch\w+|carr\w+ out) a (?:\w+ )?coup|declares? war|invad(?:es?|ed|ing)\b|invasion of)",
    re.IGNORECASE,
)
GRAVE = 4.0  # points of a deed that stands in the first lines of a paper
UPHEAVAL = 5.0  # points of a deed from which a country is another one afterwards
# What was done, the gravest first, each with its points.
_GRAVE: Mapping[float, str] = {
    4.0: r"massacre|mass graves?|genocide|famine|state of emergency|martial law|curfew|borders? (?:are|is|was|were)"
    r" closed|closes? its (?:border|airspace)|offensive|captur\w+|besieg\w+|siege|earthquake|ultimatum"
    r"|take all measures|(?:use of|use|using) force|declaration of war|(?:attempted|failed|foiled) coup|coup attempt"
    r"|civil war (?:breaks|broke)",
    3.0: r"no-fly zone|military intervention|intervene militarily|sanction\w*|severs?|expel\w*|ceasefire|truce"
    r"|peace (?:deal|agreement|accord)|wins? (?:the )?(?:\w+ ){0,2}election|withdraw\w*|withdrew|suspend(?:s|ed)?\b"
    r"|deploy\w*",
    2.0: r"attack\w*|ambush\w*|kill\w*|bomb\w*|shell\w*|airstrikes?|drones?|evacuat\w*|hostages?|clash\w*",
    1.0: r"arrest\w*|election|protest\w*|vot(?:es?|ed) |accus\w+|den(?:y|ies|ied)|warn\w*|threat\w*|vow\w*",
}
_DEEDS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (7.0, POWER),
    *((points, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for points, words in _GRAVE.items()),
)
_REACTS = re.compile(
    r"\b(?:in support of|supporters? of|demonstrat\w+|protest\w*|condemn\w*|condolence\w*|calls? (?:on|for)|urges?"
    r"|visit(?:s|ed)?|welcom\w+|in order to (?:meet|discuss)|to discuss|expresses?)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r",? (?:(?:a|one|two|three|several|\d+) (?:hours?|days?|weeks?|months?) (?:after|following)|following"
    r"|in response to|in retaliation for|in the wake of)\b[^.;]*"
)
_FOR_REACTING = -2.0


@dataclass(frozen=True, slots=True)
class Told:
    """A story with its sentences that concern the country, in order, and its weight."""

    index: int  # in the task's stories
    story: Story
    evidence: tuple[Evidence, ...]
    theme: str
    gravity: float  # of the deed alone, in points
    weight: float
    # The mean of its bulletins' vectors, of length 1; None where none is there.
    meaning: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """All its sentences."""
        return " ".join(item.text for item in self.evidence)

    @property
    def first_day(self) -> date:
        """The day on which its first bulletin may begin; the earliest there is where that is not known."""
        return self.evidence[0].bulletin.date.earliest or date.min

    @property
    def has_day(self) -> bool:
        """True when the day of its first bulletin is known."""
        return self.evidence[0].bulletin.date.precision in (Precision.DAY, Precision.RANGE)


def standing(evidence: Sequence[Evidence]) -> Evidence:
    """The sentence that stands for a story: the first that leans on no other, as a bulletin's first never does."""
    return next((item for item in evidence if _opens(item) or not leans_back(item.text)), evidence[0])


def gravity_of(sentence: str) -> float:
    """The points of the gravest deed that a sentence tells, from 0 to 7."""
    return _gravity(sentence, sentence)


def _opens(item: Evidence) -> bool:
    return not item.bulletin.body[: item.span.start].strip()


def told_stories(task: BriefTask, stories: Sequence[Story], evidence: Sequence[Evidence]) -> tuple[Told, ...]:
    """Return the stories that have sentences among the evidence, in their order, weighed."""
    runs = by_bulletin(evidence)
    found = []
    for index, story in enumerate(stories):
        items = tuple(item for each in story.bulletins for item in runs.get(each.id, ()))
        if items:
            first = items[0]
            theme = theme_of(" ".join(item.text for item in items), first.bulletin.title, first.bulletin.body)
            gravity = _gravity(standing(items).text, " ".join(item.text for item in items)[:_OPENING])
            weight = gravity + _standing(task, story, items)
            meaning = _meaning(story, task.meanings)
            found.append(Told(index, story, items, theme, gravity, weight, meaning))
    return _with_kin(found)


def _meaning(story: Story, meanings: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32] | None:
    found = [meanings[each.id] for each in story.bulletins if each.id in meanings]
    if not found:
        return None
    import numpy as np

    mean = np.mean(found, axis=0)
    length = float(np.linalg.norm(mean))
    return mean / length if length else None


def _ideas(told: Told) -> frozenset[int]:
    return ideas_of(stems_of(f"{told.evidence[0].bulletin.title} {told.text}"))


def _with_kin(found: Sequence[Told]) -> tuple[Told, ...]:
    bits = [sum(1 << idea for idea in _ideas(each)) for each in found]
    weighed = []
    for place, each in enumerate(found):
        alike = (
            other
            for other, ideas in enumerate(bits)
            if other != place and (bits[place] & ideas).bit_count() >= _KIN
        )
        kin = sum(1 for _ in islice(alike, _MOST_KIN))
        weighed.append(replace(each, weight=each.weight + _FOR_KIN * kin * (each.gravity > 0)))
    return tuple(weighed)


def _standing(task: BriefTask, story: Story, items: Sequence[Evidence]) -> float:
    """The points of a story whatever was done."""
    text = " ".join(item.text for item in items)
    bulletin = items[0].bulletin
    tolls = (each.value for each in find_quantities(text) if COUNTED & stems_of(each.noun))
    return (
        (_FOR_ABOUT if any(map(task.is_about, story.bulletins)) else _FOR_MENTION)
        + (1.0 if len(bulletin.countries.main) <= 1 else 0.0)
        + (1.0 if bulletin.date.precision in (Precision.DAY, Precision.RANGE) else 0.0)
        + min(_MOST_FOR_TOLL, log10(1 + max(tolls, default=0.0)))
        + min(2.0, 0.5 * len(story.sources))
        + min(1.0, 0.2 * len(items))
    )


def _gravity(lead: str, opening: str) -> float:
    """The points of the gravest deed told, but for what only says after which other deed it came."""
    told = _AFTER.sub(" ", opening)
    points = next((points for points, deed in _DEEDS if deed.search(told)), 0.0)
    return points + (_FOR_REACTING if _REACTS.search(lead) else 0.0)
