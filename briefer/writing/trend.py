"""Where a country's situation moved against the period before, counted from the bulletins, with the reason in words.

It is a rule over counts, and no assessment: an upheaval, or more attacks and events with people killed or hurt than
before, is a deterioration, fewer of them with an agreement reported an improvement, all else unchanged. What nobody
reported it cannot know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.model import Direction, Period, Trend
from briefer.reading.dates import describe_period
from briefer.writing.engine import BriefTask
from briefer.writing.weighing import UPHEAVAL, Told

_MORE = 1.5  # times as many such events from which there are more, or fewer
_FEWEST = 2  # stories by which the two periods must differ
_VIOLENCE = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|dead|deaths?|died|wounded|injur(?:ed|es|ing)|attack(?:s|ed|ing)?|ambush\w*|massacre\w*|clash\w*"
    r"|shell(?:s|ed|ing)|bomb\w*|airstrikes?|set (?:fire|alight)|storm(?:s|ed) )",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(
    r"\b(?:ceasefire|truce|peace (?:deal|agreement|accord|talks)|released|reopen\w*|lifts?\b.{0,20}\bsanctions)\b",
    re.IGNORECASE,
)


def trend(task: BriefTask, now: Sequence[Told], before: Sequence[Told]) -> Trend | None:
    """Return the direction and its reason; None where the period or the one before has no story."""
    if not now or not before or task.before is None:
        return None
    upheavals = sum(each.gravity >= UPHEAVAL for each in now)
    violent, violent_before = _violent(now), _violent(before)
    counted = _compared(violent, violent_before, task.before)
    if upheavals and upheavals > sum(each.gravity >= UPHEAVAL for each in before):
        return Trend(Direction.DETERIORATED, f"an upheaval is reported that was not before; {counted}")
    if violent >= violent_before + _FEWEST and violent >= _MORE * violent_before:
        return Trend(Direction.DETERIORATED, counted)
    eased = any(_AGREEMENT.search(each.text) for each in now)
    if eased and violent_before >= violent + _FEWEST and violent_before >= _MORE * violent:
        return Trend(Direction.IMPROVED, f"an agreement or an easing is reported; {counted}")
    if any(each.gravity >= UPHEAVAL for each in before):
        counted = f"no upheaval beside that of {describe_period(task.before)} is reported; {counted}"
    return Trend(Direction.UNCHANGED, counted)


def _compared(now: int, before: int, period: Period) -> str:
    if not now and not before:
        return "the bulletins of neither period report attacks, or people killed or hurt"
    events = "event" if now == 1 else "events"
    return (
        f"the bulletins have {now or 'no'} {events} of attack or of people killed or hurt, against "
        f"{before or 'none'} in {describe_period(period)}"
    )


def _violent(told: Sequence[Told]) -> int:
    return sum(bool(_VIOLENCE.search(each.text)) for each in told)
