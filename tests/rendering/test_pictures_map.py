"""The map: the country whole, names that do not touch, and no claim on borders."""

import re

import pytest
from pictures_checks import SVG, parsed, sizes, texts

from briefer.reading.countries.gazetteer import country_rows
from briefer.rendering.pictures import Place, country_map
from briefer.rendering.pictures.outlines import outlines
from briefer.rendering.pictures.svg import text_width

NIAMEY = Place("Niamey", 13.51, 2.11, (1, 2))
# What the source has only as part of another country, or not at all.
WITHOUT = set("BES BVT CCK GUF GIB GLP MTQ MYT REU SJM TKL TUV UMI".split())


def boxes(picture):
    """The rectangles of the places' names, as far as widths are known."""
    found = []
    for each in parsed(picture).iter(f"{SVG}text"):
        if each.get("paint-order") is None:
            continue
        x, y, wide = (
            float(each.get("x")),
            float(each.get("y")),
            text_width(each.text, float(each.get("font-size"))),
        )
        found.append((x - wide if each.get("text-anchor") == "end" else x, y - 11, wide, 13))
    return found


def touching(pictured):
    held = boxes(pictured)
    return [
        (a, b)
        for i, a in enumerate(held)
        for b in held[:i]
        if a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
    ]


def test_a_place_is_named_with_its_sources_among_the_neighbours():
    drawn = country_map("NER", "Niger", [NIAMEY])
    assert {"Niamey [1, 2]", "Niger", "Algeria", "Mali", "Chad"} <= set(texts(drawn))
    assert "Boundaries are approximate and take no position." in texts(drawn)[-1]
    assert any(re.fullmatch(r"[\d,]+ km", line) for line in texts(drawn))
    assert drawn.alt.startswith(
        "Places named in the bulletins: Niger. Niamey: sources 1, 2. Neighbours shown: Algeria,"
    )
    assert min(sizes(drawn)) >= 11


def test_without_a_place_in_or_beside_the_country_there_is_no_map():
    assert country_map("NER", "Niger", []) is None
    assert country_map("NER", "Niger", [Place("Paris", 48.85, 2.35, (1,))]) is None
    assert country_map("TUV", "Tuvalu", [Place("Funafuti", -8.5, 179.2, (1,))]) is None


def test_every_country_has_an_outline_but_those_known_to_have_none():
    assert {row.code for row in country_rows()} - outlines().keys() == WITHOUT


def test_every_outline_is_closed():
    for polygons in outlines().values():
        for ring in (ring for polygon in polygons for ring in polygon):
            assert ring[0] == pytest.approx(ring[-1])


@pytest.mark.parametrize(
    ("code", "name", "places"),
    [
        ("FJI", "Fiji", [Place("Suva", -18.14, 178.44, (1,)), Place("Taveuni", -16.9, -179.95, (2,))]),
        ("RUS", "Russia", [Place("Moscow", 55.75, 37.6, (1,)), Place("Uelen", 66.2, -169.8, (2,))]),
        ("KIR", "Kiribati", [Place("Tarawa", 1.33, 172.98, (1,)), Place("Kiritimati", 1.87, -157.4, (2,))]),
    ],
)
def test_a_country_across_the_180th_meridian_is_whole(code, name, places):
    drawn = country_map(code, name, places)
    dots = [float(each.get("cx")) for each in parsed(drawn).iter(f"{SVG}circle")]
    assert all(0 < x < 640 for x in dots)
    assert dots[0] < dots[1]  # the west of the country lies left of its east
    assert len(drawn.svg) < 250_000  # and not the whole earth around it


@pytest.mark.parametrize(
    "code", ["MLT", "SGP", "VAT", "MDV", "LUX", "CHL", "IDN", "USA", "NZL", "ATA", "XKX"]
)
def test_odd_shapes_are_drawn(code):
    west, south = min(point for polygon in outlines()[code] for point in polygon[0])
    drawn = country_map(code, code, [Place("Somewhere", south, west, (1,))])
    tall = float(parsed(drawn).get("viewBox").split()[3])
    assert 300 < tall < 760


def test_names_in_a_cluster_do_not_touch_and_none_is_lost():
    places = [Place(f"Village {i}", 12.3 + i % 6 * 0.1, -1.5 + i // 6 * 0.1, (i,)) for i in range(30)]
    drawn = country_map("BFA", "Burkina Faso", places)
    assert touching(drawn) == []
    shown = " ".join(texts(drawn))
    assert all(f"Village {i} [{i}]" in shown and f"Village {i}: source {i}." in drawn.alt for i in range(30))


def test_a_region_is_a_ring_and_the_map_says_so():
    drawn = country_map("NER", "Niger", [NIAMEY, Place("Tillabéri (region)", 14.2, 1.5, (3,))])
    assert "Ring: a region" in " ".join(texts(drawn))
    town, region = (each.get("fill") for each in parsed(drawn).iter(f"{SVG}circle"))
    assert town != region


def test_disputed_parts_are_dashed():
    drawn = country_map("SOM", "Somalia", [Place("Hargeisa", 9.56, 44.06, (1,))])
    assert "stroke-dasharray" in drawn.svg
    assert "Somaliland" in texts(drawn)
    assert "Dashed: a disputed part." in " ".join(texts(drawn))
    assert "stroke-dasharray" not in country_map("NER", "Niger", [NIAMEY]).svg


def test_crimea_is_drawn_as_disputed_and_not_as_russia():
    drawn = country_map("UKR", "Ukraine", [Place("Sevastopol", 44.6, 33.5, (1,))])
    assert "Dashed: a disputed part." in " ".join(texts(drawn))


def test_a_hostile_name_comes_out_as_text():
    drawn = country_map("NER", "<i>Niger", [Place('"><script>', 13.5, 2.1, (1,))])
    assert '"><script> [1]' in texts(drawn)
    assert country_map("NER", "Niger", [NIAMEY]) == country_map("NER", "Niger", [NIAMEY])
