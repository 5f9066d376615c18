"""A whole draft, block by block, with what the archive says of each sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefer.grounding.draft import without_markers
from briefer.grounding.gate import Gate
from briefer.grounding.review import Reviewed, Search, review
from briefer.grounding.words import content_words
from briefer.model import Support
from briefer.reading.dates import find_dates
from briefer.reading.drafts import DraftBlock
from briefer.reading.sentences import sentence_spans

_FEWEST_WORDS = 2  # with meaning; less is a label or a remark, not a statement


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence as written; `reviewed` is None where it states nothing."""

    text: str
    reviewed: Reviewed | None


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
    stated = [
        without_markers(text)
        for block, texts in zip(blocks, written, strict=True)
        for text in texts
        if _states(block, text)
    ]
    tell = None if progress is None else (lambda done: progress(done, len(stated)))
    reviewed = iter(review(stated, search, gate, tell))
    checked = tuple(
        CheckedBlock(
            block,
            tuple(CheckedSentence(text, next(reviewed) if _states(block, text) else None) for text in texts),
        )
        for block, texts in zip(blocks, written, strict=True)
    )
    return CheckedDraft(source, checked, gate.judge.name)


def _sentences(block: DraftBlock) -> tuple[str, ...]:
    """The block's sentences, a marker with the sentence before it."""
    if not block.states:
        return (block.text,)
    texts: list[str] = []
    for span in sentence_spans(block.text):
        text = span.of(block.text)
        if texts and not without_markers(text):
            texts[-1] += f" {text}"
        else:
            texts.append(text)
    return tuple(texts)


def _states(block: DraftBlock, text: str) -> bool:
    words = without_markers(text)
    if not block.states or words.endswith("?"):
        return False
    dates = [mention.span for mention in find_dates(words)]
    content = [word for word in content_words(words) if not any(word.span.overlaps(date) for date in dates)]
    return len(content) >= _FEWEST_WORDS
