"""The outlines of countries, in degrees: `data/outlines.json`, whose borders are stored once for both sides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import accumulate, pairwise

Point = tuple[float, float]  # longitude, latitude
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]  # the outer ring, then holes

_POLAR = 85  # degrees of latitude; a ring that goes around the pole is left as it is
DISPUTED = "~"  # begins the key of a part that has no ISO code


@cache
def outlines() -> Mapping[str, tuple[Polygon, ...]]:
    """Return the polygons of each country by alpha-3 code, and of disputed parts by "~name"."""
    text = resources.files("briefer.rendering.pictures").joinpath("data", "outlines.json").read_text("utf-8")
    stored = json.loads(text)
    arcs = [_points(arc, stored["grid"]) for arc in stored["arcs"]]
    return {
        key: tuple(tuple(_ring(arcs, ring) for ring in polygon) for polygon in polygons)
        for key, polygons in stored["shapes"].items()
    }


def _points(steps: list[int], grid: float) -> tuple[Point, ...]:
    return tuple(
        (x * grid, y * grid) for x, y in zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)
    )


def _unwound(points: list[Point]) -> list[Point]:
    """Count the longitudes on across the 180th meridian; the source counts from the other side there."""
    if any(abs(latitude) > _POLAR for _, latitude in points):
        return points
    turn, found = 0.0, points[:1]
    for before, here in pairwise(points):
        turn -= 360 * round((here[0] - before[0]) / 360)
        found.append((here[0] + turn, here[1]))
    return found


def _ring(arcs: list[tuple[Point, ...]], indices: list[int]) -> Ring:
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(_unwound(points))
