"""Which figures of a story are of one thing: the same people and fate, in places that may be one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefer.grounding.language.words import stem
from briefer.model import Evidence
from briefer.reading.folding import fold
from briefer.writing.figures.phrases import Figure, figures_of
from briefer.writing.figures.places import Where, where
from briefer.writing.figures.stating import stated_by

# Nouns that name the same people, whoever speaks; each line is one.
_SAME = {
    stem(word): line.split()[0]
    for line in (
        "people person persons individuals individual others victims",
        "soldiers soldier troops servicemen serviceman",
        "policemen policeman police",
        "militants militant jihadists jihadist terrorists terrorist extremists insurgents insurgent islamists",
        "gunmen gunman attackers attacker assailants",
        "civilians civilian",
        "homes houses",
    )
    for word in line.split()
}
_SAME_FATE = {"injured": "wounded", "abducted": "kidnapped", "detained": "arrested"}


Key = tuple[str, str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with who states it, where, and the sentence that holds it."""

    figure: Figure
    item: Evidence
    speaker: str | None
    stance: str | None
    where: Where
    names: frozenset[str]  # whose they are: "Russian soldiers"

    @property
    def value(self) -> tuple[object, ...]:
        """Alike where the words state the same number, or none in the same words."""
        figure = self.figure
        return figure.low, figure.high, figure.worded.casefold() if figure.is_vague else ""


@dataclass(slots=True)
class Thing:
    """What is counted, and all that is stated of it, with one key."""

    told: list[Stated] = field(default_factory=list)

    def holds(self, new: Stated) -> bool:
        """Say whether a figure is of this thing: the same people and fate, in places that may be one.

        One bulletin gives two numbers for one thing only where two speakers do, one after the other.
        """
        return all(
            (old.names == new.names or (old.value == new.value and not (old.names and new.names)))
            and old.where.may_be(new.where)
            and _may_be_one_place(old.figure.place, new.figure.place)
            and (old.item.bulletin.id != new.item.bulletin.id or _may_be_one(old, new))
            and (not new.figure.is_added or old.value == new.value)
            for old in self.told
        )


def things_of(story: Sequence[Evidence]) -> list[Thing]:
    """The things counted in a story, in the order in which they are first told."""
    things: list[Thing] = []
    by_key: dict[Key, list[Thing]] = {}
    for new in _stated(story):
        alike = by_key.setdefault(key_of(new), [])
        thing = next((each for each in alike if each.holds(new)), None)
        if thing is None:
            thing = Thing()
            things.append(thing)
            alike.append(thing)
        thing.told.append(new)
    return things


def _stated(story: Sequence[Evidence]) -> Iterator[Stated]:
    for item in story:
        for figure in figures_of(item.text):
            span = figure.span
            speaker, stance = stated_by(item.text, span.start)
            names = frozenset(fold(word) for word in figure.noun.split() if word[:1].isupper())
            yield Stated(figure, item, speaker, stance, where(item.text, span.start, span.end), names)


def key_of(stated: Stated) -> Key:
    """Two figures with different ones are of different things: the noun, the fate, the unit, whether on top."""
    figure = stated.figure
    common = [stem(fold(word)) for word in figure.noun.split() if word[:1].islower()]
    noun = (
        " ".join(_SAME.get(each, each) for each in common[-2:]) or " ".join(sorted(stated.names)) or "people"
    )
    return noun, _SAME_FATE.get(figure.fate, figure.fate), figure.unit, figure.period, figure.is_added


def _may_be_one(old: Stated, new: Stated) -> bool:
    """Say whether two figures of one bulletin may be of one thing."""
    if old.item is not new.item and old.value == new.value:
        return True
    rivals = bool(old.speaker and new.speaker and fold(old.speaker) != fold(new.speaker))
    return rivals and old.figure.place == new.figure.place and new.item.number - old.item.number <= 1


def _may_be_one_place(one: str, other: str) -> bool:
    return not one or not other or fold(one) == fold(other)
