"""The table of figures: one section for each thing that a story counts, with every value that is stated of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefer.grounding.draft import DraftSection, DraftSentence
from briefer.model import Evidence
from briefer.reading.countries import find_mentions
from briefer.writing.figures.places import where
from briefer.writing.figures.things import Key, Stated, Thing, key_of, things_of
from briefer.writing.repeats import tell_the_same

KIND = "figure"
Story = Sequence[Evidence]
_PLURALS = {
    "person": "people",
    "child": "children",
    "woman": "women",
    "man": "men",
    "policeman": "policemen",
    "people": "people",
    "personnel": "personnel",
}


def figures(stories: Sequence[Sequence[Evidence]]) -> tuple[DraftSection, ...]:
    """One section for each thing counted in a story, titled with what is counted and where.

    Its sentences are the values stated of it, in the order of the evidence: each value once with all its marks; where
    sources differ or a toll was revised, all stand in the one section. What two stories tell in nearly the same words
    is listed once. Crowds without a number come last.
    """
    found = _once((thing, story) for story in stories for thing in things_of(story))
    found.sort(key=lambda each: _is_crowd(each[0]))
    titled = ((_title(thing, story), thing) for thing, story in found)
    return tuple(
        DraftSection(title[:1].upper() + title[1:], tuple(_rows(thing, title)), KIND)
        for title, thing in titled
    )


def _once(found: Iterable[tuple[Thing, Story]]) -> list[tuple[Thing, Story]]:
    """Put what is told again in another story with what tells it first."""
    kept: list[tuple[Thing, Story]] = []
    by_key: dict[Key, list[Thing]] = {}
    for thing, story in found:
        alike = by_key.setdefault(key_of(thing.told[0]), [])
        same = next((each for each in alike if _is_told_by(thing, each)), None)
        if same:
            same.told.extend(thing.told)
        else:
            alike.append(thing)
            kept.append((thing, story))
    return kept


def _is_told_by(thing: Thing, other: Thing) -> bool:
    return all(
        any(each.value == old.value and tell_the_same(each.item.text, old.item.text) for old in other.told)
        for each in thing.told
    )


def _is_crowd(thing: Thing) -> bool:
    """Say whether nothing is told of them but that they are many: "thousands of demonstrators"."""
    return all(each.figure.is_vague and not each.figure.fate for each in thing.told)


def _title(thing: Thing, story: Story) -> str:
    """What is counted, over which time and where; of money and shares no place is told."""
    figure = thing.told[0].figure
    counted = " ".join(filter(None, (_counted(thing), figure.period)))
    place = next(filter(None, (_place(each) for each in thing.told)), "") or _only_place(thing, story)
    return f"{counted}, {place}" if place and not figure.unit else counted


def _place(stated: Stated) -> str:
    return re.sub(r"^in\s+(?:the\s+)?", "", stated.figure.place) or stated.where.name


def _only_place(thing: Thing, story: Story) -> str:
    """The place of a story that names but one, for what names no place at all."""
    if any(find_mentions(each.item.text) for each in thing.told):
        return ""
    named = {where(item.text, len(item.text), len(item.text)).name for item in story} - {""}
    return named.pop() if len(named) == 1 else ""


def _counted(thing: Thing) -> str:
    """What is counted, in the words of the first who states it; of one person too it is "people killed"."""
    figure = thing.told[0].figure
    noun, _, rest = figure.counted.rpartition(" ") if figure.fate else (figure.counted, "", "")
    *lead, last = noun.split(" ")
    if figure.low == 1 and not last.endswith("s") and not figure.unit:
        last = _PLURALS.get(last, f"{last}s")
    return " ".join([*lead, last, rest]).strip()


def _rows(thing: Thing, counted: str) -> Iterator[DraftSentence]:
    """Each value once, with the marks of all who state it; those who name their source are told by it."""
    values: dict[tuple[object, ...], list[Stated]] = {}
    for each in thing.told:
        values.setdefault(each.value, []).append(each)
    for same in values.values():
        first = next((each for each in same if each.speaker), same[0])
        speakers = dict.fromkeys(each.speaker for each in same if each.speaker)
        yield DraftSentence(
            first.item.text,
            tuple(dict.fromkeys(each.item.number for each in (first, *same))),
            speaker=" and ".join(speakers) or None,
            stance=first.stance,
            counted=counted,
            figure=first.figure.worded,
            low=first.figure.low,
            high=first.figure.high,
        )
