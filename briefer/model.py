"""The nouns of briefer, from a page to a briefing, as frozen dataclasses.

    page -> bulletins -> passages -> hits -> draft -> claims + citations -> answer / briefing

Offsets are counted in characters (Unicode code points) of a bulletin's body, half open: `[start, end)`.
Countries are ISO 3166-1 alpha-3 codes ("MLI"); Kosovo, which has none, is "XKX".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` characters of a text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the characters that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Period:
    """An inclusive stretch of days; `None` leaves that side open."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"the period ends before it starts: {self.since} > {self.until}")

    @property
    def is_open(self) -> bool:
        """True when neither side is bounded."""
        return self.since is None and self.until is None


class Precision(StrEnum):
    """How closely a date is known."""

    DAY = "day"
    RANGE = "range"  # stated from one day to another
    MONTH = "month"
    YEAR = "year"
    BOUNDS = "bounds"  # no date is stated; it lies somewhere between two others
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What a date rests on."""

    STATED = "stated"  # the bulletin's own words; a missing year counted back from the retrieval date
    FEED = "feed"  # the record's own date field: a feed, JSONL, front matter, HTML metadata, e-mail
    PAGE_ORDER = "page order"  # its place among dated bulletins on a newest-first page
    ASSUMED = "assumed"  # stated without a year, on a page with no retrieval date
    NONE = "none"


@dataclass(frozen=True, slots=True)
class BulletinDate:
    """When what a bulletin tells took place, as far as its page says."""

    earliest: date | None
    latest: date | None
    precision: Precision
    basis: Basis

    def falls_in(self, period: Period) -> bool:
        """Say whether the date could lie in the period; a date that is not known never does,
        unless the period is open on both sides."""
        if period.is_open:
            return True
        if self.earliest is None or self.latest is None:
            return False
        starts_in_time = period.until is None or self.earliest <= period.until
        ends_in_time = period.since is None or self.latest >= period.since
        return starts_in_time and ends_in_time


UNDATED = BulletinDate(None, None, Precision.UNKNOWN, Basis.NONE)


@dataclass(frozen=True, slots=True)
class Countries:
    """Whom a bulletin is about, and whom it only mentions. A code stands in one of the two, never in both."""

    main: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Main countries first, then the mentioned ones."""
        return self.main + self.mentioned


@dataclass(frozen=True, slots=True)
class Page:
    """One source as it came: a file, a URL, standard input."""

    source: str  # a path with forward slashes as the user gave it, a URL, or "-"
    kind: str  # "digest", "text", "markdown", "jsonl", "html", "feed", "pdf", "docx", "email"
    sha256: str  # of the bytes as they came, in hex
    retrieved: date | None = None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One news item on a page."""

    id: str  # 12 hex digits, derived from title, body and feed date: see `reading.identity`
    key: str  # what makes it the same item when its words are edited; unique within its page
    title: str
    body: str
    source: str  # the source of its page
    place: int  # 0 for the first on its page
    outlets: tuple[str, ...] = ()
    date: BulletinDate = UNDATED
    countries: Countries = field(default_factory=Countries)
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one bulletin: the unit that is embedded and retrieved."""

    id: str  # "<bulletin id>:<ordinal>"
    bulletin_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query, with the ranks that made its score."""

    passage: Passage
    bulletin: Bulletin
    score: float  # reciprocal rank fusion, higher is better
    cosine: float | None  # of the question and the passage; None when only the keywords found it
    vector_rank: int | None  # 1 is best
    keyword_rank: int | None

    @property
    def text(self) -> str:
        """The passage's words."""
        return self.passage.span.of(self.bulletin.body)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A numbered sentence of a bulletin that an engine may cite as `[number]`."""

    number: int
    bulletin: Bulletin
    span: Span

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.span.of(self.bulletin.body)


@dataclass(frozen=True, slots=True)
class Citation:
    """From a claim to the exact words of a bulletin."""

    bulletin: Bulletin
    span: Span

    def __post_init__(self) -> None:
        if self.span.end > len(self.bulletin.body) or self.span.start == self.span.end:
            raise ValueError(f"{self.span} cites no words of bulletin {self.bulletin.id}")

    @property
    def quote(self) -> str:
        """The cited words: `body[start:end]`."""
        return self.span.of(self.bulletin.body)


class Support(StrEnum):
    """How the cited words stand to a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"  # they say otherwise
    NOT_FOUND = "not found"  # they do not say it


JUDGE = "judge"  # the name that a judge's own finding has


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that fired, or a judge that does not support: it vetoes the claim."""

    check: str  # the check's name: "numbers"
    reason: str  # in words a reader understands, without a full stop: 'the claim says 80, the bulletin "up to 70"'
    contradicts: bool = False  # the words say otherwise; False: they do not say it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate holds of a claim: the judge's score and every check that fired."""

    support: Support
    score: float  # of the judge, from 0 to 1; as the judge gave it, whatever the checks say
    judge: str
    findings: tuple[Finding, ...] = ()

    @property
    def reason(self) -> str:
        """Why it is not supported, in words; empty where it is. What a check says is plainer than the judge."""
        plain = [finding.reason for finding in self.findings if finding.check != JUDGE]
        return "; ".join(plain or [finding.reason for finding in self.findings])


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable sentence, with what it rests on."""

    text: str
    citations: tuple[Citation, ...]
    speaker: str | None = None  # who says it, where the sentence names someone
    stance: str | None = None  # of the speaker: "says", "claims", "denies", "confirms" or "accuses"
    counted: str | None = None  # in a list of figures: what is counted, "soldiers killed"
    figure: str | None = None  # its value as worded, "up to 70 killed"
    low: float | None = None  # of a figure, as far as its words bound it: "at least 12" is 12 and None
    high: float | None = None  # "up to 70" is None and 70; "dozens" has neither
    note: str | None = None  # set beside the claim, e.g. how its date is known
    story: int | None = None  # in a briefing: the index of its story in `Briefing.stories`
    was: Claim | None = None  # what was told before, where this revises it or takes it back
    answer_span: Span | None = None  # in an answer: the words of `text` that answer, where they were found
    verdict: Verdict | None = None  # None before the gate


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that an engine wrote and that is not shown as fact, and why."""

    text: str
    reason: str
    citations: tuple[Citation, ...] = ()  # what it cited, as far as that resolved
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """How an output was made: enough to make it again."""

    briefer: str  # version
    made: date  # the clock that was passed in
    engine: str
    embedding: str  # model and revision
    settings: tuple[tuple[str, str], ...]
    prompts: tuple[tuple[str, str], ...]  # name, sha256
    bulletins: tuple[tuple[str, str], ...]  # id, sha256 of title and body
    usage: tuple[
        tuple[str, int], ...
    ] = ()  # what a chat model took: "calls", "input tokens", "output tokens"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bulletins say to a question."""

    question: str
    claims: tuple[Claim, ...]
    nearest: tuple[Bulletin, ...]  # shown where the bulletins do not say
    engine: str
    manifest: Manifest
    withheld: tuple[Withheld, ...] = ()
    reason: str | None = None  # why it abstained
    period: Period = field(default_factory=Period)

    @property
    def abstained(self) -> bool:
        """True when nothing is claimed."""
        return not self.claims


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a briefing."""

    title: str
    claims: tuple[Claim, ...]
    kind: str = "development"  # "bottom line", "change", "development", "account", "figure", "background"


@dataclass(frozen=True, slots=True)
class Story:
    """Bulletins that tell of one event, in the order of events."""

    bulletins: tuple[Bulletin, ...]
    sources: tuple[
        str, ...
    ]  # independent ones: copies of one wire report count once; unnamed ones not at all


class Direction(StrEnum):
    """Where a country's situation moved, as far as the bulletins of two periods tell."""

    DETERIORATED = "deteriorated"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Trend:
    """The direction with its reason, in words that name what it rests on."""

    direction: Direction
    reason: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the bulletins say of a country in a period."""

    country: str  # ISO alpha-3
    country_name: str
    period: Period
    sections: tuple[Section, ...]
    gaps: tuple[str, ...]
    sources: tuple[Bulletin, ...]  # in the order of their numbers
    engine: str
    manifest: Manifest
    withheld: tuple[Withheld, ...] = ()
    stories: tuple[Story, ...] = ()  # of the period, in the order of events
    before: Period | None = None  # the period that the changes are told against
    trend: Trend | None = None  # None where there is nothing to compare
    questions: tuple[Claim, ...] = ()  # what its sentences leave open, each with the one that raises it
