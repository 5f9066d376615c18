"""What every form for readers shows, in its order, in words that are safe to print.

The text, Markdown and HTML forms differ in notation only: what they say is decided here, once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefer.model import Answer, Briefing, Bulletin, Claim, Manifest, Period, Section
from briefer.reading.dates import describe_date, describe_period
from briefer.rendering.numbering import cited_numbers, claims_of, numbered, numbers
from briefer.rendering.plain import one_line, web_address

HEADINGS: Mapping[str, str] = {
    "bottom line": "Bottom line",
    "development": "Developments",
    "account": "Accounts side by side",
    "figure": "Figures",
    "background": "Background, from earlier bulletins",
}


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


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences under one heading; the title is empty where the group's heading says it already."""

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
    """Words of a bulletin; `needed` where a claim that cites them puts them differently."""

    text: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A bulletin in a list of sources; number 0 in a list that is not numbered."""

    number: int
    title: str
    date: str
    outlets: str
    file: str
    id: str
    url: str | None
    quotes: tuple[Quote, ...] = ()
    uses: int = 0

    @property
    def facts(self) -> str:
        """Date, outlets, file and id, on one line."""
        known = [part for part in (self.date, self.outlets) if part]
        return " — ".join([*known, f"{self.file} ({self.id})"])


@dataclass(frozen=True, slots=True)
class Outline:
    """All that an answer or a briefing shows."""

    title: str
    subject: str  # the country, or the question
    period: str  # empty where every date was looked at
    scope: str  # "of 17–23 February 2025", "since 5 August 2024", or empty
    made: str
    groups: tuple[Group, ...]
    nothing: str  # what is said where there is no claim
    nearest: tuple[Source, ...]
    gaps: tuple[str, ...]
    sources: tuple[Source, ...]
    method: str
    withheld: tuple[tuple[str, str], ...]  # text, reason
    settings: tuple[tuple[str, str], ...]
    bulletins: tuple[tuple[str, str], ...]  # id, sha256

    @property
    def withheld_count(self) -> str:
        """The last line: how many sentences were withheld."""
        count = len(self.withheld)
        if count == 1:
            return "1 sentence withheld: it is listed above with the reason."
        return f"{count} sentences withheld: they are listed above with the reasons."


def outline(output: Answer | Briefing) -> Outline:
    """Return what the output shows, with numbers, dates and headings in words."""
    bulletins = numbered(output)
    number_of = numbers(bulletins)
    period = "" if output.period.is_open else describe_period(output.period)
    stretch = output.period.since and output.period.until
    scope = f"of {period}" if stretch else period
    subject = one_line(output.question if isinstance(output, Answer) else output.country_name)
    groups, uses = _groups(output, number_of)
    nearest = output.nearest if isinstance(output, Answer) and output.abstained else ()
    made = describe_period(Period(output.manifest.made, output.manifest.made))
    return Outline(
        title=subject if isinstance(output, Answer) else _headline(subject, scope),
        subject=subject,
        period=period,
        scope=scope,
        made=made,
        groups=groups,
        nothing="" if groups else _nothing(output, subject, scope),
        nearest=tuple(_source(0, bulletin) for bulletin in nearest),
        gaps=() if isinstance(output, Answer) else tuple(map(one_line, output.gaps)),
        sources=_sources(output, bulletins, uses),
        method=_method(output, made),
        withheld=tuple((one_line(each.text), one_line(each.reason)) for each in output.withheld),
        settings=_settings(output.manifest),
        bulletins=output.manifest.bulletins,
    )


def _headline(country: str, scope: str) -> str:
    return f"{country}: briefing {_for(scope)}".strip()


def _nothing(output: Answer | Briefing, subject: str, scope: str) -> str:
    if isinstance(output, Answer):
        return f"The bulletins do not say. {one_line(output.reason or '')}".strip()
    return f"The bulletins hold nothing on {subject} {_for(scope)}".strip() + "."


def _for(scope: str) -> str:
    return f"for {scope[3:]}" if scope.startswith("of ") else scope


def _groups(
    output: Answer | Briefing, number_of: Mapping[str, int]
) -> tuple[tuple[Group, ...], Mapping[str, int]]:
    """Return the sections by kind, and how often each bulletin is cited in them."""
    sections: Iterable[Section]
    if isinstance(output, Answer):
        sections = (Section("", output.claims, "answer"),)
    else:  # a stable sort: nothing else moves
        sections = sorted(output.sections, key=lambda section: section.kind != "bottom line")
    uses: dict[str, int] = defaultdict(int)
    groups: list[Group] = []
    for section in sections:
        if not section.claims:
            continue
        sentences = tuple(_sentence(claim, number_of, uses) for claim in section.claims)
        heading, title = _headings(section)
        part = Part(title, sentences)
        if groups and (groups[-1].kind, groups[-1].heading) == (section.kind, heading):
            before = groups.pop()
            groups.append(Group(before.heading, before.kind, (*before.parts, part)))
        else:
            groups.append(Group(heading, section.kind, (part,)))
    return tuple(groups), uses


def _headings(section: Section) -> tuple[str, str]:
    """Return the heading of the section's group, and the section's own where it says something more."""
    title = one_line(section.title)
    heading = HEADINGS.get(section.kind, one_line(section.kind).capitalize())
    if title.casefold() in (section.kind, f"{section.kind}s", heading.casefold()):
        return heading, ""
    if title.casefold().startswith(section.kind):  # "Background: ..." names its kind itself
        return title, ""
    return heading, title


def _sentence(claim: Claim, number_of: Mapping[str, int], uses: dict[str, int]) -> Sentence:
    shown = []
    bulletin_ids = dict.fromkeys(citation.bulletin.id for citation in claim.citations)
    for bulletin_id, number in zip(bulletin_ids, cited_numbers(claim, number_of), strict=True):
        uses[bulletin_id] += 1
        quotes = (one_line(each.quote) for each in claim.citations if each.bulletin.id == bulletin_id)
        shown.append(Marker(number, uses[bulletin_id], tuple(dict.fromkeys(quotes))))
    return Sentence(
        text=one_line(claim.text),
        markers=tuple(shown),
        speaker=one_line(claim.speaker or ""),
        figure=one_line(claim.figure or ""),
        note=one_line(claim.note or ""),
    )


def _sources(
    output: Answer | Briefing, bulletins: Iterable[Bulletin], uses: Mapping[str, int]
) -> tuple[Source, ...]:
    quotes: dict[str, dict[str, bool]] = defaultdict(dict)
    for claim in claims_of(output):
        text = one_line(claim.text)
        for citation in claim.citations:
            words, of_bulletin = one_line(citation.quote), quotes[citation.bulletin.id]
            # An answer is short, and is checked against its quotes: it shows them all.
            needed = isinstance(output, Answer) or words != text
            of_bulletin[words] = of_bulletin.get(words, False) or needed
    return tuple(
        _source(
            number,
            bulletin,
            tuple(Quote(words, needed) for words, needed in quotes.get(bulletin.id, {}).items()),
            uses.get(bulletin.id, 0),
        )
        for number, bulletin in enumerate(bulletins, start=1)
    )


def _source(number: int, bulletin: Bulletin, quotes: tuple[Quote, ...] = (), uses: int = 0) -> Source:
    return Source(
        number=number,
        title=one_line(bulletin.title) or "Untitled",
        date=describe_date(bulletin.date),
        outlets=", ".join(map(one_line, bulletin.outlets)),
        file="standard input" if bulletin.source == "-" else one_line(bulletin.source),
        id=one_line(bulletin.id),
        url=web_address(bulletin.url) or web_address(bulletin.source),
        quotes=quotes,
        uses=uses,
    )


def _method(output: Answer | Briefing, made: str) -> str:
    """Return how the output was made, in one line; that it is verbatim is checked, not believed."""
    by = f"Made on {made} by briefer {one_line(output.manifest.briefer)}, engine: {one_line(output.engine)}."
    claims = claims_of(output)
    if not claims:
        return by
    if all(any(claim.text == citation.quote for citation in claim.citations) for claim in claims):
        return f"{by} All sentences are quoted verbatim from the bulletins."
    return f"{by} Some sentences are reworded; the words they rest on are quoted under Sources."


def _settings(manifest: Manifest) -> tuple[tuple[str, str], ...]:
    pairs = [
        ("briefer", manifest.briefer),
        ("made", manifest.made.isoformat()),
        ("engine", manifest.engine),
        ("embedding", manifest.embedding),
        *manifest.settings,
        *((f"prompt {name}", f"sha256 {digest}") for name, digest in manifest.prompts),
        ("bulletins", str(len(manifest.bulletins))),
    ]
    return tuple((one_line(name), one_line(value)) for name, value in pairs)
