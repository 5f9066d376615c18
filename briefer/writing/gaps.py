"""What the bulletins of a period do not cover: named as not covered, never as quiet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefer.grounding.language.words import stems_of
from briefer.model import Bulletin, Period, Precision
from briefer.reading.cleaning import one_line
from briefer.reading.dates import describe_date, describe_period
from briefer.writing.engine import BriefTask
from briefer.writing.themes import THEMES, theme_of, theme_scores

_TOUCHED = 2  # words of a theme in one sentence from which it counts as covered
_MOST_LISTED = 4  # bulletins of loose date that are named
_NAMED = {"Humanitarian situation": "the humanitarian situation", "Economy": "the economy"}
# Of these one is enough.
_TELLING = stems_of(
    "humanitarian refugees displaced famine cholera epidemic earthquake floods massacre torture slavery coup election "
    "attack ambush airstrike shelling clashes sanctions ambassador embassy ceasefire inflation"
)


def gaps(task: BriefTask, quoted: Sequence[Bulletin], undated: int) -> tuple[str, ...]:
    """Say which themes have no sentence, which dates are loose, what is left out."""
    found: list[str] = []
    if not task.current:
        found.append(f"No bulletin of the period reports on {task.country_name}.")
    else:
        covered = _covered(task)
        missing = [_NAMED.get(theme, theme.lower()) for theme in THEMES if theme not in covered]
        if missing:
            listed = f"{', '.join(missing[:-1])} or {missing[-1]}" if len(missing) > 1 else missing[0]
            found.append(
                f"No bulletin of the period was found on {listed}; that is not to say that nothing happened."
            )
    if task.before and task.current and not task.earlier:
        found.append(
            f"No bulletin on {task.country_name} in {describe_period(task.before)}: there is nothing to compare with."
        )
    found.extend(_loose_dates(task))
    left_out = {item.bulletin.id for item in task.current} - {each.id for each in quoted}
    if left_out:
        found.append(f"{_count(len(left_out), 'further bulletin')} of the period not quoted.")
    if undated:
        found.append(f"{_count(undated, 'bulletin')} on {task.country_name} without any date, not used.")
    return tuple(found)


def _covered(task: BriefTask) -> set[str]:
    """The themes touched by a title or a sentence: too many rather than too few, for a gap must be one."""
    covered = set()
    for item in task.current:
        covered.add(theme_of(item.text, item.bulletin.title, item.bulletin.body))
        headline, own = theme_scores(item.bulletin.title), theme_scores(item.text)
        telling = theme_scores(" ".join(stems_of(item.text) & _TELLING))
        covered |= {theme for theme in THEMES if headline[theme] or telling[theme] or own[theme] >= _TOUCHED}
    return covered


def _loose_dates(task: BriefTask) -> Iterator[str]:
    """The bulletins that may lie outside the period, in one sentence; of many only how many there are."""
    seen = {item.bulletin.id: item.bulletin for item in task.current}
    loose = [
        each
        for each in seen.values()
        if each.date.precision not in (Precision.DAY, Precision.RANGE) and not _lies_in(each, task)
    ]
    if len(loose) == 1:
        yield f"One bulletin names no day and may lie outside the period: {_dated(loose[0])}."
    elif loose:
        listed = f": {'; '.join(map(_dated, loose))}" if len(loose) <= _MOST_LISTED else ""
        yield f"{len(loose)} bulletins name no day and may lie outside the period{listed}."


def _dated(bulletin: Bulletin) -> str:
    first, last = bulletin.date.earliest, bulletin.date.latest
    known = describe_period(Period(first, last)) if first and last else describe_date(bulletin.date)
    return f"“{one_line(bulletin.title)}” ({known})"


def _lies_in(bulletin: Bulletin, task: BriefTask) -> bool:
    """Whatever the day was, it was one of the period's."""
    first, last = bulletin.date.earliest, bulletin.date.latest
    since, until = task.period.since, task.period.until
    starts = since is None or (first is not None and first >= since)
    return starts and (until is None or (last is not None and last <= until))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
