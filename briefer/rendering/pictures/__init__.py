"""Pictures of a briefing, as SVG drawn from data in the package, each with its content in words.

    model        what a picture is
    svg          the little SVG they need
    timeline     the events of the period
    fatalities   reported fatalities, with low and high
    country_map  the country with the places named; places: where those are
    outlines, frame, labels    what a map is drawn with

The bulletins' words are untrusted: they come in as text and are escaped.
"""

from briefer.rendering.pictures.country_map import REGION, Place, country_map, overlap
from briefer.rendering.pictures.fatalities import Toll, fatalities
from briefer.rendering.pictures.model import Picture
from briefer.rendering.pictures.places import places_in
from briefer.rendering.pictures.timeline import Event, timeline

__all__ = [
    "REGION",
    "Event",
    "Picture",
    "Place",
    "Toll",
    "country_map",
    "fatalities",
    "overlap",
    "places_in",
    "timeline",
]
