"""What part of the earth a map shows, and where its points come to lie on the drawing.

The projection is equirectangular with the scale of the frame's middle latitude: plain, and true enough for one
country. Longitudes are counted on from the country's main part, so that Fiji and Russia are not torn apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from briefer.rendering.pictures.outlines import Point, Polygon, Ring

NEAR, NEAR_DEGREES = 0.08, 2.5  # an island this near (of the span, or in degrees) is shown with the main part
LARGE = 0.3  # of the largest part: shown wherever it lies
PAD = 0.07  # of the span, around the country
SMALLEST = 0.25  # degrees: what a frame shows at least
BESIDE = 5.0  # degrees; a place this near the outline belongs on the map: small islands have none
FLATTEST, TALLEST = 0.52, 1.0  # of the width
FINEST = 1.0  # units of the drawing between two points of an outline
KM_PER_DEGREE = 111.195
POLE = 84.0  # degrees of latitude beyond which nothing is shown

Bounds = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the earth on a drawing `width` by `height`."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    def at(self, point: Point) -> Point:
        """Return where a point lies on the drawing, from its upper left corner."""
        x = (point[0] - self.west) / (self.east - self.west) * self.width
        return x, (self.north - point[1]) / (self.north - self.south) * self.height

    def shifted(self, longitude: float) -> float:
        """Return the longitude counted so that it lies nearest the frame's middle."""
        middle = (self.west + self.east) / 2
        return longitude - 360 * round((longitude - middle) / 360)

    @property
    def km(self) -> float:
        """Kilometres of one unit of the drawing, at the middle latitude."""
        return (self.north - self.south) * KM_PER_DEGREE / self.height


def bounds_of(ring: Sequence[Point]) -> Bounds:
    """Return the least and greatest longitude and latitude."""
    longitudes, latitudes = [x for x, _ in ring], [y for _, y in ring]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _joined(one: Bounds, other: Bounds) -> Bounds:
    return (*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:]))  # type: ignore[return-value]


def _moved(bounds: Bounds, by: float) -> Bounds:
    return bounds[0] + by, bounds[1], bounds[2] + by, bounds[3]


def _nearest(bounds: Bounds, to: Bounds) -> Bounds:
    """The bounds, moved by whole turns to lie nearest to others."""
    middle, goal = (bounds[0] + bounds[2]) / 2, (to[0] + to[2]) / 2
    return _moved(bounds, -360.0 * round((middle - goal) / 360))


def _gap(one: Bounds, other: Bounds) -> float:
    """Degrees between two rectangles; 0 where they overlap."""
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    along = max(one[1] - other[3], other[1] - one[3], 0.0)
    return max(across * math.cos(math.radians(one[1])), along)


def _size(bounds: Bounds) -> float:
    middle = math.cos(math.radians((bounds[1] + bounds[3]) / 2))
    return (bounds[2] - bounds[0]) * middle * (bounds[3] - bounds[1])


def main_part(polygons: Sequence[Polygon]) -> Bounds:
    """Return the bounds of a country's largest part, the islands near it, and all its other large parts."""
    parts = sorted((bounds_of(polygon[0]) for polygon in polygons), key=_size, reverse=True)
    whole, left = parts[0], parts[1:]
    large = [part for part in left if _size(part) >= LARGE * _size(parts[0])]
    for part in large:
        whole = _joined(whole, _nearest(part, whole))
    grown = True
    while grown:
        reach = max(NEAR * max(whole[2] - whole[0], whole[3] - whole[1]), NEAR_DEGREES)
        near = [part for part in left if _gap(whole, _nearest(part, whole)) <= reach]
        grown = bool(near)
        for part in near:
            whole = _joined(whole, _nearest(part, whole))
        left = [part for part in left if part not in near]
    return whole


def belongs(point: Point, polygons: Sequence[Polygon]) -> bool:
    """Say whether a point lies in or beside a country, by the bounds of its parts."""
    spot = (*point, *point)
    return any(_gap(_nearest(bounds_of(polygon[0]), spot), spot) <= BESIDE for polygon in polygons)


def frame_for(polygons: Sequence[Polygon], points: Sequence[Point], width: float) -> Frame:
    """Return the frame that shows a country's main part and the points, with some room around."""
    whole = main_part(polygons)
    for x, y in points:
        spot = _nearest((x, y, x, y), whole)
        if _gap(whole, spot) > 0:  # an island or an exclave: shown whole
            parts = [_nearest(bounds_of(polygon[0]), spot) for polygon in polygons]
            for part in (part for part in parts if _gap(part, spot) == 0):
                whole = _joined(whole, part)
        whole = _joined(whole, spot)
    west, south, east, north = whole
    north, south = min(north, POLE), max(south, -POLE)
    across = math.cos(math.radians((south + north) / 2))
    wide = max((east - west) * across, SMALLEST) * (1 + 2 * PAD)
    tall = max(north - south, SMALLEST) * (1 + 2 * PAD)
    wide, tall = max(wide, tall / TALLEST), max(tall, wide * FLATTEST)
    wide = min(wide, 360 * across)
    x, y = (west + east) / 2, (south + north) / 2
    half, up = wide / across / 2, tall / 2
    return Frame(x - half, y - up, x + half, y + up, width, width * tall / wide)


def clipped(ring: Ring, frame: Frame) -> list[list[Point]]:
    """Return the parts of a ring that the frame shows, on the drawing: at most one for each turn of the earth."""
    found = []
    bounds = bounds_of(ring)
    for turn in (-360.0, 0.0, 360.0):
        west, south, east, north = _moved(bounds, turn)
        if east < frame.west or west > frame.east or north < frame.south or south > frame.north:
            continue
        points = _thinned([frame.at((x + turn, y)) for x, y in ring])
        for axis, limit, upper in (
            (0, 0.0, False),
            (0, frame.width, True),
            (1, 0.0, False),
            (1, frame.height, True),
        ):
            points = _cut(points, axis, limit, upper)
        if len(points) > 2:
            found.append(points)
    return found


def _thinned(points: list[Point]) -> list[Point]:
    """Leave out what nobody can tell from the point before."""
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINEST:
            kept.append((x, y))
    return kept


def _cut(points: list[Point], axis: int, limit: float, upper: bool) -> list[Point]:
    """What is left of a ring on one side of a line (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for before, here in zip([*points[-1:], *points[:-1]], points, strict=True):
        inside = (here[axis] <= limit) if upper else (here[axis] >= limit)
        was = (before[axis] <= limit) if upper else (before[axis] >= limit)
        if inside != was:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            other = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if inside:
            kept.append(here)
    return kept
