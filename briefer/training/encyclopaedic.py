"""Evidence of encyclopaedias -> questions with the words that answer them, and questions without."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log

from briefer.evaluation.meta.claims import is_sound
from briefer.evaluation.meta.text import content, random_of
from briefer.reading.sentences import sentence_spans
from briefer.training.answers import Told, answers_in
from briefer.training.examples import Example

_NEAR = 8  # other texts that are taken as neighbours
_COMMON = 150  # texts: a word of more than these tells nothing of what a text is about
_SHORTEST = 50  # characters
_TOKENISED = ((" -LRB- ", " ("), ("-LRB- ", "("), (" -RRB-", ")"), ("`` ", '"'), (" ''", '"'))


def encyclopaedic_answers(texts: Sequence[str], seed: int) -> Iterator[Example]:
    """Yield questions of the sentences of texts, each amid its own text and sentences of texts of like matter."""
    bodies = sorted({body for body in map(natural, texts) if len(body) >= _SHORTEST})
    spans = [sentence_spans(body) for body in bodies]
    for at, near in enumerate(_neighbours(bodies)):
        body = bodies[at]
        own = {span.of(body) for span in spans[at]}
        others = [span.of(bodies[i]) for i in near for span in spans[i]]
        others = [each for each in dict.fromkeys(others) if each not in own and is_sound(each)]
        for span in spans[at]:
            random = random_of(seed, "page", body, span.start)
            random.shuffle(others)
            if is_sound(span.of(body)):
                for example in answers_in(Told(body, span, None, tuple(others)), random):
                    yield replace(example, source=f"page: {example.source}")


def natural(text: str) -> str:
    """Return tokenised text as it is printed: no space before a comma, brackets for their codes."""
    for code, sign in _TOKENISED:
        text = text.replace(code, sign)
    text = re.sub(r" (?=[,.;:!?%)]|'s\b|n't\b)", "", text)
    return re.sub(r"(?<=[(]) ", "", " ".join(text.split()))


def _neighbours(bodies: Sequence[str]) -> Iterator[list[int]]:
    """For each text, the places of those that share most of its rarer words."""
    words = [content(body) for body in bodies]
    holding: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(words):
        for word in sorted(each):
            holding[word].append(at)
    for at, each in enumerate(words):
        shared: dict[int, float] = defaultdict(float)
        for word in sorted(each):
            if 1 < len(holding[word]) <= _COMMON:
                for other in holding[word]:
                    shared[other] += log(len(bodies) / len(holding[word]))
        shared.pop(at, None)
        yield sorted(shared, key=lambda other: (-shared[other], other))[:_NEAR]
