"""The parts of an answer or a briefing as they are shown, in words that are safe to print.

An `Outline` is a list of blocks in the order that a layout names. Every form (text, Markdown, HTML, DOCX, PDF)
prints these blocks and nothing else, so that all forms of one briefing say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefer.rendering.pictures.model import Picture

# What a block may show, and its heading where the layout gives none.
HEADINGS: Mapping[str, str] = {
    "bottom line": "Bottom line",
    "trend": "Trend",
    "change": "What changed",
    "development": "Developments",
    "figure": "Figures",
    "account": "Accounts side by side",
    "timeline": "Timeline",
    "fatalities": "Reported fatalities",
    "map": "Places named",
    "background": "Background, from earlier bulletins",
    "gap": "What the bulletins do not cover",
    "source": "Sources",
    "withheld": "Withheld",
    "method": "How it was made",
}

# What is left out where a picture can only be told in words: its words would tell the developments again.
DRAWN_ONLY = ("timeline",)
IN_WORDS = "Picture in words"  # before any other picture that is told so

_STANDS = {
    "denies": "denial",
    "claims": "claim",
    "accuses": "accusation",
    "confirms": "confirmation",
    "reports": "report",
}

FIGURE_COLUMNS = ("What is counted", "As worded", "Low", "High", "Who says so", "As of", "Source")


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
    stance: str
    counted: str
    figure: str
    low: str  # in digits, as far as the words bound it; else empty
    high: str
    note: str
    as_of: str  # the dates of the bulletins cited
    outlets: str = ""  # that the bulletins cited name
    was: Sentence | None = None  # what was told before, where this revises it
    label: str = ""  # where it revises: what stands before it, "Now" under a heading that says the rest
    answering: tuple[str, str, str] | None = None  # the text, cut before and after the words that answer

    @property
    def stand(self) -> str:
        """The stance as a noun, which agrees with any speaker: "denial"; empty where it is no more than "says"."""
        return "" if self.stance == "says" else _STANDS.get(self.stance, self.stance)

    @property
    def voice(self) -> str:
        """The speaker, with the stance where it is more than "says": "the army — denial"; empty where there is none."""
        return f"{self.speaker} — {self.stand}" if self.speaker and self.stand else self.speaker

    @property
    def former(self) -> str:
        """What stands before what was told before: "before (the army, 17 September 2024)"."""
        told = [part for part in (self.was.speaker, self.was.as_of) if part] if self.was else []
        return f"before ({', '.join(told)})" if told else "before"

    @property
    def cells(self) -> tuple[str, ...]:
        """What a table of figures says of it, in the order of FIGURE_COLUMNS, the citation apart."""
        by = self.voice or (f"reported by {self.outlets}" if self.outlets else "nobody is named")
        return self.counted, self.figure or self.text, self.low or "–", self.high or "–", by, self.as_of


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together: one story, or what stands alone."""

    lead: str  # the date in words, before the first sentence; may be empty
    sentences: tuple[Sentence, ...]
    note: str  # after the last: "3 independent sources"; may be empty


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs under one heading; the title is empty where the block's heading says it already.

    A title that is a bulletin's headline stands in quotation marks.
    """

    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order."""
        return tuple(each for paragraph in self.paragraphs for each in paragraph.sentences)

    @property
    def rows(self) -> tuple[Sentence, ...]:
        """The sentences as rows of a table of figures: what is counted is named in the first row of several."""
        rows: list[Sentence] = []
        counted = ""
        for each in self.sentences:
            rows.append(replace(each, counted="") if rows and each.counted == counted else each)
            counted = each.counted
        return tuple(rows)


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of the page under a heading.

    `kind` is a key of HEADINGS, "country" where a country's chapter begins or, in an answer, "answer"; what a kind
    does not need is empty. `style` says how its paragraphs are set: "paragraphs", "bullets", "table" (figures) or
    "columns" (accounts side by side).
    """

    kind: str
    heading: str  # empty: no heading is printed
    level: int = 2  # of the heading; 3 inside a country's chapter
    style: str = "bullets"
    parts: tuple[Part, ...] = ()
    lines: tuple[str, ...] = ()  # plain lines: gaps, a trend's reason, the method
    picture: Picture | None = None
    arrow: str = ""  # of a trend: "▲", "▼" or "►", never without its word in `lines`


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a bulletin; `needed` where no sentence that is shown is these words already."""

    text: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A bulletin in a list of sources; number 0 in a list that is not numbered."""

    number: int
    title: str  # empty where the words cited say it already
    date: str
    outlets: str
    file: str
    url: str | None
    quotes: tuple[Quote, ...] = ()
    uses: int = 0
    id: str = ""  # only in a list that is to be looked up by it
    remark: str = ""  # on the bulletin as a whole: "No country is named, only ..."

    @property
    def pointer(self) -> str:
        """Outlets and date, as a reader finds it: "Reuters, 30 July 2023"."""
        outlets = self.outlets or ("" if self.title else "No outlet named")
        return ", ".join(part for part in (outlets, self.date) if part)

    @property
    def place(self) -> str:
        """The pointer, with the id in a list that is to be looked up by it."""
        return f"{self.pointer} ({self.id})" if self.id else self.pointer

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said of it: its title, where it says more than the words cited, the pointer, a remark."""
        return tuple(part for part in (self.title, self.place, self.remark) if part)

    @property
    def needed(self) -> tuple[str, ...]:
        """The words cited that no sentence shown is already."""
        return tuple(quote.text for quote in self.quotes if quote.needed)


@dataclass(frozen=True, slots=True)
class Outline:
    """All that an answer or a briefing shows."""

    kicker: str  # what kind of paper it is: "Weekly briefing"; empty for an answer
    title: str
    subject: str  # the country or countries, or the question
    period: str  # empty where every date was looked at
    narrowed: str  # which bulletins an answer looked at, where not at all
    facts: tuple[tuple[str, str], ...]  # what stands under the title: ("As of", "30 July 2023")
    made: str  # when, and from how many bulletins
    blocks: tuple[Block, ...]  # in the order of the layout; sources, withheld and method are not among them
    nothing: str  # what is said first where the bulletins hold nothing of what was asked
    nearest: tuple[Source, ...]
    sources: tuple[Source, ...]
    method: str
    embedding: str
    withheld: tuple[tuple[str, str], ...]  # text, reason
    settings: tuple[tuple[str, str], ...]
    bulletins: tuple[tuple[str, str], ...]  # number, file and id; sha256

    is_briefing: bool = True  # False: the answer to a question
    created: str = ""  # the day on which it was made, ISO 8601

    @property
    def withheld_count(self) -> str:
        """The last line: how many sentences were withheld."""
        if len(self.withheld) == 1:
            return "1 sentence withheld: it is listed above with the reason."
        return f"{len(self.withheld)} sentences withheld: they are listed above with the reasons."
