"""An answer or a briefing for a terminal: plain text, one sentence a line, no control but line breaks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from briefer.model import Answer, Briefing
from briefer.rendering.columns import aligned, fitted, is_table
from briefer.rendering.numbering import markers
from briefer.rendering.outline import outline
from briefer.rendering.shown import FIGURE_COLUMNS, Group, Outline, Part, Sentence, Source


def render(output: Answer | Briefing) -> str:
    """Return the output as plain text. Lines are left whole, so that quotes can be searched: see `wrap`."""
    shown = outline(output)
    body = _answer(shown) if isinstance(output, Answer) else _briefing(shown)
    return "\n".join([*body, *_withheld(shown)]) + "\n"


def wrap(text: str, width: int) -> str:
    """Return the text with lines of at most `width` characters where words allow.

    What is wrapped is set under the text that it continues: after an indent, "- ", "[1] " or in its column.
    """
    wrapped: list[str] = []
    for is_filled, group in groupby(text.splitlines(), bool):
        lines = list(group)
        wrapped += _block(lines, width) if is_filled else lines
    return "".join(f"{line}\n" for line in wrapped)


def _block(lines: list[str], width: int) -> list[str]:
    heads = (place for place in range(len(lines)) if is_table(lines[place : place + 2]))
    table = next((place for place in heads if is_table(lines[place:])), len(lines))
    wrapped = [part for line in lines[:table] for part in _wrapped(line, width) or [""]]
    return wrapped + (fitted(lines[table:], width) if table < len(lines) else [])


def _wrapped(line: str, width: int) -> list[str]:
    if line and not line.strip("=-"):  # the rule under a heading
        return [line[:width]]
    indent = len(line) - len(line.lstrip(" "))
    first = line[indent:].split(" ", 1)[0]
    if first == "-" or (first.startswith("[") and first[1:-1].isdigit()):
        indent += len(first) + 1
    wrapper = textwrap.TextWrapper(
        max(width, indent + 20),
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    # A space that is never broken at keeps a citation on the line of the sentence's last word.
    joined = re.sub(r" (?=\[\d+\])", "\0", line)
    return [each.replace("\0", " ") for each in wrapper.wrap(joined)]


def _answer(shown: Outline) -> Iterator[str]:
    yield from (shown.subject, "")
    sentences = (each for group in shown.groups for part in group.parts for each in part.sentences)
    yield shown.nothing or " ".join(map(_sentence, sentences))
    if shown.narrowed:
        yield from ("", shown.narrowed)
    yield from _listed("Nearest bulletins", (f"- {_source(each)}" for each in shown.nearest))
    yield from _sources(shown.sources)
    yield from ("", shown.method)


def _briefing(shown: Outline) -> Iterator[str]:
    yield shown.title
    yield "=" * len(shown.title)
    if shown.nothing:
        yield from ("", shown.nothing)
    for group in shown.groups:
        yield from ("", group.heading, "-" * len(group.heading))
        for place, part in enumerate(group.parts):
            if place:
                yield ""
            if part.title:
                yield part.title
            yield from _part(group, part)
    yield from _listed("What the bulletins do not cover", (f"- {gap}" for gap in shown.gaps))
    yield from _sources(shown.sources)
    # The settings and what else the manifest holds are in the other forms.
    made = (shown.method, f"Embedding: {shown.embedding}", f"Bulletins: {len(shown.bulletins)}")
    yield from _listed("How it was made", (f"- {line}" for line in made))


def _part(group: Group, part: Part) -> Iterable[str]:
    if group.kind == "figure":
        rows = [(*each.cells, markers(marker.number for marker in each.markers)) for each in part.sentences]
        return aligned([FIGURE_COLUMNS, *rows])
    return (f"- {_line(group, each)}" for each in part.sentences)


def _line(group: Group, sentence: Sentence) -> str:
    by = f"{sentence.speaker}: " if group.kind == "account" and sentence.speaker else ""
    return f"{by}{_sentence(sentence)}"


def _sentence(sentence: Sentence) -> str:
    note = f"({sentence.note})" if sentence.note else ""
    cited = markers(marker.number for marker in sentence.markers)
    return " ".join(part for part in (sentence.text, note, cited) if part)


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    lines = []
    for source in sources:
        lines.append(f"[{source.number}] {_source(source)}")
        if source.url and source.url != source.file:
            lines.append(f"    {source.url}")
        lines.extend(f"    “{quote.text}”" for quote in source.quotes if quote.needed)
    yield from _listed("Sources", lines)


def _source(source: Source) -> str:
    return f"{source.title} — {source.facts}"


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
