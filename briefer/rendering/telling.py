"""From claims to sentences, paragraphs and parts as they are printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from briefer.model import Basis, Briefing, Bulletin, BulletinDate, Claim, Period, Precision, Section, Story
from briefer.reading.dates import describe_date
from briefer.rendering.numbering import cited_numbers
from briefer.rendering.plain import capitalised, one_line
from briefer.rendering.shown import HEADINGS, Marker, Paragraph, Part, Sentence

_SURE = (Precision.DAY, Precision.RANGE)
_ABOUT = re.compile(
    r"\b(?:some|about|around|roughly|approximately|nearly|almost|close to|an estimated|estimated)\s+(?=[\d\w])",
    re.IGNORECASE,
)
_LED = ("change", "development", "background")  # kinds whose paragraphs begin with their date


class Telling:
    """Makes sentences of claims, in the order of printing, and keeps count of what they cite."""

    def __init__(self, number_of: Mapping[str, int]) -> None:
        self.number_of = number_of
        self.uses: dict[str, int] = defaultdict(int)  # by the bulletin's id
        self.read: set[str] = set()  # the sentences that a reader sees whole

    def sentence(self, claim: Claim, *, is_whole: bool = True, is_headed: bool = False) -> Sentence:
        """Return the claim as it is printed next; a figure's sentence is not printed whole.

        `is_headed` says that a heading tells in what way it revises what was told before.
        """
        cited = []
        bulletin_ids = dict.fromkeys(citation.bulletin.id for citation in claim.citations)
        for bulletin_id, number in zip(bulletin_ids, cited_numbers(claim, self.number_of), strict=True):
            self.uses[bulletin_id] += 1
            quotes = (one_line(each.quote) for each in claim.citations if each.bulletin.id == bulletin_id)
            cited.append(Marker(number, self.uses[bulletin_id], tuple(dict.fromkeys(quotes))))
        text = one_line(claim.text)
        if is_whole:
            self.read.add(text)
        return Sentence(
            text=text,
            markers=tuple(cited),
            speaker=one_line(claim.speaker or ""),
            stance=one_line(claim.stance or ""),
            counted=capitalised(one_line(claim.counted or "")),
            figure=one_line(claim.figure or ""),
            low=_bound(claim.low, claim.figure),
            high=_bound(claim.high, claim.figure),
            note=one_line(claim.note or ""),
            as_of="; ".join(dict.fromkeys(describe_date(each.bulletin.date) for each in claim.citations)),
            outlets=_reporting(claim),
            was=None if claim.was is None else self.sentence(_without_day(replace(claim.was, was=None))),
            label="" if claim.was is None else "Now" if is_headed else "Updated: now",
        )

    @staticmethod
    def units(section: Section) -> tuple[tuple[Claim, ...], ...]:
        """Return the claims as they are set: the rows of a table or the accounts one by one, a point of the bottom
        line as one, else the claims of a story that follow each other together."""
        if section.kind == "bottom line":
            return (section.claims,)
        if section.kind in ("figure", "account"):
            return tuple((claim,) for claim in section.claims)
        return tuple(_runs(section.claims))

    def part(
        self, section: Section, units: Sequence[Sequence[Claim]], title: str, briefing: Briefing
    ) -> Part:
        """Return those units of a section that are printed."""
        if section.kind == "figure":
            rows = tuple(self.sentence(claim, is_whole=False) for claims in units for claim in claims)
            return Part(title, (Paragraph("", rows, ""),))
        return Part(title, tuple(self._paragraph(section.kind, claims, title, briefing) for claims in units))

    def _paragraph(self, kind: str, claims: Sequence[Claim], title: str, briefing: Briefing) -> Paragraph:
        lead = _day_of(claims, briefing.period) if kind in _LED else ""
        told = [_without_day(claim) if lead else claim for claim in claims]
        note = _independent(claims[0], briefing.stories) if kind == "development" else ""
        sentences = tuple(self.sentence(each, is_headed=bool(title)) for each in told)
        return Paragraph(lead, sentences, note)


def title_of(section: Section, heading: str) -> str:
    """Return the section's own title where it says something that the heading does not."""
    title = one_line(section.title)
    said = (section.kind, f"{section.kind}s", HEADINGS.get(section.kind, "").casefold(), heading.casefold())
    if title.casefold() in said or title.casefold().startswith(f"{section.kind}:"):
        return ""
    if title.casefold() in (one_line(claim.counted or "").casefold() for claim in section.claims):
        return ""  # the table says it
    headlines = {one_line(each.bulletin.title) for claim in section.claims for each in claim.citations}
    return f"“{title}”" if section.kind == "account" and title in headlines else title


def _reporting(claim: Claim) -> str:
    """The outlet that reported it; of a bulletin that names several it is not known which."""
    outlets = [one_line(outlet) for each in claim.citations for outlet in each.bulletin.outlets]
    one_each = all(len(each.bulletin.outlets) == 1 for each in claim.citations)
    return ", ".join(dict.fromkeys(outlets)) if one_each else ""


def _bound(value: float | None, figure: str | None) -> str:
    """A bound as it is printed: that of "some 40" is about 40."""
    return f"about {digits(value)}" if value is not None and _ABOUT.search(figure or "") else digits(value)


def digits(value: float | None) -> str:
    """Return a bound of a figure as it is printed: "1,200", "2.5"; nothing where it has none."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _independent(claim: Claim, stories: Sequence[Story]) -> str:
    if claim.story is None or not 0 <= claim.story < len(stories):
        return ""
    story = stories[claim.story]
    if len(story.sources) < 2:
        return ""
    # One bulletin may name many outlets, as a digest does: which of them told it itself, it does not say.
    kind = "independent sources" if len(story.bulletins) > 1 else "outlets named"
    return f"{len(story.sources)} {kind}"


def _runs(claims: Iterable[Claim]) -> Iterator[tuple[Claim, ...]]:
    for _, run in groupby(claims, key=_thread):
        yield tuple(run)


def _thread(claim: Claim) -> object:
    """What claims that stand together share: their story, else the bulletin that they cite first."""
    if claim.story is not None:
        return claim.story
    return claim.citations[0].bulletin.id if claim.citations else claim.text


def _day_of(claims: Sequence[Claim], period: Period) -> str:
    """Say when it was, as far as the bulletins cited are sure of it; the year only where it could be another."""
    bulletins = [citation.bulletin for claim in claims for citation in claim.citations]
    sure = sure_days(bulletins)
    if sure is None:
        return ""
    said = describe_date(sure)
    years = {day.year for day in (period.since, period.until, sure.earliest, sure.latest) if day}
    return said.removesuffix(f" {years.pop()}") if len(years) == 1 and not period.is_open else said


def _without_day(claim: Claim) -> Claim:
    """Take a day out of the claim's note that its paragraph begins with."""
    days = [
        describe_date(each.bulletin.date) for each in claim.citations if each.bulletin.date.precision in _SURE
    ]
    note = claim.note or ""
    for day in days:
        note = "" if note == day else note.removesuffix(f", {day}").removeprefix(f"{day}; ")
    return replace(claim, note=note or None)


def sure_days(bulletins: Iterable[Bulletin]) -> BulletinDate | None:
    """Return from which day to which day the bulletins tell, as far as those with a sure date go."""
    dates = [each.date for each in bulletins if each.date.precision in _SURE]
    first = [each.earliest for each in dates if each.earliest]
    last = [each.latest for each in dates if each.latest]
    if not first or not last:
        return None
    basis = Basis.ASSUMED if any(each.basis is Basis.ASSUMED for each in dates) else Basis.STATED
    return BulletinDate(min(first), max(last), Precision.RANGE, basis)
