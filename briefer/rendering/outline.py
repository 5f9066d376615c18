"""What every form for readers shows, in its order, in words that are safe to print.

The text, Markdown and HTML forms differ in notation only: what they say is decided here, once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from briefer.model import Answer, Briefing, Bulletin, Claim, Manifest, Period, Section
from briefer.reading.dates import describe_date, describe_period
from briefer.rendering.numbering import cited_numbers, claims_of, numbered, numbers
from briefer.rendering.plain import one_line, web_address
from briefer.rendering.shown import HEADINGS, Group, Marker, Outline, Part, Quote, Sentence, Source


def outline(output: Answer | Briefing) -> Outline:
    """Return what the output shows, with numbers, dates and headings in words."""
    bulletins = numbered(output)
    number_of = numbers(bulletins)
    period = "" if output.period.is_open else describe_period(output.period)
    is_answer, is_stretch = isinstance(output, Answer), bool(output.period.since and output.period.until)
    scope = f"for {period}" if is_stretch else period
    subject = one_line(output.question if isinstance(output, Answer) else output.country_name)
    groups, uses = _groups(output, number_of)
    nearest = output.nearest if isinstance(output, Answer) and output.abstained else ()
    made = f"Made on {describe_period(Period(output.manifest.made, output.manifest.made))}"
    return Outline(
        title=subject if is_answer else f"{subject}: briefing {scope}".strip(),
        subject=subject,
        period=period,
        narrowed=_narrowed(period, is_stretch) if is_answer and period else "",
        made=f"{made} from {_count(len(bulletins), 'bulletin')}" if bulletins else made,
        groups=groups,
        nothing=_nothing(output, subject, scope) if all(map(_is_earlier, groups)) else "",
        nearest=tuple(replace(_source(0, bulletin), file="") for bulletin in nearest),
        gaps=() if isinstance(output, Answer) else tuple(map(one_line, output.gaps)),
        sources=_sources(output, bulletins, uses),
        method=_method(output, made),
        embedding=one_line(output.manifest.embedding),
        withheld=tuple((one_line(each.text), one_line(each.reason)) for each in output.withheld),
        settings=_settings(output.manifest),
        bulletins=output.manifest.bulletins,
    )


def _narrowed(period: str, is_stretch: bool) -> str:
    return f"Narrowed to {period}." if is_stretch else f"Narrowed to the time {period}."


def _is_earlier(group: Group) -> bool:
    """Say whether the group tells of what came before the period."""
    return group.kind == "background"


def _nothing(output: Answer | Briefing, subject: str, scope: str) -> str:
    if not isinstance(output, Answer):
        return f"The bulletins hold nothing on {subject} {scope}".strip() + "."
    reason = one_line(output.reason or "")
    ended = f"{reason[:1].upper()}{reason[1:]}" + ("" if not reason or reason[-1] in ".!?" else ".")
    return f"The bulletins do not say. {ended}".strip()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


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
    headlines = {one_line(each.bulletin.title) for claim in section.claims for each in claim.citations}
    is_headline = section.kind == "account" and title in headlines
    return heading, f"“{title}”" if is_headline else title


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
        as_of="; ".join(dict.fromkeys(describe_date(each.bulletin.date) for each in claim.citations)),
    )


def _sources(
    output: Answer | Briefing, bulletins: Iterable[Bulletin], uses: Mapping[str, int]
) -> tuple[Source, ...]:
    # An answer is short, and is checked against its quotes: it needs them all. A figure's sentence is not shown.
    sections = () if isinstance(output, Answer) else output.sections
    read = {
        one_line(each.text) for section in sections if section.kind != "figure" for each in section.claims
    }
    quotes: dict[str, dict[str, bool]] = defaultdict(dict)
    for citation in chain.from_iterable(claim.citations for claim in claims_of(output)):
        words = one_line(citation.quote)
        quotes[citation.bulletin.id][words] = words not in read
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
    by = f"{made} by briefer {one_line(output.manifest.briefer)}, engine: {one_line(output.engine)}."
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
