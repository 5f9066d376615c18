"""Where a country's situation moved against the period before, counted from the bulletins, with the reason in words.

It is a rule over counts, and no assessment: an upheaval or more violence reported than before is a deterioration,
less violence with an agreement reported an improvement, all else unchanged. What nobody reported it cannot know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.model import Direction, Period, Trend
from briefer.reading.dates import describe_period
from briefer.writing.engine import BriefTask
from briefer.writing.weighing import UPHEAVAL, Told, told_stories

_MORE = 1.5  # times as many stories on violence from which there are more, or fewer
_FEWEST = 2  # stories by which the two periods must differ
_VIOLENCE = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|attack(?:s|ed|ing)?|ambush\w*|massacre\w*|clash\w*|shell(?:s|ed|ing)|bomb\w*|airstrikes?|wounded)\b",
    re.IGNORECASE,
)
_VIOLENCE = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|attack(?:s|ed|ing)?|ambush\w*|massacre\w*|clash\w*|shell(?:s|ed|ing)|bomb\w*|airstrikes?"
    r"|wounded)\b",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(
    r"\b(?:ceasefire|truce|peace (?:deal|agreement|accord|talks)|released|reopen\w*|lifts?\b.{0,20}\bsanctions)\b",
    re.IGNORECASE,
)


def trend(task: BriefTask) -> Trend | None:
    """Return the direction and its reason; None where the period or the one before has no bulletin."""
    now = told_stories(task, task.stories, task.current)
    before = told_stories(task, task.earlier_stories, task.earlier)
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
    return Trend(Direction.UNCHANGED, counted)


def _compared(now: int, before: int, period: Period) -> str:
    if not now and not before:
        return "the bulletins of neither period tell of violence"
    stories = "story" if now == 1 else "stories"
    return (
        f"the bulletins have {now or 'no'} {stories} of violence against {before or 'none'} in "
        f"{describe_period(period)}"
    )


def _violent(told: Sequence[Told]) -> int:
    return sum(bool(_VIOLENCE.search(each.evidence[0].text)) for each in told)
