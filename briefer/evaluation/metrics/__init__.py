"""Metrics: what is counted of each case, with its formula in words and where it comes from."""

from briefer.evaluation.metrics.definition import Measured, Metric
from briefer.evaluation.metrics.observed import JudgedClaim, Observed
from briefer.evaluation.metrics.registry import METRICS, metrics_markdown, summarise, tallies

__all__ = [
    "METRICS",
    "JudgedClaim",
    "Measured",
    "Metric",
    "Observed",
    "metrics_markdown",
    "summarise",
    "tallies",
]
