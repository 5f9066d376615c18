"""An answer or a briefing for a terminal: plain text, one paragraph a line, no control but line breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefer.rendering.columns import aligned
from briefer.rendering.numbering import markers
from briefer.rendering.shown import (
    DRAWN_ONLY,
    FIGURE_COLUMNS,
    IN_WORDS,
    Block,
    Outline,
    Paragraph,
    Part,
    Sentence,
    Source,
)
from briefer.rendering.wrapping import wrap

__all__ = ["render", "wrap"]


def render(shown: Outline) -> str:
    """Return the outline as plain text. Lines are left whole, so that quotes can be searched: see `wrap`."""
    body = _briefing(shown) if shown.is_briefing else _answer(shown)
    return "\n".join([*body, *_withheld(shown)]) + "\n"


def _answer(shown: Outline) -> Iterator[str]:
    yield from (shown.subject, "")
    sentences = [each for block in shown.blocks for part in block.parts for each in part.sentences]
    yield shown.nothing or " ".join(map(_sentence, sentences))
    # Plain text has no way to mark words within a line and leave it to be searched.
    if words := [f"“{each.answering[1]}”" for each in sentences if each.answering and each.answering[1]]:
        yield from ("", f"The words that answer: {', '.join(dict.fromkeys(words))}")
    if shown.narrowed:
        yield from ("", shown.narrowed)
    yield from _listed("Nearest bulletins", (f"- {_source(each)}" for each in shown.nearest))
    yield from _sources(shown.sources)
    yield from ("", shown.method)
    if shown.sources:  # where nothing is cited, the nearest bulletins have told their ids
        yield from (f"- {name}" for name, _ in shown.bulletins)


def _briefing(shown: Outline) -> Iterator[str]:
    yield shown.title
    yield "=" * len(shown.title)
    yield from (f"{name}: {value}" for name, value in shown.facts)
    if shown.nothing:
        yield from ("", shown.nothing)
    for block in shown.blocks:
        if block.kind not in DRAWN_ONLY:
            yield from _block(block)
    yield from _sources(shown.sources)
    # The settings and what else the manifest holds are in the other forms.
    made = (shown.method, f"Embedding: {shown.embedding}", f"Bulletins: {len(shown.bulletins)}")
    read = (name for name, _ in shown.bulletins)
    yield from _listed("How it was made", (f"- {line}" for line in (*made, *read)))


def _block(block: Block) -> Iterator[str]:
    yield ""
    if block.heading:
        rule = "=" if block.kind == "country" else "-"
        yield from (block.heading, rule * len(block.heading))
    for place, part in enumerate(block.parts):
        if part.title:
            yield from ("", part.title) if place else (part.title,)
        yield from _part(block, part)
    if block.picture is not None:
        yield f"{IN_WORDS}: {block.picture.alt}"
    yield from (f"{block.arrow or '-'} {line}" for line in block.lines)


def _part(block: Block, part: Part) -> Iterable[str]:
    if block.style == "table":
        return aligned([FIGURE_COLUMNS, *map(_row, part.rows)])
    mark = "" if block.style == "paragraphs" else "- "
    return (f"{mark}{_paragraph(block, each)}" for each in part.paragraphs)


def _row(sentence: Sentence) -> tuple[str, ...]:
    return (*sentence.cells, markers(marker.number for marker in sentence.markers))


def _paragraph(block: Block, paragraph: Paragraph) -> str:
    lead = f"{paragraph.lead}:" if paragraph.lead else ""
    note = f"({paragraph.note})" if paragraph.note else ""
    sentences = (_spoken(block, each) for each in paragraph.sentences)
    return " ".join(part for part in (lead, *sentences, note) if part)


def _spoken(block: Block, sentence: Sentence) -> str:
    by = f"{sentence.voice}: " if block.kind == "account" and sentence.voice else ""
    return f"{by}{_sentence(sentence)}"


def _sentence(sentence: Sentence) -> str:
    if sentence.was is not None:
        now, before = _told(sentence, f"“{sentence.text}”"), _told(sentence.was, f"“{sentence.was.text}”")
        return f"{sentence.label} {now} — {sentence.former}: {before}"
    return _told(sentence, sentence.text)


def _told(sentence: Sentence, text: str) -> str:
    note = f"({sentence.note})" if sentence.note else ""
    cited = markers(marker.number for marker in sentence.markers)
    return " ".join(part for part in (text, note, cited) if part)


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    lines = []
    for source in sources:
        lines.append(f"[{source.number}] {_source(source)}")
        if source.url:
            lines.append(f"    {source.url}")
        lines.extend(f"    “{words}”" for words in source.needed)
    yield from _listed("Sources", lines)


def _source(source: Source) -> str:
    return " — ".join(source.lines)


def _withheld(shown: Outline) -> Iterator[str]:
    if shown.withheld:
        yield from _listed("Withheld", (f"- {text} ({reason})" for text, reason in shown.withheld))
        yield from ("", shown.withheld_count)


def _listed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a heading and its lines, or nothing where there are none."""
    for place, line in enumerate(lines):
        if place == 0:
            yield from ("", f"{heading}:")
        yield line
