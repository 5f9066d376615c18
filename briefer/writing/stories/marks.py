"""What marks an event in a bulletin: names, places, days, tolls, and the words that make it a step of a course.

A long report is judged by its title and its opening, where the event is told. What is costly to read is read when
first asked for: most pairs of bulletins are told apart without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from briefer.archive.wire import WireText
from briefer.grounding.language.amounts import find_amounts
from briefer.grounding.language.common_words import CALENDAR, PLACE_NOUNS, WIDE
from briefer.grounding.language.days import WEEKDAYS, days_of
from briefer.grounding.language.proper_names import LINKS, Reading, read
from briefer.grounding.language.words import content_words
from briefer.model import Bulletin

Places = frozenset[tuple[str, ...]]  # each by the keys of its words
_LEAD = 600  # characters of the body that are read
_WEEK = timedelta(days=7)
_NO_NAME = CALENDAR | PLACE_NOUNS | WIDE | LINKS
# "in the town of X, north of Y": the event is not at Y
_REFERENCE = re.compile(
    r"\b(?:(?:north|south|east|west)(?:east|west)?(?:ern)?|km|miles?|kilomet\w+|outskirts|suburbs?|border|outside|near)"
    r"(?: (?:of|from|with|to|part of))?\s*$",
    re.IGNORECASE,
)
_REACH = 24  # characters before a place in which that is said


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


# Kinds of steps after or before a deed: a reaction, a matter of law, a change of rank or a truce, what is awaited,
# what comes anew, an outcome.
_STEPS = tuple(
    map(
        _pattern,
        (
            r"condemn\w*|condolences?|mourn\w*|tributes?|funerals?|in (?:response|retaliation|reaction|protest)"
            r"|retaliat\w+|dismiss\w*|reacts?|outrage|vow\w*|pledg\w+|criticis\w+|criticiz\w+|urge[sd]?"
            r"|call(?:s|ed|ing)? (?:for|on)|demand(?:s|ed|ing)?|apologi\w+|vigils?",
            r"arrest\w*|charged|suspects? (?:is|are|was|were)|sentenc\w+|trial|convict\w*|court|manhunt|indict\w*"
            r"|jailed|in connection with|inquir\w+|investigat\w+|guilty|lawsuit|sue[sd]?|custody|extradit\w+|acquit\w*",
            r"resign\w*|successor|succeed|nominat\w+|sworn|appoint\w*|steps? down|emergency|ceasefire|truce"
            r"|withdr[ae]w\w*|flee|fled|close[sd]? its|sack(?:s|ed)|replace[sd]|evacuat\w+|suspend\w*|lift(?:s|ed)"
            r"|reopen\w*|cancel\w*|expel\w*",
            r"expected to|forecast\w*|prepar\w+|approach\w*|threaten\w*|to decide|ahead of|upcoming|go to the polls"
            r"|plans? to|will be held|scheduled|warnings?|heads? (?:for|towards?)|is set to|strengthens|upgraded"
            r"|polls open",
            r"second|third|another|again|continu\w+|renew\w*|resum\w+|fresh|repeat\w*|further",
            r"results?|wins?|won|victory|declared|lead(?:s|ing)? in|re-?elected|concede[sd]?|surrender\w*|ends|ended",
        ),
    )
)
_TOLL = _pattern(
    r"(?:death )?toll"
    r"|(?:ris(?:es|en|ing)|rose|climb(?:s|ed)|increas(?:es|ed)|reach(?:es|ed)|stands at|surpass(?:es|ed))(?: to)?"
    r"(?: (?:at least|over|more than|nearly|about|almost))? \d+|still missing|survivors?|more bodies"
    r"|bodies (?:are|were|have been|of)|rescue(?:rs| efforts?| operations?| teams?| workers)|rescued from"
    r"|number of (?:people|fatalities|dead|deaths)"
)
_CLAIM = _pattern(r"claim(?:s|ed|ing)? responsibility|confirm(?:s|ed)?|admit\w*|remains?|reports? that")
_ONWARD = _pattern(
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+th)(?: consecutive| straight)? (?:day|night)"
    r"(?! of (?:his|her|its))"
)
_FIGHTING = _pattern(
    r"clash\w*|fighting|offensive|shell(?:s|ed|ing)|bombard\w*|siege|besieg\w*|protest\w*|crackdown|battle|troops"
    r"|advance\w*|assault|air ?strikes?|war|uprising|demonstrat\w*|rebels?|riot\w*|missiles?|rockets?|drones?|strikes?"
    r"|raids?|forces"
)
_ACCIDENT = _pattern(
    r"(?:earth)?quake|storms?|typhoon|hurricane|cyclone|tornado\w*|flood\w*|landslides?|mudslide|avalanche|fire"
    r"|wildfires?|explosion|explodes?|blast|crash\w*|collaps\w*|s[iau]nk|sink\w*|capsiz\w*|ferry|ship|derail\w*|stampede"
    r"|eruption|erupts?|outbreak"
)
_SCENE = _pattern(
    r"(school|hospital|mosque|church|restaurant|hotel|bar|market|checkpoint|base|camp|bus|train|airport|station"
    r"|embassy|university|prison|mine|convoy|village|ministry|palace|synagogue|mall|stadium|club|cinema|home"
    r"|house|residence|barracks|pipeline|bridge|port|court|headquarters|cafe|office|farm)s?"
)
_DAY_WORD = _pattern(rf"yesterday|(?:the )?(?:previous|last|day)|ago|\d+|{'|'.join(WEEKDAYS)}")


@dataclass(frozen=True)
class Marks:
    """A bulletin made ready for comparison."""

    bulletin: Bulletin

    @cached_property
    def text(self) -> str:
        """Title and opening; a title that is the opening cut short is left out."""
        opening = self.bulletin.body[:_LEAD]
        title = self.bulletin.title
        return opening if opening.startswith(title.removesuffix("…").rstrip()) else f"{title}. {opening}"

    @property
    def first(self) -> date | None:
        """The earliest day of the bulletin's date."""
        return self.bulletin.date.earliest

    @property
    def last(self) -> date | None:
        """The latest day of the bulletin's date."""
        return self.bulletin.date.latest

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries it is about."""
        return frozenset(self.bulletin.countries.main)

    @cached_property
    def wire(self) -> WireText:
        """Its words as wire copies are compared by."""
        return WireText(self.bulletin.title, self.bulletin.body)

    @cached_property
    def reading(self) -> Reading:
        """Its names and words."""
        return read(self.text)

    @cached_property
    def towns(self) -> Places:
        """The places it is set in, below the level of a region, each by the keys of its words."""
        return self._places("capital", "town", "")

    @cached_property
    def regions(self) -> Places:
        """The regions it is set in."""
        return self._places("region")

    def speaks_of(self, place: tuple[str, ...]) -> bool:
        """Say whether it has all words of a place's name."""
        return self.reading.vocabulary.issuperset(place)

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of the words that carry content."""
        return frozenset(word.stem for word in content_words(self.text))

    @cached_property
    def steps(self) -> frozenset[int]:
        """The kinds of steps that its words speak of."""
        return frozenset(at for at, step in enumerate(_STEPS) if step.search(self.text))

    @cached_property
    def tells_toll(self) -> bool:
        """Whether it counts victims on."""
        return bool(_TOLL.search(self.text))

    @cached_property
    def confirms(self) -> bool:
        """Whether it says whose deed something was, or that it is so."""
        return bool(_CLAIM.search(self.text))

    @cached_property
    def goes_on(self) -> bool:
        """Whether it tells of a second or later day."""
        return bool(_ONWARD.search(self.text))

    @cached_property
    def is_fighting(self) -> bool:
        """Whether it is of what goes on for days."""
        return bool(_FIGHTING.search(self.text))

    @cached_property
    def is_accident(self) -> bool:
        """Whether it is of a disaster or an accident, whose victims are counted for days."""
        return bool(_ACCIDENT.search(self.text))

    @cached_property
    def scenes(self) -> frozenset[str]:
        """What kinds of places were hit: "school", "market"."""
        return frozenset(match[1].lower() for match in _SCENE.finditer(self.text))

    @cached_property
    def tolls(self) -> Mapping[str, frozenset[float]]:
        """The numbers of people by what befell them."""
        found: dict[str, set[float]] = {}
        for amount in find_amounts(self.text):
            if amount.counted.fate and not amount.unit:
                found.setdefault(amount.counted.fate, set()).add(amount.value)
        return {fate: frozenset(values) for fate, values in found.items()}

    @cached_property
    def told(self) -> frozenset[date]:
        """The days of the week before its own that it speaks of."""
        if self.last is None or not _DAY_WORD.search(self.text):
            return frozenset()
        return frozenset(self._days_before(self.last))

    def _days_before(self, last: date) -> Iterable[date]:
        for day in days_of(self.text, self.bulletin.date):
            if day.is_single and day.has_year and last - _WEEK <= day.first < last:
                yield day.first

    def _places(self, *levels: str) -> Places:
        found: set[tuple[str, ...]] = set()
        for name in self.reading.names:
            start = self.reading.tokens[name.first].start
            before = self.reading.text[max(0, start - _REACH) : start]
            keys = tuple(key for key in name.keys if key not in LINKS)
            if name.is_place and name.level in levels and not _REFERENCE.search(before):
                found.add(keys)
        return frozenset(keys for keys in found if not _NO_NAME.issuperset(keys))
