"""Pictures of a briefing, drawn only from what its claims and its bulletins' dates say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from briefer.model import Briefing, Bulletin, Claim, Period
from briefer.reading.cleaning import cut
from briefer.reading.countries import country_by_code
from briefer.reading.dates import describe_date, describe_period
from briefer.reading.folding import fold
from briefer.rendering.plain import capitalised, one_line
from briefer.rendering.sources import title_of_bulletin
from briefer.rendering.telling import sure_days

if TYPE_CHECKING:
    from briefer.rendering.pictures import Event, Picture, Place, Toll

PICTURES = ("timeline", "fatalities", "map")
_LABEL = 120  # characters of an event's name
_OF_THE_PERIOD = ("bottom line", "development", "account")  # what changed may have gone quiet before it
_DEATHS = re.compile(
    r"\b(?:killed|dead|deaths?|died|dies|fatalit(?:y|ies)|bodies|slain|drowned)\b", re.IGNORECASE
)
# "More people killed" comes on top of another figure; the rest is told of a time.
_NOT_OF_ONE_EVENT = re.compile(
    r"^more\b|\b(?:in|over|during|within) the (?:past|last|previous|period)\b|\bso far\b|\bthis (?:year|month)\b"
    r"|\b(?:from|between) [^,.;]*\d{4} (?:to|and)\b|\bsince\b|\bper (?:day|week|month|year)\b",
    re.IGNORECASE,
)


_FEWEST_EVENTS = 5  # fewer are read faster in the text
_AT_HAND = 14  # days: of a shorter period the dates that the text gives are all in sight


def illustrate(kind: str, briefing: Briefing, number_of: Mapping[str, int]) -> Picture | None:
    """Return the picture of a kind (see PICTURES); None where it would show nothing that the text does not tell."""
    from briefer.rendering.pictures import country_map, fatalities, places_in, timeline

    country = one_line(briefing.country_name)
    if kind == "timeline":
        events = events_of(briefing, number_of)
        return timeline(events, briefing.period, country) if orders_anew(events, briefing.period) else None
    if kind == "fatalities":
        tolls = tolls_of(briefing, number_of)
        return fatalities(tolls, country, describe_period(briefing.period)) if len(tolls) > 1 else None
    places = places_in(texts_of(briefing, number_of), briefing.country)
    return country_map(briefing.country, country, places) if locates(places, briefing.country) else None


def orders_anew(events: Sequence[Event], period: Period) -> bool:
    """Say whether a timeline tells more than the text, which dates each paragraph, theme by theme.

    It does where the period is longer than two weeks and an event of one theme lies between two of another: there no
    reader has the order of events before their eyes.
    """
    if period.since is None or period.until is None or len(events) < _FEWEST_EVENTS:
        return False
    themes: dict[str, list[Event]] = {}
    for each in events:
        themes.setdefault(each.theme, []).append(each)
    spans = {
        theme: (min(each.first for each in held), max(each.first for each in held))
        for theme, held in themes.items()
    }
    return (period.until - period.since).days >= _AT_HAND and any(
        first < each.first < last
        for theme, (first, last) in spans.items()
        for each in events
        if each.theme != theme
    )


def locates(places: Sequence[Place], code: str) -> bool:
    """Say whether a map tells readers anything: not for the capital or a region alone, whose mark is no place in it,
    and not where marks lie on one another."""
    from briefer.rendering.pictures import REGION, overlap

    if not places:
        return False
    if len(places) == 1:
        name = places[0].name
        return not name.endswith(REGION) and fold(name) not in map(fold, country_by_code(code).capitals)
    return not overlap(code, places)


def events_of(briefing: Briefing, number_of: Mapping[str, int]) -> tuple[Event, ...]:
    """Return the stories that are told and whose days their bulletins are sure of, in the order of the text."""
    from briefer.rendering.pictures import Event

    themes = _themes(briefing)
    events = []
    for index, first in _leads(briefing).items():
        story = briefing.stories[index]
        days = sure_days(story.bulletins)
        cited = [each for each in story.bulletins if each.id in number_of]
        if index in themes and cited and days and days.earliest and days.latest:
            headline = title_of_bulletin(cited[0])
            label = one_line(first.text) if headline.endswith(("…", "...")) else headline
            sources = max(1, len(story.sources))
            number = number_of[cited[0].id]
            events.append(Event(days.earliest, days.latest, label, themes[index], sources, number))
    return tuple(events)


def _leads(briefing: Briefing) -> Mapping[int, Claim]:
    """The sentence by which each story is first told, in that order."""
    leads: dict[int, Claim] = {}
    for claim in _told(briefing):
        if claim.story is not None and 0 <= claim.story < len(briefing.stories):
            leads.setdefault(claim.story, claim)
    return leads


def tolls_of(briefing: Briefing, number_of: Mapping[str, int]) -> tuple[Toll, ...]:
    """Return the figures that count deaths, one toll for what is counted of one event.

    Low is the lowest figure that is told and high the highest: figures of different counts are never joined. What
    is denied is no toll; nor is what comes on top of another figure, or is counted over a time and not of one event.
    """
    from briefer.rendering.pictures import Toll

    counts: dict[tuple[object, str], list[Claim]] = {}
    for section in briefing.sections:
        for claim in section.claims if section.kind == "figure" else ():
            if claim.citations and _is_toll(claim):
                event: object = claim.citations[0].bulletin.id if claim.story is None else claim.story
                counts.setdefault((event, one_line(claim.counted or "").casefold()), []).append(claim)
    tolls = []
    for claims in counts.values():
        counted = one_line(claims[0].counted or "")
        bulletins = [citation.bulletin for claim in claims for citation in claim.citations]
        tolls.append(
            Toll(
                # Not the headline: cut, "army rejects blame for ..." would read as its deed.
                label=capitalised(counted) or _label(bulletins[0]),
                day=_day(bulletins),
                low=min((low for claim in claims for low in [claim.low] if low is not None), default=None),
                high=max(
                    (high for claim in claims for high in [claim.high] if high is not None), default=None
                ),
                worded=tuple(dict.fromkeys(one_line(claim.figure) for claim in claims if claim.figure)),
                sources=tuple(dict.fromkeys(number_of[each.id] for each in bulletins)),
            )
        )
    return tuple(tolls)


def _is_toll(claim: Claim) -> bool:
    counted = claim.counted or claim.figure or ""
    return (
        bool(_DEATHS.search(counted)) and claim.stance != "denies" and not _NOT_OF_ONE_EVENT.search(counted)
    )


def texts_of(briefing: Briefing, number_of: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return the sentences that tell of the period, each with the number of the source that it cites first."""
    found = dict.fromkeys(
        (one_line(claim.text), number_of[claim.citations[0].bulletin.id])
        for claim in _told(briefing)
        if claim.citations
    )
    return tuple(found)


def _told(briefing: Briefing) -> Iterator[Claim]:
    for section in briefing.sections:
        if section.kind in _OF_THE_PERIOD:
            yield from section.claims


def _themes(briefing: Briefing) -> Mapping[int, str]:
    """The theme under which each story is told: that of the developments, else the one its words speak of."""
    from briefer.writing.themes import theme_of

    themes: dict[int, str] = {}
    for section in briefing.sections:
        for claim in section.claims if section.kind == "development" else ():
            if claim.story is not None:
                themes.setdefault(claim.story, one_line(section.title))
    for claim in _told(briefing):
        if claim.story is not None and claim.story not in themes and claim.citations:
            bulletin = claim.citations[0].bulletin
            themes[claim.story] = theme_of(claim.text, bulletin.title, bulletin.body)
    return themes


def _label(bulletin: Bulletin) -> str:
    return cut(title_of_bulletin(bulletin), _LABEL, "…")


def _day(bulletins: Sequence[Bulletin]) -> str:
    sure = sure_days(bulletins)
    return describe_date(sure or bulletins[0].date)
