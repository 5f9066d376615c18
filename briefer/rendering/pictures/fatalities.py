"""Reported fatalities, event by event: a bar to the low figure, a whisker on to the high one, and the words at its end.

Nothing is added up: each bar is one event as its sources report it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from briefer.rendering.pictures.model import Picture
from briefer.rendering.pictures.svg import (
    ACCENT,
    INK,
    QUIET,
    RULE,
    SMALL,
    TEXT,
    WIDTH,
    box,
    capped,
    fitted,
    folded,
    label,
    line,
    number,
    picture,
    plain,
    text_width,
)

MOST = 20  # bars
_EDGE = 10
_TOP, _ROW, _BAR = 30, 48, 12
_NOTE = "Each bar is one figure as reported; one event may have several. Nothing is added up."
_MARKS = {
    "range": "Line after a bar: up to the highest figure.",
    "least": "Arrow: at least.",
    "most": "Dashed line: at most.",
}
_WORDED = 0.42  # of the width, at most, for the words at the end of a bar
_EVERYONE = 1e10  # people; no figure is larger
_AFTER = 26  # after the end of a bar: an arrow and some air
_THIN = 2  # a figure that is small beside the others still shows


@dataclass(frozen=True, slots=True)
class Toll:
    """The reported fatalities of one event; tolls are never summed."""

    label: str
    day: str
    low: float | None
    high: float | None
    worded: tuple[str, ...]  # as the sources say it
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    step: float  # between two lines
    unit: float  # of the drawing, for one fatality
    largest: float

    def x(self, figure: float) -> float:
        return _EDGE + self.unit * figure


def fatalities(tolls: Sequence[Toll], country: str, period: str) -> Picture | None:
    """Draw the tolls in the order given; None where none has a number.

    A figure below one that is not zero, or above the number of the living, counts as none. After 20
    tolls the rest is only counted.
    """
    shown = [toll for toll in tolls if plain(toll.label) or toll.worded][:MOST]
    if not any(figure for toll in shown for figure in _range(toll)):
        return None
    worded = [fitted(_worded(toll), WIDTH * _WORDED, SMALL) for toll in shown]
    scale = _scale(shown, worded)
    height = _TOP + len(shown) * _ROW + 4
    parts = _grid(scale, height)
    for place, (toll, words) in enumerate(zip(shown, worded, strict=True)):
        parts += _row(toll, words, scale, _TOP + place * _ROW)
    notes = folded(_note(shown, len(tolls) - len(shown)), WIDTH - 2 * _EDGE, SMALL, 4)
    parts += [
        label(_EDGE, height + 12 + 16 * i, words, size=SMALL, fill=QUIET) for i, words in enumerate(notes)
    ]
    title = f"Reported fatalities: {country}, {period}"
    alt = capped([f"{plain(title)}. {_NOTE}", *map(_told, tolls)], "And {} more events.")
    return picture("fatalities", title, alt, height + 16 * len(notes) + 6, parts)


def _note(shown: Sequence[Toll], left: int) -> str:
    """How to read the marks that are drawn."""
    marks = {_mark(*_range(toll)) for toll in shown}
    said = [words for mark, words in _MARKS.items() if mark in marks]
    return " ".join([_NOTE, *said, *([f"{left} more: see the figures."] if left else [])])


def _mark(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "most" if high is not None else "least" if low is not None else ""
    return "range" if low < high else ""


def _range(toll: Toll) -> tuple[float | None, float | None]:
    """The low and the high figure, in this order, None for what is no figure."""
    low, high = (
        figure if figure is not None and (figure == 0 or 1 <= figure <= _EVERYONE) else None
        for figure in (toll.low, toll.high)
    )
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def _worded(toll: Toll) -> str:
    return " / ".join(filter(None, map(plain, toll.worded))) or _figures(*_range(toll))


def _figures(low: float | None, high: float | None) -> str:
    """The figures where no words came with them."""
    if low is None and high is None:
        return "no figure"
    if low is None or high is None:
        return f"at least {low:,g}" if low is not None else f"up to {high:,g}"
    return f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"


def _scale(tolls: Sequence[Toll], worded: Sequence[str]) -> _Scale:
    """The largest scale at which every bar has room for its words, with about four lines at round figures."""
    ends = [max((figure for figure in _range(toll) if figure is not None), default=0.0) for toll in tolls]
    room = WIDTH - 2 * _EDGE
    unit = min(
        (room - _AFTER - text_width(words, SMALL)) / end
        for end, words in zip(ends, worded, strict=True)
        if end > 0
    )
    rough = max(*ends, 4.0) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in (1, 2, 5, 10) if each * power >= rough)
    return _Scale(max(step, 1.0), unit, max(ends))


def _grid(scale: _Scale, height: float) -> list[str]:
    parts, count = [], 0
    while count * scale.step <= scale.largest * 1.001:
        figure = count * scale.step
        x = scale.x(figure)
        parts.append(line(x, 20, x, height - 4, stroke=QUIET if count == 0 else RULE))
        parts.append(
            label(
                x,
                15,
                f"{figure:,g}" if figure < 1e6 else f"{figure:,.0f}",
                size=SMALL,
                fill=QUIET,
                anchor="middle" if count else "",
            )
        )
        count += 1
    return parts


def _row(toll: Toll, words: str, scale: _Scale, y: float) -> list[str]:
    low, high = _range(toll)
    tail = " ".join(filter(None, [plain(toll.day), _cited(toll)]))
    room = WIDTH - 2 * _EDGE - text_width(f"  {tail}", SMALL)
    name = fitted(plain(toll.label), room, TEXT)
    parts = [
        label(_EDGE, y + 13, name),
        label(WIDTH - _EDGE, y + 13, tail, size=SMALL, fill=QUIET, anchor="end"),
    ]
    middle = y + 20 + _BAR / 2
    end = scale.x(0)
    if low:
        end = max(scale.x(low), scale.x(0) + _THIN)
        parts.append(box(scale.x(0), y + 20, end - scale.x(0), _BAR, fill=ACCENT))
    if high is not None and (low is None or high > low):
        parts += _whisker(end, scale.x(high), middle, dashed=low is None)
        end = max(end, scale.x(high))
    if high is None and low is not None:
        parts.append(_arrow(end, middle))
        end += 12
    parts.append(label(end + 8, middle + 4.5, words, size=SMALL, fill=INK))
    return parts


def _whisker(start: float, end: float, y: float, *, dashed: bool) -> list[str]:
    """From the low figure to the high one; dashed where no low one is known."""
    extra = ' stroke-dasharray="5 3"' if dashed else ""
    return [
        line(start, y, end, y, stroke=ACCENT, width=2, extra=extra),
        line(end, y - _BAR / 2, end, y + _BAR / 2, stroke=ACCENT, width=2),
    ]


def _arrow(x: float, y: float) -> str:
    """The bar goes on: only the least is known."""
    return (
        f'<path d="M{number(x + 2)} {number(y - 5)}L{number(x + 9)} {number(y)}L{number(x + 2)} {number(y + 5)}" '
        f'fill="none" stroke="{ACCENT}" stroke-width="2"/>'
    )


def _cited(toll: Toll) -> str:
    return "".join(f"[{each}]" for each in toll.sources)


def _told(toll: Toll) -> str:
    """One toll in words."""
    low, high = _range(toll)
    said = "; ".join(f"“{plain(words)}”" for words in toll.worded if plain(words))
    figures = _figures(low, high) if low is not None or high is not None else "no number given"
    cited = ", ".join(map(str, toll.sources))
    where = f" (source{'s' if len(toll.sources) > 1 else ''} {cited})" if cited else ""
    day = f", {plain(toll.day)}" if plain(toll.day) else ""
    return f"{plain(toll.label).rstrip('.')}{day}: {figures}{f', worded {said}' if said else ''}{where}."
