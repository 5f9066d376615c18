"""All metrics, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterable

from briefer.evaluation.metrics.claims import CLAIM_METRICS
from briefer.evaluation.metrics.content import CONTENT_METRICS
from briefer.evaluation.metrics.definition import Metric
from briefer.evaluation.metrics.drafts import DRAFT_METRICS
from briefer.evaluation.metrics.fidelity import FIDELITY_METRICS
from briefer.evaluation.metrics.observed import Observed
from briefer.evaluation.metrics.retrieval import RETRIEVAL_METRICS
from briefer.evaluation.outcomes import CaseResult, Evidence, Failure, MetricValue, Tally
from briefer.evaluation.statistics import interval
from briefer.reading.cleaning import without_halves

_GROUPS = (
    ("Claims and citations", CLAIM_METRICS),
    ("What must not change", FIDELITY_METRICS),
    ("What is said and what is not", CONTENT_METRICS),
    ("Retrieval", RETRIEVAL_METRICS),
    ("Frozen drafts", DRAFT_METRICS),
)

METRICS: dict[str, Metric] = {metric.name: metric for _, group in _GROUPS for metric in group}

_DIGITS = 6  # of what is written: sums in another order must not change a byte

_HEAD = """\
# Metrics

Made from `briefer/evaluation/metrics`: change the metric there, then write this file anew
(`python -c "from briefer.evaluation.metrics import metrics_markdown; print(metrics_markdown(), end='')"`).

Each metric is a share: each case adds a numerator and a denominator, and both are summed over the cases that it
applies to. Whether a claim is supported is what the gate says of it, held against the cited words alone.

A case that errored, whose reply cannot be read or whose output is empty counts as failed in every metric that it
applies to; an answerable case without a claim does too. No denominator leaves one out.

The interval is of 95%: Wilson's (1927, https://doi.org/10.1080/01621459.1927.10502953) where each case is one yes or
no, else the percentile bootstrap that draws whole cases (Efron 1979, https://doi.org/10.1214/aos/1176344552; 10,000
resamples, seeded). Where all cases have the same value a bootstrap would have no width, and Wilson's over the cases is
taken. A floor is held against the lower end, and where lower is better against the upper end.

An invariant must be perfect, whatever the interval.
"""


def tallies(seen: Observed) -> tuple[tuple[Tally, ...], tuple[Failure, ...]]:
    """Measure one case: what it adds to each metric that applies, and what is wrong with it."""
    measured = [(name, metric.measure(seen)) for name, metric in METRICS.items()]
    return (
        tuple(Tally(name, round(float(each.num), _DIGITS), each.den) for name, each in measured if each),
        tuple(_printable(failure) for _, each in measured if each for failure in each.failures),
    )


def _printable(failure: Failure) -> Failure:
    evidence = tuple(
        Evidence(without_halves(each.title), without_halves(each.quote)) for each in failure.evidence
    )
    return Failure(failure.metric, without_halves(failure.reason), evidence)


def summarise(cases: Iterable[CaseResult]) -> tuple[MetricValue, ...]:
    """Return the value of each metric that some case measures, in the order of the registry."""
    by_metric: dict[str, list[Tally]] = {name: [] for name in METRICS}
    for case in cases:
        for tally in case.tallies:
            by_metric[tally.metric].append(tally)
    return tuple(_value(METRICS[name], found) for name, found in by_metric.items() if found)


def _value(metric: Metric, found: list[Tally]) -> MetricValue:
    tops, bottoms = [each.num for each in found], [each.den for each in found]
    between = interval(tops, bottoms)
    return MetricValue(
        name=metric.name,
        title=metric.title,
        value=round(sum(tops) / sum(bottoms), _DIGITS),
        n=sum(bottoms),
        cases=len(found),
        low=round(between.low, _DIGITS),
        high=round(between.high, _DIGITS),
        better=metric.better,
        invariant=metric.invariant,
    )


def metrics_markdown() -> str:
    """Return the definitions as Markdown: what evals/METRICS.md holds."""
    parts = [_HEAD]
    for title, group in _GROUPS:
        parts.append(f"## {title}\n")
        parts += [_entry(metric) for metric in group]
    return "\n".join(parts)


def _entry(metric: Metric) -> str:
    kind = f"{metric.better} is better" + ("; an invariant" if metric.invariant else "")
    return f"### {metric.title}\n\n`{metric.name}`, {kind}\n\n{metric.formula}\n\nSource: {metric.source}\n"
