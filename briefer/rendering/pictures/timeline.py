"""The events of a period by theme, each on its own row under the day it took place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefer.model import Period
from briefer.reading.dates import describe_period
from briefer.rendering.pictures.model import Picture
from briefer.rendering.pictures.svg import (
    ACCENT,
    INK,
    QUIET,
    RULE,
    SMALL,
    TEXT,
    TINT,
    WIDTH,
    box,
    capped,
    folded,
    label,
    line,
    number,
    picture,
    plain,
    text_width,
)

FEWEST, MOST = 3, 20  # events; fewer are read faster than a picture is
_EDGE = 10
_AXIS, _HEADING, _LINE, _GAP = 28, 24, 16, 8
_DOT = 5
_BESIDE = 10  # from a mark to its label
_LINES = 4  # of a label
_SEE = "see the text"  # for a label that has no room
_LEFT_TO_RIGHT = "\u200e"  # or a number behind Arabic words would stand before them
_LONGEST_WORD = 120  # characters of a theme's name


@dataclass(frozen=True, slots=True)
class Event:
    """One dot of the timeline, or a bar where it lasted several days."""

    first: date
    last: date
    label: str
    theme: str
    sources: int
    number: int  # the source number that is printed


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days as places across the drawing."""

    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def day(self) -> float:
        """The width of a day."""
        return (WIDTH - 2 * _EDGE) / self.days

    def start(self, day: date) -> float:
        """Where a day begins; a day outside the period is moved to its edge."""
        inside = min(max(day, self.since), self.until)
        return _EDGE + (inside - self.since).days * self.day


def timeline(events: Sequence[Event], period: Period, country: str) -> Picture | None:
    """Draw the events of the period; None below three, or where the period has an open side.

    An event that lies wholly outside the period is left out. After 20 events the rest is only counted.
    """
    if period.since is None or period.until is None:
        return None
    axis = _Axis(period.since, period.until)
    inside = [each for each in events if each.first <= axis.until and each.last >= axis.since]
    inside = [each for each in inside if each.first <= each.last and plain(each.label)]
    if len(inside) < FEWEST:
        return None
    rows, height = _rows(_by_theme(inside[:MOST]), axis)
    if len(inside) > MOST:
        rows.append(
            label(_EDGE, height + 14, f"and {len(inside) - MOST} more: see the text", size=SMALL, fill=QUIET)
        )
        height += 22
    title = f"Timeline: {country}, {describe_period(period)}"
    alt = capped([f"{title}.", *_told(inside)], "And {} more events.")
    return picture("timeline", title, alt, height, [*_axis_parts(axis, height), *rows])


def _by_theme(events: Sequence[Event]) -> list[tuple[str, list[Event]]]:
    """The themes in the order of the events as given, each with its events by date."""
    themes: dict[str, list[Event]] = {}
    for each in events:
        themes.setdefault(plain(each.theme) or "Other developments", []).append(each)
    return [(theme, sorted(held, key=lambda e: (e.first, e.last))) for theme, held in themes.items()]


def _rows(themes: list[tuple[str, list[Event]]], axis: _Axis) -> tuple[list[str], float]:
    parts: list[str] = []
    y: float = _AXIS
    for theme, events in themes:
        parts.append(box(0, y, WIDTH, _HEADING - 4, fill=TINT))
        name = folded(theme[:_LONGEST_WORD], WIDTH - 2 * _EDGE, SMALL, 1)[0]
        parts.append(label(_EDGE, y + 14.5, name, size=SMALL, bold=True))
        y += _HEADING
        for event in events:
            drawn, tall = _row(event, axis, y)
            parts += drawn
            y += tall + _GAP
    return parts, y


def _row(event: Event, axis: _Axis, y: float) -> tuple[list[str], float]:
    """One event: its mark, and its label on the side with more room."""
    left, right = axis.start(event.first), axis.start(event.last) + axis.day
    if event.first == event.last:
        middle = (left + right) / 2
        mark = f'<circle cx="{number(middle)}" cy="{number(y + 9)}" r="{_DOT}" fill="{ACCENT}"/>'
        left, right = middle - _DOT, middle + _DOT
    else:
        mark = box(left + 1, y + 5, max(right - left - 2, 4), 8, fill=ACCENT, extra=' rx="2"')
    rooms = {"": WIDTH - _EDGE - right - _BESIDE, "end": left - _BESIDE - _EDGE}
    anchor = "" if rooms[""] >= rooms["end"] else "end"
    below = max(rooms.values()) < WIDTH / 3  # a long bar leaves no room at its side
    room = WIDTH - 2 * _EDGE if below else rooms[anchor]
    x = _EDGE if below else right + _BESIDE if not anchor else left - _BESIDE
    words, tail = _words(event, room)
    top = y + (28 if below else 14)
    parts = [mark]
    for place, words_of_line in enumerate(words):
        last = place == len(words) - 1
        parts.append(
            _tailed(x, top + place * _LINE, words_of_line, tail if last else "", "" if below else anchor)
        )
    return parts, (14 if below else 0) + max(len(words) * _LINE, 18)


def _words(event: Event, room: float) -> tuple[list[str], str]:
    """The label in lines, and what stands after the last of them.

    A sentence stands there whole or not at all: half of one may say something else.
    """
    tail = f" [{event.number}]" + (f" · {event.sources} sources" if event.sources > 1 else "")
    name = " ".join(plain(event.label).split())
    lines = folded(name, room, TEXT, _LINES)
    if " ".join(lines) != name:
        return [_SEE], tail
    has_room = text_width(lines[-1], TEXT) <= room - text_width(tail, TEXT)
    return lines if has_room else [*lines, ""], tail


def _tailed(x: float, y: float, words: str, tail: str, anchor: str) -> str:
    """A line of a label; its tail is quieter."""
    drawn = label(x, y, words, anchor=anchor)
    if not tail:
        return drawn
    span = f'<tspan fill="{QUIET}" xml:space="preserve">{_LEFT_TO_RIGHT}{tail}</tspan>'
    return f"{drawn.removesuffix('</text>')}{span}</text>"


def _axis_parts(axis: _Axis, height: float) -> list[str]:
    parts = [line(0, _AXIS - 4, WIDTH, _AXIS - 4, stroke=RULE)]
    for day, words in _ticks(axis):
        x = axis.start(day)
        parts.append(line(x, 8, x, height, stroke=RULE))
        parts.append(label(x + 4, 17, words, size=SMALL, fill=INK))
    return parts


def _ticks(axis: _Axis) -> Iterator[tuple[date, str]]:
    """The days that are named along the top."""
    if axis.days <= 8:
        for offset in range(axis.days):
            day = axis.since + timedelta(days=offset)
            yield day, f"{day:%a} {day.day} {day:%b}"
    elif axis.days <= 62:
        for offset in range(0, axis.days, 7 if axis.days > 16 else 3):
            day = axis.since + timedelta(days=offset)
            yield day, f"{day.day} {day:%b}"
    else:
        yield from _months(axis)


def _months(axis: _Axis) -> Iterator[tuple[date, str]]:
    """Every month's or year's first day, so many that they do not touch."""
    months = axis.days // 30 + 1
    step = next((each for each in (1, 2, 3, 6, 12) if months / each <= 8), 12 * (months // 96 + 1))
    year, month = axis.since.year, axis.since.month
    while date(year, month, 1) <= axis.until:
        first = date(year, month, 1)
        if first >= axis.since:
            yield first, f"{first:%b} {year}" if step < 12 else f"{year}"
        ahead = year * 12 + month - 1 + step
        year, month = divmod(ahead, 12)
        month += 1
        if year > 9998:
            return


def _told(events: Sequence[Event]) -> list[str]:
    """The events in words, by date."""
    told = []
    for each in sorted(events, key=lambda e: (e.first, e.last)):
        days = describe_period(Period(each.first, each.last))
        words = plain(each.label).rstrip(".")
        sources = f", {each.sources} sources" if each.sources > 1 else ""
        told.append(f"{days}: {words} ({plain(each.theme)}; source {each.number}{sources}).")
    return told
