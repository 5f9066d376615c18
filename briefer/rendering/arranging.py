"""The blocks of one or several briefings, in the order that a layout names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from briefer.model import Briefing, Claim, Direction, Section
from briefer.rendering.illustrating import PICTURES, illustrate
from briefer.rendering.layout import COUNTRIES, ONE_PARAGRAPH, Layout, SectionLayout
from briefer.rendering.marking import pointer
from briefer.rendering.plain import one_line
from briefer.rendering.shown import HEADINGS, Block, Paragraph, Part
from briefer.rendering.telling import Telling, title_of
from briefer.rendering.wording import counted, nothing_on

KINDS = (
    "bottom line",
    "change",
    "development",
    "account",
    "figure",
    "background",
)  # of sections of a briefing
_Arranged = tuple[Block, Sequence[Claim]]  # with the claims that the layout leaves out of it
_ARROWS = {Direction.DETERIORATED: "▼", Direction.IMPROVED: "▲", Direction.UNCHANGED: "►"}


def arrange(briefings: Sequence[Briefing], layout: Layout, telling: Telling) -> tuple[Block, ...]:
    """Return the blocks of the briefings; what has nothing to show is left out."""
    found: list[_Arranged] = []
    shown = {section.show for section in layout.sections}
    telling.marks_changes = "bottom line" in shown and not _tells_again(layout.sections, "change")
    for section in layout.sections:
        if section.show == COUNTRIES:
            found += [each for briefing in briefings for each in _chapter(briefing, layout.country, telling)]
        elif len(briefings) == 1:
            found += _blocks(briefings[0], section, layout.sections, telling)
        else:
            found += _merged(briefings, section, layout.sections, telling)
    # Only now is it known what stands elsewhere.
    return tuple(_with_what_is_left_out(*each, telling.read) for each in found)


def _with_what_is_left_out(block: Block, left_out: Sequence[Claim], read: Collection[str]) -> Block:
    missing = {text for text in (one_line(claim.text) for claim in left_out) if text not in read}
    if not missing:
        return block
    return replace(block, lines=(*block.lines, f"{counted(len(missing), 'further sentence')} not shown."))


def _chapter(briefing: Briefing, sections: Sequence[SectionLayout], telling: Telling) -> Iterator[_Arranged]:
    is_told = any(section.claims and section.kind != "background" for section in briefing.sections)
    lines = () if is_told else (nothing_on(briefing),)
    yield Block("country", one_line(briefing.country_name), style="paragraphs", lines=lines), ()
    for section in sections:
        for block, left_out in _blocks(briefing, section, sections, telling):
            yield replace(block, level=3), left_out


def _merged(
    briefings: Sequence[Briefing], section: SectionLayout, beside: Sequence[SectionLayout], telling: Telling
) -> Iterator[_Arranged]:
    """One block of what all briefings have of a kind, each with its country's name; pictures one by one."""
    parts: list[Part] = []
    lines: list[str] = []
    missing: list[Claim] = []
    for briefing in briefings:
        name = one_line(briefing.country_name)
        for block, left_out in _blocks(briefing, section, beside, telling):
            if block.picture or block.arrow:
                yield replace(block, heading=f"{block.heading or HEADINGS[block.kind]}: {name}"), left_out
                continue
            is_lead = section.show == "bottom line"
            parts += [_led(part, name) if is_lead else _under(part, name) for part in block.parts]
            lines += [f"{name}: {line}" for line in block.lines]
            missing += left_out
    if parts or lines:
        style = _style(section)
        yield Block(section.show, section.heading, 2, style, tuple(parts), tuple(lines)), missing


def _under(part: Part, name: str) -> Part:
    return replace(part, title=f"{name}: {part.title}" if part.title else name)


def _led(part: Part, name: str) -> Part:
    return Part(part.title, tuple(replace(each, lead=name) for each in part.paragraphs))


def _blocks(
    briefing: Briefing, section: SectionLayout, beside: Sequence[SectionLayout], telling: Telling
) -> Iterator[_Arranged]:
    """The block that a section makes of one briefing, if it has anything to show."""
    block = Block(section.show, section.heading, style=_style(section))
    if section.show in PICTURES:
        picture = illustrate(section.show, briefing, telling.number_of)
        if picture is not None:
            yield replace(block, picture=picture), ()
    elif section.show == "trend":
        if briefing.trend is not None:
            direction = briefing.trend.direction
            line = f"{direction.value.capitalize()}: {one_line(briefing.trend.reason)}"
            yield replace(block, arrow=_ARROWS[direction], lines=(line,)), ()
    elif section.show == "gap":
        lines = (*(asked.text for asked in briefing.questions), *briefing.gaps)
        if lines:
            yield replace(block, lines=tuple(map(one_line, lines))), ()
    else:
        told = _told(briefing, section, beside)
        if section.show == "development" and _tells_again(beside, "account"):
            told = _without_accounts(told, briefing)
        above = frozenset(telling.read)
        parts, left_out = _parts(briefing, told, section, telling)
        points_up = section.show == "change" and telling.marks_changes
        line = pointer(briefing, above, is_all=not parts) if points_up else ""
        if parts or line:
            style = block.style if parts else "paragraphs"
            yield replace(block, parts=parts, style=style, lines=(line,) if line else ()), left_out


def _tells_again(sections: Sequence[SectionLayout], show: str) -> bool:
    """Say whether what stands above is told once more by a section of that kind; True where there is none."""
    return all(section.again for section in sections if section.show == show)


def _without_accounts(told: Sequence[Section], briefing: Briefing) -> list[Section]:
    """The sections without what stands among the accounts."""
    accounts = {claim.text for each in briefing.sections if each.kind == "account" for claim in each.claims}
    kept = (
        replace(each, claims=tuple(claim for claim in each.claims if claim.text not in accounts))
        for each in told
    )
    return [each for each in kept if each.claims]


def _style(section: SectionLayout) -> str:
    return "paragraphs" if section.style == ONE_PARAGRAPH else section.style


def _told(briefing: Briefing, section: SectionLayout, beside: Sequence[SectionLayout]) -> list[Section]:
    """The sections of the briefing that a section of the layout shows."""
    of_kind = [each for each in briefing.sections if each.claims and _kind(each) == section.show]
    if section.show != "development":
        return of_kind
    if section.themes:
        return [each for each in of_kind if one_line(each.title) in section.themes]
    named = {theme for other in beside for theme in other.themes}
    return [each for each in of_kind if one_line(each.title) not in named]


def _kind(section: Section) -> str:
    """The kind; what is of none that layouts know is told among the developments, so that nothing is lost."""
    return section.kind if section.kind in KINDS else "development"


def _parts(
    briefing: Briefing, told: Sequence[Section], section: SectionLayout, telling: Telling
) -> tuple[tuple[Part, ...], tuple[Claim, ...]]:
    """The parts, with at most as much as the layout wants, and the claims that are left out."""
    parts: list[Part] = []
    left_out: list[Claim] = []
    room = section.most
    for each in told:
        units = telling.units(each)
        if not section.again:
            units = _fresh(each, units, telling)
        kept = units if room is None else units[:room]
        left_out += [claim for claims in units[len(kept) :] for claim in claims]
        room = None if room is None else room - len(kept)
        if kept:
            title = "" if section.themes == (one_line(each.title),) else title_of(each, section.heading)
            parts.append(telling.part(each, kept, title, briefing))
    if section.style == ONE_PARAGRAPH or (section.style == "table" and not any(part.title for part in parts)):
        parts = _joined(parts)
    return tuple(parts), tuple(left_out)


def _fresh(
    section: Section, units: Sequence[tuple[Claim, ...]], telling: Telling
) -> tuple[tuple[Claim, ...], ...]:
    """What a reader has not seen yet; accounts stay whole but where two sides of them stand together above."""
    if section.kind == "account":
        seen = (
            {claim.speaker for claim in section.claims if one_line(claim.text) in told}
            for told in telling.together
        )
        if not any(len(speakers) > 1 for speakers in seen):
            return tuple(units)
    kept = (tuple(c for c in claims if one_line(c.text) not in telling.read) for claims in units)
    return tuple(filter(None, kept))


def _joined(parts: Sequence[Part]) -> list[Part]:
    """All sentences as one paragraph, or as the rows of one table."""
    sentences = tuple(sentence for part in parts for sentence in part.sentences)
    return [Part("", (Paragraph("", sentences, ""),))] if sentences else []
