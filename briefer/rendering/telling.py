"""From claims to sentences, paragraphs and parts as they are printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from briefer.grounding.language.days import days_of
from briefer.model import Basis, Briefing, Bulletin, BulletinDate, Claim, Period, Precision, Section, Story
from briefer.reading.dates import describe_date, describe_day
from briefer.rendering.marking import all_marked, states_of
from briefer.rendering.numbering import cited_numbers
from briefer.rendering.plain import capitalised, one_line, pieces_of
from briefer.rendering.shown import HEADINGS, Marker, Paragraph, Part, Sentence
from briefer.writing.extractive.sentences import dated_in_words, echoes
from briefer.writing.leaning import leans_back

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
        self.together: list[frozenset[str]] = []  # those of each paragraph
        self.marks_changes = False  # on the bottom line: what changed is not told again below it

    def sentence(self, claim: Claim, *, is_whole: bool = True, label: str = "Updated: now") -> Sentence:
        """Return the claim as it is printed next; a figure's sentence is not printed whole.

        `label` stands before what revises something told before.
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
            as_of="; ".join(dict.fromkeys(_as_of(claim, each.bulletin) for each in claim.citations)),
            outlets=_reporting(claim),
            was=None if claim.was is None else self.sentence(_without_day(replace(claim.was, was=None))),
            label="" if claim.was is None else label,
            answering=_answering(claim),
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
        self.together.append(frozenset(one_line(claim.text) for claim in claims))
        if kind == "bottom line":
            return self._point(claims, briefing)
        lead = _day_of(claims, briefing.period) if kind in _LED else ""
        told = [_without_day(claim) if lead else claim for claim in claims]
        note = _independent(claims[0], briefing.stories) if kind == "development" else ""
        sentences = tuple(self.sentence(each, label="Now" if title else "Updated: now") for each in told)
        goes_on = _goes_on(claims[0]) if kind == "development" else ""
        return Paragraph(", ".join(filter(None, (lead, goes_on))), sentences, note)

    def _point(self, claims: Sequence[Claim], briefing: Briefing) -> Paragraph:
        """A point of the bottom line: what sentences that follow each other share, their day and that they are new,
        stands after the last of them."""
        states = states_of(briefing) if self.marks_changes else {}
        told = all_marked(claims, states)
        days = _days_of([claim for claim, _, _ in told])
        tails = [(day, state, label) for day, (_, state, label) in zip(days, told, strict=True)]
        sentences = []
        for at, (day, state, label) in enumerate(tails):
            claim = _without(told[at][0], day)
            if tails[at + 1 : at + 2] != [tails[at]]:
                note = "; ".join(filter(None, (_short(day, briefing.period), state, claim.note)))
                claim = replace(claim, note=note or None)
            sentences.append(self.sentence(claim, label=label))
        return Paragraph("", tuple(sentences), "")


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


def _as_of(claim: Claim, bulletin: Bulletin) -> str:
    """The bulletin's date; of one without a date of its own, the day on which its sentence says that it was."""
    if bulletin.date.precision is Precision.BOUNDS and claim.figure:
        days = [each for each in days_of(claim.text, bulletin.date) if each.is_single and each.has_year]
        if len(days) == 1:
            return describe_day(days[0].first)
        return dated_in_words(bulletin)
    return describe_date(bulletin.date)


def _reporting(claim: Claim) -> str:
    """The outlet that reported it; of a bulletin that names several it is not known which."""
    outlets = [one_line(outlet) for each in claim.citations for outlet in each.bulletin.outlets]
    one_each = all(len(each.bulletin.outlets) == 1 for each in claim.citations)
    return ", ".join(dict.fromkeys(outlets)) if one_each else ""


def _answering(claim: Claim) -> tuple[str, str, str] | None:
    span = claim.answer_span
    return None if span is None else pieces_of(claim.text, span.start, span.end)


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
    return "" if sure is None else _short(describe_date(sure), period, sure)


def _short(said: str, period: Period, day: BulletinDate | None = None) -> str:
    """A day in words, without the year where it is the period's."""
    edges = (period.since, period.until, *((day.earliest, day.latest) if day else ()))
    years = {edge.year for edge in edges if edge}
    return said.removesuffix(f" {years.pop()}") if len(years) == 1 and not period.is_open else said


def _goes_on(claim: Claim) -> str:
    """Say what a paragraph is about whose first sentence leans on one that is told elsewhere."""
    if not claim.citations or not leans_back(claim.text):
        return ""
    first = claim.citations[0]
    if not first.bulletin.body[: first.span.start].strip():
        return ""
    return "continued from above" if echoes(first.bulletin) else f"on “{one_line(first.bulletin.title)}”"


def _days_of(claims: Sequence[Claim]) -> list[str]:
    """The day that the note of each claim tells; of one without a note, that of the same bulletin's before it."""
    days: list[str] = []
    before: Bulletin | None = None
    for claim in claims:
        bulletin = claim.citations[0].bulletin if claim.citations else None
        words = (dated_in_words(bulletin), describe_date(bulletin.date)) if bulletin else ()
        if not claim.note and bulletin and bulletin == before:
            days.append(days[-1])
        else:
            days.append(next((day for day in words if day in (claim.note or "")), ""))
        before = bulletin
    return days


def _without_day(claim: Claim) -> Claim:
    """Take a day out of the claim's note that its paragraph begins with."""
    for each in claim.citations:
        if each.bulletin.date.precision in _SURE:
            claim = _without(claim, describe_date(each.bulletin.date))
    return claim


def _without(claim: Claim, day: str) -> Claim:
    """Take a day out of the claim's note."""
    note = claim.note or ""
    if day:
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
