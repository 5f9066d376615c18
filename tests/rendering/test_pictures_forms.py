"""The pictures outside HTML: PNG and the light palette, and the contrast of the colours."""

import re
import struct
from datetime import date

import pytest
from pictures_checks import parsed

from briefer.model import Period
from briefer.rendering.pictures import Event, Place, Toll, country_map, fatalities, timeline
from briefer.rendering.pictures.svg import fitted, folded, number, text_width

WEEK = Period(date(2023, 7, 24), date(2023, 7, 30))


@pytest.fixture(scope="module")
def pictures():
    event = Event(date(2023, 7, 26), date(2023, 7, 26), "A coup", "Politics", 2, 1)
    return [
        timeline([event] * 3, WEEK, "Niger"),
        fatalities([Toll("Ambush", "16 August", 17, 20, ("17",), (1,))], "Niger", "August 2023"),
        country_map("NER", "Niger", [Place("Niamey", 13.51, 2.11, (1,))]),
    ]


def test_png_has_the_width_and_the_proportions(pictures):
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    for picture in pictures:
        data = picture.png(960)
        assert data.startswith(b"\x89PNG")
        wide, tall = struct.unpack(">II", data[16:24])
        box = [float(each) for each in parsed(picture).get("viewBox").split()]
        assert wide == 960
        assert tall == pytest.approx(960 * box[3] / box[2], abs=2)
        assert data == picture.png(960)


@pytest.mark.parametrize("width", [0, -1, 4001])
def test_a_width_that_no_document_has_is_refused(pictures, width):
    with pytest.raises(ValueError, match="pixels wide"):
        pictures[0].png(width)


def test_pictures_share_no_id(pictures):
    ids = [each.get("id") for picture in pictures for each in parsed(picture).iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_text_is_legible_on_every_ground(pictures):
    drawn = " ".join(picture.printed for picture in pictures)
    colours = set(re.findall(r'<(?:text|tspan)[^>]* fill="(#\w{6})"', drawn))
    grounds = set(re.findall(r'<(?:rect|path)[^>]* fill="(#\w{6})"', drawn)) - colours - {"#1f3a5f"}
    assert len(colours) == 2
    assert "#ffffff" in grounds
    assert all(contrast(colour, ground) >= 4.5 for colour in colours for ground in grounds)


def test_a_text_is_cut_to_its_room_after_a_word():
    text = "Soldiers from the presidential guard hold the president"
    short = fitted(text, 200, 14)
    assert text_width(short, 14) <= 200
    assert short.endswith("…")
    assert text.startswith(short[:-1])
    assert text[len(short) - 1] == " "
    assert fitted("short", 200, 14) == "short"


def test_a_text_is_folded_into_lines():
    lines = folded("one two three four five six seven eight nine ten", 90, 14, 2)
    assert len(lines) == 2
    assert all(text_width(line, 14) <= 90 for line in lines)
    assert folded("", 90, 14, 2) == []


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-0.04, "0"), (12.04, "12"), (12.05, "12.1"), (-3.26, "-3.3")]
)
def test_numbers_are_short(value, text):
    assert number(value) == text
