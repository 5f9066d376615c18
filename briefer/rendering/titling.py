"""Titles with fields: "{country}: situation report[ no. {number}]"."""

from __future__ import annotations

import re
from collections.abc import Mapping

FIELDS = ("country", "period", "scope", "number", "as_of")
_FIELD = re.compile(r"\{([^{}]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def faults_of(title: str) -> tuple[str, str] | None:
    """Return what is wrong with a title and what to do about it; None where nothing is."""
    for name in _FIELD.findall(title):
        if name not in FIELDS:
            return f"has no field {{{name}}}", f"there are {', '.join(f'{{{each}}}' for each in FIELDS)}"
    rest = _FIELD.sub("", title)
    if "{" in rest or "}" in rest:
        return "has a brace without its other half", "write fields as {country}"
    if any(mark in _OPTIONAL.sub("", rest) for mark in "[]"):
        return "has a bracket without its other half", "write [ no. {number}] for what may be left out"
    return None


def titled(title: str, values: Mapping[str, str]) -> str:
    """Fill in a title; what stands in brackets goes where a field in it has no value."""

    def optional(match: re.Match[str]) -> str:
        return match[1] if all(values[name] for name in _FIELD.findall(match[1])) else ""

    # The brackets go first: a value may hold some.
    kept = _OPTIONAL.sub(optional, title)
    return " ".join(_FIELD.sub(lambda match: values[match[1]], kept).split())
