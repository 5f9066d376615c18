"""The parts of an answer or a briefing as they are shown, in words that are safe to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HEADINGS: Mapping[str, str] = {
    "bottom line": "Bottom line",
    "development": "Developments",
    "account": "Accounts side by side",
    "figure": "Figures",
    "background": "Background, from earlier bulletins",
}

FIGURE_COLUMNS = ("Figure (as worded)", "Who says so", "As of", "Source")


@dataclass(frozen=True, slots=True)
class Marker:
    """One printed citation: `[number]`, the use-th of its source."""

    number: int
    use: int  # 1 for the first place that cites the source
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim as it is shown."""

    text: str
    markers: tuple[Marker, ...]
    speaker: str
    figure: str
    note: str
    as_of: str  # the dates of the bulletins cited

    @property
    def cells(self) -> tuple[str, str, str]:
        """A figure's row, but for its source: the value, who says so, the date; the sentence stands elsewhere."""
        return self.figure or self.text, self.speaker or "see the source", self.as_of


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences under one heading; the title is empty where the group's heading says it already.

    A title that is a bulletin's headline stands in quotation marks.
    """

    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring parts of one kind."""

    heading: str
    kind: str
    parts: tuple[Part, ...]

    @property
    def style(self) -> str:
        """The kind as the name of a CSS class; a kind that there is no style for has none."""
        return self.kind.replace(" ", "-") if self.kind in HEADINGS else ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a bulletin; `needed` where no sentence that is shown is these words already."""

    text: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A bulletin in a list of sources; number 0 in a list that is not numbered."""

    number: int
    title: str
    date: str
    outlets: str
    file: str  # empty in a list that is to be looked up by id
    id: str
    url: str | None
    quotes: tuple[Quote, ...] = ()
    uses: int = 0

    @property
    def place(self) -> str:
        """Where the bulletin is found: its file and its id."""
        return f"{self.file} ({self.id})" if self.file else self.id

    @property
    def facts(self) -> str:
        """Date, outlets, file and id, on one line."""
        return " — ".join(part for part in (self.date, self.outlets, self.place) if part)


@dataclass(frozen=True, slots=True)
class Outline:
    """All that an answer or a briefing shows."""

    title: str
    subject: str  # the country, or the question
    period: str  # empty where every date was looked at
    narrowed: str  # which bulletins an answer looked at, where not at all
    made: str  # when, and from how many bulletins
    groups: tuple[Group, ...]
    nothing: str  # what is said first where the bulletins hold nothing of what was asked
    nearest: tuple[Source, ...]
    gaps: tuple[str, ...]
    sources: tuple[Source, ...]
    method: str
    embedding: str
    withheld: tuple[tuple[str, str], ...]  # text, reason
    settings: tuple[tuple[str, str], ...]
    bulletins: tuple[tuple[str, str], ...]  # id, sha256

    @property
    def withheld_count(self) -> str:
        """The last line: how many sentences were withheld."""
        if len(self.withheld) == 1:
            return "1 sentence withheld: it is listed above with the reason."
        return f"{len(self.withheld)} sentences withheld: they are listed above with the reasons."
