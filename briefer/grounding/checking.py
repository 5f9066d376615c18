"""A whole draft, block by block, with what the archive says of each sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefer.grounding.draft import marked_sentences
from briefer.grounding.gate import Gate
from briefer.grounding.review import Reviewed, Search, review
from briefer.grounding.words import content_words, words_of
from briefer.model import Support
from briefer.reading.dates import find_dates
from briefer.reading.drafts import DraftBlock

# After the full stop: a date, a source, how something is known. It belongs to the sentence and is none itself.
_REMARK = re.compile(r"(?<=[.!?”\"’])\s+(?P<remark>\([^()]*\))$")
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
    stated = [each.text for some in written for each in some if each.states]
    tell = None if progress is None else (lambda done: progress(done, len(stated)))
    reviewed = iter(review(stated, search, gate, tell))
    checked = tuple(
        CheckedBlock(
            block,
            tuple(
                CheckedSentence(each.text, next(reviewed) if each.states else None, each.marks)
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


def _sentences(block: DraftBlock) -> tuple[_Written, ...]:
    if not block.states:
        return (_Written(block.text, False),)
    found: list[_Written] = []
    for sentence in marked_sentences(block.text):
        remark = _REMARK.search(sentence.text)
        text = sentence.text[: remark.start()] if remark else sentence.text
        found.append(_Written(text, _states(text), sentence.marks))
        if remark:
            found.append(_Written(remark["remark"], False))
    return tuple(found)


def _states(text: str) -> bool:
    if text.endswith("?"):
        return False
    dates = [mention.span for mention in find_dates(text)]
    content = (word for word in content_words(text) if not any(word.span.overlaps(date) for date in dates))
    return len(words_of(text)) >= _FEWEST_WORDS and any(content)
