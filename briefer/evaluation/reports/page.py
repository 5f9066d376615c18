"""A report as one HTML file: no script, no request, readable on a screen, a phone and paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import briefer
from briefer.evaluation.outcomes import MetricValue, Report, Status
from briefer.evaluation.reports import wording

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = "templates"
MARK = 1.2  # how wide a value is drawn, to the right of where it is


@dataclass(frozen=True, slots=True)
class Bar:
    """A metric on a line from 0 to 100, as an SVG draws it."""

    left: float
    width: float
    value: float
    limit: float | None
    alternative: str  # the same in words


def bar(metric: MetricValue) -> Bar:
    """Return where a metric's value, interval and limit lie."""
    asked = wording.asked(metric)
    limit = None if metric.invariant else metric.floor  # an invariant's would lie on the edge
    return Bar(
        left=_of_100(metric.low),
        width=_of_100(metric.high - metric.low) + MARK,
        value=_of_100(metric.value),
        limit=None if limit is None else _of_100(limit),
        alternative=f"{wording.percent(metric.value)}, 95% interval {wording.between(metric)}"
        + (f", asked: {asked}" if asked else ""),
    )


def _of_100(share: float) -> float:
    return round(100 * share, 2)


def render(report: Report) -> str:
    """Return the report as a whole HTML document."""
    return _environment().get_template("report.html.j2").render(report=report)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The templates' environment: everything that goes in is made one plain line and escaped."""
    from jinja2 import (
        ChoiceLoader,
        Environment,
        FileSystemLoader,
        PackageLoader,
        PrefixLoader,
        StrictUndefined,
    )

    # The style sheets of answers and checked drafts: as files, for no code of theirs is needed.
    styles = FileSystemLoader(Path(briefer.__file__).parent / "rendering" / _TEMPLATES)
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(__package__ or ""), PrefixLoader({"rendering": styles})]),
        autoescape=True,
        finalize=lambda value: wording.plain(value) if type(value) is str else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(bar=bar, words=wording, statuses=tuple(Status))
    return environment
