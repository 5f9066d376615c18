"""What the bulletins of a period do not cover: named as not covered, never as quiet."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.model import Bulletin, Precision
from briefer.reading.dates import describe_date
from briefer.writing.engine import BriefTask
from briefer.writing.themes import THEMES, theme_of


def gaps(task: BriefTask, quoted: Sequence[Bulletin], undated: int) -> tuple[str, ...]:
    """Say which themes have no sentence, which dates are loose, and which bulletins are left out."""
    found = []
    covered = {theme_of(item.text, item.bulletin.title, item.bulletin.body) for item in task.current}
    missing = [theme.lower() for theme in THEMES if theme not in covered]
    if missing and task.current:
        found.append(f"No bulletin of the period reports on {task.country_name} under: {', '.join(missing)}.")
    found.extend(_loose_dates(task))
    left_out = {item.bulletin.id for item in task.current} - {each.id for each in quoted}
    if left_out:
        found.append(
            f"{_count(len(left_out), 'further bulletin')} of the period not quoted for want of room."
        )
    if undated:
        found.append(f"{_count(undated, 'bulletin')} on {task.country_name} without any date, not used.")
    return tuple(found)


def _loose_dates(task: BriefTask) -> list[str]:
    seen: dict[str, Bulletin] = {item.bulletin.id: item.bulletin for item in task.current}
    return [
        f"“{bulletin.title}” may lie outside the period: {describe_date(bulletin.date)}."
        for bulletin in seen.values()
        if bulletin.date.precision not in (Precision.DAY, Precision.RANGE)
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
