"""A country with its neighbours, and the places that the bulletins name as dots."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefer.reading.countries import country_by_code
from briefer.rendering.pictures.frame import Frame, belongs, clipped, frame_for
from briefer.rendering.pictures.labels import Box, Sheet, within
from briefer.rendering.pictures.model import Picture
from briefer.rendering.pictures.outlines import DISPUTED, Point, outlines
from briefer.rendering.pictures.svg import (
    ACCENT,
    INK,
    PAPER,
    QUIET,
    SMALL,
    TEXT,
    TINT,
    WIDTH,
    box,
    capped,
    fitted,
    folded,
    haloed,
    label,
    line,
    number,
    picture,
    plain,
    text_width,
)

REGION = " (region)"  # after the name of a region
MOST = 40  # places
_DOT = 4.5
_TALL = 15  # a name of a place
_NUMBERS = 4  # source numbers beside a name
_LONGEST = 220  # units: a name of a place
_SCALE_AT_MOST = 150
_NOTE = "Boundaries are approximate and take no position. Outlines: Natural Earth; places: GeoNames."
_REGION_NOTE = "Ring: a region, at the middle of its towns."
_DISPUTED_NOTE = "Dashed: a disputed part."


@dataclass(frozen=True, slots=True)
class Place:
    """A town or a region."""

    name: str
    latitude: float
    longitude: float
    numbers: tuple[int, ...]  # of the sources that name it


@dataclass(frozen=True, slots=True)
class _Shape:
    key: str
    rings: list[list[Point]]  # on the drawing


def country_map(code: str, name: str, places: Sequence[Place]) -> Picture | None:
    """Draw the country of an alpha-3 code with the places that lie in it or beside it.

    None without such a place, or where there is no outline. After 40 places the rest is only named below.
    """
    polygons, near = outlines().get(code), _near(code, places)
    if polygons is None or not near:
        return None
    frame = frame_for(polygons, [(each.longitude, each.latitude) for each in near], WIDTH)
    shapes = list(_shapes(frame))
    sheet = Sheet(frame.width, frame.height)
    scale = _scale_bar(frame, sheet, near)
    dots, unnamed = _places(near, frame, sheet)
    names, labelled = _countries(shapes, code, name, sheet)
    land = [box(0, 0, WIDTH, frame.height, fill=ACCENT, extra=' fill-opacity="0.12"')]
    land += [_fill(shape, shape.key == code) for shape in shapes]
    land += [_border(shape, frame, shape.key == code) for shape in _by_weight(shapes, code)]
    notes = _notes(near, shapes, unnamed)
    below = [
        label(0, frame.height + 17 + 16 * i, words, size=SMALL, fill=QUIET) for i, words in enumerate(notes)
    ]
    title = f"Places named in the bulletins: {name}"
    alt = capped(_told(title, near, labelled), "And {} more places.")
    parts = [*land, *names, *scale, *dots, *below]
    return picture("map", title, alt, frame.height + 16 * len(notes) + 6, parts)


def overlap(code: str, places: Sequence[Place]) -> bool:
    """Say whether two marks would lie on one another on the country's map."""
    polygons, near = outlines().get(code), _near(code, places)
    if polygons is None or not near:
        return False
    frame = frame_for(polygons, [(each.longitude, each.latitude) for each in near], WIDTH)
    dots = [frame.at((frame.shifted(each.longitude), each.latitude)) for each in near[:MOST]]
    return any(math.dist(one, other) < 2 * _DOT for one, other in combinations(dots, 2))


def _near(code: str, places: Sequence[Place]) -> list[Place]:
    """The places that lie in the country or beside it."""
    polygons = outlines().get(code)
    if polygons is None:
        return []
    return [
        each for each in places if plain(each.name) and belongs((each.longitude, each.latitude), polygons)
    ]


def _shapes(frame: Frame) -> Iterator[_Shape]:
    """What the frame shows of each country."""
    for key, polygons in outlines().items():
        rings = [part for polygon in polygons for ring in polygon for part in clipped(ring, frame)]
        if rings:
            yield _Shape(key, rings)


def _by_weight(shapes: Sequence[_Shape], code: str) -> list[_Shape]:
    """The country's own border is drawn over its neighbours', and the dashes of disputed parts over both."""
    return sorted(shapes, key=lambda shape: (shape.key.startswith(DISPUTED), shape.key == code))


def _fill(shape: _Shape, own: bool) -> str:
    ways = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in ring) + "Z" for ring in shape.rings)
    colour = TINT if own else PAPER
    return f'<path d="{ways}" fill="{colour}" fill-rule="evenodd" stroke="{colour}" stroke-width="0.6"/>'


def _border(shape: _Shape, frame: Frame, own: bool) -> str:
    """The border, but for where the frame cuts it."""
    way = []
    for ring in shape.rings:
        on = False
        for before, here in zip([ring[-1], *ring[:-1]], ring, strict=True):
            if _is_cut(before, here, frame):
                on = False
                continue
            if not on:
                way.append(f"M{number(before[0])} {number(before[1])}")
            way.append(f"L{number(here[0])} {number(here[1])}")
            on = True
    path = f'<path d="{"".join(way)}" fill="none" stroke-linejoin="round" '
    if shape.key.startswith(DISPUTED):  # the solid line of the other side is covered first
        return (
            f'{path}stroke="{PAPER}" stroke-width="2.6"/>'
            f'{path}stroke="{QUIET}" stroke-width="1.2" stroke-dasharray="4 3"/>'
        )
    colour, width = (INK, "1.6") if own else (QUIET, "0.8")
    return f'{path}stroke="{colour}" stroke-width="{width}"/>'


def _is_cut(one: Point, other: Point, frame: Frame) -> bool:
    """Say whether two points lie on one edge of the frame."""
    edges = ((0, 0.0), (0, frame.width), (1, 0.0), (1, frame.height))
    return any(abs(one[axis] - edge) < 0.05 and abs(other[axis] - edge) < 0.05 for axis, edge in edges)


def _places(near: Sequence[Place], frame: Frame, sheet: Sheet) -> tuple[list[str], list[str]]:
    """The dots with their names, and the names for which there is no room."""
    spots = [frame.at((frame.shifted(each.longitude), each.latitude)) for each in near]
    sheet.taken += [Box(x - _DOT - 1, y - _DOT - 1, 2 * _DOT + 2, 2 * _DOT + 2) for x, y in spots]
    leaders, dots, names, unnamed = list[str](), list[str](), list[str](), list[str]()
    for place, (x, y) in zip(near, spots, strict=True):
        dots.append(_dot(x, y, hollow=place.name.endswith(REGION)))
        words = _named(place)
        spot = sheet.beside((x, y), text_width(words, TEXT) + 4, _TALL) if len(names) < MOST else None
        if spot is None:
            unnamed.append(words)
            continue
        if spot.leader:
            leaders.append(line(x, y, *spot.leader, stroke=INK, width=0.8))
        anchor = "end" if spot.is_left else ""
        x = spot.box.right - 2 if anchor else spot.box.left + 2
        names.append(haloed(x, spot.box.top + 12, words, anchor=anchor))
    return [*leaders, *dots, *names], unnamed


def _dot(x: float, y: float, *, hollow: bool) -> str:
    """A town's dot, or a region's ring."""
    fill, stroke, radius, width = (PAPER, ACCENT, _DOT - 1, 2.0) if hollow else (ACCENT, PAPER, _DOT, 1.0)
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="{number(width)}"/>'
    )


def _named(place: Place) -> str:
    """The name and the sources, as they stand beside a dot."""
    numbers = ", ".join(map(str, place.numbers[:_NUMBERS])) + (", …" if len(place.numbers) > _NUMBERS else "")
    return fitted(plain(place.name), _LONGEST, TEXT) + (f" [{numbers}]" if numbers else "")


def _countries(shapes: Sequence[_Shape], code: str, name: str, sheet: Sheet) -> tuple[list[str], list[str]]:
    """The names of the countries that have room inside their borders, as drawn, and which others they are."""
    parts, labelled = list[str](), list[str]()
    for shape in sorted(shapes, key=lambda shape: (shape.key != code, shape.key)):
        own = shape.key == code
        words = plain(name) if own else _name_of(shape.key)
        drawn = _country(shape, words, sheet, TEXT if own else SMALL, own)
        parts += drawn
        if drawn and not own:
            labelled.append(words)
    return parts, labelled


def _country(shape: _Shape, name: str, sheet: Sheet, size: float, own: bool) -> list[str]:
    """The name of a country on one line or several, where there is room."""
    for lines in _broken(name):
        width = max(text_width(each, size) for each in lines) + 6
        free = within(shape.rings, sheet, width, _TALL * len(lines) + 1)
        if free is not None:
            sheet.taken.append(free)
            x, y = free.left + free.width / 2, free.top + 12
            return [
                label(x, y + _TALL * place, words, size=size, fill=QUIET, anchor="middle", bold=own)
                for place, words in enumerate(lines)
            ]
    return []


def _broken(name: str) -> list[list[str]]:
    """The name on one line, or on several."""
    words = name.split()
    return [[name], *([words] if 1 < len(words) < 4 else [])]


def _name_of(key: str) -> str:
    return key[1:] if key.startswith(DISPUTED) else country_by_code(key).name


def _scale_bar(frame: Frame, sheet: Sheet, places: Sequence[Place]) -> list[str]:
    """A bar of round kilometres in the corner with the fewest places."""
    longest = _SCALE_AT_MOST * frame.km
    power = 1
    while power * 10 <= longest:
        power *= 10
    length = max(each * power for each in (1, 2, 5) if each * power <= longest or each == 1)
    wide, words = length / frame.km, f"{length:,} km"
    taken = max(wide, text_width(words, SMALL)) + 8
    dots = [frame.at((frame.shifted(each.longitude), each.latitude)) for each in places]
    corners = [(8.0, frame.height - 34), (frame.width - taken - 8, frame.height - 34), (8.0, 6.0)]

    def crowd(corner: Point) -> int:
        return sum(abs(x - corner[0] - taken / 2) < taken and abs(y - corner[1] - 14) < 40 for x, y in dots)

    x, y = min(corners, key=crowd)
    sheet.taken.append(Box(x - 2, y, taken + 4, 30))
    ticks = [line(at, y + 20, at, y + 26, stroke=INK, width=1.2) for at in (x + 2, x + 2 + wide)]
    bar = line(x + 2, y + 23, x + 2 + wide, y + 23, stroke=INK, width=1.2)
    return [bar, *ticks, haloed(x + 2, y + 14, words, size=SMALL)]


def _notes(places: Sequence[Place], shapes: Sequence[_Shape], unnamed: Sequence[str]) -> list[str]:
    """What stands below the map, in lines."""
    words = [_NOTE]
    if any(place.name.endswith(REGION) for place in places):
        words.append(_REGION_NOTE)
    if any(shape.key.startswith(DISPUTED) for shape in shapes):
        words.append(_DISPUTED_NOTE)
    if unnamed:
        words.append(f"Dots without room for a name: {', '.join(unnamed)}.")
    return folded(" ".join(words), WIDTH, SMALL, 8)


def _told(title: str, places: Sequence[Place], labelled: Sequence[str]) -> list[str]:
    """The map in words."""
    told = [f"{plain(title)}."]
    for each in places:
        numbers = ", ".join(map(str, each.numbers))
        cited = f"source{'s' if len(each.numbers) > 1 else ''} {numbers}" if numbers else "no source number"
        told.append(f"{plain(each.name)}: {cited}.")
    return [*told, f"Neighbours shown: {', '.join(sorted(labelled))}."] if labelled else told
