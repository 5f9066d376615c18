"""An answer or a briefing as Markdown (CommonMark with tables).

A bulletin's characters are escaped only where they would be markup, so that the source stays readable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefer.model import Answer, Briefing
from briefer.rendering.numbering import markers
from briefer.rendering.outline import outline
from briefer.rendering.shown import FIGURE_COLUMNS, Group, Outline, Part, Sentence, Source

_PUNCTUATION = r"!-/:-@\[-`{-~"
# Each alternative is a character that would be markup where it stands.
_INLINE = re.compile(
    rf"\\(?=[{_PUNCTUATION}]|$)"  # an escape
    r"|`"
    r"|(?<! )\*|\*(?! )"  # emphasis: an asterisk between two spaces is none
    r"|(?<![^\W_])_|_(?![^\W_])"  # nor is an underscore inside a word
    r"|~(?!\d)|(?<=\S)~"  # struck through: "~70" is not
    r"|\](?=[(\[:])"  # a link, an image, a definition
    r"|<(?=[A-Za-z/!?])"  # HTML, an address in angle brackets
    r"|&(?=#?\w+;)"  # an entity
)
_AT_START = re.compile(
    r"#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|-(?=-)|\[(?=[ xX]?\])"  # heading, quotation, list, rule, checkbox
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)


def render(output: Answer | Briefing) -> str:
    """Return the output as Markdown."""
    shown = outline(output)
    blocks = _answer(shown) if isinstance(output, Answer) else _briefing(shown)
    return "\n\n".join([*blocks, *_withheld(shown)]) + "\n"


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


def _answer(shown: Outline) -> Iterator[str]:
    yield _heading(1, shown.title)
    sentences = (each for group in shown.groups for part in group.parts for each in part.sentences)
    yield escape(shown.nothing) or " ".join(map(_sentence, sentences))
    if shown.narrowed:
        yield escape(shown.narrowed)
    if shown.nearest:
        yield "Nearest bulletins:"
        yield _bullets(map(_source, shown.nearest))
    yield from _sources(shown.sources)
    yield _emphasis(shown.method)


def _briefing(shown: Outline) -> Iterator[str]:
    yield _heading(1, shown.title)
    if shown.nothing:
        yield escape(shown.nothing)
    for group in shown.groups:
        yield _heading(2, group.heading)
        for part in group.parts:
            if part.title:
                yield _heading(3, part.title)
            yield from _part(group, part)
    if shown.gaps:
        yield _heading(2, "What the bulletins do not cover")
        yield _bullets(map(escape, shown.gaps))
    yield from _sources(shown.sources)
    yield _heading(2, "How it was made")
    yield escape(shown.method)
    yield _bullets(escape(f"{name}: {value}") for name, value in shown.settings)


def _part(group: Group, part: Part) -> Iterator[str]:
    if group.kind == "bottom line":
        yield from map(_sentence, part.sentences)
    elif group.kind == "figure":
        yield _table(part.sentences)
    elif group.kind == "account":
        yield _bullets(
            f"**{escape(each.speaker)}**: {_sentence(each)}" if each.speaker else _sentence(each)
            for each in part.sentences
        )
    else:
        yield _bullets(map(_sentence, part.sentences))


def _table(sentences: Iterable[Sentence]) -> str:
    rows = [FIGURE_COLUMNS, ("---",) * len(FIGURE_COLUMNS)]
    for each in sentences:
        cited = markers(marker.number for marker in each.markers)
        rows.append((*(escape(cell).replace("|", r"\|") for cell in each.cells), cited))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _sentence(sentence: Sentence) -> str:
    note = _emphasis(f"({sentence.note})") if sentence.note else ""
    cited = markers(marker.number for marker in sentence.markers)
    return " ".join(part for part in (escape(sentence.text), note, cited) if part)


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    blocks = []
    for source in sources:
        lines = [f"- {_source(source)}"]
        lines.extend(f"  - {escape(f'“{quote.text}”')}" for quote in source.quotes if quote.needed)
        blocks.append("\n".join(lines))
    if blocks:
        yield _heading(2, "Sources")
        yield "\n".join(blocks)


def _source(source: Source) -> str:
    link = f" — <{source.url}>" if source.url and source.url != source.file else ""
    number = f"[{source.number}] " if source.number else ""
    return escape(f"{number}{source.title} — {source.facts}") + link


def _withheld(shown: Outline) -> Iterator[str]:
    if shown.withheld:
        yield _heading(2, "Withheld")
        yield _bullets(escape(f"{text} ({reason})") for text, reason in shown.withheld)
        yield shown.withheld_count


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _emphasis(text: str) -> str:
    return f"*{escape(text)}*"
