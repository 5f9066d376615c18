"""Evidence in pieces that a model can read: sentences, and windows of neighbouring sentences."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from briefer.reading.sentences import sentence_spans

_LONGEST = 60  # words; a longer "sentence" is a list, a transcript or a table, and is cut


@lru_cache(maxsize=4_096)
def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, white space folded; what runs past 60 words is cut there."""
    pieces = []
    for span in sentence_spans(text):
        words = span.of(text).split()
        pieces += [" ".join(words[at : at + _LONGEST]) for at in range(0, len(words), _LONGEST)]
    return tuple(pieces)


def windows_of(text: str, length: Callable[[str], int], room: int) -> tuple[str, ...]:
    """The longest runs of sentences whose lengths add up to `room` at most, each sentence in one at least.

    Neighbours share a sentence where that fits, so that what two sentences say together is not torn apart. A
    sentence that does not fit alone is a window by itself, for the model to cut off.
    """
    sentences = sentences_of(text)
    lengths = [length(sentence) for sentence in sentences]
    windows = []
    start = 0
    while start < len(sentences):
        end = start + 1
        while end < len(sentences) and sum(lengths[start : end + 1]) <= room:
            end += 1
        windows.append(" ".join(sentences[start:end]))
        if end == len(sentences):
            break
        shared = end - start > 1 and lengths[end - 1] + lengths[end] <= room
        start = end - 1 if shared else end
    return tuple(windows)
