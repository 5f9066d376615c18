"""A bulletin's body cut into passages: whole sentences, up to about 450 characters."""

from __future__ import annotations

from briefer.model import Bulletin, Passage, Span
from briefer.reading.sentences import sentence_spans

LONGEST = 450  # characters; all-MiniLM-L6-v2 reads 256 tokens, and a title comes first


def cut_passages(bulletin: Bulletin) -> tuple[Passage, ...]:
    """Return the bulletin's passages in order; every sentence is in exactly one of them.

    A single sentence longer than `LONGEST` is a passage of its own. A body without a sentence has none.
    """
    spans: list[Span] = []
    for sentence in sentence_spans(bulletin.body):
        if spans and sentence.end - spans[-1].start <= LONGEST:
            spans[-1] = Span(spans[-1].start, sentence.end)
        else:
            spans.append(sentence)
    return tuple(
        Passage(passage_id(bulletin.id, ordinal), bulletin.id, span) for ordinal, span in enumerate(spans)
    )


def passage_id(bulletin_id: str, ordinal: int) -> str:
    """Return the id of a bulletin's passage; the first has ordinal 0."""
    return f"{bulletin_id}:{ordinal}"


def embedded_text(title: str, text: str) -> str:
    """Return what is embedded for a passage: its title says what a sentence deep in the body is about."""
    return f"{title}. {text}" if title else text
