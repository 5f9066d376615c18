"""Which countries a text names, whom a bulletin is about, and whom it only mentions."""

from briefer.reading.countries.gazetteer import Country, country_by_code, resolve_country
from briefer.reading.countries.mentions import Mention, find_mentions
from briefer.reading.countries.tagging import tag_countries

__all__ = ["Country", "Mention", "country_by_code", "find_mentions", "resolve_country", "tag_countries"]
