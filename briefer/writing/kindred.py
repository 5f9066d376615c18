"""Bulletins that name no country and yet tell of one: "President Mohamed Bazoum has been removed from power".

They are known by whom they name. A person or a body that the bulletins of the same days bring up with one country
only, more than once, stands for that country; a bulletin found so is told with the name that it was found by.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

from briefer.grounding.language.proper_names import read
from briefer.grounding.language.words import content_words
from briefer.model import Bulletin, Period

if TYPE_CHECKING:
    from briefer.archive.archive import Archive

WINDOW = timedelta(days=14)  # around the period: the days whose bulletins say what a name stands for
_OFTEN = 2  # bulletins that must bring the name up with the country
_ALIKE = 3  # content words that a bulletin shares with one of the country's, where a single word names it
_OF_ALL = 0.8  # of the bulletins with the name, those that are about the country


def kindred(archive: Archive, country: str, period: Period) -> Mapping[str, str]:
    """Return the ids of the period's bulletins that name no country and tell of this one, each with the name."""
    if period.since is None or period.until is None:
        return {}
    try:
        around = Period(period.since - WINDOW, period.until + WINDOW)
    except OverflowError:
        return {}
    nearby = archive.bulletins(period=around)
    nameless = {
        each.id: (each, _names(each))
        for each in nearby
        if not each.countries.all and each.date.falls_in(period)
    }
    wanted = {keys for _, names in nameless.values() for keys in names}
    told: dict[tuple[str, ...], list[Bulletin]] = defaultdict(list)
    for each in nearby:
        if wanted and each.countries.all:
            for keys in wanted & _names(each).keys():
                told[keys].append(each)
    found = ((id_, _stands_for(each, names, country, told)) for id_, (each, names) in nameless.items())
    return {id_: name for id_, name in found if name}


def _stands_for(
    bulletin: Bulletin,
    names: Mapping[tuple[str, ...], str],
    country: str,
    told: Mapping[tuple[str, ...], Sequence[Bulletin]],
) -> str | None:
    """The first name of the bulletin that stands for the country."""
    for keys, name in names.items():
        about = [each for each in told.get(keys, ()) if country in each.countries.main]
        if len(about) < max(_OFTEN, _OF_ALL * len(told.get(keys, ()))):
            continue
        mains = Counter(chain.from_iterable(each.countries.main for each in told[keys]))
        if mains.most_common(1)[0][0] == country and (len(keys) > 1 or _is_like(bulletin, about, keys)):
            return name
    return None


def _names(bulletin: Bulletin) -> Mapping[tuple[str, ...], str]:
    """The names that are no places, by their keys: whole rows of two words or more, and acronyms."""
    found: dict[tuple[str, ...], str] = {}
    for name in read(f"{bulletin.title}\n{bulletin.body}").names:
        if not name.is_place and (len(name.keys) > 1 or name.text.isupper()):
            found.setdefault(name.keys, name.text)
    return found


def _is_like(bulletin: Bulletin, others: Iterable[Bulletin], keys: tuple[str, ...]) -> bool:
    """Whether one of the others tells of the same matter, in words besides the name."""
    own = _matter(bulletin, keys)
    return any(len(own & _matter(each, keys)) >= _ALIKE for each in others)


def _matter(bulletin: Bulletin, keys: tuple[str, ...]) -> set[str]:
    return {word.stem for word in content_words(bulletin.body) if word.folded not in keys}
