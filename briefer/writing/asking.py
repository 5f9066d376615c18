"""What a sentence leaves open, and whether a bulletin of the period answers it.

    deadline      what followed when a deadline of the period ran out
    custody       where somebody is who was detained or abducted, and in what condition
    perpetrator   who carried out an attack
    toll          whether anyone was killed or hurt

There is no parser. A sentence raises a question only where it is written in one of a few plain ways, and any word of an
answer, in a bulletin that shares a name with it, keeps the question from being asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache

from briefer.grounding.language.attribution import attributions
from briefer.grounding.language.proper_names import Name, read
from briefer.model import Bulletin, Evidence, Precision
from briefer.reading.dates import describe_day
from briefer.writing.asking_words import (
    A_RULE,
    BEFORE_IT,
    BY_LAW,
    CALLED,
    FATE,
    FATE_OF_SOME,
    GUNMEN,
    HARM,
    HARMED,
    IN_ANOTHER,
    MEANWHILE,
    NAMES_WHO,
    NOT_TOLD,
    OF_A_DEADLINE,
    PERSON,
    PLACED,
    SLAIN_BY,
    SOME_TAKEN,
    SOMEBODY,
    STRUCK,
    TAKEN,
    TAKING,
    THE_DEED,
    TITLE,
    UNSIGNED,
    WAS_TAKEN,
    WISHED,
    YEAR,
)
from briefer.writing.deadlines import deadline_of
from briefer.writing.engine import BriefTask
from briefer.writing.figures.places import where

REPORTED = ", reported on"
_STATES = frozenset({"name", "demonym", "metonym"})


class Reported:
    """What the bulletins of the period say, each read whole."""

    def __init__(self, task: BriefTask) -> None:
        """Take the bulletins of a task."""
        self.period = task.period
        self.current = {each.bulletin.id: each.bulletin for each in task.current}
        self._kin = {each.id: story.bulletins for story in task.stories for each in story.bulletins}

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        return {id_: _names_in(whole(each)) for id_, each in self.current.items()}

    def others(self, item: Evidence, names: Collection[str]) -> Iterator[Bulletin]:
        """The bulletins that may tell of the same: those of its story, and those with one of the names."""
        kin = {each.id for each in self._kin.get(item.bulletin.id, ())}
        for id_, each in self.current.items():
            if id_ != item.bulletin.id and (id_ in kin or not self._names[id_].isdisjoint(names)):
                yield each

    def words(self, item: Evidence, names: Collection[str]) -> str:
        """All that is said by the sentence's bulletin and by those that may tell of the same."""
        return "\n".join(map(whole, (item.bulletin, *self.others(item, names))))

    @cached_property
    def _looking_back(self) -> frozenset[str]:
        texts = ((id_, whole(each)) for id_, each in self.current.items())
        return frozenset(id_ for id_, text in texts if THE_DEED.search(text) and NAMES_WHO.search(text))

    def looks_back(self, item: Evidence) -> bool:
        """Say whether another bulletin speaks of those who did something that it does not tell itself."""
        return bool(self._looking_back - {item.bulletin.id})

    def speaks_of(self, item: Evidence) -> bool:
        """Say whether a bulletin of the period has a name of an earlier sentence."""
        return any(True for _ in self.others(item, _names_in(item.text)))


def whole(bulletin: Bulletin) -> str:
    """The title and the body."""
    return f"{bulletin.title}\n{bulletin.body}"


@lru_cache(maxsize=2_048)
def _names_in(text: str) -> frozenset[str]:
    """The keys of the names in a text, but for those of countries, their people and their governments."""
    return frozenset(key for name in read(text).names if name.level not in _STATES for key in name.keys)


def deadline(item: Evidence, known: Reported) -> str:
    """Ask what followed a deadline; empty where it does not end in the period, or a bulletin may say."""
    end = deadline_of(item.text, item.bulletin.date)
    since, until = known.period.since, known.period.until
    if end is None or since is None or until is None or not since <= end <= until or A_RULE.search(item.text):
        return ""
    for other in known.others(item, _names_in(item.text)):
        text, last = whole(other), other.date.latest
        if last is None or last >= end or (OF_A_DEADLINE.search(text) and MEANWHILE.search(text)):
            return ""
    return (
        f"what followed when the deadline of {_day(end, known)}{_told_on(item, known, ', set on')}, ran out"
    )


def custody(item: Evidence, known: Reported) -> str:
    """Ask where those are who were detained or abducted; empty where nobody was, or a bulletin may say."""
    text = item.text
    if BY_LAW.search(text):
        return ""
    if named := _named_captive(text):
        name, how = named
        said = known.words(item, [name.keys[-1]]).replace(text, "")
        if FATE.search(WISHED.sub("", said)) or FATE.search(WISHED.sub("", text)):
            return ""
        asked = "in what condition" if PLACED.search(text) else "where, or in what condition,"
        return f"{asked} {_bare(name)} has been since the {how}{_told_on(item, known, ' reported on')}"
    some = SOME_TAKEN.search(text)
    if some is None or FATE_OF_SOME.search(known.words(item, _names_in(text))):
        return ""
    place = where(text, some.start("how"), some.end("how")).name
    return f"what became of those {some['how']}{_in(place)}{_told_on(item, known)}"


def _named_captive(text: str) -> tuple[Name, str] | None:
    """The name of a person who is taken, and what that is called."""
    reading = read(text)
    if reading.text != text:
        return None
    for name in reading.names:
        start, end = reading.tokens[name.first].start, reading.tokens[name.last].end
        if name.is_place or name.level or len(name.keys) < 2 or not PERSON.fullmatch(_bare(name)):
            continue
        passive = WAS_TAKEN.match(text[end:])
        if passive and not IN_ANOTHER.search(text[:start]):
            return name, TAKING[passive["how"][:6]]
        for verb in TAKEN.finditer(text, 0, start):
            if TITLE.match(text[verb.end() : start]):
                return name, TAKING[verb["how"][:6]]
    return None


def perpetrator(item: Evidence, known: Reported) -> str:
    """Ask who carried out an attack; empty where it is told, hinted at, or a bulletin may say."""
    text = item.text
    harmed = HARMED.search(text)
    act = (
        GUNMEN.search(text)
        or SLAIN_BY.search(text)
        or (UNSIGNED.search(text, harmed.end()) if harmed else None)
    )
    # Further down, what was told above may say it.
    opens = not item.bulletin.body[: item.span.start].strip()
    if act is None or not opens or SOMEBODY.search(text) or YEAR.search(text) or attributions(text):
        return ""
    names = _names_in(text)
    if not names or NAMES_WHO.search(known.words(item, names)) or known.looks_back(item):
        return ""
    noun = act["act"] if act.re is UNSIGNED else "killing" if act.re is SLAIN_BY else "attack"
    place = where(text, act.start("act"), act.end("act")).name
    return f"who carried out the {noun}{_in(place)}{_told_on(item, known)}"


def toll(item: Evidence, known: Reported) -> str:
    """Ask whether anyone was hurt; empty where no violence is told, or a bulletin may say."""
    text = BEFORE_IT.sub("", item.text)
    act = STRUCK.search(text)
    if act is None or NOT_TOLD.search(item.text) or YEAR.search(text):
        return ""
    names = _names_in(item.text)
    if not names or HARM.search(known.words(item, names)):
        return ""
    noun = act["launched"] or act["noun"] or act["fire"] or CALLED[act["verb"][:4]]
    place = where(item.text, act.start(), act.end()).name
    return f"whether anyone was killed or hurt in the {noun}{_in(place)}{_told_on(item, known)}"


def _bare(name: Name) -> str:
    """A person's name without titles."""
    words = name.text.split()
    return " ".join(words[-len(name.keys) :])


def _in(place: str) -> str:
    return f" in {place}" if place else ""


def _told_on(item: Evidence, known: Reported, how: str = REPORTED) -> str:
    """When the sentence was told, where its day is known."""
    dated = item.bulletin.date
    if dated.precision is not Precision.DAY or dated.latest is None:
        return ""
    return f"{how} {_day(dated.latest, known)}"


def _day(day: date, known: Reported) -> str:
    """A day, with its year only where the period is not of that year."""
    said = describe_day(day)
    years = {each.year for each in (known.period.since, known.period.until) if each}
    return said.removesuffix(f" {day.year}") if years == {day.year} else said


# In the order in which they are asked of one sentence.
ASKED: Mapping[str, Callable[[Evidence, Reported], str]] = {
    "deadline": deadline,
    "custody": custody,
    "perpetrator": perpetrator,
    "toll": toll,
}
AWAITED = ("deadline", "custody")  # what an earlier sentence still leaves open
