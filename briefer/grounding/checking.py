"""A whole draft, block by block, with what the archive says of each sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefer.grounding.draft import marked_sentences
from briefer.grounding.gate import Gate
from briefer.grounding.language.words import content_words, words_of
from briefer.grounding.review import Reviewed, Search, review
from briefer.model import Support
from briefer.reading.dates import find_dates
from briefer.reading.drafts import DraftBlock, Kind

# After the full stop: a date, a source, how something is known. It belongs to the sentence and is none itself.
_REMARK = re.compile(r"(?<=[.!?”\"’])\s+(?P<remark>\([^()]*\))$")
# What briefer remarks after a sentence, and the next one may follow: its date and how that is known, why it is told.
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = rf"(?:[\d– ]{{0,24}}{_MONTH}[\d– ]{{0,24}}){{1,2}}(?: \(year assumed\))?"
_NOTE = (
    rf"(?:undated: {_DATE}|(?:between |not (?:after|before) )?{_DATE}(?:, by its place on the page)?|until {_DATE}"
    rf"|no country is named, only [^();]{{1,80}}|from “[^“”]*”(?: on, the bulletin's own words|, {_DATE})"
    rf"|“[^“”]*” was {_DATE}|by (?:the same|another) source)"
)
_HOW_KNOWN = re.compile(rf"(?<!\s)\s*(?P<remark>\({_NOTE}(?:; {_NOTE})*\))(?P<marks>(?:\[\^?\d+\])*)")
# What a row of a table must agree on: who says so stands in a cell of its own, and there is no verb.
_OF_A_ROW = frozenset({"numbers", "dates", "names", "places"})
_FEWEST_WORDS = 3  # of which one has a meaning; less is a label, not a statement


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence as written; `reviewed` is None where it states nothing."""

    text: str
    reviewed: Reviewed | None
    marks: tuple[int, ...] = ()  # the citations that its writer gave it


@dataclass(frozen=True, slots=True)
class CheckedBlock:
    """A block of the draft and its sentences, in order."""

    block: DraftBlock
    sentences: tuple[CheckedSentence, ...]


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft that was held against an archive."""

    source: str
    blocks: tuple[CheckedBlock, ...]
    judge: str

    @property
    def reviewed(self) -> tuple[Reviewed, ...]:
        """Every sentence that was checked, in order."""
        return tuple(each.reviewed for block in self.blocks for each in block.sentences if each.reviewed)

    @property
    def counts(self) -> dict[Support, int]:
        """How many sentences are supported, contradicted and not found."""
        counted = Counter(each.verdict.support for each in self.reviewed)
        return {support: counted[support] for support in Support}

    @property
    def unchecked(self) -> int:
        """How many sentences, headings and notes state nothing that could be checked."""
        return sum(each.reviewed is None for block in self.blocks for each in block.sentences)

    @property
    def passed(self) -> bool:
        """True when something was checked and all of it is supported."""
        counts = self.counts
        return bool(self.reviewed) and counts[Support.SUPPORTED] == len(self.reviewed)


def check_draft(
    source: str,
    blocks: Sequence[DraftBlock],
    search: Search,
    gate: Gate,
    progress: Callable[[int, int], None] | None = None,
) -> CheckedDraft:
    """Hold every sentence that states something against the archive.

    `progress` is told how many of how many are done. Raises ModelError where the judge fails.
    """
    written = [_sentences(block) for block in blocks]
    sentences = [each for some in written for each in some if each.states and not each.is_row]
    rows = [each for some in written for each in some if each.states and each.is_row]
    total = len(sentences) + len(rows)
    of_row = Gate(gate.judge, {name: check for name, check in gate.checks.items() if name in _OF_A_ROW})

    def reviews(some: Sequence[_Written], by: Gate, before: int) -> Iterator[Reviewed]:
        tell = None if progress is None else (lambda done: progress(before + done, total))
        return iter(review([each.text for each in some], search, by, tell))

    of_sentences, of_rows = reviews(sentences, gate, 0), reviews(rows, of_row, len(sentences))
    checked = tuple(
        CheckedBlock(
            block,
            tuple(
                CheckedSentence(
                    each.text,
                    next(of_rows if each.is_row else of_sentences) if each.states else None,
                    each.marks,
                )
                for each in some
            ),
        )
        for block, some in zip(blocks, written, strict=True)
    )
    return CheckedDraft(source, checked, gate.judge.name)


@dataclass(frozen=True, slots=True)
class _Written:
    text: str
    states: bool
    marks: tuple[int, ...] = ()
    is_row: bool = False


def _sentences(block: DraftBlock) -> tuple[_Written, ...]:
    if not block.states:
        return (_Written(block.text, False),)
    if block.kind is Kind.ROW:
        cells = marked_sentences(block.text)
        marks = tuple(mark for cell in cells for mark in cell.marks)
        return (_Written(" ".join(cell.text for cell in cells).strip(" |"), True, marks, True),)
    found: list[_Written] = []
    at = 0
    for known in _HOW_KNOWN.finditer(block.text):
        found += [*_stated(block.text[at : known.start()] + known["marks"]), _Written(known["remark"], False)]
        at = known.end()
    return (*found, *_stated(block.text[at:]))


def _stated(text: str) -> list[_Written]:
    found: list[_Written] = []
    for sentence in marked_sentences(text):
        remark = _REMARK.search(sentence.text)
        text = sentence.text[: remark.start()] if remark else sentence.text
        found.append(_Written(text, _states(text), sentence.marks))
        if remark:
            found.append(_Written(remark["remark"], False))
    return found


def _states(text: str) -> bool:
    if text.endswith("?"):
        return False
    dates = [mention.span for mention in find_dates(text)]
    content = (word for word in content_words(text) if not any(word.span.overlaps(date) for date in dates))
    return len(words_of(text)) >= _FEWEST_WORDS and any(content)
