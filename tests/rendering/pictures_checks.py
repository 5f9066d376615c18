"""What holds for every picture."""

import re
from xml.etree import ElementTree

from briefer.rendering.pictures import Picture

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "rect", "path", "circle", "text", "tspan"}


def parsed(picture: Picture) -> ElementTree.Element:
    """The picture's SVG, checked: it carries its words, and nothing that runs or asks for anything."""
    root = ElementTree.fromstring(picture.svg)  # noqa: S314  # our own
    names = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert names <= ALLOWED
    attributes = {name for each in root.iter() for name in each.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("style", "href", "class")}
    assert root.get("role") == "img"
    ids = {each.get("id"): each.text for each in root.iter() if each.get("id")}
    assert all(name.startswith(f"{picture.name}-") for name in ids)
    assert ids[root.get("aria-labelledby")] == picture.title
    assert ids[root.get("aria-describedby")] == picture.alt
    assert "var(" not in picture.printed
    assert "nan" not in picture.svg.lower().split("<desc")[0]
    return root


def texts(picture: Picture) -> list[str]:
    """The lines of text that are drawn."""
    return ["".join(each.itertext()).replace("\u200e", "") for each in parsed(picture).iter(f"{SVG}text")]


def sizes(picture: Picture) -> set[float]:
    """The sizes of the letters, in pixels of a picture 720 pixels wide."""
    wide = float(parsed(picture).get("viewBox").split()[2])
    return {float(size) * 720 / wide for size in re.findall(r'font-size="([\d.]+)"', picture.svg)}
