"""An answer or a briefing for a terminal: plain text, one sentence a line, no control but line breaks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from briefer.model import Answer, Briefing
from briefer.rendering.numbering import markers
from briefer.rendering.outline import Group, Outline, Sentence, Source, outline


def render(output: Answer | Briefing) -> str:
    """Return the output as plain text. Lines are left whole, so that quotes can be searched: see `wrap`."""
    shown = outline(output)
    body = _answer(shown) if isinstance(output, Answer) else _briefing(shown)
    return "\n".join([*body, *_withheld(shown)]) + "\n"


def wrap(text: str, width: int) -> str:
    """Return the text with lines of at most `width` characters where words allow.

    What is wrapped is set under the text that it continues: after an indent, "- " or "[1] ".
    """
    return "".join(f"{wrapped}\n" for line in text.splitlines() for wrapped in _wrapped(line, width) or [""])


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
    yield shown.subject
    if shown.period:
        yield f"Bulletins {shown.scope}"
    yield ""
    if shown.nothing:
        yield shown.nothing
        yield from _listed("Nearest bulletins", (f"- {_source(each)}" for each in shown.nearest))
    else:
        yield " ".join(_sentence(each) for each in shown.groups[0].parts[0].sentences)
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
            yield from (f"- {_line(group, each)}" for each in part.sentences)
    yield from _listed("What the bulletins do not cover", (f"- {gap}" for gap in shown.gaps))
    yield from _sources(shown.sources)
    yield from ("", shown.method)
    yield from _listed("How it was made", (f"- {name}: {value}" for name, value in shown.settings))


def _line(group: Group, sentence: Sentence) -> str:
    if group.kind == "account" and sentence.speaker:
        return f"{sentence.speaker}: {_sentence(sentence)}"
    if group.kind == "figure" and sentence.figure:
        by = f" (stated by {sentence.speaker})" if sentence.speaker else ""
        return f"{sentence.figure}{by}: {_sentence(sentence)}"
    return _sentence(sentence)


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
