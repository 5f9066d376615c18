"""An answer or a briefing as Markdown (CommonMark with tables and footnotes, as GitHub and Pandoc read them).

Each citation is a footnote that holds its source and the words cited. A bulletin's characters are escaped only
where they would be markup, so that the text stays readable unrendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefer.rendering.shown import (
    DRAWN_ONLY,
    FIGURE_COLUMNS,
    IN_WORDS,
    Block,
    Marker,
    Outline,
    Paragraph,
    Part,
    Sentence,
    Source,
)

_PUNCTUATION = r"!-/:-@\[-`{-~"
# Each alternative is a character that would be markup where it stands.
_INLINE = re.compile(
    rf"\\(?=[{_PUNCTUATION}]|$)"  # an escape
    r"|`"
    r"|(?<! )\*|\*(?! )"  # emphasis: an asterisk between two spaces is none
    r"|(?<![^\W_])_|_(?![^\W_])"  # nor is an underscore inside a word
    r"|~(?!\d)|(?<=\S)~"  # struck through: "~70" is not
    r"|\](?=[(\[:])"  # a link, an image, a definition
    r"|\[(?=\^)"  # a footnote
    r"|<(?=[A-Za-z/!?])"  # HTML, an address in angle brackets
    r"|&(?=#?\w+;)"  # an entity
)
_AT_START = re.compile(
    r"#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|-(?=-)|\[(?=[ xX]?\])"  # heading, quotation, list, rule, checkbox
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)


def render(shown: Outline) -> str:
    """Return the outline as Markdown."""
    notes = _Footnotes(shown)
    blocks = _briefing(shown, notes) if shown.is_briefing else _answer(shown, notes)
    return "\n\n".join([*blocks, *notes.defined(), *_withheld(shown)]) + "\n"


def escape(text: str) -> str:
    """Return one line of text so that Markdown shows exactly these characters, wherever it stands."""
    inline = _INLINE.sub(r"\\\g<0>", text)
    start = _AT_START.match(inline)
    if start is None:
        return inline
    # "\1" is no escape in Markdown: of a list number, the point after it is escaped.
    place = start.end() if start["number"] else 0
    return f"{inline[:place]}\\{inline[place:]}"


def _heading(level: int, text: str) -> str:
    # A heading may end in a run of # that is not shown.
    return f"{'#' * level} " + re.sub(r"(?:(?<=\s)|^)(#+)$", r"\\\1", escape(text))


class _Footnotes:
    """One footnote for each source that is cited, under the number that it has among the sources."""

    def __init__(self, shown: Outline) -> None:
        self._sources = {source.number: source for source in shown.sources}
        self._cited: dict[int, None] = {}

    def cite(self, markers: Iterable[Marker]) -> str:
        """Return the references to what is cited here."""
        numbers = [marker.number for marker in markers]
        self._cited.update(dict.fromkeys(numbers))
        return "".join(f"[^{number}]" for number in numbers)

    def defined(self) -> Iterator[str]:
        """Yield the footnotes, if there are any: where each is found, and its words where they are not shown."""
        # Viewers count notes in the order in which they are cited, whatever they are called.
        counted = list(self._cited) == list(range(1, len(self._cited) + 1))
        lines = [
            f"[^{number}]: {'' if counted else f'Source {number}: '}{_note(self._sources[number])}"
            for number in sorted(self._cited)
        ]
        if lines:
            yield "\n".join(lines)


def _note(source: Source) -> str:
    title = f"“{source.title}”, " if source.title else ""
    quotes = " … ".join(f"“{words}”" for words in source.needed)
    return escape(f"{title}{source.pointer}{f': {quotes}' if quotes else ''}")


def _answer(shown: Outline, notes: _Footnotes) -> Iterator[str]:
    yield _heading(1, shown.title)
    sentences = (each for block in shown.blocks for part in block.parts for each in part.sentences)
    yield escape(shown.nothing) or " ".join(_sentence(each, notes) for each in sentences)
    if shown.narrowed:
        yield escape(shown.narrowed)
    if shown.nearest:
        yield "Nearest bulletins:"
        yield _bullets(map(_source, shown.nearest))
    yield from _sources(shown.sources)
    yield _emphasis(shown.method)
    if shown.sources:  # where nothing is cited, the nearest bulletins have told their ids
        yield _bullets(escape(name) for name, _ in shown.bulletins)


def _briefing(shown: Outline, notes: _Footnotes) -> Iterator[str]:
    if shown.kicker:
        yield f"**{escape(shown.kicker)}**"
    yield _heading(1, shown.title)
    facts = (f"{name}: {value}" for name, value in shown.facts)
    yield escape(" · ".join((*facts, shown.made)))
    if shown.nothing:
        yield escape(shown.nothing)
    for block in shown.blocks:
        if block.kind not in DRAWN_ONLY:
            yield from _block(block, notes)
    yield from _sources(shown.sources)
    yield _heading(2, "How it was made")
    yield escape(shown.method)
    yield _bullets(escape(f"{name}: {value}") for name, value in shown.settings)
    if shown.bulletins:
        yield "Bulletins, each with the sha256 of its title and body:"
        yield _bullets(escape(f"{name}: {digest}") for name, digest in shown.bulletins)


def _block(block: Block, notes: _Footnotes) -> Iterator[str]:
    if block.heading:
        yield _heading(block.level, block.heading)
    for part in block.parts:
        if part.title:
            yield _heading(block.level + 1, part.title)
        yield from _part(block, part, notes)
    if block.picture is not None:
        yield _emphasis(f"{IN_WORDS}: {block.picture.alt}")
    lines = [escape(line) for line in block.lines]
    if block.arrow or block.style == "paragraphs" or block.parts:
        yield from (f"{block.arrow} {line}".strip() for line in lines)
    elif lines:
        yield _bullets(lines)


def _part(block: Block, part: Part, notes: _Footnotes) -> Iterator[str]:
    if block.style == "table":
        yield _table(part.rows, notes)
        return
    paragraphs = [_paragraph(block, each, notes) for each in part.paragraphs]
    if block.style == "paragraphs":
        yield from paragraphs
    else:
        yield _bullets(paragraphs)


def _paragraph(block: Block, paragraph: Paragraph, notes: _Footnotes) -> str:
    lead = f"**{escape(paragraph.lead)}:**" if paragraph.lead else ""
    note = _emphasis(f"({paragraph.note})") if paragraph.note else ""
    sentences = [_spoken(block, each, notes) for each in paragraph.sentences]
    return " ".join(part for part in (lead, *sentences, note) if part)


def _spoken(block: Block, sentence: Sentence, notes: _Footnotes) -> str:
    by = f"**{escape(sentence.voice)}**: " if block.kind == "account" and sentence.voice else ""
    return f"{by}{_sentence(sentence, notes)}"


def _table(rows: Iterable[Sentence], notes: _Footnotes) -> str:
    lines = [FIGURE_COLUMNS, ("---",) * len(FIGURE_COLUMNS)]
    for each in rows:
        lines.append((*(escape(cell).replace("|", r"\|") for cell in each.cells), notes.cite(each.markers)))
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _sentence(sentence: Sentence, notes: _Footnotes) -> str:
    if sentence.was is None:
        return _told(sentence, _answering(sentence), notes)
    now = _told(sentence, escape(f"“{sentence.text}”"), notes)
    before = _told(sentence.was, escape(f"“{sentence.was.text}”"), notes)
    return f"{sentence.label} {now} — {escape(sentence.former)}: {before}"


def _answering(sentence: Sentence) -> str:
    """The text, the words that answer in bold, where asterisks would be read so: around whole words."""
    before, words, after = sentence.answering or (sentence.text, "", "")
    if not (words[:1].isalnum() and words[-1:].isalnum()) or before[-1:].isalnum() or after[:1].isalnum():
        return escape(sentence.text)
    return f"{escape(before)}**{escape(words)}**{escape(after)}"


def _told(sentence: Sentence, text: str, notes: _Footnotes) -> str:
    """`text` is the sentence as Markdown."""
    note = _emphasis(f"({sentence.note})") if sentence.note else ""
    return " ".join(part for part in (text, note) if part) + notes.cite(sentence.markers)


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    lines = [f"- {_source(source)}" for source in sources]
    if lines:
        yield _heading(2, "Sources")
        yield "\n".join(lines)


def _source(source: Source) -> str:
    link = f" — <{source.url}>" if source.url else ""
    number = f"[{source.number}] " if source.number else ""
    return escape(f"{number}{' — '.join(source.lines)}") + link


def _withheld(shown: Outline) -> Iterator[str]:
    if shown.withheld:
        yield _heading(2, "Withheld")
        yield _bullets(escape(f"{text} ({reason})") for text, reason in shown.withheld)
        yield shown.withheld_count


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _emphasis(text: str) -> str:
    return f"*{escape(text)}*"
