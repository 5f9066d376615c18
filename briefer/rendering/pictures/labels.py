"""Where names can stand on a map without touching one another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefer.rendering.pictures.outlines import Point

_CLOSE = 7  # units from a dot to its name
_FURTHER = (18, 32, 48, 68, 92)  # where a line leads from the name to the dot
_TURNS = 16
_MARGIN = 3
_AIR = 3  # between a country's name and its border
_STEPS = 22  # of the grid on which a place for a country's name is sought


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the drawing."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def touches(self, other: Box) -> bool:
        """Say whether the two share a point."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Spot:
    """A name's box, and the end of the line that leads to its dot, where it stands away from it."""

    box: Box
    leader: Point | None = None
    is_left: bool = False  # of its dot


@dataclass(slots=True)
class Sheet:
    """A drawing that fills up with names."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def is_free(self, box: Box) -> bool:
        """Say whether a box lies on the drawing and on nothing else."""
        inside = box.left >= _MARGIN and box.top >= _MARGIN
        inside = inside and box.right <= self.width - _MARGIN and box.bottom <= self.height - _MARGIN
        return inside and not any(box.touches(other) for other in self.taken)

    def beside(self, dot: Point, width: float, height: float) -> Spot | None:
        """Take the nearest free place for a name of this size, or return None."""
        for spot in _around(dot, width, height):
            if self.is_free(spot.box) and not (spot.leader and self._crossed(dot, spot.leader)):
                self.taken.append(spot.box)
                if spot.leader:
                    self.taken += _along(dot, spot.leader)
                return spot
        return None

    def _crossed(self, dot: Point, end: Point) -> bool:
        """Say whether a leading line would run over a name."""
        return any(piece.touches(other) for piece in _along(dot, end) for other in self.taken)


def _along(dot: Point, end: Point) -> list[Box]:
    """Small boxes along a leading line, but for its start in the dot."""
    steps = max(2, int(math.dist(dot, end) / 4))
    first = math.ceil(steps * 8 / max(math.dist(dot, end), 8))
    return [
        Box(dot[0] + (end[0] - dot[0]) * i / steps - 1, dot[1] + (end[1] - dot[1]) * i / steps - 1, 2, 2)
        for i in range(first, steps)
    ]


def _around(dot: Point, width: float, height: float) -> Iterator[Spot]:
    """Places for a name from the best to the last: right, left, above, below, then away in circles."""
    x, y = dot
    middle = y - height / 2
    for left, top in (
        (x + _CLOSE, middle),
        (x - _CLOSE - width, middle),
        (x - width / 2, y - _CLOSE - height),
        (x - width / 2, y + _CLOSE),
        (x + 4, y - _CLOSE - height + 2),
        (x + 4, y + _CLOSE - 2),
        (x - 4 - width, y - _CLOSE - height + 2),
        (x - 4 - width, y + _CLOSE - 2),
    ):
        yield Spot(Box(left, top, width, height), is_left=left + width < x)
    for away in _FURTHER:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            end = (x + away * math.cos(angle), y - away * math.sin(angle))
            left = end[0] + 2 if math.cos(angle) > -0.1 else end[0] - 2 - width
            yield Spot(Box(left, end[1] - height / 2, width, height), end, left + width < x)


def inside(point: Point, rings: Sequence[Sequence[Point]]) -> bool:
    """Say whether a point lies within the rings, holes left out."""
    x, y = point
    crossed = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossed = not crossed
    return crossed


def within(rings: Sequence[Sequence[Point]], sheet: Sheet, width: float, height: float) -> Box | None:
    """Return a free place for a name inside the rings, as near their middle as there is one."""
    points = [point for ring in rings for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    middle = ((left + right) / 2, (top + bottom) / 2)
    centres = [
        (left + (right - left) * i / _STEPS, top + (bottom - top) * j / _STEPS)
        for i in range(1, _STEPS)
        for j in range(1, _STEPS)
    ]
    for x, y in sorted(centres, key=lambda p: (round(math.dist(p, middle), 3), p)):
        box = Box(x - width / 2, y - height / 2, width, height)
        if sheet.is_free(box) and all(inside(point, rings) for point in _outline(box)):
            return box
    return None


def _outline(box: Box) -> list[Point]:
    """Points on the edge of a box with some air around it, and in its middle row."""
    left, top = box.left - _AIR, box.top - _AIR
    wide, tall = box.width + 2 * _AIR, box.height + 2 * _AIR
    return [(left + wide * i / 4, top + tall * j / 2) for i in range(5) for j in range(3)]
