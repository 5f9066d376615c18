"""What an engine wrote, and how its citation markers are resolved.

A marker `[3]` names a numbered sentence that the engine was given. A sentence with no marker, or with one
that names nothing, is withheld: it is kept with the reason, and never shown as fact.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefer.model import Citation, Claim, Evidence, Section, Span, Withheld
from briefer.reading.cleaning import without_halves
from briefer.reading.sentences import sentence_spans

NO_CITATION = "it cites no bulletin"
UNRESOLVED = "it cites {marks}, which is not among the sentences that the engine was given"

_MARKER = re.compile(r"(?<!\s)\s*\[\s*\^?(\d{1,6}(?:\s*(?:[,;]|[-–])\s*\^?\d{1,6})*)\s*\]")
_ENDS_IN_MARKER = re.compile(_MARKER.pattern + r"\W*$")
_HEADING = re.compile(r"(?P<hashes>#{1,6})\s+\S|\*\*[^*]+\*\*:?$")
_HASHES = re.compile(r"^#{1,6}\s+|(?<=\s)#+$")
_BULLET = re.compile(r"^(?:(?:[-*•>]|\d{1,3}[.)])\s+)+")
_BOLD = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")
_FENCE = re.compile(r"(?:(?:`{3,}|~{3,})\w*|(?:[-*_]\s*){3,})$")  # or a rule between parts
_BOLD_LEVEL = 7  # below "######"
_NO_LEVEL = 0
_LONGEST_RANGE = 20


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence as written, and the evidence numbers that it cites."""

    text: str
    marks: tuple[int, ...]
    speaker: str | None = None
    stance: str | None = None
    counted: str | None = None
    figure: str | None = None
    low: float | None = None
    high: float | None = None
    note: str | None = None
    story: int | None = None
    was: DraftSentence | None = None
    answer_span: Span | None = None  # of the text: the words that answer
    fault: str | None = None  # why it must be withheld, whatever it cites


@dataclass(frozen=True, slots=True)
class DraftSection:
    """Sentences under one heading; an answer has one section without a title."""

    title: str
    sentences: tuple[DraftSentence, ...]
    kind: str = "development"


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine wrote. `refusal` says why where it found no answer."""

    sections: tuple[DraftSection, ...]
    refusal: str | None = None

    @property
    def sentences(self) -> tuple[DraftSentence, ...]:
        """All sentences in order."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)


def parse_draft(text: str, headings: Collection[str] = ()) -> Draft:
    """Read a model's Markdown: every line is sentences with markers, but for the `headings` asked for.

    A heading is printed without a citation, so only those in `headings` make a section (whatever their case;
    the title is as it stands in `headings`). Any other heading is read as a sentence; when it is not below
    the section's own heading it opens a section without a title. Never raises.
    """
    titles = {heading.casefold(): heading for heading in headings}
    sections: list[DraftSection] = []
    title, level = "", _NO_LEVEL
    sentences: list[DraftSentence] = []
    for block in _blocks(without_halves(text)):
        heading = _HEADING.match(block)
        known = titles.get(_words(block).casefold()) if heading else None
        if heading and (known or (title and _level(heading) <= level)):
            sections.append(DraftSection(title, tuple(sentences)))
            title, level, sentences = known or "", _level(heading) if known else _NO_LEVEL, []
        if known is None:
            _add(sentences, block)
    sections.append(DraftSection(title, tuple(sentences)))
    return Draft(tuple(section for section in sections if section.sentences))


def marked_sentences(text: str) -> tuple[DraftSentence, ...]:
    """Split a text into sentences, without their markers, each with the numbers that it cites."""
    plain, found = _without_markers(text)
    return tuple(_sentences(plain, found)) if plain else ()


def _blocks(text: str) -> Iterator[str]:
    """Join lines that were wrapped: half a sentence, read alone, may say the contrary of the whole."""
    lines: list[str] = []
    for line in (" ".join(each.split()) for each in text.splitlines()):
        if lines and not _goes_on(lines[-1], line):
            yield " ".join(lines)
            lines = []
        if line and not _FENCE.match(line):
            lines.append(line)
    if lines:
        yield " ".join(lines)


def _goes_on(before: str, line: str) -> bool:
    if (
        not line
        or any(pattern.match(line) for pattern in (_BULLET, _HEADING, _FENCE))
        or _HEADING.match(before)
    ):
        return False
    # After a marker a new sentence may follow without a full stop before it.
    return not _ENDS_IN_MARKER.search(before) or line[0].islower() or bool(_MARKER.match(line))


def _level(heading: re.Match[str]) -> int:
    return len(heading["hashes"]) if heading["hashes"] else _BOLD_LEVEL


def _words(heading: str) -> str:
    return _MARKER.sub("", _BOLD.sub(r"\1", _HASHES.sub("", heading))).strip(" :")


def _add(sentences: list[DraftSentence], block: str) -> None:
    """Append a block's sentences; markers that stand alone belong to the sentence before them."""
    words = _BULLET.sub("", _HASHES.sub("", block), count=1)
    plain, found = _without_markers(_BOLD.sub(r"\1", words))
    if plain:
        sentences.extend(_sentences(plain, found))
    elif found and sentences and not _BULLET.match(block):
        marks = (*sentences[-1].marks, *(mark for _, numbers in found for mark in numbers))
        sentences[-1] = replace(sentences[-1], marks=tuple(dict.fromkeys(marks)))


def _sentences(plain: str, found: Sequence[tuple[int, tuple[int, ...]]]) -> Iterator[DraftSentence]:
    """Split the text and give each marker to the sentence that it follows or stands in."""
    spans = sentence_spans(plain)
    starts = [span.start for span in spans]
    marks: list[list[int]] = [[] for _ in spans]
    for place, numbers in found:
        # A marker at the very start of a sentence follows the one before it, if there is one.
        marks[max(0, bisect_left(starts, place) - 1)].extend(numbers)
    for span, cited in zip(spans, marks, strict=True):
        yield DraftSentence(span.of(plain), tuple(dict.fromkeys(cited)))


def _without_markers(line: str) -> tuple[str, list[tuple[int, tuple[int, ...]]]]:
    plain = ""
    found: list[tuple[int, tuple[int, ...]]] = []
    last = 0
    for marker in _MARKER.finditer(line):
        plain = _joined(plain, line[last : marker.start()])
        found.append((len(plain), _numbers(marker[1])))
        last = marker.end()
    return _joined(plain, line[last:]).rstrip(), found


def _joined(plain: str, more: str) -> str:
    """Put a space where only a marker stood between two words: "fled.[1]Two returned." """
    return f"{plain} {more}" if plain and more[:1].isalnum() else (plain + more) if plain else more.lstrip()


def _numbers(inside: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for part in re.split(r"[,;]", inside.replace("^", "")):
        ends = [int(end) for end in re.split(r"[-–]", part)]
        if len(ends) == 2 and 0 <= ends[1] - ends[0] <= _LONGEST_RANGE:
            numbers.extend(range(ends[0], ends[1] + 1))
        else:
            numbers.extend(ends)
    return tuple(numbers)


def resolve_section(
    section: DraftSection, evidence: Sequence[Evidence]
) -> tuple[Section, tuple[Withheld, ...]]:
    """Turn each sentence into a claim with citations, or withhold it with the reason."""
    by_number = {item.number: item for item in evidence}
    resolved = [resolve_sentence(sentence, by_number) for sentence in section.sentences]
    claims = tuple(each for each in resolved if isinstance(each, Claim))
    withheld = tuple(each for each in resolved if isinstance(each, Withheld))
    return Section(section.title, claims, section.kind), withheld


def resolve_sentence(sentence: DraftSentence, evidence: Mapping[int, Evidence]) -> Claim | Withheld:
    """Turn a sentence into a claim with citations, or withhold it with the reason."""
    known = tuple(evidence[mark] for mark in sentence.marks if mark in evidence)
    citations = tuple(Citation(item.bulletin, item.span) for item in known)
    unknown = [mark for mark in sentence.marks if mark not in evidence]
    if sentence.fault:
        return Withheld(sentence.text, sentence.fault, citations)
    if unknown:
        marks = ", ".join(f"[{mark}]" for mark in unknown)
        return Withheld(sentence.text, UNRESOLVED.format(marks=marks), citations)
    if not sentence.marks:
        return Withheld(sentence.text, NO_CITATION)
    return Claim(
        text=sentence.text,
        citations=citations,
        speaker=sentence.speaker,
        stance=sentence.stance,
        counted=sentence.counted,
        figure=sentence.figure,
        low=sentence.low,
        high=sentence.high,
        note=sentence.note,
        story=sentence.story,
        answer_span=sentence.answer_span,
    )
