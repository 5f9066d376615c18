"""What a text says of a date, before it is resolved against a reference."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.model import Span


@dataclass(frozen=True, slots=True)
class Parts:
    """What is stated of one date."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 0 is Monday
    decade: bool = False  # the ten years from `year`
    years_back: int | None = None  # "March of last year" is 1


@dataclass(frozen=True, slots=True)
class Stated:
    """A calendar date, or the first and last of a stretch or list; the two are equal for a single date."""

    first: Parts
    last: Parts


@dataclass(frozen=True, slots=True)
class Ago:
    """A calendar "day", "week", "weekend", "month" or "year", so many before that of the reference."""

    unit: str
    count: int


@dataclass(frozen=True, slots=True)
class Past:
    """So many of the unit ("day", "week", "month", "year") up to the reference."""

    unit: str
    count: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """The latest such day of the week, 0 being Monday; `before` leaves out the reference itself."""

    day: int
    before: bool


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text states it."""

    span: Span
    when: Stated | Ago | Past | Weekday
    opener: str = ""  # the preposition it hangs on, in lower case: "since", "in", "between", "week of", ...
    to_come: bool = False  # the words before it put it after the day they were written

    @property
    def has_day(self) -> bool:
        """Whether it states a day of the calendar, or a stretch of days."""
        return isinstance(self.when, Stated) and self.when.last.day is not None

    @property
    def has_year(self) -> bool:
        """Whether it states its year."""
        return isinstance(self.when, Stated) and self.when.last.year is not None
