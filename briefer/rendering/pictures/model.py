"""What a picture is: an SVG element, its caption, and the same content in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefer.errors import InputError

_VARIABLE = re.compile(r"var\(--[a-z-]+, (#[0-9a-f]{6})\)")
_HALO = re.compile(r' paint-order="stroke" stroke="[^"]+" stroke-width="3"')
_WIDEST = 4000  # pixels: what a page of a document can use


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that can stand in HTML as it is, and its content in words."""

    name: str  # "timeline", "fatalities" or "map"
    title: str  # the caption: what is shown, of which country and period
    svg: str  # a whole <svg> element; its colours are CSS variables of the page, with fallbacks
    alt: str  # every event, figure or place in one plain paragraph

    @property
    def printed(self) -> str:
        """The SVG in the light palette, with what WeasyPrint draws: no CSS variables, no halos around names."""
        return _HALO.sub("", self._light)

    @property
    def _light(self) -> str:
        return _VARIABLE.sub(r"\1", self.svg)

    def png(self, width: int) -> bytes:
        """Return the picture as PNG in the light palette, `width` pixels wide (1 to 4000).

        Raises InputError where resvg-py is not installed.
        """
        if not 1 <= width <= _WIDEST:
            raise ValueError(f"a picture is 1 to {_WIDEST} pixels wide, not {width}")
        try:
            from resvg_py import svg_to_bytes
        except ImportError:
            hint = "install the package resvg-py, or choose another form"
            raise InputError("pictures in a document need resvg-py, which is not installed", hint) from None
        return bytes(svg_to_bytes(svg_string=self._light, width=width, background="#ffffff"))
