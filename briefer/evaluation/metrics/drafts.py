"""Frozen drafts: what the gate says of sentences that a reader has labelled."""

from __future__ import annotations

from collections.abc import Callable

from briefer.evaluation.cases import DraftCase, DraftClaim, Fault
from briefer.evaluation.metrics.definition import FEVER, OWN, Measured, Metric
from briefer.evaluation.metrics.observed import JudgedClaim, Observed
from briefer.evaluation.outcomes import Better, Evidence, Failure
from briefer.model import Support

Both = tuple[DraftClaim, JudgedClaim | None]  # None where the case errored


def _labelled(seen: Observed) -> tuple[Both, ...]:
    if not isinstance(seen.case, DraftCase):
        return ()
    if seen.error is not None:
        return tuple((labelled, None) for labelled in seen.case.claims)
    return tuple(zip(seen.case.claims, seen.claims, strict=True))


def _share(
    good: Callable[[DraftClaim, JudgedClaim], bool],
    among: Callable[[DraftClaim], bool] = lambda _: True,
    errored: bool = False,
) -> Callable[[Observed], Measured | None]:
    def measure(seen: Observed) -> Measured | None:
        counted = [both for both in _labelled(seen) if among(both[0])]
        if not counted:
            return None
        num = sum(errored if judged is None else good(labelled, judged) for labelled, judged in counted)
        return Measured(num, len(counted))

    return measure


def _is_wrong(labelled: DraftClaim) -> bool:
    return labelled.label is not Support.SUPPORTED


def _agrees(labelled: DraftClaim, judged: JudgedClaim) -> bool:
    return judged.supported is not _is_wrong(labelled)


def _accuracy(seen: Observed) -> Measured | None:
    measured = _share(_agrees)(seen)
    if measured is None:
        return None
    failures = tuple(
        Failure("draft_accuracy", _told_apart(labelled, judged), _cited(labelled))
        for labelled, judged in _labelled(seen)
        if judged is not None and not _agrees(labelled, judged)
    )
    return Measured(measured.num, measured.den, failures)


def _told_apart(labelled: DraftClaim, judged: JudgedClaim) -> str:
    label = f"{labelled.label} ({labelled.fault})" if labelled.fault else str(labelled.label)
    held = f"{judged.verdict.support}: {judged.verdict.reason}".removesuffix(": ")
    return f'"{labelled.text}" is labelled {label}, and the gate holds it to be {held}'


def _cited(labelled: DraftClaim) -> tuple[Evidence, ...]:
    return tuple(Evidence(each.bulletin, each.quote) for each in labelled.cites)


def _caught(_: DraftClaim, judged: JudgedClaim) -> bool:
    return not judged.supported


def _of(fault: Fault) -> Metric:
    return Metric(
        f"detection_{fault.replace('-', '_')}",
        f"Detection: {fault}",
        f'As detection, over the sentences whose fault is "{fault}".',
        OWN,
        _share(_caught, lambda labelled: labelled.fault is fault),
    )


DRAFT_METRICS = (
    Metric(
        "draft_accuracy",
        "Draft accuracy",
        "Labelled sentences that the gate holds to be supported where the label is supported, and not where it is "
        "not, by labelled sentences. Of a case that errored all are wrong.",
        OWN,
        _accuracy,
    ),
    Metric(
        "three_way_agreement",
        "Three-way agreement",
        "Labelled sentences for which gate and label say the same of supported, contradicted and not found, divided "
        "by labelled sentences. Of a case that errored all are wrong.",
        FEVER,
        _share(lambda labelled, judged: judged.verdict.support is labelled.label),
    ),
    Metric(
        "false_alarms",
        "False alarms",
        "Sentences labelled supported that the gate does not hold to be so, divided by sentences labelled supported. "
        "Of a case that errored all are false alarms.",
        OWN,
        _share(_caught, lambda labelled: not _is_wrong(labelled), errored=True),
        Better.LOWER,
    ),
    Metric(
        "detection",
        "Detection",
        "Sentences labelled contradicted or not found that the gate does not hold to be supported, divided by "
        "sentences so labelled. Of a case that errored none is detected.",
        OWN,
        _share(_caught, _is_wrong),
    ),
    *(_of(fault) for fault in Fault),
)
