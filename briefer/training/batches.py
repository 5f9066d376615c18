"""Examples as tokens, in batches of like length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from briefer.grounding.judges.plain import in_plain_form
from briefer.training.examples import LABELS, Example

_CHUNK = 64  # batches that are sorted by length together


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example as the model reads it."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    allowed: tuple[bool, ...]  # label by label
    start: int = -1  # tokens of the answer; -1 where there is none, or none that was kept
    end: int = -1


def encode(examples: Sequence[Example], tokenizer: Any, longest: int, *, asked_first: bool) -> list[Encoded]:
    """Turn examples into tokens; what is asked is kept whole and the text is cut.

    A judge's are in plain form, as it is given them; a reader's answers are places in the text, which stays as it is.
    `tokenizer` is one of the tokenizers library. The judge reads the text first, the reader what is asked.
    """
    tokenizer.enable_truncation(longest, strategy="only_second" if asked_first else "only_first")
    tokenizer.no_padding()
    found = []
    for each in examples:
        pair = (
            (each.asked, each.text) if asked_first else (in_plain_form(each.text), in_plain_form(each.asked))
        )
        if code := _one(tokenizer, pair):
            found.append(_encoded(each, code, int(asked_first)))
    return found


def _one(tokenizer: Any, pair: tuple[str, str]) -> Any:
    try:
        return tokenizer.encode(*pair)
    except Exception:  # the library's own, of no narrower kind: what is asked is longer than all that is read
        return None


def _encoded(example: Example, code: Any, text_is: int) -> Encoded:
    start = end = -1
    if example.start >= 0:
        for at, (sequence, (first, last)) in enumerate(zip(code.sequence_ids, code.offsets, strict=True)):
            if sequence == text_is and first < example.end and last > example.start:
                start, end = (at if start < 0 else start), at
    return Encoded(
        tuple(code.ids), tuple(code.type_ids), tuple(label in example.allowed for label in LABELS), start, end
    )


def batches_of(encoded: Sequence[Encoded], tokens: int, random: Random) -> Iterator[list[Encoded]]:
    """Yield all examples once, in random batches of at most `tokens` tokens with padding."""
    order = list(range(len(encoded)))
    random.shuffle(order)
    size = _CHUNK * tokens
    chunk: list[Encoded] = []
    held = 0
    for at in order:
        chunk.append(encoded[at])
        held += len(encoded[at].ids)
        if held >= size:
            yield from _cut(chunk, tokens, random)
            chunk, held = [], 0
    yield from _cut(chunk, tokens, random)


def _cut(chunk: list[Encoded], tokens: int, random: Random) -> Iterator[list[Encoded]]:
    chunk.sort(key=lambda each: len(each.ids))
    cut: list[list[Encoded]] = []
    for each in chunk:
        if not cut or (len(cut[-1]) + 1) * len(each.ids) > tokens:
            cut.append([])
        cut[-1].append(each)
    random.shuffle(cut)
    yield from cut
